"""What goes on after an answer has been given. It is a courtesy: what must not get lost is in the outbox."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from bot.slack.api.cache import unhurried

GRACE = 2.0
"""Seconds that it still has when the process ends."""

_log = structlog.get_logger(__name__)


class BackgroundTasks:
    """Runs it, and ends what still runs when the process does."""

    def __init__(self) -> None:
        """Start with nothing to do."""
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do this without letting anybody wait for it. What goes wrong in it is logged."""
        task = asyncio.create_task(self._run(work))
        # The event loop holds no task by itself.
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            with unhurried():
                await work
        # Whoever is concerned has their answer already.
        except Exception as error:  # noqa: BLE001
            _log.error("failed after an answer", error=type(error).__name__)

    async def done(self) -> None:
        """Wait until nothing is left to do."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def end(self) -> None:
        """Finish what can be done within `GRACE`, and leave the rest."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=GRACE)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
