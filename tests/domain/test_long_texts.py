"""Texts as long as Slack takes them: nothing that reads them takes long, whatever they are made of."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest

from bot.domain import emoji, erasure, message_text, name_matches, plain_names
from bot.domain.commands import addressed_text, history, recognition, sentence
from bot.domain.commands.command import GiveCommand, LeadsChangeCommand, TooLongCommand
from bot.domain.commands.parser import find_unnamed_channels, parse
from bot.domain.formatting_parser import parse_formatting
from bot.domain.formatting_writer import write_formatting
from bot.domain.ids import UserId
from bot.domain.message_text import MAX_TEXT_LENGTH, measure_text
from bot.domain.typed_text import MAX_GAP, MAX_READ, collapse_blanks, cut_beginning, is_too_long
from bot.domain.user import User
from bot.domain.values import Value, Values
from tests.domain.commands.typing import VALUES
from tests.processor_time import MAX_SECONDS, is_slow, no_garbage_collection, processor_seconds

LENGTH = 40_000
"""Characters of the longest text that Slack delivers."""
BOT = UserId("UBOT")
PEOPLE = [User(UserId(f"U{number}"), f"Maya{number % 97} Lindgren{number % 89}") for number in range(500)]

UNITS = [
    *(
        " ",
        "\n",
        "\t",
        "\u00a0",
        "\u200b",
        "\u3000",
        "a",
        "7",
        ".",
        ",",
        "-",
        ":",
        "`",
        "*",
        "_",
        '"',
        "“",
        "(",
        "[",
    ),
    *(
        "#",
        "@",
        "/",
        "\\",
        "<",
        ">",
        "&amp;",
        "&lt;",
        "<@U1>",
        "<@U1> ",
        "<@U1|",
        "<!",
        "<#C1|",
        "<https://a",
    ),
    *(
        ":tada:",
        ":a",
        "a:",
        "::skin-tone-2",
        "\u2764",
        "\u2764\u200d",
        "\ufe0f",
        "\u0301",
        "\u65e5",
        "\u3164",
    ),
    *(
        "a ",
        "a, ",
        "a.",
        "a-",
        "1. ",
        "1. a\n",
        "> a\n",
        "• a\n",
        "*a* ",
        "*a\n",
        "`a` ",
        "```a",
        "#a ",
        "@maya ",
    ),
    *("quietly ", "thanks ", "hi ", "ok, ", "and ", "for <@U1> ", "thanks <@U1> for it. ", "9 uhr ", "cc "),
]
"""What nasty texts are made of."""
BEGINNINGS = [
    "",
    "quietly",
    "thanks <@U1> for",
    f"<@{BOT}> ",
    "history <@U1> ",
    "digest on ",
    "settings keep ",
]
MORE_BEGINNINGS = ["leads add ", "privacy ", "forget", "who ", "show me ", "please delete ", "@maya "]
ENDS = ["x", " <@U1>"]

READERS: dict[str, Callable[[str], object]] = {
    "command": lambda text: parse(text, VALUES),
    "message": lambda text: addressed_text.extract_addressed_text(text, BOT),
    "direct message": lambda text: parse(addressed_text.normalize_addressed_text(text), VALUES),
    "mention": lambda text: addressed_text.mentions_bot(text, BOT),
    "channels": find_unnamed_channels,
    "form": lambda text: recognition.parse_text(text, VALUES),
    "discretion in a form": sentence.find_discretion,
    "search": history.match_phrases,
    "emoji": emoji.parse_emoji_field,
    "marked emoji": lambda text: emoji.mark_emoji(text, frozenset({"a"})),
    "marked emoji as far as they are": lambda text: emoji.mark_emoji(
        text[: emoji.MAX_MARKED_LENGTH], frozenset({"a"})
    ),
    "length": measure_text,
    "cleaned": message_text.clean_text,
    "says something": message_text.has_content,
    "formatting": lambda text: write_formatting(parse_formatting(text)),
    "names": lambda text: name_matches.match_names_without_at_sign(text, PEOPLE),
    "a name": plain_names.make_typeable,
    "erasure": lambda text: erasure.erase_mentions(text, UserId("U1")),
}


MEANINGS = {"command", "message"}
"""The readers to which it matters how a text begins and ends."""


def texts(reader: str) -> Iterator[Callable[[int], str]]:
    """Yield what makes a text of a length, for each text that the reader is tried with."""
    for unit in UNITS:
        if reader not in MEANINGS:
            yield from (partial(_text, begin, unit, ENDS[0]) for begin in BEGINNINGS[:2])
            continue
        yield from (partial(_text, begin, unit, end) for begin in BEGINNINGS for end in ENDS)
        # As long as is still read.
        yield from (partial(_text, begin, unit, ENDS[0], limit=MAX_READ - 60) for begin in MORE_BEGINNINGS)


def _text(begin: str, unit: str, end: str, length: int, *, limit: int = LENGTH) -> str:
    run = unit * (length // len(unit))
    return f"{begin}{run[:limit]}{end}"


@pytest.mark.parametrize("reader", sorted(READERS))
def test_no_text_takes_long_to_read(reader: str) -> None:
    with no_garbage_collection():
        for make in texts(reader):
            shown = make(100)
            assert not is_slow(READERS[reader], make, LENGTH), f"{shown[:30]!r} … {shown[-10:]!r}"


def _name(number: int) -> str:
    """Return a name of 40 letters that resembles all others."""
    return "".join("abcde"[number * step % 5] for step in range(1, 41)) if number % 2 else f"{number:040}"


MANY_VALUES = Values(
    Value(
        f"value-{n}", _name(n), f"sign{n}", chr(0x1F300 + n), "", tuple(_name(50 * n + m) for m in range(25))
    )
    for n in range(50)
)
"""As many values as admins can make, with as many names."""


@pytest.mark.parametrize(
    "text",
    [
        f"<@U1> thanks for {'#abcdeabcdeabcdeabcdeabcdeabcdeabcdeabcde ' * 90}",
        "#0000000000000000000000000000000000000012 <@U1> " * 80,
        f"history {'abcdeabcde ' * 360}",
        f"history {'1000000000000000000000000000000000000012 ' * 90}",
    ],
)
def test_no_text_takes_long_to_read_with_many_values(text: str) -> None:
    with no_garbage_collection():
        assert processor_seconds(lambda: parse(text, MANY_VALUES), MAX_SECONDS) <= MAX_SECONDS


def test_chain_of_emoji_aliases_takes_time_in_proportion_to_its_length() -> None:
    chain = {f"sign{n}": f"sign{n + 1}" for n in range(20_000)}
    aliases = {**chain, "one": "another", "another": "one", "third": "one"}
    with no_garbage_collection():
        assert processor_seconds(lambda: emoji.resolve_aliases(aliases), MAX_SECONDS) <= MAX_SECONDS
    assert emoji.resolve_aliases(aliases) == dict.fromkeys(chain, "sign20000")


def test_gap_of_blanks_does_not_make_a_text_too_long() -> None:
    typed = f"quietly{' ' * 30_000}<@U1> thanks for the sketches"
    meaning = parse(typed, VALUES)
    assert isinstance(meaning, GiveCommand)
    assert (meaning.users, meaning.text, meaning.is_private) == (("U1",), "thanks for the sketches", True)
    assert len(collapse_blanks("a" + "\n" * 50_000 + "b")) == MAX_GAP + 2
    short = "a" + " " * 100 + "b"
    assert collapse_blanks(short) == short


@pytest.mark.parametrize(
    ("typed", "people", "quietly"),
    [
        (f"<@U1> thanks for {'the sketches, ' * 400}", ("U1",), False),
        (f"quietly <@U1> <@U2> thanks for {'the sketches, ' * 400}", ("U1", "U2"), True),
        (f"thanks <@U1> for X. Thanks <@U2> for Y. {'And so on, ' * 400}", ("U1", "U2"), False),
        ("thanks " * 1_000, (), False),
        (f"digest on {'friday ' * 1_000}", (), False),
        ("<@U1> " * 500, ("U1",), False),
    ],
)
def test_too_long_text_is_never_posted(typed: str, people: tuple[str, ...], quietly: bool) -> None:
    meaning = parse(typed, VALUES)
    assert isinstance(meaning, TooLongCommand)
    assert (meaning.command.users, meaning.command.is_private) == (people, quietly)
    assert len(meaning.command.text) <= MAX_READ


def test_circle_can_hold_as_many_people_as_fit_a_message() -> None:
    named = [UserId(f"U{number:09}") for number in range(1_000)]
    typed = f"leads add <@UCAROL> for {' '.join(f'<@{one}>' for one in named)}"
    assert parse(typed, VALUES) == LeadsChangeCommand(True, UserId("UCAROL"), users=tuple(named))


def test_longest_recognition_text_is_read_whole() -> None:
    escaped = "&amp;" * (MAX_TEXT_LENGTH - 50)
    meaning = parse(f"<@U1> thanks for {escaped}", VALUES)
    assert isinstance(meaning, GiveCommand)
    assert meaning.text.endswith(escaped)


@pytest.mark.parametrize("text", ["x" * 5_000, "*a* " * 2_000, "<@U123456789>" * 450, "&lt;" * 5_000])
def test_text_too_long_to_read_is_too_long_to_store(text: str) -> None:
    assert is_too_long(text)
    assert measure_text(text) > MAX_TEXT_LENGTH


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("a" * (MAX_READ - 3) + "<@U1> b", "a"),
        ("a" * (MAX_READ - 3) + "&amp; b", "a"),
        ("a" * (MAX_READ - 5) + "<@U1> b", ">"),
        ("<@U1>" * 500, ">"),
    ],
)
def test_cut_beginning_ends_with_a_whole_reference(text: str, end: str) -> None:
    assert cut_beginning(text).endswith(end)
    assert not is_too_long(cut_beginning(text))


@pytest.mark.parametrize("typed", ["thanks <@U1> for it", f"<@{BOT}> thanks <@U1> for it"])
def test_long_message_is_addressed_by_its_beginning(typed: str) -> None:
    text = f"{typed} {'and more ' * 1_000}"
    assert (addressed_text.extract_addressed_text(text, BOT) is not None) is (BOT in typed)
    assert addressed_text.extract_addressed_text(f"{text} <@{BOT}>", BOT) == (
        f"{text} <@{BOT}>" if BOT in typed else None
    )
