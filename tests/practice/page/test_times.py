"""Moments in a reader's zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.practice.page import times
from bot.practice.page.reader import Reader
from bot.practice.page.times import until_monday

NOON = int(datetime(2026, 11, 25, 12, tzinfo=UTC).timestamp())
DAY = 86_400


@pytest.mark.parametrize(
    ("ago", "name"),
    [(0, "Today"), (1, "Yesterday"), (9, "Monday, 16 November"), (365, "Tuesday, 25 November 2025")],
)
def test_day_is_named_relative_to_today(ago: int, name: str, reader: Reader) -> None:
    when = times.moment(NOON - ago * DAY, reader)
    assert when is not None
    assert times.day(when, reader) == name


@pytest.mark.parametrize(
    ("now", "zone", "monday"),
    [
        ("2026-11-25T12:00+00:00", "Europe/Berlin", "2026-11-30T08:00+00:00"),
        ("2026-11-23T07:59+00:00", "Europe/Berlin", "2026-11-23T08:00+00:00"),
        ("2026-11-23T08:00+00:00", "Europe/Berlin", "2026-11-30T08:00+00:00"),
        ("2026-11-22T23:30+00:00", "Asia/Singapore", "2026-11-23T01:00+00:00"),
        ("2026-03-27T12:00+00:00", "Europe/Berlin", "2026-03-30T07:00+00:00"),
    ],
)
def test_next_monday_morning_is_within_a_week(now: str, zone: str, monday: str) -> None:
    start = datetime.fromisoformat(now)
    left = until_monday(start, ZoneInfo(zone))
    assert start + left == datetime.fromisoformat(monday)
    assert timedelta(0) < left <= timedelta(days=7)
