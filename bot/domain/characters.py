"""What kinds of characters there are, as far as formatting, emoji and search need to know."""

from functools import lru_cache
from unicodedata import category, name

ZERO_WIDTH_SPACE = "\u200b"
"""Separates what would otherwise be read as one word. Nobody sees it."""
WORD_JOINER = "\u2060"
"""Before a character, in stored words: the character is literal and no mark. Nobody sees it."""

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
    """Return True for whitespace and for the blank that nobody sees."""
    return character.isspace() or character == ZERO_WIDTH_SPACE
