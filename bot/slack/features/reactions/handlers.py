"""Recognitions given by reaction."""

from collections.abc import Sequence

from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.slack.batches import Batches
from bot.slack.context import Context
from bot.slack.payloads.events import ReactionEvent
from bot.usecases import reactions
from bot.usecases.reaction_changes import ReactionChange, find_meant_value, find_recorded_value
from bot.usecases.values import find_values


class ReactionHandler:
    """Records reactions; those that come at the same time share a transaction."""

    def __init__(self, context: Context) -> None:
        """Record in the context's database."""
        self._context = context
        self._values: Batches[Workspace, Values] = Batches(self._read_values)
        self._changes: Batches[ReactionChange, bool] = Batches(self._record)

    async def handle_event(self, workspace: Workspace, event: ReactionEvent) -> None:
        """Record a reaction to a user's message if its emoji is that of a value."""
        self._context.thanks_counts.count(workspace, event, self._context.deps.monotonic())
        if event.item_type != "message" or not event.item_user or event.user == event.item_user:
            return
        standard_emoji = await self._context.custom_emoji.resolve_alias(workspace, event.emoji)
        directory = self._context.directory
        is_cached = directory.channels.is_cached(workspace, event.channel) and directory.users.are_cached(
            workspace, [event.user, event.item_user]
        )
        # Most emoji mean no value. For those, Slack is not asked about users.
        if not is_cached and not await self._may_count(workspace, event, standard_emoji):
            return
        users = await directory.users.find(workspace, [event.user, event.item_user])
        channel = await directory.channels.find(workspace, event.channel)
        change = ReactionChange(
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
        if not await self._changes.add(change):
            self._context.deps.metrics.duplicates.labels("event").inc()

    async def _may_count(self, workspace: Workspace, event: ReactionEvent, standard_emoji: str) -> bool:
        """Return False for an emoji that means no value, and meant none when it was added."""
        values = await self._values.add(workspace)
        if find_meant_value(values, event.emoji, standard_emoji):
            return True
        if event.is_added:
            return False
        key = event.channel, event.message_ts, event.user, event.emoji
        recorded = await self._context.deps.database.read(find_recorded_value, workspace, key)
        return recorded is not None

    async def _read_values(self, workspaces: Sequence[Workspace]) -> Sequence[Values]:
        found = {
            workspace.id: await self._context.deps.database.read(find_values, workspace)
            for workspace in {workspace.id: workspace for workspace in workspaces}.values()
        }
        return [found[workspace.id] for workspace in workspaces]

    async def _record(self, changes: Sequence[ReactionChange]) -> Sequence[bool]:
        """Record changes; return for each False if Slack sent it before."""
        return await self._context.deps.database.write(reactions.record_reactions, changes)
