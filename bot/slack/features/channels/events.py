"""What becomes of the bot's own messages as channels close and open."""

from collections.abc import Mapping
from typing import Any

from bot.domain.circle import CircleSource
from bot.domain.digest import DigestEnd
from bot.slack import payloads
from bot.slack.context import Context
from bot.slack.features.digest import events as digest_events
from bot.usecases import refused_changes

OPENINGS = ("channel_unarchive", "group_unarchive")
"""The events after which a channel's messages can be changed again."""
DELETIONS = ("channel_deleted", "group_deleted")
"""The events after which a channel's messages are gone."""


async def retry_changes(context: Context, channel: str) -> None:
    """Try again what Slack refused to change in a channel."""
    workspace = await context.workspace()
    await context.deps.database.write(refused_changes.retry_in_channel, workspace.id, channel)


async def forget_channel(context: Context, channel: str) -> None:
    """Forget the messages of a channel that does not exist any more."""
    workspace = await context.workspace()
    await context.deps.database.write(refused_changes.forget_channel, workspace.id, channel)


async def retry_after_joining(context: Context, body: Mapping[str, Any]) -> None:
    """Try again what Slack refused in a channel that the bot itself came back to."""
    workspace = await context.workspace()
    if payloads.event_field(body, "user") == workspace.identity.bot_user_id:
        await retry_changes(context, payloads.event_field(body, "channel"))


async def handle_joined(context: Context, body: Mapping[str, Any]) -> None:
    """Learn that a user joined a channel."""
    workspace = await context.workspace()
    channel, user = (payloads.event_field(body, name) for name in ("channel", "user"))
    context.directory.hear_members(workspace, channel)
    await digest_events.offer_digest(context, body)
    await retry_after_joining(context, body)
    await context.audiences.hear_joined(workspace, channel, user)
    await context.circle_sync.check(CircleSource.CHANNEL, channel)


async def handle_left(context: Context, body: Mapping[str, Any]) -> None:
    """Learn that a user left a channel."""
    workspace = await context.workspace()
    channel, user = (payloads.event_field(body, name) for name in ("channel", "user"))
    context.directory.hear_members(workspace, channel)
    context.audiences.hear_left(workspace, channel, user)
    await context.circle_sync.check(CircleSource.CHANNEL, channel)


async def handle_group_change(context: Context, body: Mapping[str, Any]) -> None:
    """Learn that the members of a user group changed."""
    await context.circle_sync.check(CircleSource.GROUP, payloads.event_field(body, "subteam_id"))


async def handle_ended(
    context: Context, body: Mapping[str, Any], *, why: DigestEnd, is_deleted: bool
) -> None:
    """End a channel's digest; forget the messages of a deleted channel."""
    await digest_events.end_digests(context, body, why)
    if is_deleted:
        await forget_channel(context, payloads.event_field(body, "channel"))


async def handle_reopened(context: Context, body: Mapping[str, Any]) -> None:
    """Make the changes that Slack refused while a channel was archived."""
    await retry_changes(context, payloads.event_field(body, "channel"))


async def handle_new_id(context: Context, body: Mapping[str, Any]) -> None:
    """Give what belongs to a channel its new id."""
    await digest_events.move_channel(context, body)
    await retry_changes(context, payloads.event_field(body, "new_channel_id"))
