"""What kinds of characters there are, as far as formatting, emoji and search need to know."""

import re
from functools import lru_cache
from unicodedata import category, name

ZERO_WIDTH_SPACE = "\u200b"
"""Separates what would otherwise be read as one word. No one sees it."""
WORD_JOINER = "\u2060"
"""Before a character, in stored words: the character is literal and no mark. No one sees it."""

_WITHOUT_BLANKS = (
    *("CJK ", "IDEOGRAPHIC ", "BOPOMOFO ", "HIRAGANA ", "KATAKANA", "YI "),
    *("THAI ", "LAO ", "KHMER ", "MYANMAR ", "TAI ", "NEW TAI "),
)
"""How the names of characters begin in scripts that put no blanks between words."""


@lru_cache(8_192)
def is_word(character: str) -> bool:
    """Return True for letters, digits and the marks that belong to them."""
    return category(character)[0] in "LMN"


@lru_cache(8_192)
def is_without_blanks(character: str) -> bool:
    """Return True for the letters of scripts that put no blanks between words."""
    return name(character, "").startswith(_WITHOUT_BLANKS)


def is_blank(character: str) -> bool:
    """Return True for whitespace and for the blank that no one sees."""
    return character.isspace() or character == ZERO_WIDTH_SPACE


_HIDDEN = re.compile(
    "[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\u2800\u3164\ufeff"
    "\uffa0\U000e0000-\U000e007f\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
"""Controls and blanks that make a name look like another one: directions, fillers, tags, zero width."""
_UNSEEN_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Characters that Unicode counts as letters or symbols, and that look like a blank."""
_UNSEEN_NAMES = ("VARIATION SELECTOR", "MONGOLIAN FREE VARIATION", "COMBINING GRAPHEME JOINER")


@lru_cache(8_192)
def is_visible(character: str) -> bool:
    """Return True unless a character by itself shows nothing."""
    if character.isspace() or character in _UNSEEN_LETTERS or category(character) in ("Cc", "Cf", "Cs"):
        return False
    return not name(character, "").startswith(_UNSEEN_NAMES)


def make_visible_name(text: str) -> str:
    """Return a name without invisible characters; "" if nothing of it is visible."""
    shown = " ".join(_HIDDEN.sub("", text).split())
    return shown if any(map(is_visible, shown)) else ""
