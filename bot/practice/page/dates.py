"""Moments as people read them, in one person's time zone."""

from datetime import UTC, datetime

from bot.practice.page.reader import Reader


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
    today = reader.now.astimezone(reader.zone).date()
    near = {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}.get((when.date() - today).days, "")
    if near:
        return near
    year = "" if when.year == today.year else f" {when.year}"
    return f"{when:%A}, {when.day} {when:%B}{year}"
