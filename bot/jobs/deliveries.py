"""The loop that sends outbox messages."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

import structlog
from msgspec.structs import replace

from bot.clock import ClockWatch, elapsed, worked
from bot.deps import Deps
from bot.domain.delivery_room import find_rest, find_room
from bot.domain.outbox_messages import DirectMessage
from bot.domain.rate_limits import RateLimit
from bot.jobs.clock_doubts import ClockDoubt, ClockDoubts
from bot.jobs.delivery_attempt import Compose, DeliveryAttempt, Send, compose_none
from bot.jobs.delivery_reports import describe_message, report_delivery
from bot.storage import claims, leases
from bot.storage.claims import Claim
from bot.storage.deliveries import Delivery
from bot.storage.engine import Transaction
from bot.storage.transaction import DATABASE_AWAY_ERRORS
from bot.usecases.deliveries import Composed
from bot.usecases.delivery_results import EndedDelivery
from bot.usecases.recorded_results import Spacing, record_results

DELIVERY_TIMEOUT = 14.0
"""Seconds that one delivery may take. After its lease, which is longer, another process claims it."""
SHUTDOWN_TIMEOUT = 5.0
"""Seconds that running deliveries have to end when the process stops."""
LEASE_MARGIN = 1.0
"""Seconds before the end of a lease in which Slack is not called."""
RESULT_DELAY = 0.025
"""Seconds that a result waits for others, which are recorded in the same transaction."""
QUIET_RESULT_DELAY = 0.2
"""The same if no message waits: the next one, which is claimed at once, most often takes it along."""
MAX_REST = 0.1
"""Seconds at most between two transactions without a wait: one that waited for a lock was not at work."""
MAX_LOW_PRIORITY = 10
"""Low-priority deliveries of one workspace that run at once: what people do now comes first."""

_log = structlog.get_logger(__name__)


class Deliveries:
    """Claims deliveries that are due, sends them concurrently, and records their results.

    One transaction records what ended, claims what comes next, and composes it. A new message starts one.
    """

    def __init__(
        self,
        deps: Deps,
        send: Send,
        wake: asyncio.Event,
        compose: Compose = compose_none,
        timeout: float = DELIVERY_TIMEOUT,
        shutdown_timeout: float = SHUTDOWN_TIMEOUT,
        clock_watch: ClockWatch | None = None,
        seconds: Callable[[], float] = elapsed,
        count_requests: Callable[[], int] = lambda: 0,
    ) -> None:
        """Deliver with `send`. `wake` is set when a message is added to the outbox. Timeouts are in seconds.

        `compose` is called in the transaction of a claim, not on the event loop.
        `clock_watch` notices when the machine's clock is set; `seconds` cannot be set. `count_requests`
        returns how many requests are not answered yet: with many of them, messages wait a little.
        """
        self._clock_doubts = ClockDoubts(clock_watch, seconds)
        self._seconds = seconds
        self._deps = deps
        self._send = send
        self._compose = compose
        self._wake = wake
        self._count_requests = count_requests
        self._wake_timer: asyncio.TimerHandle | None = None
        self._timeout = timeout
        self._shutdown_timeout = shutdown_timeout
        settings = deps.settings
        self._low_priority_limit = RateLimit(timedelta(seconds=settings.calendar_interval), MAX_LOW_PRIORITY)
        self._spacing = Spacing(timedelta(seconds=settings.post_interval), self._low_priority_limit.interval)
        self._running: dict[asyncio.Task[EndedDelivery], Delivery] = {}
        self._ended: list[EndedDelivery] = []
        """Those with a result that is not recorded yet."""
        self._recording = asyncio.Lock()
        self._is_filled = False
        """True if the last claim took all that there was room for."""
        self._is_more_waiting = False
        self._seconds_worked = 0.0
        """How long the last transaction worked. While it waits for a server, others can work."""

    async def run(self, stopping: asyncio.Event) -> None:
        """Deliver until `stopping` is set. Then finish running deliveries, or release them."""
        waking = asyncio.create_task(self._wake_at(stopping))
        try:
            while not stopping.is_set():
                await self._take_turn()
        finally:
            waking.cancel()
        await self._end_all()

    async def _wake_at(self, stopping: asyncio.Event) -> None:
        await stopping.wait()
        self._wake.set()

    async def _take_turn(self) -> None:
        """Start what is due, rest, and wait for more."""
        try:
            await self._start_due()
            await asyncio.sleep(find_rest(self._seconds_worked, self._count_requests()))
        # A database that is away for a while must not end the deliveries.
        except Exception as error:  # noqa: BLE001
            _log.error("deliveries interrupted", error=type(error).__name__)
        else:
            if self._is_filled:
                return
        await self._wait_for_work()

    async def _end_all(self) -> None:
        """Let the running deliveries end, cancel those that take too long, and record all results."""
        ends_at = elapsed() + self._shutdown_timeout
        while self._running and (left := ends_at - elapsed()) > 0:
            await asyncio.wait(self._running, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            await self._record_ended()
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await self._record_ended()

    async def drain(self) -> None:
        """Deliver all that is due, including what follows from it, and wait for other processes."""
        while True:
            started = await self._start_due()
            await asyncio.gather(*self._running)
            if started or self._ended:
                continue
            if await self._deps.database.read(claims.is_idle):
                return
            await self._wait_for_work(0.05)

    async def wait_for_one(self) -> None:
        """Wait until a running delivery ends. If none runs, start those that are due."""
        if self._running:
            await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
        else:
            self._wake.set()
            await asyncio.sleep(0.01)

    async def deliver_due(self) -> int:
        """Deliver what is due. Return how many deliveries were claimed."""
        started = await self._start_due()
        await asyncio.gather(*self._running)
        await self._record_ended()
        return started

    async def _start_due(self) -> int:
        """Record the results of deliveries that ended, and start as many as may run. Return how many."""
        async with self._recording:
            try:
                claim = await self._record_and_claim(self._compose)
            except DATABASE_AWAY_ERRORS:
                # The results are recorded when it is back.
                raise
            # A result that cannot be recorded, or a message that cannot be composed, harms no other.
            except Exception:  # noqa: BLE001
                await self._record_each()
                claim = await self._record_and_claim(compose_none)
        return len(claim.deliveries)

    async def _record_and_claim(self, compose: Compose) -> Claim:
        ended, begun = tuple(self._ended), self._seconds()
        under_way = [*self._running.values(), *(one.delivery for one in ended)]
        room = find_room(Counter(delivery.workspace_id for delivery in self._running.values()))
        low_priority_counts = Counter(
            delivery.workspace_id for delivery in self._running.values() if delivery.is_low_priority
        )

        def record_and_claim(
            tx: Transaction,
        ) -> tuple[list[datetime | None], Claim, Mapping[str, Composed], ClockDoubt]:
            worked_before = worked()
            # After the transaction's time was read: a clock that is set in between must not go unnoticed.
            doubt = self._clock_doubts.find()
            if doubt.is_check_due:
                leases.follow_clock(tx)
            # What was posted releases what waits for it.
            retries = record_results(tx, ended, self._spacing)
            claim = claims.claim(
                tx,
                room.count,
                room.full,
                low_priority_limit=self._low_priority_limit,
                low_priority_counts=low_priority_counts,
                under_way=[delivery.id for delivery in under_way],
                ends_leases=doubt.ends_leases,
                verifies=doubt.verifies,
                includes_followers=True,
            )
            composed = compose(tx, claim.deliveries) if claim.deliveries else {}
            self._seconds_worked = worked() - worked_before
            return retries, claim, composed, doubt

        retries, claim, composed, doubt = await self._deps.database.write(record_and_claim)
        if doubt.is_check_due:
            self._clock_doubts.record_check()
        self._report(ended, retries)
        self._is_filled = 0 < room.count == len(claim.deliveries)
        self._is_more_waiting = claim.is_more_waiting
        deadline = begun + leases.LEASE.total_seconds() - LEASE_MARGIN
        started = dict[str | None, asyncio.Task[EndedDelivery]]()
        # Shout-outs come before the direct messages that follow them.
        for delivery in claim.deliveries:
            message = delivery.message
            target = started.get(message.target) if isinstance(message, DirectMessage) else None
            attempt = DeliveryAttempt(replace(delivery, deadline=deadline), composed.get(delivery.id), target)
            task = started[delivery.id] = asyncio.create_task(self._deliver(attempt))
            self._running[task] = delivery
            task.add_done_callback(self._end_delivery)
        return claim

    async def _deliver(self, attempt: DeliveryAttempt) -> EndedDelivery:
        message = attempt.delivery.message
        with self._deps.tracing.span("delivery", kind=message.kind, **describe_message(message)) as span:
            ended = await attempt.run(self._send, self._timeout)
            span.set("outcome", type(ended.result).__name__.lower())
            return ended

    def _end_delivery(self, task: asyncio.Task[EndedDelivery]) -> None:
        del self._running[task]
        # After its lease a delivery that was cancelled before it began is claimed again.
        if not task.cancelled():
            self._ended.append(task.result())
        if self._wake_timer is None:
            delay = RESULT_DELAY if self._is_more_waiting else QUIET_RESULT_DELAY
            self._wake_timer = asyncio.get_running_loop().call_later(delay, self._wake.set)

    async def _record_ended(self) -> None:
        """Record the results of deliveries that ended."""
        async with self._recording:
            ended = tuple(self._ended)
            try:
                retries = await self._deps.database.write(record_results, ended, self._spacing)
            except DATABASE_AWAY_ERRORS as error:
                _log.error("results not recorded yet", error=type(error).__name__)
            # One result that cannot be recorded harms no other.
            except Exception:  # noqa: BLE001
                await self._record_each()
            else:
                self._report(ended, retries)

    async def _record_each(self) -> None:
        """Record each result alone, after one failed, so that it harms no other."""
        for ended in tuple(self._ended):
            try:
                retries = await self._deps.database.write(record_results, [ended], self._spacing)
            except DATABASE_AWAY_ERRORS as error:
                _log.error("results not recorded yet", error=type(error).__name__)
                return
            # After its lease the delivery is claimed again, like one of a process that died.
            except Exception as error:  # noqa: BLE001
                _log.error("result not recorded", error=type(error).__name__)
                self._ended.remove(ended)
            else:
                self._report([ended], retries)

    def _report(self, recorded: Sequence[EndedDelivery], retries: Sequence[datetime | None]) -> None:
        """Log and count results that are recorded."""
        del self._ended[: len(recorded)]
        for ended, again in zip(recorded, retries, strict=True):
            report_delivery(self._deps.metrics, ended, again)
        if recorded and self._spacing.interval:
            # The next message to these destinations may be due then.
            interval = self._spacing.interval.total_seconds()
            asyncio.get_running_loop().call_later(interval, self._wake_for_more)

    def _wake_for_more(self) -> None:
        if self._is_more_waiting:
            self._wake.set()

    async def _wait_for_work(self, seconds: float = 1.0) -> None:
        """Wait for a new message, for a retry that may be due, or for the end."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        self._wake.clear()
        if self._wake_timer:
            self._wake_timer.cancel()
            self._wake_timer = None
