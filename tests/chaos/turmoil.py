"""What goes wrong: processes are killed or stand still, the clock is set, connections are cut, and Slack
answers badly, late or not at all."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import TypedDict

from bot.practice.server import Practice
from tests.chaos.fleet import Fleet
from tests.chaos.pause import paused


class Fault(TypedDict, total=False):
    """Arguments of `Practice.fail`."""

    error: str
    status: int
    retry_after: int
    hang: float
    cut: bool
    acts: bool
    late: float


FAULTS: tuple[Fault, ...] = (
    {"status": 429, "retry_after": 1},
    {"status": 500},
    {"status": 500, "acts": True},
    {"error": "internal_error"},
    {"error": "internal_error", "acts": True},
    {"hang": 3.0},
    {"cut": True},
    {"cut": True, "acts": True},
    {"status": 429, "retry_after": 1, "error": "rate_limited"},
    {"error": "service_unavailable"},
    {"error": "request_timeout"},
    {"error": "fatal_error"},
    {"error": "fatal_error", "acts": True},
)
"""Whatever passes. What closes a whole workspace for a while would only make everybody wait."""
FAULTS_BY_METHOD: dict[str, tuple[Fault, ...]] = {
    "chat.postMessage": (
        # The bot looks for a message without an answer after 5 seconds.
        {"late": 1.5},
        {"late": 3.0},
        # Nobody knows of it before it arrives, and perhaps not even then: its process may have died.
        {"late": 2.0, "hang": 3.0},
        {"late": 4.0, "hang": 12.0},
        {"error": "message_limit_exceeded"},
        {"error": "external_channel_migrating"},
    ),
    "chat.update": ({"error": "update_failed"}, {"error": "streaming_state_conflict"}),
}
"""Besides, what befalls one method only."""
METHODS = ("chat.postMessage", "chat.postMessage", "chat.update", "users.info", "conversations.info", "*")
PAUSES = (0.5, 1.5, 8.0, 16.0, 25.0)
"""Seconds for which a process stands still: some are longer than its leases."""
STEPS = tuple(timedelta(seconds=seconds) for seconds in (-3_600, -600, -30, 0, 0, 30, 600, 3_600))
"""How far the machine's clock is ahead of the true time."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """Seconds, from and to, between two troubles of each kind."""

    kills: tuple[float, float]
    """Until a process that serves is killed, if there is one by then."""
    clock_steps: tuple[float, float]
    pauses: tuple[float, float] = (10.0, 30.0)
    faults: tuple[float, float] = (0.1, 0.5)
    cuts: tuple[float, float] = (2.0, 5.0)


DENSE = Tempo(kills=(0.7, 2.0), clock_steps=(2.0, 8.0))
"""For a trial of seconds."""
LASTING = Tempo(kills=(8.0, 30.0), clock_steps=(20.0, 60.0), pauses=(20.0, 60.0))
"""For a trial of minutes: processes live long enough to answer people and to deliver between two troubles.

After each step of the clock nothing is looked for during 5 seconds, and no lease ends during 15.
"""


@contextlib.asynccontextmanager
async def turmoil(
    practice: Practice, fleet: Fleet, *, seed: int, tempo: Tempo, longest: float = max(PAUSES)
) -> AsyncIterator[None]:
    """Let it rage for a while. All chance comes from `seed`.

    No process stands still, and no call hangs, for much longer than `longest` (seconds).
    """
    ending = asyncio.Event()
    practice.disturb(repeat=1, within=0.05, seed=seed)
    async with asyncio.TaskGroup() as troubles:
        for trouble in (
            _kill(practice, fleet, ending, seed, tempo),
            _spoil(practice, ending, seed, tempo, longest),
            _cut(practice, ending, seed, tempo),
            _pause(fleet, ending, seed, tempo, longest),
            _set_clock(fleet, ending, seed, tempo),
        ):
            troubles.create_task(trouble)
        yield
        ending.set()
    practice.heal()


async def _kill(practice: Practice, fleet: Fleet, ending: asyncio.Event, seed: int, tempo: Tempo) -> None:
    random = Random(f"{seed}/kill")
    async with asyncio.TaskGroup() as successions:
        while await paused(ending, random.uniform(*tempo.kills)):
            # The worst moment: something has just happened, and perhaps it is not written down yet.
            await practice.workspace.wait_for_change(practice.workspace.revision)
            if fleet.serving:
                successions.create_task(fleet.crash(random.choice(fleet.serving)))


async def _pause(fleet: Fleet, ending: asyncio.Event, seed: int, tempo: Tempo, longest: float) -> None:
    random = Random(f"{seed}/pause")
    async with asyncio.TaskGroup() as pauses:
        while await paused(ending, min(random.uniform(*tempo.pauses), 2 * longest)):
            seconds = random.choice([one for one in PAUSES if one <= longest])
            while not fleet.serving and await paused(ending, 0.1):
                pass
            if fleet.serving:
                pauses.create_task(fleet.pause(random.choice(fleet.serving), seconds, ending))


async def _set_clock(fleet: Fleet, ending: asyncio.Event, seed: int, tempo: Tempo) -> None:
    random = Random(f"{seed}/clock")
    while await paused(ending, random.uniform(*tempo.clock_steps)):
        fleet.clock.set(random.choice(STEPS))
        fleet.steps += 1
    fleet.clock.set(timedelta(0))


async def _spoil(practice: Practice, ending: asyncio.Event, seed: int, tempo: Tempo, longest: float) -> None:
    random = Random(f"{seed}/spoil")
    while await paused(ending, random.uniform(*tempo.faults)):
        method, times = random.choice(METHODS), random.choice((1, 1, 2))
        faults = (*FAULTS, *FAULTS_BY_METHOD.get(method, ()))
        fault = random.choice([one for one in faults if one.get("hang", 0) <= 2 * longest])
        # Faults that pile up would leave no call alone: that is an outage, and nothing is delivered in one.
        if all(waiting.method != method for waiting in practice.faults):
            practice.fail(method, **fault, times=times)


async def _cut(practice: Practice, ending: asyncio.Event, seed: int, tempo: Tempo) -> None:
    random = Random(f"{seed}/cut")
    while await paused(ending, random.uniform(*tempo.cuts)):
        await practice.cut_connections()
