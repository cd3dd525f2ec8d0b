"""Phrases that are looked for in a sequence of words."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

from bot.domain.commands.words import Word

_Value = TypeVar("_Value", bound=Hashable)


class PhraseIndex:
    """Folded phrases by their first word: most words of a text begin none, which one look shows."""

    def __init__(self, phrases: Collection[str]) -> None:
        """Index the phrases, which are kept as they are."""
        self._phrases = phrases
        lengths: dict[str, set[int]] = {}
        for words in (phrase.split() for phrase in self._phrases):
            lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = share_equal(
            {one: tuple(sorted(found, reverse=True)) for one, found in lengths.items()}
        )
        self.longest = max((found[0] for found in self._lengths.values()), default=0)

    def __contains__(self, folded: str) -> bool:
        """Return True if this is one of the phrases."""
        return folded in self._phrases

    def list_lengths(self, first: str) -> tuple[int, ...]:
        """Return how many words the phrases have that begin with this word, the greatest number first."""
        return self._lengths.get(first, ())

    def find_at(self, words: Sequence[Word], at: int) -> tuple[str, int]:
        """Return the longest phrase that begins at this word, and how many words it has: "" and 0 if none."""
        if at >= len(words):
            return "", 0
        for length in self._lengths.get(words[at].folded, ()):
            if at + length <= len(words) and (phrase := join_folded(words, at, length)) in self._phrases:
                return phrase, length
        return "", 0

    def count_words_at(self, words: Sequence[Word], at: int) -> int:
        """Return how many words the longest phrase has that begins at this word; 0 for none."""
        return self.find_at(words, at)[1]

    def is_in(self, words: Sequence[Word]) -> bool:
        """Return True if one of the phrases begins at any of these words."""
        for at, word in enumerate(words):
            if word.folded in self._lengths and self.find_at(words, at)[1]:
                return True
        return False

    def ends(self, words: Sequence[Word]) -> bool:
        """Return True if one of the phrases is the last of these words."""
        first = max(0, len(words) - self.longest)
        return any(
            len(words) - at in self._lengths.get(words[at].folded, ())
            and join_folded(words, at, len(words) - at) in self._phrases
            for at in range(first, len(words))
        )


def join_folded(words: Sequence[Word], at: int, length: int) -> str:
    """Return so many words, from this one on, as they are compared."""
    if length == 1:
        return words[at].folded
    return " ".join([word.folded for word in words[at : at + length]])


def share_equal(values: Mapping[str, _Value]) -> dict[str, _Value]:
    """Return the same with one object for all equal values, which takes less memory."""
    shared: dict[_Value, _Value] = {}
    return {key: shared.setdefault(value, value) for key, value in values.items()}
