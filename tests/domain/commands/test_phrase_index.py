"""Phrases that are looked for in a sequence of words."""

import pytest

from bot.domain.commands.phrase_index import PhraseIndex
from bot.domain.commands.words import split_words

_INDEX = PhraseIndex(("thank", "thank you", "thank you so much", "so much"))


@pytest.mark.parametrize(
    ("text", "at", "found"),
    [
        ("thank you so much", 0, ("thank you so much", 4)),
        ("thank you so", 0, ("thank you", 2)),
        ("a thank", 1, ("thank", 1)),
        ("Thank  you, all", 0, ("thank you", 2)),
        ("so long", 0, ("", 0)),
        ("you so much", 0, ("", 0)),
        ("thank", 1, ("", 0)),
        ("", 0, ("", 0)),
    ],
)
def test_longest_phrase_at_a_word(text: str, at: int, found: tuple[str, int]) -> None:
    assert _INDEX.find_at(split_words(text), at) == found
    assert _INDEX.count_words_at(split_words(text), at) == found[1]


@pytest.mark.parametrize(
    ("text", "is_in", "ends"),
    [
        ("well, thank you", True, True),
        ("we thank you all", True, False),
        ("it did so much", True, True),
        ("it did so", False, False),
        ("much so", False, False),
        ("", False, False),
    ],
)
def test_phrase_among_words_and_at_their_end(text: str, *, is_in: bool, ends: bool) -> None:
    assert _INDEX.is_in(split_words(text)) is is_in
    assert _INDEX.ends(split_words(text)) is ends


def test_index_holds_phrases_and_knows_the_longest() -> None:
    assert "so much" in _INDEX
    assert "so" not in _INDEX
    assert _INDEX.longest == 4
    assert PhraseIndex(()).longest == 0
