"""The names of subcommands in other languages."""

import pytest

from bot.domain.commands.command import Command
from bot.domain.commands.native_words import list_subcommands, load_languages
from bot.domain.commands.parse_error import ParseError
from bot.domain.commands.parser import parse
from tests.domain.commands.typing import VALUES

LANGUAGES = [native.language for native in load_languages()]
SUBCOMMANDS = "history, digest, privacy, settings, leads, values, export, undo, help, forget me"


def english() -> list[Command]:
    return [parse(name, VALUES) for name in SUBCOMMANDS.split(", ")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_listed_name_is_its_subcommand(language: str) -> None:
    meanings = [parse(name, VALUES) for name in list_subcommands(language)]
    assert meanings == english()
    assert not any(isinstance(meaning, ParseError) for meaning in meanings)


def test_english_has_no_other_names() -> None:
    assert list_subcommands("en") == ()
