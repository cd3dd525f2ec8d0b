"""Calls that do their work some time after they were cut."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta


class LateCalls:
    """The calls whose work is still to come."""

    def __init__(self, now: Callable[[], datetime], stopping: asyncio.Event) -> None:
        """Begin without any; `now` is the workspace's clock. `stopping` being set ends the waiting."""
        self._now = now
        self._stopping = stopping
        self._waiting: dict[asyncio.Task[None], tuple[datetime, Callable[[], object]]] = {}

    def add(self, seconds: float, act: Callable[[], object]) -> None:
        """Do the work of a call in so many seconds, by the workspace's clock or by real time."""
        task = asyncio.create_task(self._wait(seconds))
        self._waiting[task] = self._now() + timedelta(seconds=seconds), act
        task.add_done_callback(self._run)

    def run_due(self) -> None:
        """Do the work whose time has come by the workspace's clock."""
        now = self._now()
        for task, (due, _) in tuple(self._waiting.items()):
            if due <= now:
                self._run(task)

    async def stop(self) -> None:
        """Forget what is still to come."""
        tasks = tuple(self._waiting)
        self._waiting.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _run(self, task: asyncio.Task[None]) -> None:
        waiting = self._waiting.pop(task, None)
        if waiting and not self._stopping.is_set():
            waiting[1]()
        task.cancel()

    async def _wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return
