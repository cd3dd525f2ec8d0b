"""Moments as people read them in their time zone, and ways to let time pass."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final

from bot.practice.page.reader import Reader


def moment(seconds: float, reader: Reader) -> datetime | None:
    """Return the reader's local time for seconds since 1970; None where there is no such date."""
    try:
        return datetime.fromtimestamp(seconds, UTC).astimezone(reader.zone)
    except (OverflowError, OSError, ValueError):
        return None


def day(when: datetime, reader: Reader) -> str:
    """Name a day for a divider: “Today”, “Yesterday”, or “Monday, 9 November”, another year if it is one."""
    today = reader.now.astimezone(reader.zone).date()
    near = {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}.get((when.date() - today).days, "")
    if near:
        return near
    year = "" if when.year == today.year else f" {when.year}"
    return f"{when:%A}, {when.day} {when:%B}{year}"


_MORNING: Final = time(9)


def until_monday(now: datetime, zone: tzinfo) -> timedelta:
    """Return how long it is until the next Monday at 09:00 in a zone; more than nothing, at most a week."""
    local = now.astimezone(zone)
    monday = local.date() + timedelta(days=-local.weekday() % 7)
    morning = datetime.combine(monday, _MORNING, zone)
    if morning <= local:
        morning = datetime.combine(monday + timedelta(days=7), _MORNING, zone)
    return morning.astimezone(UTC) - now.astimezone(UTC)


WAYS: Final[dict[str, Callable[[datetime, tzinfo], timedelta]]] = {
    "hour": lambda _, __: timedelta(hours=1),
    "monday": until_monday,
    "week": lambda _, __: timedelta(weeks=1),
}
"""From the name of a way to how long it takes, given the time now and the acting person's zone."""
