"""The names of subcommands in other languages."""

import tomllib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.commands.command import Command
from bot.domain.commands.native_words import (
    FILES,
    NativeWords,
    list_subcommands,
    load_languages,
    translate,
)
from bot.domain.commands.parse_error import ParseError
from bot.domain.commands.parser import parse
from bot.domain.commands.vocabulary import fold_text
from tests.domain.commands.typing import VALUES

LANGUAGES = [native.language for native in load_languages()]
SAID_BY_PATTERNS = {
    "pt": "from, noon, to, workspace",
    "ja": (
        "after, and, at, before, between, by, days, for, four, from, in, months, noon, one, pause, picture, "
        "quarters, since, six, three, time, to, two, until, weeks, with, without, workspace, years"
    ),
}
"""Words that a language says in a pattern, or in a longer phrase."""
SUBCOMMANDS = (
    "history, keepsake, digest, privacy, settings, leads, values, export, undo, help, card, cards, forget me"
)


def english() -> list[Command]:
    return [parse(name, VALUES) for name in SUBCOMMANDS.split(", ")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_listed_name_is_its_subcommand(language: str) -> None:
    meanings = [parse(name, VALUES) for name in list_subcommands(language)]
    assert meanings == english()
    assert not any(isinstance(meaning, ParseError) for meaning in meanings)


def test_english_has_no_other_names() -> None:
    assert list_subcommands("en") == ()


@pytest.mark.parametrize("native", load_languages(), ids=lambda native: native.language)
def test_no_language_lacks_a_word(native: NativeWords) -> None:
    """Each says all that Spanish says. German has a grammar of its own for dates and times."""
    spanish = next(one for one in load_languages() if one.language == "es")
    otherwise = {*SAID_BY_PATTERNS.get(native.language, "").split(", ")}
    assert {*native.names.values()} == {*spanish.names.values()}
    for command, words in spanish.words.items():
        if native.language != "de" or command in ("privacy", "settings", "leads"):
            months = {*spanish.words["history"].values()} & {*spanish.words["leads"].values()}
            missing = {*words.values()} - {*native.words[command].values()} - otherwise
            assert missing - (months if native.language == "de" else set()) == set(), command


@pytest.mark.parametrize("native", load_languages(), ids=lambda native: native.language)
def test_no_word_means_two_things(native: NativeWords) -> None:
    """A phrase of a language is one phrase in English."""
    data = tomllib.loads((FILES / f"{native.language}.toml").read_text(encoding="utf-8"))
    for section in (data["commands"], *(data.get(name, {}) for name in native.words)):
        phrases = [one for listed in section.values() for one in {*map(fold_text, listed.split(","))}]
        assert [one for one, number in Counter(phrases).items() if number > 1] == []


@pytest.mark.parametrize("native", load_languages(), ids=lambda native: native.language)
@given(data=st.data())
def test_a_phrase_of_known_words_is_translated_as_a_whole(native: NativeWords, data: st.DataObject) -> None:
    """Quotes and mentions stay, and no word of the language is left."""
    command = data.draw(st.sampled_from(sorted(native.words)))
    known = sorted(native.words[command]) or ["1"]
    words = data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=4))
    kept = data.draw(st.sampled_from(["", "<@U1>", "“lundi”", "<#C1|lunes> <@U2>"]))
    # A number between them: "de" before a mention is no part of "a partir de".
    translation = translate(f"{' '.join(words)} 7 {kept}", command, native)
    assert translation.text.endswith(kept)
    assert translation.is_complete


@given(st.text(max_size=60), st.sampled_from(["", "<@U1>"]))
def test_any_text_can_be_read(text: str, mention: str) -> None:
    for name in ("historique", "resumen", "履歴", "privacidade", "einstellungen"):
        parse(f"{name} {text} {mention}", VALUES)
