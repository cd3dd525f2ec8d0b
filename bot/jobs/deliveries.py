"""The loop that sends outbox messages."""

import asyncio
import math
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import structlog

from bot.clock import ClockWatch, elapsed
from bot.deps import Deps
from bot.domain.delivery import MIN_SEARCH_DELAY, Failure
from bot.domain.message_changes import MessageChange
from bot.domain.rate_limits import RateLimit
from bot.storage import claims, leases
from bot.storage.deliveries import Delivery
from bot.storage.engine import Transaction
from bot.storage.transaction import DATABASE_AWAY_ERRORS
from bot.usecases.delivery_results import DeliveryResult, Failed, NotFound, Posted, Spacing, record_result

DELIVERY_TIMEOUT = 14.0
"""Seconds that one delivery may take. After its lease, which is longer, another process claims it."""
SHUTDOWN_TIMEOUT = 5.0
"""Seconds that running deliveries have to end when the process stops."""
LEASE_MARGIN = 1.0
"""Seconds before the end of a lease in which Slack is not called."""
CLOCK_CHECK_INTERVAL = 5.0
"""Seconds between two searches for waits that began in the future, by a clock that was set back."""
MAX_CONCURRENT = 200
"""Deliveries that run at once; those to one channel run one after the other."""
MAX_PER_WORKSPACE = 20
"""Deliveries of one workspace that run at once, so that a slow one does not block the others."""
MAX_LOW_PRIORITY = 10
"""Low-priority deliveries of one workspace that run at once: what people do now comes first."""

_log = structlog.get_logger(__name__)


class Deliveries:
    """Claims deliveries that are due, sends them concurrently, and records their results."""

    def __init__(
        self,
        deps: Deps,
        send: Callable[[Delivery], Awaitable[DeliveryResult]],
        wake: asyncio.Event,
        timeout: float = DELIVERY_TIMEOUT,
        shutdown_timeout: float = SHUTDOWN_TIMEOUT,
        clock_watch: ClockWatch | None = None,
        seconds: Callable[[], float] = elapsed,
    ) -> None:
        """Deliver with `send`. `wake` is set when a message is added to the outbox. Timeouts are in seconds.

        `clock_watch` notices when the machine's clock is set; `seconds` cannot be set.
        """
        self._clock_watch = clock_watch or ClockWatch()
        self._seconds = seconds
        self._clock_checked_at = -math.inf
        self._clock_set_at = -math.inf
        self._deps = deps
        self._send = send
        self._wake = wake
        self._timeout = timeout
        self._shutdown_timeout = shutdown_timeout
        self._interval = timedelta(seconds=deps.settings.post_interval)
        self._low_priority_limit = RateLimit(
            timedelta(seconds=deps.settings.calendar_interval), MAX_LOW_PRIORITY
        )
        self._running: dict[asyncio.Task[None], Delivery] = {}

    async def run(self, stopping: asyncio.Event) -> None:
        """Deliver until `stopping` is set. Then finish running deliveries, or release them."""
        while not stopping.is_set():
            try:
                if await self._start_due():
                    continue
            # A database that is away for a while must not end the deliveries.
            except Exception as error:  # noqa: BLE001
                _log.error("deliveries interrupted", error=type(error).__name__)
            await self._wait_for_work(stopping)
        if self._running:
            await asyncio.wait(self._running, timeout=self._shutdown_timeout)
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def drain(self) -> None:
        """Deliver all that is due, including what follows from it, and wait for other processes."""
        while not await self._deps.database.read(claims.is_idle):
            if not await self.deliver_due():
                await self._wait_for_work(asyncio.Event(), 0.05)

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
        return started

    async def _start_due(self) -> int:
        """Start as many due deliveries as may run. Return how many."""
        room = min(MAX_CONCURRENT - len(self._running), MAX_PER_WORKSPACE)
        if room <= 0:
            return 0
        counted = Counter(delivery.workspace_id for delivery in self._running.values())
        full = [workspace for workspace, number in counted.items() if number >= MAX_PER_WORKSPACE]
        low_priority_counts = Counter(
            delivery.workspace_id for delivery in self._running.values() if delivery.is_low_priority
        )
        if self._clock_watch.was_set():
            _log.warning("the machine's clock was set")
            self._clock_checked_at = -math.inf
            self._clock_set_at = self._seconds()
        under_way = [delivery.id for delivery in self._running.values()]
        begun = self._seconds()
        since_set = timedelta(seconds=min(begun - self._clock_set_at, 3_600))
        checks_clock = begun - self._clock_checked_at >= CLOCK_CHECK_INTERVAL

        def claim(tx: Transaction) -> list[Delivery]:
            if checks_clock:
                leases.follow_clock(tx)
            return claims.claim(
                tx,
                room,
                full,
                low_priority_limit=self._low_priority_limit,
                low_priority_counts=low_priority_counts,
                under_way=under_way,
                ends_leases=since_set >= leases.LEASE,
                verifies=since_set >= MIN_SEARCH_DELAY,
            )

        claimed = await self._deps.database.write(claim)
        if checks_clock:
            self._clock_checked_at = begun
        deadline = begun + leases.LEASE.total_seconds() - LEASE_MARGIN
        for delivery in [replace(one, deadline=deadline) for one in claimed]:
            task = asyncio.create_task(self._deliver(delivery))
            self._running[task] = delivery
            task.add_done_callback(self._end_delivery)
        return len(claimed)

    def _end_delivery(self, task: asyncio.Task[None]) -> None:
        del self._running[task]
        # Another delivery may run now, and the next one to this channel may be due.
        self._wake.set()
        if self._interval:
            asyncio.get_running_loop().call_later(self._interval.total_seconds(), self._wake.set)
        if not task.cancelled() and (error := task.exception()):
            # After its lease the delivery is claimed again, like one of a process that died.
            _log.error("result not recorded", error=type(error).__name__)

    async def _deliver(self, delivery: Delivery) -> None:
        try:
            async with asyncio.timeout(self._timeout):
                result = await self._send(delivery)
        except (TimeoutError, asyncio.CancelledError) as error:
            result = Failed(Failure.UNANSWERED, type(error).__name__)
        except DATABASE_AWAY_ERRORS as error:
            result = Failed(Failure.UNAVAILABLE, type(error).__name__)
        # A message that cannot be rendered must not block the others.
        except Exception as error:  # noqa: BLE001
            result = Failed(Failure.NOT_RENDERED, type(error).__name__)
        jitter = random.random()  # noqa: S311 - predictable numbers are good enough to spread retries
        spacing = Spacing(self._interval, jitter, self._low_priority_limit.interval)
        again = await self._deps.database.write(record_result, delivery, result, spacing)
        message = delivery.message
        kind = message.kind
        name = type(result).__name__.lower()
        self._deps.metrics.deliveries.labels(kind, name).inc()
        if isinstance(result, NotFound) and not result.is_certain and again:
            self._deps.metrics.unverified.inc()
        if isinstance(result, Failed) and isinstance(message, MessageChange) and again is None:
            self._deps.metrics.unchanged.labels(kind).inc()
            _log.error("message stays as it is", message=message.target, error=result.error)
        if isinstance(result, Failed):
            _log.warning(
                "not delivered",
                kind=kind,
                delivery=delivery.id,
                failure=result.failure.value,
                error=result.error,
                attempt=delivery.attempt,
                again=again.isoformat() if again else "never",
            )
        elif isinstance(result, Posted):
            _log.info("delivered", kind=kind, delivery=delivery.id, found=bool(delivery.verify_since))

    async def _wait_for_work(self, stopping: asyncio.Event, seconds: float = 1.0) -> None:
        """Wait for a new message, for a retry that may be due, or for the end."""
        waits = [asyncio.ensure_future(self._wake.wait()), asyncio.ensure_future(stopping.wait())]
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        self._wake.clear()
