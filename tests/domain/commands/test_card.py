"""The grammar of `card`: names, an hour, an occasion."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.card_deadline import Deadline
from bot.domain.commands.card import CardCommand, CardsCommand, may_name_zone, parse_card
from bot.domain.commands.parser import parse
from tests.domain.commands.typing import VALUES

FRIDAY = Deadline(weekday=4, at=time(16))
MAYA = "<@U1|maya>"


@pytest.mark.parametrize(
    ("rest", "deadline", "occasion"),
    [
        ("until friday 16:00 for your farewell", FRIDAY, "for your farewell"),
        ("for your farewell until friday 4pm", FRIDAY, "for your farewell"),
        (", bis Freitag 16 Uhr zum Abschied", FRIDAY, "zum Abschied"),
        ("by fri at 16.00, for all &amp; more", FRIDAY, "for all &amp; more"),
        (
            "until tomorrow at 9 thanks by all",
            Deadline(days_ahead=1, at=time(9)),
            "thanks by all",
        ),
        ("until in 2 weeks", Deadline(days_ahead=14), ""),
        ("until 4th of december noon bye", Deadline(month=12, day=4, at=time(12)), "bye"),
        ("until 4.12. um 9 bye", Deadline(month=12, day=4, at=time(9)), "bye"),
        (
            "until 2026-12-04 17:30 Europe/Berlin",
            Deadline(year=2026, month=12, day=4, at=time(17, 30), zone="Europe/Berlin"),
            "",
        ),
        ("until half past three", Deadline(at=time(15, 30)), ""),
        ("with <@U2> until friday 16:00", FRIDAY, "with <@U2>"),
        ("until friday 25:00 bye", None, "until friday 25:00 bye"),
        ("until next friday bye", None, "until next friday bye"),
        ("for everything", None, "for everything"),
        ("", None, ""),
    ],
)
def test_hour_and_occasion(rest: str, deadline: Deadline | None, occasion: str) -> None:
    command = parse_card(f"{MAYA} {rest}")
    assert command == CardCommand(("U1",), (), deadline, occasion)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "rest", ["quietly {} until friday 16:00 bye", "for {} until friday 16:00 privately bye"]
)
def test_private_card(rest: str) -> None:
    command = parse_card(rest.format(MAYA))
    assert command == CardCommand(("U1",), (), FRIDAY, "bye", is_private=True)  # type: ignore[arg-type]


def test_several_people_and_groups() -> None:
    command = parse_card(f"{MAYA}, <@U2> and <!subteam^S1|@team> {MAYA} until friday 16:00")
    assert command == CardCommand(("U1", "U2"), ("S1",), FRIDAY)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["card games with <@U1> were fun", "card thanks", "cards are great <@U1>"])
def test_what_is_no_card(text: str) -> None:
    assert not isinstance(parse(text, VALUES), CardCommand | CardsCommand)


def test_alone() -> None:
    assert parse("card", VALUES) == CardCommand()
    assert parse("cards", VALUES) == CardsCommand()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("card <@U0CAROL01> until friday 16:00 for all", False),
        ("card <@U1> until friday 16:00 CET", True),
        ("card <@U1> until friday 16:00 Europe/Berlin", True),
        ("<@U1> thanks for the CET", False),
    ],
)
def test_names_of_zones_are_read_only_if_there_may_be_one(text: str, expected: bool) -> None:
    assert may_name_zone(text) is expected


@given(st.text(max_size=60), st.sampled_from(["until", "by", "bis", "for", ""]))
def test_any_text_is_read(text: str, word: str) -> None:
    parse_card(f"{MAYA} {word} {text}")
    parse_card(f"{word} {text}")
