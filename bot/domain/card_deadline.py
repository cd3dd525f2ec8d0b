"""The hour of a card, as it is typed, and the moment that it means."""

import calendar
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from bot.domain.calendar import find_zone, to_instant, to_local_date

DEFAULT_TIME = time(16)
"""When a card is given on a day without an hour: people are still at work."""


class Deadline(Struct, frozen=True):
    """A typed hour. The day is a `weekday` (Monday is 0), a number of days ahead, or a date; else the next.

    A date without a `year` is the next one. `zone` is an IANA name, "" for the author's own.
    """

    weekday: int | None = None
    days_ahead: int | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None
    at: time | None = None
    zone: str = ""

    @property
    def has_day(self) -> bool:
        """Return True if it names a day."""
        return any(part is not None for part in (self.weekday, self.days_ahead, self.day))


def find_closing_time(deadline: Deadline, now: datetime, home: str) -> datetime | None:
    """Return the moment (UTC) that a deadline means to an author in the zone `home`.

    It lies in the past only if the deadline says so. None for a day that does not exist.
    """
    zone = find_zone(deadline.zone or home)
    at, today = deadline.at or DEFAULT_TIME, to_local_date(now, zone)
    try:
        if deadline.days_ahead is not None:
            return to_instant(today + timedelta(days=deadline.days_ahead), at, zone)
        if deadline.day is not None and deadline.month is not None:
            return to_instant(_find_date(deadline, deadline.month, deadline.day, today), at, zone)
    except (ValueError, OverflowError):
        return None
    step = 1 if deadline.weekday is None else 7
    first = today if deadline.weekday is None else today + timedelta((deadline.weekday - today.weekday()) % 7)
    return next(
        moment
        for moment in (to_instant(first + timedelta(days=days), at, zone) for days in (0, step, 2 * step))
        if moment > now
    )


def _find_date(deadline: Deadline, month: int, day: int, today: date) -> date:
    """Return the date. Without a year it is the next one that exists; raise ValueError if none does."""
    if deadline.year is not None:
        return date(deadline.year, month, day)
    if not 1 <= month <= 12:
        raise ValueError("no month")
    years = (year for year in range(today.year, today.year + 9) if day <= calendar.monthrange(year, month)[1])
    dates = (date(year, month, day) for year in years)
    found = next((one for one in dates if one >= today), None)
    if found is None:
        raise ValueError("no date")
    return found
