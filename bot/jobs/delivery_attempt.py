"""One attempt to deliver a message, and what it does with errors."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence

from msgspec import Struct

from bot.domain.delivery import Failure
from bot.storage.deliveries import Delivery
from bot.storage.engine import Transaction
from bot.storage.transaction import DATABASE_AWAY_ERRORS
from bot.usecases.deliveries import Composed, link_to_target
from bot.usecases.delivery_results import DeliveryResult, EndedDelivery, Failed, NotTried, Posted

TARGET_TIMEOUT = 1.0
"""Seconds that a direct message waits for its shout-out. After that it waits in the outbox, where an undo
removes it."""

Compose = Callable[[Transaction, Sequence[Delivery]], Mapping[str, Composed]]
"""Looks up what deliveries are to do, by id. Those that are left out look it up when they are sent."""
Send = Callable[[Delivery, Composed | None], Awaitable[DeliveryResult]]


def compose_none(_tx: Transaction, _deliveries: Sequence[Delivery]) -> Mapping[str, Composed]:
    """Let each delivery look up alone what it is to do, so that one that cannot harms no other."""
    return {}


class DeliveryAttempt(Struct, frozen=True):
    """A delivery, and what it is to do: None if that was not looked up yet.

    If it follows a shout-out that is being delivered, `target` is that.
    """

    delivery: Delivery
    composed: Composed | None
    target: asyncio.Task[EndedDelivery] | None = None

    async def run(self, send: Send, seconds: float) -> EndedDelivery:
        """Deliver with `send`, for at most these `seconds`; return the result even if it is cancelled."""
        result: DeliveryResult
        try:
            async with asyncio.timeout(seconds):
                if self.target is None:
                    result = await send(self.delivery, self.composed)
                else:
                    result = await self._send_after(self.target, send)
        except (TimeoutError, asyncio.CancelledError) as error:
            result = Failed(Failure.UNANSWERED, type(error).__name__)
        except DATABASE_AWAY_ERRORS as error:
            result = Failed(Failure.UNAVAILABLE, type(error).__name__)
        # A message that cannot be rendered must not block the others.
        except Exception as error:  # noqa: BLE001
            result = Failed(Failure.NOT_RENDERED, type(error).__name__)
        # Predictable numbers are good enough to spread retries.
        return EndedDelivery(self.delivery, result, jitter=random.random())  # noqa: S311

    async def _send_after(self, target: asyncio.Task[EndedDelivery], send: Send) -> DeliveryResult:
        """Send the message if its shout-out is posted soon."""
        try:
            await asyncio.wait([target], timeout=TARGET_TIMEOUT)
        except asyncio.CancelledError:
            # The time is over, or the process stops: nothing was sent yet.
            return NotTried()
        ended = target.result() if target.done() and not target.cancelled() else None
        if self.composed is None or ended is None or not isinstance(ended.result, Posted):
            return NotTried()
        return await send(self.delivery, link_to_target(self.composed, ended.delivery.message, ended.result))
