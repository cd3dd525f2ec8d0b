"""The moment that a typed hour means, in any zone, also where clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.card import MAX_AHEAD, ClosingTimeError, find_closing_time_error
from bot.domain.card_deadline import Deadline, find_closing_time

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
"""A Wednesday."""
ZONES = ("Europe/Lisbon", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC")
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=3_000)).map(
    lambda passed: datetime(2023, 1, 1, tzinfo=UTC) + passed
)


@pytest.mark.parametrize(
    ("deadline", "moment"),
    [
        (Deadline(weekday=4, at=time(16)), "2026-11-27T15:00"),
        (Deadline(weekday=4), "2026-11-27T15:00"),
        (Deadline(weekday=2, at=time(16)), "2026-11-25T15:00"),
        (Deadline(weekday=2, at=time(9)), "2026-12-02T08:00"),
        (Deadline(at=time(12)), "2026-11-25T11:00"),
        (Deadline(at=time(11)), "2026-11-26T10:00"),
        (Deadline(days_ahead=1, at=time(9)), "2026-11-26T08:00"),
        (Deadline(month=12, day=4, at=time(16), zone="America/New_York"), "2026-12-04T21:00"),
        (Deadline(month=2, day=29), "2028-02-29T15:00"),
        (Deadline(year=2026, month=3, day=29, at=time(2, 30)), "2026-03-29T01:30"),
        (Deadline(year=2026, month=10, day=25, at=time(2, 30)), "2026-10-25T00:30"),
        (Deadline(month=2, day=31), None),
        (Deadline(month=13, day=1), None),
        (Deadline(year=2026, month=2, day=29), None),
        (Deadline(days_ahead=10**8), None),
    ],
)
def test_moment(deadline: Deadline, moment: str | None) -> None:
    expected = datetime.fromisoformat(moment).replace(tzinfo=UTC) if moment else None
    assert find_closing_time(deadline, NOW, "Europe/Berlin") == expected


@given(MOMENTS, st.integers(0, 6), st.times(), st.sampled_from(ZONES))
def test_weekday_is_the_next_one(now: datetime, weekday: int, at: time, zone: str) -> None:
    found = find_closing_time(Deadline(weekday=weekday, at=at), now, zone)
    assert found is not None
    # A change of clocks can lengthen a week by an hour, and move a time that it skips to the next day.
    assert now < found <= now + timedelta(days=7, hours=2)
    assert found.astimezone(ZoneInfo(zone)).weekday() in (weekday, (weekday + 1) % 7)


@given(MOMENTS, st.dates(date(2024, 1, 1), date(2030, 1, 1)), st.sampled_from(ZONES))
def test_date_without_a_year_is_no_day_of_the_past(now: datetime, day: date, zone: str) -> None:
    found = find_closing_time(Deadline(month=day.month, day=day.day), now, zone)
    assert found is not None
    local, today = found.astimezone(ZoneInfo(zone)).date(), now.astimezone(ZoneInfo(zone)).date()
    assert (local.month, local.day) == (day.month, day.day)
    assert local >= today


def test_hours_that_a_card_can_have() -> None:
    assert find_closing_time_error(NOW, NOW) is ClosingTimeError.PAST
    assert find_closing_time_error(NOW + timedelta(seconds=1), NOW) is None
    assert find_closing_time_error(NOW + MAX_AHEAD, NOW) is None
    assert find_closing_time_error(NOW + MAX_AHEAD + timedelta(seconds=1), NOW) is ClosingTimeError.TOO_FAR
