"""How many deliveries of each workspace run at once, and how long they rest."""

import pytest

from bot.domain.delivery_room import BUSY_REST, MANY_REQUESTS, MAX_DELIVERIES, Room, find_rest, find_room
from bot.domain.ids import WorkspaceId

ONE, TWO, THREE = WorkspaceId(1), WorkspaceId(2), WorkspaceId(3)


@pytest.mark.parametrize(
    ("running", "room"),
    [
        ({}, Room(50, frozenset())),
        ({ONE: 10}, Room(40, frozenset())),
        ({ONE: 47}, Room(3, frozenset())),
        ({ONE: 49}, Room(1, frozenset())),
        ({ONE: 50}, Room(38, frozenset([ONE]))),
        ({ONE: 50, TWO: 37}, Room(1, frozenset([ONE]))),
        ({ONE: 50, TWO: 38}, Room(28, frozenset([ONE, TWO]))),
        ({ONE: 150, TWO: 49}, Room(1, frozenset([ONE, TWO]))),
        ({ONE: 150, TWO: 49, THREE: 1}, Room(0, frozenset([ONE, TWO, THREE]))),
    ],
)
def test_room_beside_what_runs(running: dict[WorkspaceId, int], room: Room) -> None:
    assert find_room(running) == room


def test_silent_workspaces_leave_room_for_another() -> None:
    running = dict[WorkspaceId, int]()
    for number in range(15):
        workspace = WorkspaceId(number)
        # It takes all that it gets, until it is full.
        while workspace not in (room := find_room(running)).full:
            assert room.count >= 1
            running[workspace] = running.get(workspace, 0) + room.count
    assert sum(running.values()) < MAX_DELIVERIES


@pytest.mark.parametrize(
    ("seconds_worked", "requests", "rest"),
    [
        (0.004, 0, 0.004),
        (0.004, MANY_REQUESTS - 1, 0.004),
        (0.004, MANY_REQUESTS, BUSY_REST),
        (3.0, MANY_REQUESTS, 3.0),
    ],
)
def test_deliveries_leave_time_to_requests(seconds_worked: float, requests: int, rest: float) -> None:
    assert find_rest(seconds_worked, requests) == rest
