"""The regular look at what is due, and how it ends."""

from __future__ import annotations

import asyncio
import math
import time
from datetime import datetime

import pytest

from bot.deps import Deps
from bot.jobs.ticks import Ticks
from bot.metrics import Metrics
from bot.settings import Settings
from bot.storage.engine import Database
from bot.usecases.digests import Made
from tests.conftest import FixedClock


class SlowTicks(Ticks):
    """A tick that takes its time."""

    def __init__(self, deps: Deps) -> None:
        super().__init__(deps)
        self.begun = asyncio.Event()
        self.may_end = asyncio.Event()
        self.has_ended = False

    async def make_due_digests(self, due_at: datetime, looking: float = math.inf) -> list[Made]:
        self.begun.set()
        await self.may_end.wait()
        self.has_ended = True
        return await super().make_due_digests(due_at, looking)


async def test_a_tick_that_runs_is_finished(
    database: Database, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    ticks = SlowTicks(Deps(Settings(), database, clock, time.monotonic, Metrics(), lambda: None))
    stopping = asyncio.Event()
    running = asyncio.create_task(ticks.run(stopping))
    await ticks.begun.wait()
    stopping.set()
    for _ in range(10):
        await asyncio.sleep(0)
    assert not running.done()
    ticks.may_end.set()
    await running
    assert ticks.has_ended
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_the_end_may_come_at_once(
    database: Database, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    ticks = Ticks(Deps(Settings(), database, clock, time.monotonic, Metrics(), lambda: None))
    stopping = asyncio.Event()
    stopping.set()
    await ticks.run(stopping)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
