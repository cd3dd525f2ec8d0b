"""Recognitions given by reaction."""

from bot.slack.context import Context
from bot.slack.payloads.events import ReactionEvent
from bot.usecases import reactions
from bot.usecases.reactions import ReactionChange


async def handle_event(context: Context, event: ReactionEvent) -> None:
    """Record a reaction to a user's message if its emoji is that of a value. Raises `InvalidPayloadError`."""
    if event.item_type != "message" or not event.item_user or event.user == event.item_user:
        return
    workspace = await context.workspace()
    database, directory = context.deps.database, context.directory
    standard_emoji = await context.custom_emoji.resolve_alias(workspace, event.emoji)
    value = await database.read(
        reactions.find_value_key,
        workspace,
        event.channel,
        event.message_ts,
        event.user,
        event.emoji,
        is_added=event.is_added,
        meaning=standard_emoji,
    )
    if value is None:
        return
    users = await directory.users.find(workspace, [event.user, event.item_user])
    channel = await directory.channels.find(workspace, event.channel)
    reacted = ReactionChange(
        workspace=workspace,
        user=users[event.user],
        author=users[event.item_user],
        channel=event.channel,
        channel_kind=channel.kind,
        message_ts=event.message_ts,
        emoji=event.emoji,
        event_id=event.event_id,
        event_ts=event.event_ts,
        is_added=event.is_added,
        meaning=standard_emoji,
    )
    if not await database.write(reactions.record_reaction, reacted):
        context.deps.metrics.duplicates.labels("event").inc()
