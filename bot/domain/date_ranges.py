"""Ranges of days as users name them, and the days that they mean on a given day."""

import calendar
from datetime import date, timedelta

from msgspec import Struct

from bot.domain.calendar import CalendarUnit, find_stretch

MAX_DAYS_BACK = 3_650
"""Days before today that a range may begin at most."""


class DayRange(Struct, frozen=True):
    """Days with their year: "November 2025". Both are included."""

    first: date
    last: date


class UnitsAgo(Struct, frozen=True):
    """A calendar unit before the present one: yesterday is one day ago, "this week" no week ago."""

    unit: CalendarUnit
    count: int


class RecentWeekday(Struct, frozen=True):
    """The latest day with this weekday (Monday is 0), today if it is one, and as many days from it on."""

    weekday: int
    days: int = 1
    is_before_today: bool = False


class RecentMonths(Struct, frozen=True):
    """The latest months of this name that began already; `months` is 3 for a quarter.

    `is_before_this` leaves out the one that today lies in: "last November".
    """

    month: int
    months: int = 1
    is_before_this: bool = False


class RecentDate(Struct, frozen=True):
    """The latest day with this date: "1 October". 29 February is that of the latest leap year."""

    month: int
    day: int


class AfterRange(Struct, frozen=True):
    """The day after a range."""

    range: "DateRange"


class BeforeRange(Struct, frozen=True):
    """The day before a range."""

    range: "DateRange"


DateRange = date | DayRange | UnitsAgo | RecentWeekday | RecentMonths | RecentDate | AfterRange | BeforeRange


def resolve_range(
    named: DateRange, today: date, *, before: date | None = None, first_weekday: int = 0
) -> DayRange:
    """Return the days that the range means today.

    What lacks a year or a week is the latest one that began by the day `before`, today if it is None.
    Raises ValueError or OverflowError before the calendar begins.
    """
    by = before or today
    match named:
        case DayRange():
            return named
        case UnitsAgo(unit, count):
            return DayRange(*find_stretch(unit, today, count, first_weekday=first_weekday))
        case RecentWeekday(weekday, days, is_before_today):
            latest = by - timedelta(days=1) if is_before_today else by
            first = latest - timedelta(days=(latest.weekday() - weekday) % 7)
            return DayRange(first, first + timedelta(days=days - 1))
        case RecentMonths():
            return _resolve_recent_months(named, by)
        case RecentDate(month, day):
            year = next(y for y in range(by.year, by.year - 9, -1) if _exists(y, month, day, by))
            return DayRange(date(year, month, day), date(year, month, day))
        case AfterRange(inner):
            following = resolve_range(inner, today, before=before, first_weekday=first_weekday).last
            return DayRange(following + timedelta(days=1), following + timedelta(days=1))
        case BeforeRange(inner):
            first = resolve_range(inner, today, before=before, first_weekday=first_weekday).first
            return DayRange(first - timedelta(days=1), first - timedelta(days=1))
        case date():
            return DayRange(named, named)


def resolve_bounds(
    since: DateRange | None, until: DateRange | None, today: date, *, first_weekday: int = 0
) -> tuple[date | None, date | None]:
    """Return the first and the last day between two ranges; the first comes before the last where it can.

    "From November to January" ends with the latest January, and begins with the November before it.
    """
    last = resolve_range(until, today, first_weekday=first_weekday).last if until else None
    if isinstance(until, RecentDate) and until.month == today.month and _is_in(today.year, until):
        # "Until the 26th of November", said on the 25th, is tomorrow, and not a year ago.
        last = date(today.year, until.month, until.day)
    if since is None:
        return None, last
    by = min(last, today) if last else today
    return resolve_range(since, today, before=by, first_weekday=first_weekday).first, last


def is_date(month: int, day: int) -> bool:
    """Return True if there is such a day in some year."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2024, month)[1]


def _resolve_recent_months(named: RecentMonths, by: date) -> DayRange:
    first = date(by.year, named.month, 1)
    if first > by:
        first = first.replace(year=by.year - 1)
    days = _find_last_day(first, named.months)
    if named.is_before_this and days >= by:
        first = first.replace(year=first.year - 1)
    return DayRange(first, _find_last_day(first, named.months))


def _find_last_day(first: date, months: int) -> date:
    month = first.month + months - 1
    return date(first.year, month, calendar.monthrange(first.year, month)[1])


def _is_in(year: int, named: RecentDate) -> bool:
    return calendar.monthrange(year, named.month)[1] >= named.day


def _exists(year: int, month: int, day: int, by: date) -> bool:
    """Return True if the day exists in that year and is not after the day `by`."""
    return calendar.monthrange(year, month)[1] >= day and date(year, month, day) <= by
