"""The text of a recognition: stored as typed, escaped, and folded for the search."""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category, combining, normalize
from unicodedata import name as name_of

from bot.domain.characters import is_visible, is_without_blanks
from bot.domain.formatting import EmojiName, Piece
from bot.domain.formatting_parser import MAX_LITERAL, parse_formatting
from bot.domain.mentions import (
    Broadcast,
    ChannelMention,
    GroupMention,
    LinkToken,
    TextToken,
    UserMention,
    unescape,
)
from bot.domain.typed_text import is_too_long

MAX_TEXT_LENGTH = 2_000
"""Characters of words that one recognition holds (see `measure_text`)."""
MENTION_LENGTH = 20
"""Characters that a name takes, amply."""
MAX_TERM_LENGTH = 64
"""Characters of one term of a search index: databases limit its size."""

# Bidirectional controls can make a sentence read as another one; C0 controls and NUL are refused by
# databases and shown by no one.
_INVISIBLE = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TAGS = re.compile("(\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f)|[\U000e0000-\U000e007f]")
"""Letters that no one sees, but for those that make the flag of a region."""
_BEGINS_WITH_LETTER = re.compile(r"\A(?:\s|<[^<>]*>)*[^\W\d_\u115f\u1160\u3164\uffa0]")
"""A letter that is visible, before all that formatting and emoji are made of."""
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_ASCII_SIGNS = re.compile(r"[\x00-\x1f!-/:-@\[-`{-\x7f]")
"""What ends a term, beside blanks. All other ASCII characters are letters and digits."""
_TOO_LONG = re.compile(rf"\S{{{MAX_TERM_LENGTH}}}(?=\S)")
_UNSEEN = ("VARIATION SELECTOR", "MONGOLIAN FREE VARIATION", "COMBINING GRAPHEME JOINER", "ARABIC TATWEEL")
"""How the names of characters begin that change only how others look."""


def clean_text(text: str) -> str:
    """Return the text stripped, without invisible controls, tags and broken surrogates.

    It is empty if nothing of it can be seen.
    """
    if text.isascii():
        cleaned = _INVISIBLE.sub("", text).strip()
    else:
        whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        cleaned = _TAGS.sub(r"\1", _INVISIBLE.sub("", whole)).strip()
    return cleaned if any(map(is_visible, cleaned)) else ""


def measure_text(words: str) -> int:
    """Count the characters of a text as it is shown: without markup and formatting.

    Each mention and link counts as `MENTION_LENGTH` characters. In a text that is too long to be read,
    everything counts.
    """
    if is_too_long(words):
        return len(unescape(words)) + MENTION_LENGTH * words.count("<")
    total = 0
    for piece in _split_pieces(words):
        match piece:
            case TextToken(text):
                total += len(text)
            case EmojiName(name):
                total += len(f":{name}:")
            case UserMention() | GroupMention() | ChannelMention():
                total += MENTION_LENGTH
            case Broadcast(name):
                total += len(f"@{name}")
            case LinkToken(url, label):
                total += len(label) + len(url)
    return total


def is_longer(words: str, most: int) -> bool:
    """Return True if a text has more than `most` characters as `measure_text` counts them.

    It is parsed only if it may be: nothing but a mention can count more than it has characters.
    """
    return len(words) + MENTION_LENGTH * words.count("<") > most and measure_text(words) > most


def has_content(text: str) -> bool:
    """Return True if the text has a letter, digit or link, not only emoji and mentions."""
    return _BEGINS_WITH_LETTER.match(text, 0, MAX_LITERAL) is not None or any(
        isinstance(piece, LinkToken)
        or (isinstance(piece, TextToken) and any(c.isalnum() and is_visible(c) for c in piece.text))
        for piece in _split_pieces(text)
    )


def write_plain(text: str) -> str:
    """Return the text as plain text for the search, with a blank for all that is no word.

    A user is none, since names change, nor is an emoji; what else is referred to is, as far as its name
    or address came along. Formatting leaves no trace.
    """
    return "".join(_write_token(piece) for piece in _split_pieces(text))


def _split_pieces(text: str) -> Iterator[Piece]:
    """Yield what the words are made of, with line breaks between their sections."""
    for at, section in enumerate(parse_formatting(text)):
        if at:
            yield TextToken("\n")
        yield from (run.piece for run in section.runs)


def _write_token(piece: Piece) -> str:
    match piece:
        case TextToken(text):
            return text
        case UserMention() | EmojiName():
            return " "
        case GroupMention(_, text) | ChannelMention(_, text) | Broadcast(text):
            return f" {text} "
        case LinkToken(url, label):
            return f" {label} {url} "


def fold_for_search(text: str) -> str:
    """Return the text as it is compared in a search: terms with blanks between them.

    A term is a run of letters and digits, whatever their case and accents. Where a script has no blanks
    between its words, each letter is a term, so that a part of what is written can be found. The result
    ends with a blank where its last term is complete: what follows it is no letter.
    """
    letters = _NOT_ASCII.sub(_drop_ignored, normalize("NFKD", write_plain(text)))
    folded = normalize("NFC", letters.casefold())
    return _TOO_LONG.sub(r"\g<0> ", _NOT_ASCII.sub(_fold_terms, _ASCII_SIGNS.sub(" ", folded)))


def _drop_ignored(match: re.Match[str]) -> str:
    return "".join(c for c in match[0] if not _is_ignored(c))


def _fold_terms(match: re.Match[str]) -> str:
    return "".join(map(_fold_term, match[0]))


@lru_cache(8_192)
def _is_ignored(character: str) -> bool:
    """Return True for accents, vowel points, and characters that only join, enclose or style others."""
    mark = combining(character)
    return (
        10 <= mark <= 36
        or mark >= 200
        or category(character) in ("Cf", "Me")
        or name_of(character, "").startswith(_UNSEEN)
    )


@lru_cache(8_192)
def _fold_term(character: str) -> str:
    """Return what a character is to its term: a part of it, a term by itself, or the end of it."""
    if category(character)[0] not in "LMN":
        return " "
    return f" {character} " if is_without_blanks(character) else character
