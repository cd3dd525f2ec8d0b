"""From any text to a meaning."""

import pytest
from hypothesis import example, given

from bot.domain.commands.command import (
    Command,
    ExportCommand,
    GiveCommand,
    GiveWithoutNames,
    HelpCommand,
    HistoryQuery,
    UndoCommand,
    ValuesCommand,
)
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.parser import parse
from tests.domain.commands.typing import VALUES, everything
from tests.processor_time import is_slow


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("", HelpCommand(is_requested=False)),
        (" \n", HelpCommand(is_requested=False)),
        ("help", HelpCommand()),
        ("HELP ", HelpCommand()),
        ("undo", UndoCommand()),
        (" Undo\n", UndoCommand()),
        ("values", ValuesCommand()),
        ("Export ", ExportCommand()),
        ("history", HistoryQuery()),
    ],
)
def test_subcommands(text: str, meaning: Command) -> None:
    assert parse(text, VALUES) == meaning


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("history was great <@U1>", "history was great <@U1>"),
        ("help <@U1> gave me", "help <@U1> gave me"),
        ("undo was your best idea <@U1>", "undo was your best idea <@U1>"),
        ("values like <@U1>'s are wonderful", "values like <@U1>'s are wonderful"),
        ("digest was great thanks <@U1>", "digest was great thanks <@U1>"),
        ("digest on time again, thanks <@U1>", "digest on time again, thanks <@U1>"),
        ("export works again thanks to <@U1>", "export works again thanks to <@U1>"),
    ],
)
def test_subcommand_word_can_begin_a_recognition(text: str, words: str) -> None:
    meaning = parse(text, VALUES)
    assert isinstance(meaning, GiveCommand)
    assert (meaning.users, meaning.text) == (("U1",), words)


@pytest.mark.parametrize(
    ("text", "got", "closest"),
    [
        ("histroy", "histroy", "history"),
        ("HISTROY me", "HISTROY", "history"),
        ("digset on friday", "digset", "digest"),
        ("undoo", "undoo", "undo"),
        ("vlaues", "vlaues", "values"),
        ("hlep", "hlep", "help"),
        ("exprot", "exprot", "export"),
        ("quitely thanks", "quitely", "quietly"),
    ],
)
def test_near_subcommand_needs_an_answer(text: str, got: str, closest: str) -> None:
    assert parse(text, VALUES) == ParseError(ParseErrorKind.SUBCOMMAND, got, (closest,))


def test_text_without_names_is_no_subcommand() -> None:
    assert parse("thanks everyone", VALUES) == GiveWithoutNames(text="thanks everyone", broadcast="channel")
    assert parse("values like ours hold us", VALUES) == GiveWithoutNames(text="values like ours hold us")


@given(everything)
@example("history since")
@example("history last")
@example("history value:")
@example("digest on")
@example("<@U1>")
def test_any_text_has_a_meaning(text: str) -> None:
    for command in (text, f"history {text}", f"digest {text}", f"digest on {text}", f"quietly {text}"):
        assert isinstance(parse(command, VALUES), Command)


@pytest.mark.parametrize(
    "piece",
    [
        "x",
        "x ",
        "<",
        '"',
        "#",
        "# ",
        "#creativty ",
        "#a b ",
        ":a",
        "@",
        "and ",
        "+",
        "<@U1>",
        "<@U1|",
        "<#C1|",
        "<https://",
        "&amp;",
        "9 ",
        "9",
        "\ud800",
        "since ",
        "last ",
    ],
)
@pytest.mark.parametrize(
    "before", ["", "<@U1> ", "history ", 'history "', "digest on ", "digest ", "privacy ", "privacy thanks "]
)
def test_forty_thousand_characters_are_parsed_quickly(before: str, piece: str) -> None:
    def make(length: int) -> str:
        return before + piece * (length // len(piece))

    assert isinstance(parse(make(40_000), VALUES), Command)
    assert not is_slow(lambda text: parse(text, VALUES), make, 40_000)


@pytest.mark.parametrize(
    "text",
    [
        "history lost its way, <@U1> saved it",
        "digest on fire thanks to <@U1>",
        "digest on the way, <@U1> carried it",
        "values like yours are wonderful <@U1>",
    ],
)
def test_words_that_resemble_a_subcommand_are_recognitions(text: str) -> None:
    assert isinstance(parse(text, VALUES), GiveCommand)
