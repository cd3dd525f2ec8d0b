"""The check right before a call that posts or updates: may this process still send the message?

It has a module of its own because everything that sends a message needs it.
"""

from bot.clock import elapsed
from bot.deps import Deps
from bot.errors import Effect, SlackUnavailableError
from bot.storage import deliveries
from bot.storage.deliveries import Delivery

TRUSTED_ABOVE = 12.0
"""Seconds of the lease that are left. With more, no other process can have claimed the delivery."""


async def check_claim(deps: Deps, delivery: Delivery) -> None:
    """Raise `SlackUnavailableError` if another process may send the message, since this one is late."""
    if delivery.deadline - elapsed() > TRUSTED_ABOVE:
        return
    if not await deps.database.read(deliveries.is_claimed, delivery):
        raise SlackUnavailableError("claimed by another process", Effect.NONE)
    # Last of all: nothing may come between this and the call.
    if elapsed() > delivery.deadline:
        raise SlackUnavailableError("too late in the lease", Effect.NONE)
