"""The grammar of `keepsake`."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import CalendarUnit
from bot.domain.commands.command import GiveCommand, HistoryQuery
from bot.domain.commands.history import parse_history
from bot.domain.commands.keepsake import parse_keepsake
from bot.domain.commands.keepsake_command import (
    KeepsakeCommand,
    KeepsakeCommands,
    YearlyKeepsakeCommand,
    YearlyKeepsakeOffCommand,
)
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.parser import parse
from bot.domain.date_ranges import DayRange, RecentMonths, UnitsAgo
from tests.domain.commands.typing import VALUES, everything

DATES = (
    *("2026", "last year", "this quarter", "in november", "last 30 days", "since 2026-09-01", "q3 2026"),
    *("3-7 November", "january to march", "until 3 May 2026", "seit montag", "letztes jahr", "yesterday"),
    *("between 2026-01-01 and 2026-06-30", "Mai 2025", "the past week"),
)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("keepsake", KeepsakeCommand()),
        ("Keepsake 2026", KeepsakeCommand(stretch=DayRange(date(2026, 1, 1), date(2026, 12, 31)))),
        ("keepsake last year", KeepsakeCommand(stretch=UnitsAgo(CalendarUnit.YEAR, 1))),
        ("keepsake in november", KeepsakeCommand(stretch=RecentMonths(11))),
        ("keepsake last 30 days", KeepsakeCommand(last_days=30)),
        ("keepsake all", KeepsakeCommand(is_all=True)),
        ("keepsake alles", KeepsakeCommand(is_all=True)),
        ("keepsake yearly", YearlyKeepsakeCommand()),
        ("keepsake yearly on 12 march", YearlyKeepsakeCommand(3, 12)),
        ("keepsake every year on March 12", YearlyKeepsakeCommand(3, 12)),
        ("keepsake jährlich am 29. Februar", YearlyKeepsakeCommand(2, 29)),
        ("keepsake yearly off", YearlyKeepsakeOffCommand()),
        ("keepsake jährlich aus", YearlyKeepsakeOffCommand()),
        ("my keepsake please", KeepsakeCommand()),
    ],
)
def test_it_is_read(text: str, command: KeepsakeCommands) -> None:
    assert parse(text, VALUES) == command


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("keepsake banana", ParseErrorKind.KEEPSAKE),
        ("keepsake 2026 <#C1|design>", ParseErrorKind.KEEPSAKE),
        ("keepsake given 2026", ParseErrorKind.KEEPSAKE),
        ("keepsake yearly on my birthday", ParseErrorKind.YEARLY_DAY),
        ("keepsake yearly on march", ParseErrorKind.YEARLY_DAY),
        ("keepsake yearly on 31 february", ParseErrorKind.DATE),
        ("keepsake since 2026-05-01 until 2026-04-01", ParseErrorKind.DATES_REVERSED),
    ],
)
def test_what_is_no_period_is_asked_about(text: str, kind: ParseErrorKind) -> None:
    command = parse(text, VALUES)
    assert isinstance(command, ParseError)
    assert command.kind is kind


def test_thanks_that_begin_with_the_word_are_thanks() -> None:
    command = parse("keepsake all thanks to <@U1> for the lovely book", VALUES)
    assert isinstance(command, GiveCommand)


@given(everything)
def test_nobody_elses_history_is_in_it(text: str) -> None:
    """Whatever is typed, it is a period, a day or a question: names and channels have no place in it."""
    command = parse_keepsake(text)
    if isinstance(command, YearlyKeepsakeCommand) and command.month:
        assert date(2024, command.month, command.day)
    if "<@" in text or "<#" in text or "<!subteam" in text:
        asked = parse_history(text, VALUES)
        names_others = isinstance(asked, HistoryQuery) and (asked.users or asked.channels or asked.groups)
        assert not names_others or isinstance(command, ParseError)


@given(st.sampled_from(DATES))
def test_periods_are_those_of_history(text: str) -> None:
    asked, command = parse_history(text, VALUES), parse_keepsake(text)
    assert isinstance(asked, HistoryQuery)
    assert command == KeepsakeCommand(asked.since, asked.until, asked.last_days, asked.stretch)


@given(
    st.dates(date(2024, 1, 1), date(2024, 12, 31)),
    st.sampled_from(["{0:%d} {0:%B}", "{0:%B} {0:%d}", "{0:%d}.{0:%m}."]),
)
def test_each_day_of_the_year_can_be_chosen(day: date, form: str) -> None:
    command = parse_keepsake(f"yearly on {form.format(day)}")
    assert command == YearlyKeepsakeCommand(day.month, day.day)
