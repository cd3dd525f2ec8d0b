"""Keepsakes: what users received, for themselves alone; and the day of the year on which they get one."""

import calendar
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from bot.domain.calendar import subtract_months, to_instant, to_local_date

KEEPSAKE_TIME = time(9)
"""When a yearly keepsake is sent, in the user's time zone: it has the whole day before it."""
EARLIEST_ZONE = "Etc/GMT-14"
"""The zone where a day begins first."""
MONTHS_WITHOUT_DATES = 12
"""How far back a keepsake goes if nobody said otherwise."""


class YearDay(Struct, frozen=True):
    """A day of each year. 29 February is the 28th in years that don't have it."""

    month: int
    day: int

    def in_year(self, year: int) -> date:
        """Return the day in this year."""
        return date(year, self.month, min(self.day, calendar.monthrange(year, self.month)[1]))

    @property
    def is_leap_day(self) -> bool:
        """Return True for 29 February."""
        return (self.month, self.day) == (2, 29)


def find_next_year_day(chosen: YearDay, zone: str, moment: datetime) -> datetime:
    """Return the first instant strictly after `moment` at which it is the hour of a keepsake on that day."""
    year = to_local_date(moment, zone).year
    instants = (to_instant(chosen.in_year(year + more), KEEPSAKE_TIME, zone) for more in (-1, 0, 1))
    return next(instant for instant in instants if instant > moment)


def find_year_day(chosen: YearDay, zone: str, moment: datetime) -> datetime:
    """Return the instant of that kind that is closest to `moment`."""
    instants = [to_instant(chosen.in_year(moment.year + more), KEEPSAKE_TIME, zone) for more in (-1, 0, 1)]
    return min(instants, key=lambda instant: abs(instant - moment))


def find_year_before(moment: datetime) -> datetime:
    """Return the instant at which the twelve months until `moment` begin."""
    return subtract_months(moment, MONTHS_WITHOUT_DATES)


class DayPeriod(Struct, frozen=True):
    """The days that a keepsake is about, both included."""

    first: date
    last: date

    @property
    def is_year(self) -> bool:
        """Return True for a whole calendar year."""
        return self == DayPeriod(date(self.first.year, 1, 1), date(self.first.year, 12, 31))

    @property
    def is_month(self) -> bool:
        """Return True for a whole month."""
        length = calendar.monthrange(self.first.year, self.first.month)[1]
        return self == DayPeriod(self.first.replace(day=1), self.first.replace(day=length))


def find_days(
    since: datetime | None, until: datetime | None, received: list[datetime], zone: str
) -> DayPeriod:
    """Return the days between two instants; where one is None, from the first or to the last `received`."""
    instants = sorted(received)
    first, last = since or instants[0], until - timedelta(microseconds=1) if until else instants[-1]
    return DayPeriod(to_local_date(first, zone), max(to_local_date(last, zone), to_local_date(first, zone)))
