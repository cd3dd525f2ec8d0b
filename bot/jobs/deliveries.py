"""The loop that empties the outbox."""

import asyncio
import random
from collections.abc import Awaitable, Callable

import structlog

from bot.deps import Deps
from bot.domain.delivery import Failure
from bot.storage import outbox
from bot.storage.outbox import Delivery
from bot.usecases import deliver
from bot.usecases.deliver import Failed, Outcome, Posted

PATIENCE = 12.0
"""Seconds that one delivery may take: less than its lease, after which another process takes it up."""
BATCH = 20
"""Deliveries under way at once; those to one channel come one after the other."""

_log = structlog.get_logger(__name__)


class Deliveries:
    """Claims what is due, has it sent side by side, and writes down what became of it."""

    def __init__(
        self,
        deps: Deps,
        send: Callable[[Delivery], Awaitable[Outcome]],
        wake: asyncio.Event,
        patience: float = PATIENCE,
    ) -> None:
        """Prepare. `wake` is set when something new is in the outbox; `patience` is in seconds."""
        self._patience = patience
        self._deps = deps
        self._send = send
        self._wake = wake

    async def run(self, stopping: asyncio.Event) -> None:
        """Deliver until `stopping` is set; what is under way is finished."""
        while not stopping.is_set():
            try:
                if await self.deliver_due():
                    continue
            # A database that is away for a while must not end the deliveries.
            except Exception as error:  # noqa: BLE001
                _log.error("deliveries interrupted", error=type(error).__name__)
            await self._until_woken(stopping)

    async def drain(self) -> None:
        """Deliver all that is due now, and what becomes due by it."""
        while await self.deliver_due():
            pass

    async def deliver_due(self) -> int:
        """Deliver a batch; answers how many were claimed."""
        claimed = await self._deps.database.write(lambda tx: outbox.claim(tx, BATCH))
        await asyncio.gather(*(self._deliver(delivery) for delivery in claimed))
        return len(claimed)

    async def _deliver(self, delivery: Delivery) -> None:
        try:
            async with asyncio.timeout(self._patience):
                outcome = await self._send(delivery)
        # A message that cannot be rendered must not hold up the others for ever.
        except Exception as error:  # noqa: BLE001
            outcome = Failed(Failure.UNAVAILABLE, type(error).__name__)
        jitter = random.random()  # noqa: S311 -- spreads retries, hides nothing
        again = await self._deps.database.write(lambda tx: deliver.settle(tx, delivery, outcome, jitter))
        kind = delivery.letter.kind.value
        self._deps.metrics.deliveries.labels(kind, type(outcome).__name__.lower()).inc()
        if isinstance(outcome, Failed):
            _log.warning(
                "not delivered",
                kind=kind,
                delivery=delivery.id,
                error=outcome.error,
                attempt=delivery.attempt,
                again=again.isoformat() if again else "never",
            )
        elif isinstance(outcome, Posted):
            _log.info("delivered", kind=kind, delivery=delivery.id)

    async def _until_woken(self, stopping: asyncio.Event) -> None:
        """Wait for something new, for the time that a retry may be due, or for the end."""
        waits = [asyncio.ensure_future(self._wake.wait()), asyncio.ensure_future(stopping.wait())]
        await asyncio.wait(waits, timeout=1, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        self._wake.clear()
