"""Calendar time: instants in UTC, and the local wall-clock hours at which weekly things happen."""

import calendar
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from msgspec import Struct


class Schedule(Struct, frozen=True):
    """A weekly moment on a wall clock: weekday (Monday is 0), local time, IANA zone."""

    weekday: int
    at: time
    zone: str


class Period(Struct, frozen=True):
    """The half-open stretch [start, end) that a digest covers, in UTC."""

    start: datetime
    end: datetime


def to_utc(moment: datetime) -> datetime:
    """Return the same instant in UTC. Raise ValueError for a naive time."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone cannot be placed on the calendar")
    return moment.astimezone(UTC)


def to_instant(day: date, at: time, zone: str) -> datetime:
    """Return the instant at which wall clocks of the zone show this day and time.

    A time that a change of clocks skips is moved on by what was skipped; one that comes twice is the
    first (`fold=0` of PEP 495).
    """
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


def find_day_start(day: date, zone: str) -> datetime:
    """Return the instant at which the day begins in the zone."""
    return to_instant(day, time(0), zone)


def to_local_date(moment: datetime, zone: str) -> date:
    """Return the date in the zone at that instant."""
    return moment.astimezone(ZoneInfo(zone)).date()


def find_boundary_after(schedule: Schedule, moment: datetime) -> datetime:
    """Return the first instant strictly after `moment` at which the schedule's hour comes."""
    return next(b for b in _list_boundaries(schedule, moment) if b > moment)


def find_boundary_until(schedule: Schedule, moment: datetime) -> datetime:
    """Return the last instant at or before `moment` at which the schedule's hour came."""
    return [b for b in _list_boundaries(schedule, moment) if b <= moment][-1]


def _list_boundaries(schedule: Schedule, moment: datetime) -> list[datetime]:
    today = to_local_date(moment, schedule.zone)
    nearest = today + timedelta(days=(schedule.weekday - today.weekday()) % 7)
    return [
        to_instant(nearest + timedelta(weeks=week), schedule.at, schedule.zone) for week in (-2, -1, 0, 1, 2)
    ]


class CalendarUnit(StrEnum):
    """A stretch of the calendar."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MAX_UNIT_DAYS = {
    CalendarUnit.DAY: 1,
    CalendarUnit.WEEK: 7,
    CalendarUnit.MONTH: 31,
    CalendarUnit.QUARTER: 92,
    CalendarUnit.YEAR: 366,
}
"""Days after which, from a stretch's first day, the next one has begun, and no other one yet."""


def find_stretch(
    unit: CalendarUnit, day: date, back: int = 0, *, first_weekday: int = 0
) -> tuple[date, date]:
    """Return the first and the last day of the stretch that the day lies in, or of the one so many before it.

    Weeks begin on `first_weekday` (Monday is 0). Raises OverflowError or ValueError before
    the calendar begins.
    """
    first = _find_first_day(unit, day, first_weekday)
    for _ in range(back):
        first = _find_first_day(unit, first - timedelta(days=1), first_weekday)
    beyond = first + timedelta(days=_MAX_UNIT_DAYS[unit])
    return first, _find_first_day(unit, beyond, first_weekday) - timedelta(days=1)


def _find_first_day(unit: CalendarUnit, day: date, first_weekday: int) -> date:
    match unit:
        case CalendarUnit.DAY:
            return day
        case CalendarUnit.WEEK:
            return day - timedelta(days=(day.weekday() - first_weekday) % 7)
        case CalendarUnit.MONTH:
            return day.replace(day=1)
        case CalendarUnit.QUARTER:
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case CalendarUnit.YEAR:
            return day.replace(month=1, day=1)


def find_next_daily(at: time, zone: str, moment: datetime) -> datetime:
    """Return the first instant strictly after `moment` at which wall clocks of the zone show `at`."""
    today = to_local_date(moment, zone)
    days = (to_instant(today + timedelta(days=d), at, zone) for d in (-1, 0, 1, 2))
    return next(moment_of_day for moment_of_day in days if moment_of_day > moment)


def find_zone(zone: str | None) -> str:
    """Return the zone, or UTC if it is not in the time-zone data: Slack may have newer data."""
    try:
        return ZoneInfo(zone).key if zone else "UTC"
    except (KeyError, ValueError, OSError):
        return "UTC"


def subtract_months(moment: datetime, months: int) -> datetime:
    """Return the same time that many months earlier, on the same day or the last one of the month."""
    years, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    last = calendar.monthrange(max(years, 1), month + 1)[1]
    return moment.replace(year=max(years, 1), month=month + 1, day=min(moment.day, last))
