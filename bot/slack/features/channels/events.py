"""What becomes of the bot's own messages as channels close and open."""

from collections.abc import Mapping
from typing import Any

from bot.slack import payloads
from bot.slack.context import Desk
from bot.usecases import refused_changes

OPENINGS = ("channel_unarchive", "group_unarchive")
"""The events after which a channel's messages can be changed again."""
DELETIONS = ("channel_deleted", "group_deleted")
"""The events after which a channel's messages are gone."""


class ChannelEvents:
    """Tries refused changes again where a channel opens, and forgets the messages of deleted channels."""

    def __init__(self, desk: Desk) -> None:
        """Keep what the listener works with."""
        self._desk = desk

    async def opened(self, channel: str) -> None:
        """Try again what Slack refused to change in a channel."""
        workspace = await self._desk.workspace()
        await self._desk.deps.database.write(refused_changes.retry_in_channel, workspace.id, channel)

    async def deleted(self, channel: str) -> None:
        """Forget the messages of a channel that does not exist any more."""
        workspace = await self._desk.workspace()
        await self._desk.deps.database.write(refused_changes.forget_channel, workspace.id, channel)

    async def joined(self, body: Mapping[str, Any]) -> None:
        """Try again what Slack refused in a channel that the bot itself came back to."""
        workspace = await self._desk.workspace()
        if payloads.event_field(body, "user") == workspace.identity.bot_user_id:
            await self.opened(payloads.event_field(body, "channel"))
