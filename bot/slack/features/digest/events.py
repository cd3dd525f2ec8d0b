"""What happens to digests when channels change."""

from bot.domain.digest import DigestEnd
from bot.domain.workspace import Workspace
from bot.slack.context import Context
from bot.slack.payloads.events import ChannelEvent, ChannelIdChangedEvent, MembershipEvent
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


async def offer_digest(context: Context, workspace: Workspace, event: MembershipEvent) -> None:
    """Offer a digest to the user who invited the bot to a channel, once."""
    if not event.inviter or event.user != workspace.identity.bot_user_id:
        return
    user = (await context.directory.users.find(workspace, [event.inviter]))[event.inviter]
    await context.deps.database.write(digest_subscriptions.offer_digest, workspace, event.channel, user)


async def move_channel(context: Context, workspace: Workspace, event: ChannelIdChangedEvent) -> None:
    """Give a channel's digest the channel's new id, after it was shared or converted."""
    await context.deps.database.write(digest_subscriptions.change_channel_id, workspace, event.old, event.new)


async def end_digests(context: Context, workspace: Workspace, event: ChannelEvent, reason: DigestEnd) -> None:
    """End the digests of a channel that is archived, deleted, or left by the bot."""
    await context.deps.database.write(digest_subscriptions.end_digest, workspace.id, event.channel, reason)
