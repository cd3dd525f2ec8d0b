"""What becomes of digests as channels come and go."""

from collections.abc import Mapping
from typing import Any

from bot.domain.digest import DigestEnd
from bot.slack import payloads
from bot.slack.context import Desk
from bot.storage import channels
from bot.usecases import digest_channels

ENDINGS = {
    "channel_archive": DigestEnd.ARCHIVED,
    "group_archive": DigestEnd.ARCHIVED,
    "channel_deleted": DigestEnd.DELETED,
    "group_deleted": DigestEnd.DELETED,
    "channel_left": DigestEnd.LEFT,
    "group_left": DigestEnd.LEFT,
}
"""The events after which a channel can have no digest."""


class DigestEvents:
    """Offers digests where the bot is invited, lets them move with their channel, and ends them with it."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk

    async def joined(self, body: Mapping[str, Any]) -> None:
        """Somebody came into a channel: if it is the bot, who invited it hears of digests, once."""
        inviter = payloads.inviter(body)
        workspace = await self._desk.workspace()
        if not inviter or payloads.event_field(body, "user") != workspace.identity.bot_user_id:
            return
        channel = payloads.event_field(body, "channel")
        person = (await self._desk.directory.people(workspace, [inviter]))[inviter]
        await self._desk.deps.database.write(digest_channels.offer, workspace, channel, person)

    async def moved(self, body: Mapping[str, Any]) -> None:
        """A channel has another id: it was shared, or became another kind of channel."""
        old, new = (payloads.event_field(body, f"{age}_channel_id") for age in ("old", "new"))
        workspace = await self._desk.workspace()
        await self._desk.deps.database.write(channels.change_id, workspace.id, old, new)

    async def ended(self, body: Mapping[str, Any], why: DigestEnd) -> None:
        """A channel is gone, or gone for us."""
        channel, workspace = payloads.event_field(body, "channel"), await self._desk.workspace()
        await self._desk.deps.database.write(digest_channels.end, workspace.id, channel, why)
