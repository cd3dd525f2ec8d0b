"""The words of a text, as they are compared, and its emoji."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.domain.commands.vocabulary import fold_text

_SYMBOL = (
    "[\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55\u3030\u303d"
    "\u3297\u3299\U0001f000-\U0001faff]"
)
EMOJI = re.compile(
    r"(?<!\d):(?=100:(?!\d))100:|:(?=[^\s:]{0,100}[^\W\d_]|[+-]1:)[^\s:,;<>]{1,100}(?:::skin-tone-[2-6](?:-[2-6])?)?:"
    rf"|{_SYMBOL}[\u200d\ufe0f\U0001f3fb-\U0001f3ff]*(?:(?<=\u200d){_SYMBOL}[\u200d\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)
"""An emoji by name or as a character. What has the form of a name may be none: only Slack knows."""
_WORD = re.compile("([^\\W_ʼ]+(?:['’‘ʼ`´‐‑-][^\\W_ʼ]+)*)")
_WORD_OR_EMOJI = re.compile(rf"(?:{EMOJI.pattern})|{_WORD.pattern}")
MAX_CACHED_WORDS = 2_048
"""Words of which each cache here remembers what they are: most texts have no others."""


class Word(NamedTuple):
    """A word and where it is in its text; `folded` is how it is compared.

    A tuple is made twice as fast as another class, and a text is split several times.
    """

    start: int
    end: int
    folded: str


def split_words(text: str, most: int | None = None) -> list[Word]:
    """Return the words of a text, `most` of them at most. The name of an emoji is no word."""
    tokens = (_WORD_OR_EMOJI if _may_have_emoji(text) else _WORD).finditer(text)
    if most is None:
        return [Word(m.start(), m.end(), _fold_cached(m[0])) for m in tokens if m.lastindex]
    found: list[Word] = []
    for match in tokens:
        if match.lastindex:
            found.append(Word(match.start(), match.end(), _fold_cached(match[0])))
            if len(found) == most:
                break
    return found


def has_words(text: str) -> bool:
    """Return True if the text has any word."""
    return any(match.lastindex for match in _WORD_OR_EMOJI.finditer(text))


def split_last_words(text: str, most: int) -> list[Word]:
    """Return the last words of a text, `most` of them at most."""
    from_here = max(0, len(text) - 40 * most)
    # Where the text was cut, a word may lack its beginning.
    found = split_words(text[from_here:])[1 if from_here else 0 :][-most:]
    return [Word(word.start + from_here, word.end + from_here, word.folded) for word in found]


def find_emoji(text: str) -> tuple[str, ...]:
    """Return the emoji of a text as typed, in order."""
    return tuple(match.group() for match in EMOJI.finditer(text)) if _may_have_emoji(text) else ()


def _may_have_emoji(text: str) -> bool:
    """Return False if no character of the text can belong to an emoji."""
    return ":" in text or not text.isascii()


@lru_cache(MAX_CACHED_WORDS)
def _fold_cached(word: str) -> str:
    return fold_text(word)


def normalize_phrases(phrases: Collection[str]) -> Iterator[str]:
    """Return phrases as texts are compared: word by word."""
    for phrase in phrases:
        if found := " ".join(word.folded for word in split_words(phrase)):
            yield found
