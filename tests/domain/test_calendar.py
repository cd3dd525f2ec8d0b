"""The weekly calendar, in every zone and across every change of clocks."""

import random
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar import (
    CalendarUnit,
    Schedule,
    find_boundary_after,
    find_boundary_until,
    find_day_start,
    find_next_daily,
    find_stretch,
    find_zone,
    subtract_months,
    to_instant,
    to_local_date,
    to_utc,
)

ZONES = sorted(available_timezones())
WEEK = timedelta(days=7)
TICK = timedelta(microseconds=1)

times_of_day = st.builds(time, st.integers(0, 23), st.integers(0, 59))
schedules = st.builds(
    Schedule,
    st.integers(0, 6),
    times_of_day,
    st.sampled_from(ZONES),
)
moments = st.integers(2 * 365, 66 * 365).flatmap(
    lambda day: times_of_day.map(lambda at: datetime.combine(date(1970, 1, 1) + timedelta(day), at, UTC))
)


def showing(wall: datetime, zone: str) -> list[datetime]:
    """All instants at which clocks of the zone show this, found by trying every offset that was in force."""
    clock, nearby = ZoneInfo(zone), wall.replace(tzinfo=UTC)
    offsets = {(nearby + timedelta(hours=h)).astimezone(clock).utcoffset() for h in range(-36, 37, 6)}
    instants = sorted(nearby - offset for offset in offsets if offset is not None)
    return [one for one in instants if one.astimezone(clock).replace(tzinfo=None) == wall]


def assert_one_each_week(schedule: Schedule, begin: datetime, weeks: int) -> None:
    """Follow the boundaries through these weeks, and look for each where a calendar on the wall has it."""
    clock = ZoneInfo(schedule.zone)
    boundary = find_boundary_until(schedule, begin)
    assert boundary <= begin < find_boundary_after(schedule, begin)
    shown = boundary.astimezone(clock)
    # A day that clocks skip moves its boundary to the next day.
    day = shown.date() - timedelta(days=(shown.weekday() - schedule.weekday) % 7)
    for _ in range(weeks):
        wall = datetime.combine(day, schedule.at)
        exact = showing(wall, schedule.zone)
        if exact:
            assert boundary == exact[0]
        else:
            late = boundary.astimezone(clock).replace(tzinfo=None) - wall
            assert timedelta(0) < late <= timedelta(days=1)
        after = find_boundary_after(schedule, boundary)
        assert find_boundary_until(schedule, boundary) == boundary
        assert find_boundary_until(schedule, after - TICK) == boundary
        assert find_boundary_after(schedule, after - TICK) == after
        boundary, day = after, day + WEEK


def test_every_zone_has_one_boundary_a_week() -> None:
    dice = random.Random(20261125)
    for zone in ZONES:
        at = time(dice.choice([0, 1, 2, 3, 9, 23]), dice.choice([0, 15, 30, 59]))
        begin = datetime(dice.randrange(1972, 2030), 1, 1, tzinfo=UTC)
        assert_one_each_week(Schedule(dice.choice([0, 6, dice.randrange(7)]), at, zone), begin, 60)


@settings(max_examples=60)
@given(schedules, moments)
def test_any_schedule_has_one_boundary_a_week(schedule: Schedule, begin: datetime) -> None:
    assert_one_each_week(schedule, begin, 110)


@given(schedules, moments)
def test_boundaries_agree_at_any_moment(schedule: Schedule, moment: datetime) -> None:
    until, after = find_boundary_until(schedule, moment), find_boundary_after(schedule, moment)
    assert until <= moment < after
    assert until.tzinfo is after.tzinfo is UTC
    assert find_boundary_after(schedule, until) == after
    assert find_boundary_until(schedule, after) == after
    assert timedelta(days=5) < after - until < timedelta(days=9)


@pytest.mark.parametrize(
    ("zone", "missing"),
    [
        ("Pacific/Apia", date(2011, 12, 30)),
        ("Pacific/Fakaofo", date(2011, 12, 30)),
        ("Pacific/Kwajalein", date(1993, 8, 21)),
        ("Pacific/Kiritimati", date(1994, 12, 31)),
        ("Pacific/Kanton", date(1994, 12, 31)),
    ],
)
@pytest.mark.parametrize("at", [time(0), time(9), time(23, 59)])
def test_day_skipped_by_a_zone(zone: str, missing: date, at: time) -> None:
    assert not showing(datetime.combine(missing, at), zone)
    begin = datetime.combine(missing, at, UTC) - 3 * WEEK
    for weekday in range(7):
        assert_one_each_week(Schedule(weekday, at, zone), begin, 6)
    moved = find_boundary_after(Schedule(missing.weekday(), at, zone), begin + 2 * WEEK + timedelta(days=3))
    assert to_local_date(moved, zone) == missing + timedelta(days=1)
    assert moved.astimezone(ZoneInfo(zone)).time() == at


@pytest.mark.parametrize(
    ("day", "at", "zone", "expected"),
    [
        (date(2026, 3, 29), time(2, 30), "Europe/Berlin", "2026-03-29T01:30+00:00"),
        (date(2026, 10, 25), time(2, 30), "Europe/Berlin", "2026-10-25T00:30+00:00"),
        (date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe", "2026-10-03T15:45+00:00"),
        (date(2026, 7, 1), time(9), "Asia/Kathmandu", "2026-07-01T03:15+00:00"),
        (date(2026, 1, 1), time(9), "Pacific/Kiritimati", "2025-12-31T19:00+00:00"),
        (date(2026, 1, 1), time(9), "UTC", "2026-01-01T09:00+00:00"),
    ],
)
def test_instants(day: date, at: time, zone: str, expected: str) -> None:
    assert to_instant(day, at, zone) == datetime.fromisoformat(expected)


@given(st.sampled_from(ZONES), moments)
def test_day_begins_at_midnight_of_its_zone(zone: str, moment: datetime) -> None:
    day = to_local_date(moment, zone)
    begin = find_day_start(day, zone)
    assert begin <= moment or not showing(datetime.combine(day, time(0)), zone)
    assert to_local_date(begin, zone) == day
    assert moment < find_day_start(day + timedelta(days=1), zone) + timedelta(hours=1)


@given(times_of_day, st.sampled_from(ZONES), moments)
def test_next_time_of_day(at: time, zone: str, moment: datetime) -> None:
    following = find_next_daily(at, zone, moment)
    assert moment < following <= moment + timedelta(days=2, hours=1)
    wall = datetime.combine(to_local_date(following, zone), at)
    exact = showing(wall, zone)
    assert not exact or following == exact[0]
    # None is left out: the moment of the day before has passed.
    before = find_next_daily(at, zone, following - timedelta(days=2, hours=2))
    while before < following:
        assert before <= moment
        before = find_next_daily(at, zone, before)
    assert before == following


def test_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        to_utc(datetime(2026, 11, 25, 10, 0, tzinfo=UTC).replace(tzinfo=None))
    assert to_utc(datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))) == datetime(
        2026, 11, 25, 1, 0, tzinfo=UTC
    )


@pytest.mark.parametrize("zone", ["Europe/Berlin", "UTC", "Etc/GMT+2"])
def test_known_zones(zone: str) -> None:
    assert find_zone(zone) == zone


@pytest.mark.parametrize(
    "zone", [None, "", "Mars/Olympus", "Europe", "../../etc/passwd", "/etc/hosts", "\x00", "\ud800"]
)
def test_unknown_zones_are_utc(zone: str | None) -> None:
    assert find_zone(zone) == "UTC"


@given(st.text(st.characters(), max_size=30))
def test_any_text_means_a_zone(zone: str) -> None:
    assert ZoneInfo(find_zone(zone)) is not None


@pytest.mark.parametrize(
    ("unit", "back", "first", "last"),
    [
        (CalendarUnit.DAY, 0, "2026-11-25", "2026-11-25"),
        (CalendarUnit.WEEK, 0, "2026-11-23", "2026-11-29"),
        (CalendarUnit.WEEK, 1, "2026-11-16", "2026-11-22"),
        (CalendarUnit.MONTH, 0, "2026-11-01", "2026-11-30"),
        (CalendarUnit.MONTH, 1, "2026-10-01", "2026-10-31"),
        (CalendarUnit.MONTH, 9, "2026-02-01", "2026-02-28"),
        (CalendarUnit.QUARTER, 0, "2026-10-01", "2026-12-31"),
        (CalendarUnit.QUARTER, 1, "2026-07-01", "2026-09-30"),
        (CalendarUnit.YEAR, 0, "2026-01-01", "2026-12-31"),
        (CalendarUnit.YEAR, 2, "2024-01-01", "2024-12-31"),
    ],
)
def test_date_ranges(unit: CalendarUnit, back: int, first: str, last: str) -> None:
    found = find_stretch(unit, date(2026, 11, 25), back)
    assert tuple(day.isoformat() for day in found) == (first, last)


@given(st.sampled_from(CalendarUnit), st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_date_ranges_touch_and_contain_their_days(unit: CalendarUnit, day: date) -> None:
    first, last = find_stretch(unit, day)
    assert first <= day <= last
    assert find_stretch(unit, last) == find_stretch(unit, first) == (first, last)
    assert find_stretch(unit, day, 1)[1] == first - timedelta(days=1)


@given(moments, st.integers(0, 240))
def test_months_before_is_the_same_day_or_the_last_one(moment: datetime, months: int) -> None:
    before = subtract_months(moment, months)
    assert (moment.year * 12 + moment.month) - (before.year * 12 + before.month) == months
    assert before.time() == moment.time()
    is_last = (before + timedelta(days=1)).day == 1
    assert before.day == moment.day or (before.day < moment.day and is_last)
