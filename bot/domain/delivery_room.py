"""How many deliveries of each workspace run at once, and how long they rest between two turns."""

from collections.abc import Mapping

from msgspec import Struct

from bot.domain.ids import WorkspaceId

MAX_DELIVERIES = 200
"""Deliveries that run at once."""
MANY_REQUESTS = 8
"""Requests that are being answered: with so many, messages would make people wait."""
BUSY_REST = 0.25
"""Seconds between two turns of the deliveries while there are so many."""
FREE_FOR_EACH = 3
"""For each delivery of a workspace, this many must be free."""


class Room(Struct, frozen=True):
    """How many deliveries may start now. Workspaces that are `full` may start no more."""

    count: int
    full: frozenset[WorkspaceId]


def find_room(running: Mapping[WorkspaceId, int]) -> Room:
    """Return the room beside the deliveries that run in each workspace.

    A workspace may have a third of what is free: a quarter of all if it is alone, a sixth if another is as
    busy. So workspaces that answer slowly leave room for the others.
    """
    free = MAX_DELIVERIES - sum(running.values())
    full = frozenset(workspace for workspace, count in running.items() if count * FREE_FOR_EACH >= free)
    busiest = max((count for workspace, count in running.items() if workspace not in full), default=0)
    # All that start now may be of one workspace, which must not get more than it leaves.
    return Room((free - busiest * FREE_FOR_EACH + FREE_FOR_EACH) // (FREE_FOR_EACH + 1), full)


def find_rest(seconds_worked: float, requests: int) -> float:
    """Return how many seconds the deliveries leave to what users do: at least as many as they worked.

    With many requests that are being answered, more messages share the next turn.
    """
    return max(seconds_worked, BUSY_REST if requests >= MANY_REQUESTS else 0)
