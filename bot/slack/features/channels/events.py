"""Events of channels and their members."""

from bot.domain.circle import CircleSource
from bot.domain.digest import DigestEnd
from bot.domain.ids import ChannelId
from bot.domain.workspace import Workspace
from bot.slack.context import Context
from bot.slack.features.card import events as card_events
from bot.slack.features.digest import events as digest_events
from bot.slack.payloads.events import (
    ChannelEvent,
    ChannelIdChangedEvent,
    GroupMembersChangedEvent,
    MembershipEvent,
)
from bot.usecases import refused_changes

OPENINGS = ("channel_unarchive", "group_unarchive")
"""The events after which the messages of a channel can be changed again."""
DELETIONS = ("channel_deleted", "group_deleted")
"""The events after which the messages of a channel are gone."""


async def retry_changes(context: Context, workspace: Workspace, channel: ChannelId) -> None:
    """Retry the changes that Slack refused in a channel."""
    await context.deps.database.write(refused_changes.retry_in_channel, workspace.id, channel)


async def forget_channel(context: Context, workspace: Workspace, channel: ChannelId) -> None:
    """Forget the messages of a deleted channel."""
    await context.deps.database.write(refused_changes.forget_channel, workspace.id, channel)


async def retry_after_joining(context: Context, workspace: Workspace, event: MembershipEvent) -> None:
    """Retry the changes that Slack refused in a channel that the bot has joined again."""
    if event.user == workspace.identity.bot_user_id:
        await retry_changes(context, workspace, event.channel)


async def handle_joined(context: Context, workspace: Workspace, event: MembershipEvent) -> None:
    """Update what depends on a channel's members after a user joined."""
    context.directory.memberships.forget_members(workspace, event.channel)
    # First: what they can read in the channel must not tell them of their card.
    await card_events.withdraw_invitations(context, workspace, event.channel, event.user)
    await digest_events.offer_digest(context, workspace, event)
    await retry_after_joining(context, workspace, event)
    await context.audiences.add_member(workspace, event.channel, event.user)
    await context.circle_sync.check(workspace, CircleSource.CHANNEL, event.channel)


async def handle_left(context: Context, workspace: Workspace, event: MembershipEvent) -> None:
    """Update what depends on a channel's members after a user left."""
    context.directory.memberships.forget_members(workspace, event.channel)
    context.audiences.remove_member(workspace, event.channel, event.user)
    await context.circle_sync.check(workspace, CircleSource.CHANNEL, event.channel)


async def handle_group_change(
    context: Context, workspace: Workspace, event: GroupMembersChangedEvent
) -> None:
    """Update the circle of a user group whose members changed."""
    await context.circle_sync.check(workspace, CircleSource.GROUP, event.group)


async def handle_ended(
    context: Context, workspace: Workspace, event: ChannelEvent, *, reason: DigestEnd, is_deleted: bool
) -> None:
    """End a channel's digest; forget the messages of a deleted channel."""
    await digest_events.end_digests(context, workspace, event, reason)
    if is_deleted:
        await forget_channel(context, workspace, event.channel)


async def handle_reopened(context: Context, workspace: Workspace, event: ChannelEvent) -> None:
    """Make the changes that Slack refused while a channel was archived."""
    await retry_changes(context, workspace, event.channel)


async def handle_new_id(context: Context, workspace: Workspace, event: ChannelIdChangedEvent) -> None:
    """Store a channel's new id."""
    await digest_events.move_channel(context, workspace, event)
    await retry_changes(context, workspace, event.new)
