"""The period that `digest now` names."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import CalendarUnit
from bot.domain.commands.command import Command, GiveCommand, HistoryQuery
from bot.domain.commands.digest_command import DigestNowCommand, DigestOnCommand, DigestPreviewCommand
from bot.domain.commands.digest_period import MAX_PERIOD, parse_period, resolve_period
from bot.domain.commands.history import parse_history
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.commands.parser import parse
from bot.domain.date_ranges import RecentDate, RecentMonths, RecentWeekday, UnitsAgo
from tests.domain.commands.typing import VALUES

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
LAST_END = datetime(2026, 11, 20, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("now", DigestNowCommand()),
        ("Now!", DigestNowCommand()),
        ("now please", DigestNowCommand()),
        ("jetzt bitte", DigestNowCommand()),
        ("now since monday", DigestNowCommand(since=RecentWeekday(0))),
        ("jetzt seit montag", DigestNowCommand(since=RecentWeekday(0))),
        ("now last 2 weeks", DigestNowCommand(last_days=14)),
        ("now the last 10 days", DigestNowCommand(last_days=10)),
        ("now since 2026-11-01", DigestNowCommand(since=date(2026, 11, 1))),
        ("now this month", DigestNowCommand(stretch=UnitsAgo(CalendarUnit.MONTH, 0))),
        ("now last week", DigestNowCommand(stretch=UnitsAgo(CalendarUnit.WEEK, 1))),
        ("now in november", DigestNowCommand(stretch=RecentMonths(11))),
        ("now yesterday", DigestNowCommand(stretch=UnitsAgo(CalendarUnit.DAY, 1))),
        ("now from monday to wednesday", DigestNowCommand(RecentWeekday(0), RecentWeekday(2))),
        ("now 3-7 november", DigestNowCommand(RecentDate(11, 3), RecentDate(11, 7))),
        ("now until yesterday", DigestNowCommand(until=UnitsAgo(CalendarUnit.DAY, 1))),
        # The word can be left out where the rest says it.
        ("since monday", DigestNowCommand(since=RecentWeekday(0))),
        ("seit montag", DigestNowCommand(since=RecentWeekday(0))),
        ("last 2 weeks", DigestNowCommand(last_days=14)),
        # A schedule stays one.
        ("monday", DigestOnCommand(0)),
        ("preview now", DigestPreviewCommand()),
    ],
)
def test_what_is_asked_for(text: str, meaning: Command) -> None:
    assert parse(f"digest {text}", VALUES) == meaning


@pytest.mark.parametrize(
    ("text", "kind", "suggestion"),
    [
        ("now since mondy", ParseErrorKind.DATE, "monday"),
        ("now sinse monday", ParseErrorKind.DATE, "since"),
        ("now last sprint", ParseErrorKind.DIGEST, "now since monday"),
        ("now @maya", ParseErrorKind.DIGEST, "now since monday"),
        ('now "the export"', ParseErrorKind.DIGEST, "now since monday"),
        ("now < & >", ParseErrorKind.DIGEST, "now since monday"),
        ("now today last week", ParseErrorKind.DATES_TWICE, None),
        ("now since 2026-11-05 until 2026-11-01", ParseErrorKind.DATES_REVERSED, None),
        ("now in <#C1|design> since monday", ParseErrorKind.DIGEST_ELSEWHERE, "digest now since monday"),
        ("now " + "x " * 140, ParseErrorKind.DIGEST, "now since monday"),
        ("now since 9999-12-31", ParseErrorKind.DATE, "2100-12-31"),
        ("now until 0001-01-01", ParseErrorKind.DATE, "2000-01-01"),
        ("now since 2026-02-30", ParseErrorKind.DATE, "2026-02-28"),
        ("now since 2026-11-24T10:00", ParseErrorKind.DATE, None),
        ("now since", ParseErrorKind.DATE, None),
        ("now since <b>", ParseErrorKind.DATE, None),
        ("now last 0 days", ParseErrorKind.DAYS, "last 30 days"),
        ("now last 99999999999999999999 days", ParseErrorKind.DAYS, "last 30 days"),
    ],
)
def test_what_is_not_understood(text: str, kind: ParseErrorKind, suggestion: str | None) -> None:
    problem = parse(f"digest {text}", VALUES)
    assert isinstance(problem, ParseError)
    assert problem.kind is kind
    assert problem.suggestions[:1] == ((suggestion,) if suggestion else ())


def test_a_sentence_with_a_name_is_thanks() -> None:
    assert isinstance(parse("digest now was great <@UMAYA>", VALUES), GiveCommand)


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("", "2026-11-20T15:00", "2026-11-25T11:00"),
        ("since monday", "2026-11-23T00:00", "2026-11-25T11:00"),
        ("last 2 weeks", "2026-11-11T11:00", "2026-11-25T11:00"),
        ("last week", "2026-11-16T00:00", "2026-11-23T00:00"),
        ("today", "2026-11-25T00:00", "2026-11-25T11:00"),
        ("until yesterday", "2026-11-20T15:00", "2026-11-25T00:00"),
        ("since 2026-10-20 until 2026-10-26", "2026-10-20T00:00", "2026-10-27T00:00"),
        ("this quarter", "2026-10-01T00:00", "2026-11-25T11:00"),
        ("until tomorrow", None, None),
        ("this year", None, None),
        ("since 2027-01-01", None, None),
        ("since 29 february", None, None),
        ("last 93 days", "2026-08-24T12:00", "2026-11-25T11:00"),
        ("last 94 days", None, None),
        ("in december", "2025-12-01T00:00", "2026-01-01T00:00"),
        ("since yesterday until yesterday", "2026-11-24T00:00", "2026-11-25T00:00"),
        ("until 2026-11-01", None, None),
    ],
)
def test_days_are_those_of_the_asker(text: str, first: str | None, end: str | None) -> None:
    command = parse_period(text)
    if first is None and isinstance(command, ParseError):
        return
    assert isinstance(command, DigestNowCommand)
    period = resolve_period(command, NOW, "Europe/Berlin", 0, LAST_END)
    if first is None or end is None:
        assert isinstance(period, ParseError)
        return
    assert not isinstance(period, ParseError)
    zone = ZoneInfo("Europe/Berlin")
    assert period.start.astimezone(zone) == datetime.fromisoformat(first).replace(tzinfo=zone)
    assert period.end.astimezone(zone) == datetime.fromisoformat(end).replace(tzinfo=zone)


WORDS = st.sampled_from(
    (
        *("since", "until", "last", "this", "next", "monday", "friday", "yesterday", "today", "november"),
        *("2", "weeks", "days", "month", "2026-11-01", "2026-02-30", "quarter", "seit", "bis", "letzte"),
        *("woche", "from", "to", "and", "-", ",", "please", "again", "maya", "<@UMAYA>", "31.11.", "0", "…"),
    )
)


@given(st.lists(WORDS, max_size=7).map(" ".join) | st.text(max_size=40))
def test_a_period_is_a_period_of_history_and_never_too_long(text: str) -> None:
    command = parse_period(text)
    if isinstance(command, ParseError):
        return
    asked = parse_history(text, VALUES)
    if isinstance(asked, HistoryQuery) and not asked.phrases:
        fields = (asked.since, asked.until, asked.last_days, asked.stretch)
        assert fields == (command.since, command.until, command.last_days, command.stretch)
    for zone in ("UTC", "Pacific/Kiritimati", "America/New_York"):
        period = resolve_period(command, NOW, zone, 6, LAST_END)
        if not isinstance(period, ParseError):
            assert timedelta() < period.end - period.start <= MAX_PERIOD
            assert period.end <= NOW
