"""The words of a text."""

import pytest

from bot.domain.commands import phrases, words
from bot.domain.commands.phrases import PhraseKind, match_first_phrase


@pytest.mark.parametrize("cached", [words._fold_cached, phrases.find_misspelt_kind])
def test_caches_of_words_are_bounded(cached: object) -> None:
    for number in range(words.MAX_CACHED_WORDS + 10):
        match_first_phrase(f"word{number}", (PhraseKind.DISCREET,))
    size = cached.cache_info().currsize  # type: ignore[attr-defined]  # of `lru_cache`
    assert size == words.MAX_CACHED_WORDS
