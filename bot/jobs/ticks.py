"""What runs by the clock. APScheduler only ticks: tables say what is due."""

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
from bot.domain.card import ENDED_RETENTION
from bot.domain.home import RETENTION_PERIOD
from bot.domain.pending_recognition import PENDING_LIFETIME
from bot.jobs.erasure import ErasureJob
from bot.jobs.steps import run_step
from bot.storage import (
    cards,
    deduplication,
    first_weeks,
    homes,
    installations,
    keepsake_schedules,
    outbox,
    pending_notifications,
    pending_recognitions,
    rate_limits,
    weekly_schedules,
)
from bot.storage import digests as stored_digests
from bot.storage.engine import Transaction, UseCase
from bot.storage.failed_items import FailedItems
from bot.usecases import (
    daily_summary,
    digests,
    due_cards,
    keepsakes,
    lead_notes,
    prompts,
    refused_changes,
    values,
)
from bot.usecases.digest_drafts import DueDigestResult
from bot.usecases.digests import Audiences

TICK_INTERVAL = timedelta(seconds=15)
"""The time between two ticks."""
AUDIENCES_TIMEOUT = 10.0
"""Seconds after which a tick stops looking up audiences, because other things are due, too."""
ERASURE_TIMEOUT = 10.0
"""Seconds after which a tick leaves the rest of an erasure to the next tick."""
DEDUPLICATION_PERIOD = timedelta(days=2)
"""How long requests are remembered. Slack repeats an event for a day (Delayed Events)."""
NIGHT_HOUR = 2
"""The hour (UTC) of the nightly job."""
MAX_MERGE_BATCHES = 20
"""Batches of a merge of values in one tick: digests must not wait for the rest."""
SHUTDOWN_TIMEOUT = 4.0
"""Seconds that a running job has to end when the process stops; then it is cancelled."""
FAILED_DELIVERY_PERIOD = timedelta(days=30)
"""How long failed deliveries are stored for the operator."""

_log = structlog.get_logger(__name__)


class Ticks:
    """Runs what is due, at regular intervals."""

    def __init__(
        self,
        deps: Deps,
        nightly: Callable[[], Awaitable[None]] | None = None,
        read_audiences: Callable[[datetime, float], Awaitable[Audiences]] | None = None,
        read_ahead: Callable[[datetime], Awaitable[None]] | None = None,
        refresh_tokens: Callable[[], Awaitable[None]] | None = None,
        end_first_weeks: Callable[[], Awaitable[None]] | None = None,
        grace: float = SHUTDOWN_TIMEOUT,
    ) -> None:
        """Run `nightly` once a day; every process does it.

        `read_audiences` looks up who reads the channels of digests that are due at a moment, within a number
        of seconds, and returns none when it can look up no more. `read_ahead` does so beforehand, in the
        background of the ticks. `refresh_tokens` refreshes tokens that expire soon, in the background, too.
        `end_first_weeks` proposes something to those who installed the app some days ago.
        """
        self._refresh_tokens = refresh_tokens
        self._end_first_weeks = end_first_weeks
        self._read_ahead = read_ahead
        self._read_audiences = read_audiences
        self._deps = deps
        self._nightly = nightly
        self.erasure = ErasureJob(deps)
        self._failed_items: dict[str, FailedItems] = {}
        self._running = asyncio.Lock()
        self._is_stopping = False
        self._grace = grace
        self._work: asyncio.Task[None] | None = None
        """The job that holds the lock."""

    async def run(self, stopping: asyncio.Event) -> None:
        """Tick until `stopping` is set. Of what runs, the batch is finished, or else broken off.

        What is due stays due.
        """
        # Without misfire_grace_time=None a tick that is a second late is skipped.
        scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None},
        )
        # A trigger without a time zone looks for the machine's, in a dozen files.
        every_tick = IntervalTrigger(seconds=int(TICK_INTERVAL.total_seconds()), timezone=UTC)
        scheduler.add_job(self.tick, every_tick, next_run_time=_now())
        scheduler.add_job(self.read_ahead, every_tick, next_run_time=_now())
        if self._refresh_tokens:
            scheduler.add_job(self.refresh_tokens, every_tick, next_run_time=_now())
        scheduler.add_job(self.prune, IntervalTrigger(hours=1, timezone=UTC), next_run_time=_now())
        scheduler.add_job(self.night, CronTrigger(hour=NIGHT_HOUR, jitter=1_800, timezone=UTC))
        scheduler.start()
        try:
            await stopping.wait()
        finally:
            scheduler.pause()
            self._is_stopping = True
            # What it has just begun gets a turn, to take the lock.
            await asyncio.sleep(0)
            if work := self._work:
                await asyncio.wait([work], timeout=self._grace)
                work.cancel()
            async with self._running:
                # This cancels what else runs.
                scheduler.shutdown(wait=False)

    async def _run_exclusively(self, what: str, work: Callable[[], Awaitable[None]]) -> None:
        """Run one job at a time. One that fails runs again at its next time."""
        async with self._running:
            self._work = asyncio.ensure_future(work())
            try:
                await self._work
            except asyncio.CancelledError:
                if not self._is_stopping:
                    raise
                _log.warning(f"{what} broken off")
            # A job that fails must not end the others.
            except Exception as error:  # noqa: BLE001
                _log.error(f"{what} failed", error=type(error).__name__)
            finally:
                self._work = None

    async def tick(self) -> None:
        """Run what is due now. A step that fails does not stop the others."""
        await self._run_exclusively("tick", self._tick)

    async def _tick(self) -> None:
        for name, step in (
            ("cards", self._give_cards),
            ("digests", self._make_digests),
            ("gathered messages", self._gather),
            ("lead notes", self._make_lead_notes),
            ("prompts", self._make_prompts),
            ("keepsakes", self._make_keepsakes),
            ("first weeks", self._propose),
            ("erasures", self._erase),
            ("refused changes", self._retry_changes),
            ("merges of values", self._merge_values),
        ):
            if self._is_stopping:
                break
            await run_step("tick failed", name, step)

    async def _give_cards(self) -> None:
        await self._make_all(partial(due_cards.give_due, failed=self._failures("card")))

    async def _make_digests(self) -> None:
        await self.make_due_digests(self._deps.clock.now(), AUDIENCES_TIMEOUT)

    async def _gather(self) -> None:
        while not self._is_stopping:
            gather_due = partial(daily_summary.make_due_summaries, failed=self._failures("gathered message"))
            if not await self._deps.database.write(gather_due):
                break

    async def _make_lead_notes(self) -> None:
        await self._make_all(partial(lead_notes.make_due_notes, failed=self._failures("lead note")))

    async def _make_prompts(self) -> None:
        await self._make_all(partial(prompts.make_due_prompts, failed=self._failures("prompt")))

    async def _make_keepsakes(self) -> None:
        await self._make_all(partial(keepsakes.make_due_keepsakes, failed=self._failures("keepsake")))

    def _failures(self, kind: str) -> FailedItems:
        """Return the items of this kind that failed in this process."""
        return self._failed_items.setdefault(kind, FailedItems(kind, self._deps.monotonic))

    async def _make_all(self, make_due: Callable[[Transaction], object]) -> None:
        is_due: object = True
        while is_due and not self._is_stopping:
            is_due = await self._deps.database.write(make_due)

    async def _propose(self) -> None:
        if self._end_first_weeks:
            await self._end_first_weeks()

    async def _erase(self) -> None:
        until = self._deps.monotonic() + ERASURE_TIMEOUT
        await self.erasure.run(lambda: self._is_stopping or self._deps.monotonic() > until)

    async def _retry_changes(self) -> None:
        retry_due = partial(refused_changes.retry_due, failed=self._failures("held change"))
        await self._deps.database.write(retry_due)

    async def _merge_values(self) -> None:
        proceed = partial(values.rewrite_merged, failed=self._failures("merge of values"))
        for _ in range(MAX_MERGE_BATCHES):
            if self._is_stopping or not await self._deps.database.write(proceed):
                break

    async def make_due_digests(
        self, due_at: datetime, audiences_timeout: float = math.inf
    ) -> list[DueDigestResult]:
        """Make every digest that is due at this instant, in batches.

        Digests that need no look-up in Slack come first. Look-ups for the others start within
        `audiences_timeout` seconds; the rest stays due.
        """
        made: list[DueDigestResult] = []
        while batch := await self._make_some(due_at, digests.NO_AUDIENCES):
            made += batch
        until = self._deps.monotonic() + audiences_timeout
        while self._read_audiences and not self._is_stopping and self._deps.monotonic() < until:
            audiences = await self._read_audiences(due_at, until - self._deps.monotonic())
            if not (audiences and (batch := await self._make_some(due_at, audiences))):
                break
            made += batch
        return made

    async def _make_some(self, due_at: datetime, audiences: Audiences) -> list[DueDigestResult]:
        """Make a batch. Return none if all are made, or the process stops."""
        if self._is_stopping:
            return []
        make_due = partial(
            digests.make_due_digests, due_at=due_at, audiences=audiences, failed=self._failures("digest")
        )
        batch = await self._deps.database.write(make_due)
        if batch:
            self._deps.metrics.digests.inc(sum(1 for one in batch if one.is_posted))
        return batch

    async def read_ahead(self) -> None:
        """Read in the background what digests need to know when they are due."""
        if self._read_ahead is None or self._is_stopping:
            return
        try:
            await self._read_ahead(self._deps.clock.now())
        # It is tried again.
        except Exception as error:  # noqa: BLE001
            _log.error("not read ahead", error=type(error).__name__)

    async def refresh_tokens(self) -> None:
        """Refresh tokens that expire soon."""
        if self._refresh_tokens and not self._is_stopping:
            await run_step("tick failed", "tokens", self._refresh_tokens)

    async def night(self) -> None:
        """Run the nightly job. A step that fails does not stop the others."""
        await self._run_exclusively("night", self._night)

    async def _night(self) -> None:
        await self.erasure.run_nightly(lambda: self._is_stopping)
        if self._nightly and not self._is_stopping:
            await run_step("night failed", "look-ups", self._nightly)

    async def next_due(self) -> datetime | None:
        """Return the next moment at which something is due, None if nothing is scheduled."""
        moments = await self._deps.database.read(
            lambda tx: (
                stored_digests.find_next_due(tx),
                pending_notifications.find_next_due(tx),
                weekly_schedules.find_next_due(tx),
                keepsake_schedules.find_next_due(tx),
                first_weeks.find_next_due(tx),
                cards.find_next_due(tx),
            )
        )
        return min((moment for moment in moments if moment), default=None)

    async def prune(self) -> None:
        """Delete rows that are too old to matter. A step that fails does not stop the others."""
        await self._run_exclusively("pruning", self._prune)

    async def _prune(self) -> None:
        now = self._deps.clock.now()
        steps: dict[str, UseCase[[], int]] = {
            "requests": lambda tx: deduplication.delete_before(tx, now - DEDUPLICATION_PERIOD),
            "failed deliveries": lambda tx: outbox.delete_failed_before(tx, now - FAILED_DELIVERY_PERIOD),
            "pace": lambda tx: rate_limits.delete_before(tx, now),
            "homes": lambda tx: homes.delete_before(tx, now - RETENTION_PERIOD),
            "states": installations.delete_expired_states,
            "cards": lambda tx: cards.delete_ended_before(tx, now - ENDED_RETENTION),
            "questions": lambda tx: pending_recognitions.delete_before(tx, now - PENDING_LIFETIME),
        }
        for name, forget in steps.items():
            await run_step("pruning failed", name, partial(self._deps.database.write, forget))
        await run_step("pruning failed", "unknown kinds", self._log_unknown_kinds)

    async def _log_unknown_kinds(self) -> None:
        if unknown := await self._deps.database.read(outbox.count_unknown):
            # They wait for the version of Hearten that wrote them.
            _log.warning("messages of unknown kinds wait", **unknown)


def _now() -> datetime:
    return datetime.now(UTC)
