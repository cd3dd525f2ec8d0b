"""How many deliveries of each workspace run at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.ids import WorkspaceId

MAX_DELIVERIES = 200
"""Deliveries that run at once."""
FREE_FOR_EACH = 3
"""For each delivery of a workspace, this many must be free."""


@dataclass(frozen=True, slots=True)
class Room:
    """How many deliveries may start now: none of the workspaces that are `full`."""

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
