"""Whether the bot is still in the channel of a digest. Slack may have sent no event about its removal."""

import asyncio
from enum import Enum, auto

from bot.deps import Deps
from bot.domain.delivery import BOT_REMOVED, Failure
from bot.domain.error_names import ErrorMeaning, find_error_meaning
from bot.domain.ids import ChannelId
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.api.directory import Directory
from bot.storage import digests
from bot.usecases.delivery_results import DeliveryResult, Failed

LOOKUP_TIMEOUT = 3.0
"""Seconds that the look-up may take. A digest is posted without it."""


class Membership(Enum):
    """Whether the bot is in the channel of a digest."""

    MEMBER = auto()
    OUTSIDE = auto()
    """It is not in the channel, and Hearten does not know of a time when it was."""
    REMOVED = auto()
    UNKNOWN = auto()


class DigestChannels:
    """Checks the bot's membership before a digest is posted."""

    def __init__(self, deps: Deps, directory: Directory) -> None:
        """Use this directory for look-ups."""
        self._database = deps.database
        self._directory = directory

    async def check(self, workspace: Workspace, channel: ChannelId) -> Membership:
        """Look up whether the bot is in the channel. Only a `REMOVED` bot must not post there.

        A public channel may have a digest without the bot ever having been in it.
        """
        is_member = await self._is_member(workspace, channel)
        was_member = await self._database.read(digests.is_bot_member, workspace.id, channel)
        if is_member is None:
            return Membership.UNKNOWN
        if not is_member:
            return Membership.REMOVED if was_member else Membership.OUTSIDE
        if was_member is False:
            await self._database.write(digests.set_bot_member, workspace.id, channel, is_member=True)
        return Membership.MEMBER

    async def _is_member(self, workspace: Workspace, channel: ChannelId) -> bool | None:
        try:
            async with asyncio.timeout(LOOKUP_TIMEOUT):
                return await self._directory.channels.is_bot_member(workspace, channel)
        except (SlackError, TimeoutError):
            return None


def explain_refusal(result: DeliveryResult, membership: Membership) -> DeliveryResult:
    """Return `BOT_REMOVED` in place of a refusal if the bot is not in the channel, else the result."""
    is_outside = membership in (Membership.OUTSIDE, Membership.REMOVED)
    if is_outside and isinstance(result, Failed) and result.failure is Failure.REFUSED:
        is_kept_out = find_error_meaning(result.error) is ErrorMeaning.NO_ACCESS
        return Failed(Failure.REFUSED, BOT_REMOVED) if is_kept_out else result
    return result
