"""Moments as people read them, in one person's time zone."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.practice.page.reader import Reader

_TOKEN: Final = re.compile(r"\{([a-z_]+)\}")
_YEAR_IS_CLEAR: Final = timedelta(days=183)
"""So near to now, a long date goes without its year, as in Slack."""


def moment(seconds: float, reader: Reader) -> datetime | None:
    """Give the reader's local time for seconds since 1970; None where there is no such date."""
    try:
        return datetime.fromtimestamp(seconds, UTC).astimezone(reader.zone)
    except (OverflowError, OSError, ValueError):
        return None


def clock(when: datetime) -> str:
    """Give the time of day, such as “09:05”."""
    return f"{when:%H:%M}"


def day(when: datetime, reader: Reader) -> str:
    """Name a day for a divider: “Today”, “Yesterday”, or “Monday, 9 November”, another year if it is one."""
    near = _near(when, reader)
    if near:
        return near.capitalize()
    year = "" if when.year == reader.now.astimezone(reader.zone).year else f" {when.year}"
    return f"{when:%A}, {when.day} {when:%B}{year}"


def formatted(seconds: int, template: str, reader: Reader) -> str | None:
    """Fill Slack's date tokens (``{date_short}``, ``{time}``, …) in a template.

    Unknown tokens stay as they are. None if the moment is outside of the calendar.
    """
    when = moment(seconds, reader)
    if when is None:
        return None

    def fill(match: re.Match[str]) -> str:
        writer = _WRITERS.get(match[1])
        return match[0] if writer is None else writer(when, reader)

    return _TOKEN.sub(fill, template)


def _near(when: datetime, reader: Reader) -> str:
    today = reader.now.astimezone(reader.zone).date()
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((when.date() - today).days, "")


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _year(when: datetime, reader: Reader) -> str:
    return "" if abs(when - reader.now) < _YEAR_IS_CLEAR else f", {when.year}"


def _date(when: datetime, reader: Reader) -> str:
    return f"{when:%B} {_ordinal(when.day)}{_year(when, reader)}"


def _date_short(when: datetime, reader: Reader) -> str:
    return f"{when:%b} {when.day}{_year(when, reader)}"


def _date_long(when: datetime, reader: Reader) -> str:
    return f"{when:%A}, {_date(when, reader)}"


def _ago(when: datetime, reader: Reader) -> str:
    distance = abs(reader.now - when)
    if distance < timedelta(minutes=1):
        return "just now"
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        count = int(distance.total_seconds()) // length
        if count:
            words = f"{count} {unit}{'' if count == 1 else 's'}"
            return f"{words} ago" if when < reader.now else f"in {words}"
    return ""


_Writer = Callable[[datetime, Reader], str]
_WRITERS: Final[dict[str, _Writer]] = {
    "date_num": lambda when, _: f"{when:%Y-%m-%d}",
    "date_slash": lambda when, _: f"{when:%m/%d/%Y}",
    "date": _date,
    "date_short": _date_short,
    "date_long": _date_long,
    "date_pretty": lambda when, reader: _near(when, reader) or _date(when, reader),
    "date_short_pretty": lambda when, reader: _near(when, reader) or _date_short(when, reader),
    "date_long_pretty": lambda when, reader: _near(when, reader) or _date_long(when, reader),
    "day_divider_pretty": lambda when, reader: _near(when, reader) or _date_long(when, reader),
    "time": lambda when, _: clock(when),
    "time_secs": lambda when, _: f"{when:%H:%M:%S}",
    "ago": _ago,
}
