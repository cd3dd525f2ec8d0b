"""APScheduler only ticks: what is due lives in tables."""

import asyncio
import math
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.deps import Deps
from bot.domain.home import RETENTION_PERIOD
from bot.domain.pending_recognition import PENDING_LIFETIME
from bot.jobs.erasure import Erasing
from bot.jobs.steps import run_step
from bot.storage import (
    deduplication,
    homes,
    outbox,
    pending_notifications,
    pending_recognitions,
    rate_limits,
    unknown_kinds,
    weekly_schedules,
)
from bot.storage import digests as stored_digests
from bot.storage.engine import Transaction, UseCase
from bot.storage.failed_items import FailedItems
from bot.usecases import daily_summary, digests, lead_notes, prompts, refused_changes, values
from bot.usecases.digests import Audiences, Made

EVERY = timedelta(seconds=15)
"""How often is looked what is due."""
LOOKING = 10.0
"""Seconds after which a tick begins no further look at who reads channels: other things are due, too."""
ERASING = 10.0
"""Seconds after which a tick leaves the rest of an erasure to the next one: other things are due, too."""
INBOX_KEPT = timedelta(days=2)
"""How long requests are remembered. Slack repeats an event for a day (Delayed Events)."""
NIGHT = 2
"""The hour (UTC) around which is done what is done once a day."""
MERGED_AT_ONCE = 20
"""Parts of a merge of values that one tick takes: nobody sees the difference, and digests do not wait."""
GRACE = 4.0
"""Seconds that what is under way has to end when the process is told to stop; then it is broken off."""
FAILED_KEPT = timedelta(days=30)
"""How long deliveries that were given up are kept for the operator."""

_log = structlog.get_logger(__name__)


class Ticks:
    """Looks regularly what is due."""

    def __init__(
        self,
        deps: Deps,
        nightly: Callable[[], Awaitable[None]] | None = None,
        who_reads: Callable[[datetime, float], Awaitable[Audiences]] | None = None,
        read_ahead: Callable[[datetime], Awaitable[None]] | None = None,
        grace: float = GRACE,
    ) -> None:
        """Prepare. `nightly` is done once a day, by every process: it must bear that.

        `who_reads` looks who reads some of the channels whose digests are due at an instant, where that
        matters, within so many seconds; nobody where no more can be looked at now. `read_ahead` is done all
        the time beside the ticks, which do not wait for it.
        """
        self._read_ahead = read_ahead
        self._who_reads = who_reads
        self._deps = deps
        self._nightly = nightly
        self.erasing = Erasing(deps)
        self._failed_items: dict[str, FailedItems] = {}
        self._running = asyncio.Lock()
        self._is_ending = False
        self._grace = grace
        self._work: asyncio.Task[None] | None = None
        """What is done under the lock."""

    async def run(self, stopping: asyncio.Event) -> None:
        """Tick until `stopping` is set. Of what runs, the batch is finished, or else broken off.

        What is due stays due.
        """
        # Without misfire_grace_time=None a tick that is a second late is skipped.
        scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None},
        )
        scheduler.add_job(
            self.tick, IntervalTrigger(seconds=int(EVERY.total_seconds())), next_run_time=_now()
        )
        scheduler.add_job(
            self.read_ahead, IntervalTrigger(seconds=int(EVERY.total_seconds())), next_run_time=_now()
        )
        scheduler.add_job(self.prune, IntervalTrigger(hours=1), next_run_time=_now())
        scheduler.add_job(self.night, CronTrigger(hour=NIGHT, jitter=1_800, timezone=UTC))
        scheduler.start()
        try:
            await stopping.wait()
        finally:
            scheduler.pause()
            self._is_ending = True
            # What it has just begun gets a turn, to take the lock.
            await asyncio.sleep(0)
            if work := self._work:
                await asyncio.wait([work], timeout=self._grace)
                work.cancel()
            async with self._running:
                # This cancels what else runs.
                scheduler.shutdown(wait=False)

    async def _do(self, what: str, work: Callable[[], Awaitable[None]]) -> None:
        """Do one thing at a time. What fails is tried again when its time comes."""
        async with self._running:
            self._work = asyncio.ensure_future(work())
            try:
                await self._work
            except asyncio.CancelledError:
                if not self._is_ending:
                    raise
                _log.warning(f"{what} broken off")
            # A job that fails must not end the others.
            except Exception as error:  # noqa: BLE001
                _log.error(f"{what} failed", error=type(error).__name__)
            finally:
                self._work = None

    async def tick(self) -> None:
        """Make what is due now. A step that fails does not stop the others."""
        await self._do("tick", self._tick)

    async def _tick(self) -> None:
        for name, step in (
            ("digests", self._make_digests),
            ("gathered messages", self._gather),
            ("lead notes", self._make_lead_notes),
            ("prompts", self._make_prompts),
            ("erasures", self._erase),
            ("refused changes", self._retry_changes),
            ("merges of values", self._merge_values),
        ):
            if self._is_ending:
                break
            await run_step("tick failed", name, step)

    async def _make_digests(self) -> None:
        await self.make_due_digests(self._deps.clock.now(), LOOKING)

    async def _gather(self) -> None:
        while not self._is_ending:
            gather_due = partial(daily_summary.gather_due, failed=self._failed("gathered message"))
            if not await self._deps.database.write(gather_due):
                break

    async def _make_lead_notes(self) -> None:
        await self._make_all(partial(lead_notes.make_due, failed=self._failed("lead note")))

    async def _make_prompts(self) -> None:
        await self._make_all(partial(prompts.make_due, failed=self._failed("prompt")))

    def _failed(self, kind: str) -> FailedItems:
        """Return what this process remembers of the items of this kind that failed."""
        return self._failed_items.setdefault(kind, FailedItems(kind, self._deps.monotonic))

    async def _make_all(self, make_due: Callable[[Transaction], object]) -> None:
        is_due: object = True
        while is_due and not self._is_ending:
            is_due = await self._deps.database.write(make_due)

    async def _erase(self) -> None:
        until = self._deps.monotonic() + ERASING
        await self.erasing.run(lambda: self._is_ending or self._deps.monotonic() > until)

    async def _retry_changes(self) -> None:
        retry_due = partial(refused_changes.retry_due, failed=self._failed("held change"))
        await self._deps.database.write(retry_due)

    async def _merge_values(self) -> None:
        proceed = partial(values.proceed, failed=self._failed("merge of values"))
        for _ in range(MERGED_AT_ONCE):
            if self._is_ending or not await self._deps.database.write(proceed):
                break

    async def make_due_digests(self, due_at: datetime, looking: float = math.inf) -> list[Made]:
        """Make every digest that is due at this instant, in batches.

        Those that nobody has to look at Slack for come first. The looks for the others may begin within so
        many seconds; what is left then stays due.
        """
        made: list[Made] = []
        while batch := await self._make_some(due_at, digests.NONE_READ):
            made += batch
        until = self._deps.monotonic() + looking
        while self._who_reads and not self._is_ending and self._deps.monotonic() < until:
            audiences = await self._who_reads(due_at, until - self._deps.monotonic())
            if not (audiences and (batch := await self._make_some(due_at, audiences))):
                break
            made += batch
        return made

    async def _make_some(self, due_at: datetime, audiences: Audiences) -> list[Made]:
        """Make a batch; none where all are made, or the process ends."""
        if self._is_ending:
            return []
        make_due = partial(
            digests.make_due, due_at=due_at, audiences=audiences, failed=self._failed("digest")
        )
        batch = await self._deps.database.write(make_due)
        if batch:
            self._deps.metrics.digests.inc(sum(1 for one in batch if one.is_posted))
        return batch

    async def read_ahead(self) -> None:
        """Read in the background what digests need to know when they are due."""
        if self._read_ahead is None or self._is_ending:
            return
        try:
            await self._read_ahead(self._deps.clock.now())
        # It is tried again.
        except Exception as error:  # noqa: BLE001
            _log.error("not read ahead", error=type(error).__name__)

    async def night(self) -> None:
        """Do what is done once a day. A step that fails does not stop the others."""
        await self._do("night", self._night)

    async def _night(self) -> None:
        await self.erasing.night(lambda: self._is_ending)
        if self._nightly and not self._is_ending:
            await run_step("night failed", "look-ups", self._nightly)

    async def next_due(self) -> datetime | None:
        """The next moment at which something is due, as far as is known now."""
        moments = await self._deps.database.read(
            lambda tx: (
                stored_digests.next_due(tx),
                pending_notifications.next_due(tx),
                weekly_schedules.next_due(tx),
            )
        )
        return min((moment for moment in moments if moment), default=None)

    async def prune(self) -> None:
        """Forget what is of no use any more. A step that fails does not stop the others."""
        await self._do("pruning", self._prune)

    async def _prune(self) -> None:
        now = self._deps.clock.now()
        steps: dict[str, UseCase[[], int]] = {
            "requests": lambda tx: deduplication.forget_before(tx, now - INBOX_KEPT),
            "failed deliveries": lambda tx: outbox.forget_failed_before(tx, now - FAILED_KEPT),
            "pace": lambda tx: rate_limits.forget_before(tx, now),
            "homes": lambda tx: homes.forget_before(tx, now - RETENTION_PERIOD),
            "questions": lambda tx: pending_recognitions.forget_before(tx, now - PENDING_LIFETIME),
        }
        for name, forget in steps.items():
            await run_step("pruning failed", name, partial(self._deps.database.write, forget))
        await run_step("pruning failed", "unknown kinds", self._tell_of_unknown_kinds)

    async def _tell_of_unknown_kinds(self) -> None:
        if unknown := await self._deps.database.read(unknown_kinds.count):
            # They wait for the version of Hearten that wrote them.
            _log.warning("messages of unknown kinds wait", **unknown)


def _now() -> datetime:
    return datetime.now(UTC)
