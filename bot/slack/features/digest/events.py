"""What happens to digests when channels change."""

from collections.abc import Mapping
from typing import Any

from bot.domain.digest import DigestEnd
from bot.slack import payloads
from bot.slack.context import Context
from bot.usecases import digest_subscriptions

ENDINGS = {
    "channel_archive": DigestEnd.ARCHIVED,
    "group_archive": DigestEnd.ARCHIVED,
    "channel_deleted": DigestEnd.DELETED,
    "group_deleted": DigestEnd.DELETED,
    "channel_left": DigestEnd.LEFT,
    "group_left": DigestEnd.LEFT,
}
"""The events after which a channel can have no digest."""


async def offer_digest(context: Context, body: Mapping[str, Any]) -> None:
    """Offer a digest to the user who invited the bot to a channel, once."""
    inviter = payloads.inviter(body)
    workspace = await context.workspace()
    if not inviter or payloads.event_field(body, "user") != workspace.identity.bot_user_id:
        return
    channel = payloads.event_field(body, "channel")
    user = (await context.directory.people(workspace, [inviter]))[inviter]
    await context.deps.database.write(digest_subscriptions.offer_digest, workspace, channel, user)


async def move_channel(context: Context, body: Mapping[str, Any]) -> None:
    """Give a channel's digest the channel's new id, after it was shared or converted."""
    old, new = (payloads.event_field(body, f"{age}_channel_id") for age in ("old", "new"))
    workspace = await context.workspace()
    await context.deps.database.write(digest_subscriptions.change_channel_id, workspace, old, new)


async def end_digests(context: Context, body: Mapping[str, Any], reason: DigestEnd) -> None:
    """End the digests of a channel that is archived, deleted, or left by the bot."""
    channel, workspace = payloads.event_field(body, "channel"), await context.workspace()
    await context.deps.database.write(digest_subscriptions.end_digest, workspace.id, channel, reason)
