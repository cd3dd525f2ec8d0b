"""The time of the practice workspace, which ends before the bot does."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from bot.app import Hearten
from bot.demo import _DemoClock
from tests.conftest import FixedClock


class BusyBot:
    """A bot that is never done."""

    def __init__(self) -> None:
        self.is_asked = asyncio.Event()

    async def settled(self) -> None:
        self.is_asked.set()
        await asyncio.Event().wait()


async def test_moving_time_is_cancelled_at_shutdown(clock: FixedClock) -> None:
    bot, time = BusyBot(), _DemoClock(clock)
    time.bot = cast(Hearten, bot)
    passing = asyncio.create_task(time.advance(timedelta(days=7)))
    async with asyncio.timeout(60):
        await bot.is_asked.wait()
        await time.stop()
        with pytest.raises(ValueError, match="Time has stopped"):
            await passing
        with pytest.raises(ValueError, match="Time has stopped"):
            await time.advance(timedelta(hours=1))
    assert clock.now() == datetime(2026, 11, 25, 10, tzinfo=UTC)


async def test_cancelled_request_cancels_its_time_move(clock: FixedClock) -> None:
    bot, time = BusyBot(), _DemoClock(clock)
    time.bot = cast(Hearten, bot)
    passing = asyncio.create_task(time.advance(timedelta(days=7)))
    await bot.is_asked.wait()
    passing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await passing
