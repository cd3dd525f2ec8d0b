"""Ways to let time pass in the practice workspace: an hour, until Monday morning, a week."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final

_MORNING: Final = time(9)


def until_monday(now: datetime, zone: tzinfo) -> timedelta:
    """How long it is until the next Monday at 09:00 in a zone; more than nothing, at most a week."""
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
