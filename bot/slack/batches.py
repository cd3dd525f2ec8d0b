"""Batches: what comes while a batch is worked on is worked on together, after it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextvars import Context
from typing import Generic, TypeVar

A = TypeVar("A")
R = TypeVar("R")

MAX_BATCH = 64
"""Arguments of one batch."""
QUIET_TURNS = 3
"""Turns of the event loop without a further argument after which a batch begins."""
MAX_GATHERING = 0.005
"""Seconds after which a batch begins, even if more arguments come."""
PATIENCE = 0.25
"""Seconds after which the next batch begins beside one that waits for something."""


class Batches(Generic[A, R]):
    """Calls a function with all arguments that came during its last call.

    The more there is to do, the more share one transaction. A single argument waits only as long as the event
    loop has something else to do.
    """

    def __init__(
        self, run: Callable[[Sequence[A]], Awaitable[Sequence[R]]], max_batch: int = MAX_BATCH
    ) -> None:
        """Call `run`, which returns a result for each argument, with `max_batch` arguments at most."""
        self._run = run
        self._max_batch = max_batch
        self._waiting: list[tuple[A, asyncio.Future[R]]] = []
        self._task: asyncio.Task[None] | None = None
        """The batch that began last. What comes now waits for its end, for `PATIENCE` at most."""
        self._patience: asyncio.TimerHandle | None = None
        self._running: set[asyncio.Task[None]] = set()

    async def add(self, argument: A) -> R:
        """Return the result for an argument. Raise what the call raises for it alone."""
        done: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((argument, done))
        if self._task is None:
            self._begin()
        return await done

    def _begin(self) -> None:
        """Begin the next batch, if anything waits."""
        if self._patience is not None:
            self._patience.cancel()
        self._task = self._patience = None
        if self._waiting:
            # The record and the deadline of the request that comes first are not those of the others.
            self._task = asyncio.create_task(self._run_next(), context=Context())
            self._running.add(self._task)
            self._task.add_done_callback(self._end)
            self._patience = asyncio.get_running_loop().call_later(PATIENCE, self._begin)

    def _end(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if task.cancelled():
            # If the process ends, no one is left waiting.
            for _, done in self._waiting:
                done.cancel()
            self._waiting.clear()
        if task is self._task:
            self._begin()

    async def _run_next(self) -> None:
        """Work on what waits, once nothing more comes in the turns of the event loop that follow.

        Otherwise the first of many that come at once would be a batch of its own, for which all others wait.
        """
        loop, quiet_turns = asyncio.get_running_loop(), 0
        end = loop.time() + MAX_GATHERING
        while quiet_turns < QUIET_TURNS and len(self._waiting) < self._max_batch and loop.time() < end:
            count = len(self._waiting)
            await asyncio.sleep(0)
            quiet_turns = 0 if len(self._waiting) > count else quiet_turns + 1
        batch = self._waiting[: self._max_batch]
        del self._waiting[: self._max_batch]
        await self._run_batch(batch)

    async def _run_batch(self, batch: Sequence[tuple[A, asyncio.Future[R]]]) -> None:
        """Work on a batch; if that fails, on each argument alone, so that one disturbs no other."""
        try:
            results = await self._run([argument for argument, _ in batch])
        except asyncio.CancelledError:
            for _, done in batch:
                done.cancel()
            raise
        # Whatever it is belongs to those who wait.
        except Exception as error:  # noqa: BLE001
            if len(batch) > 1:
                await asyncio.gather(*(self._run_batch([each]) for each in batch))
            elif not batch[0][1].done():
                batch[0][1].set_exception(error)
        else:
            for (_, done), result in zip(batch, results, strict=True):
                # A waiting request may have been cancelled.
                if not done.done():
                    done.set_result(result)
