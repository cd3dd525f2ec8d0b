"""The last look before Slack is called: may this process still send a message?"""

from bot.clock import elapsed
from bot.deps import Deps
from bot.errors import Effect, SlackUnavailableError
from bot.storage import deliveries
from bot.storage.deliveries import Delivery

UNASKED_ABOVE = 12.0
"""Seconds of the lease that are left while no other process can have taken the delivery up."""


async def check_claim(deps: Deps, delivery: Delivery) -> None:
    """Raise `SlackUnavailableError` if another process may send this: ours was stopped, or slow."""
    if delivery.deadline - elapsed() > UNASKED_ABOVE:
        return
    if not await deps.database.read(deliveries.is_claimed, delivery):
        raise SlackUnavailableError("taken up by another process", Effect.NONE)
    # Last of all: nothing may come between this and the call.
    if elapsed() > delivery.deadline:
        raise SlackUnavailableError("too late in the lease", Effect.NONE)
