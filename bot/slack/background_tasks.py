"""Tasks that continue after an answer. They are not durable: what must not get lost is in the outbox."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from bot.slack.api.cache import no_deadline

SHUTDOWN_TIMEOUT = 2.0
"""Seconds that running tasks get when the process ends."""

_log = structlog.get_logger(__name__)


class BackgroundTasks:
    """Runs tasks, and ends those that are still running when the process ends."""

    def __init__(self) -> None:
        """Start without tasks."""
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Start a task. Its exceptions are logged."""
        task = asyncio.create_task(self._run(work))
        # The event loop keeps only weak references to tasks.
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            with no_deadline():
                await work
        except Exception as error:  # noqa: BLE001
            _log.error("failed after an answer", error=type(error).__name__)

    async def done(self) -> None:
        """Wait until all tasks have ended."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def end(self) -> None:
        """Wait for the tasks for `SHUTDOWN_TIMEOUT` seconds, and cancel the rest."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=SHUTDOWN_TIMEOUT)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
