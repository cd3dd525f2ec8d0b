"""The days of keepsakes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import to_local_date
from bot.domain.keepsake import (
    EARLIEST_ZONE,
    DayPeriod,
    YearDay,
    find_days,
    find_next_year_day,
    find_year_before,
    find_year_day,
)

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC")
days = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(lambda day: YearDay(day.month, day.day))
moments = st.timedeltas(timedelta(0), timedelta(days=36_000)).map(
    lambda passed: datetime(2001, 1, 1, tzinfo=UTC) + passed
)


@pytest.mark.parametrize(
    ("chosen", "moment", "due"),
    [
        (YearDay(3, 12), "2026-03-12T07:59:59Z", "2026-03-12T08:00:00Z"),
        (YearDay(3, 12), "2026-03-12T08:00:00Z", "2027-03-12T08:00:00Z"),
        (YearDay(2, 29), "2026-06-01T00:00:00Z", "2027-02-28T08:00:00Z"),
        (YearDay(2, 29), "2027-06-01T00:00:00Z", "2028-02-29T08:00:00Z"),
        (YearDay(7, 1), "2026-03-01T00:00:00Z", "2026-07-01T07:00:00Z"),
        (YearDay(1, 1), "2026-12-31T23:30:00Z", "2027-01-01T08:00:00Z"),
    ],
)
def test_the_next_one_comes_at_nine_in_the_morning(chosen: YearDay, moment: str, due: str) -> None:
    found = find_next_year_day(chosen, "Europe/Berlin", datetime.fromisoformat(moment))
    assert found == datetime.fromisoformat(due)


@given(days, st.sampled_from(ZONES), moments)
def test_it_comes_once_a_year_on_its_day(chosen: YearDay, zone: str, moment: datetime) -> None:
    first = find_next_year_day(chosen, zone, moment)
    second = find_next_year_day(chosen, zone, first)
    assert moment < first <= moment + timedelta(days=367)
    assert timedelta(days=364) < second - first < timedelta(days=368)
    assert find_year_before(first) < first


@given(days, st.sampled_from(ZONES), st.sampled_from(ZONES), moments)
def test_no_zone_has_the_hour_before_it_is_looked_up(
    chosen: YearDay, zone: str, moved_to: str, moment: datetime
) -> None:
    due = find_next_year_day(chosen, zone, moment)
    looked_up_at = find_year_day(chosen, EARLIEST_ZONE, due)
    assert find_year_day(chosen, zone, looked_up_at) == due
    moved = find_year_day(chosen, moved_to, looked_up_at)
    assert looked_up_at <= moved <= looked_up_at + timedelta(hours=27)
    assert to_local_date(moved, moved_to) == to_local_date(due, zone)
    # The next look is a year later, whichever zone had the last one.
    again = find_next_year_day(chosen, EARLIEST_ZONE, moved)
    assert timedelta(days=364) < again - looked_up_at < timedelta(days=368)


@pytest.mark.parametrize(
    ("days", "is_year", "is_month"),
    [
        (DayPeriod(date(2026, 1, 1), date(2026, 12, 31)), True, False),
        (DayPeriod(date(2024, 2, 1), date(2024, 2, 29)), False, True),
        (DayPeriod(date(2026, 1, 1), date(2026, 12, 30)), False, False),
        (DayPeriod(date(2025, 1, 1), date(2026, 12, 31)), False, False),
    ],
)
def test_whole_years_and_months_are_known(days: DayPeriod, is_year: bool, is_month: bool) -> None:
    assert (days.is_year, days.is_month) == (is_year, is_month)


def test_days_end_with_the_last_one_that_is_in_the_period() -> None:
    since, until = datetime(2025, 12, 31, 23, tzinfo=UTC), datetime(2026, 12, 31, 23, tzinfo=UTC)
    received = [datetime(2026, 5, 3, 22, 30, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)]
    assert find_days(since, until, received, "Europe/Berlin") == DayPeriod(
        date(2026, 1, 1), date(2026, 12, 31)
    )
    assert find_days(None, None, received, "Europe/Berlin") == DayPeriod(date(2026, 4, 1), date(2026, 5, 4))
