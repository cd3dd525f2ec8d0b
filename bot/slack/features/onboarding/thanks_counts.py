"""Emoji of thanks in new workspaces, counted in memory."""

from collections import Counter

from cachetools import LRUCache

from bot.deps import Deps
from bot.domain.first_week import means_thanks
from bot.domain.ids import ChannelId, WorkspaceId
from bot.domain.workspace import Workspace
from bot.slack.payloads.events import ReactionEvent
from bot.usecases import first_weeks

NO_FIRST_WEEK_SECONDS = 600.0
"""Seconds for which a process remembers that a workspace is not in its first week."""
MAX_EVENTS = 1_000
"""Events that a process recognises if Slack repeats them."""


class ThanksCounts:
    """Counts emoji of thanks by channel: neither the message nor the person.

    The counts are written with each tick, so that a reaction needs no transaction. A process that is killed
    loses those since its last tick: they only lead to a proposal.
    """

    def __init__(self) -> None:
        """Start without counts."""
        self._counts: Counter[tuple[WorkspaceId, ChannelId]] = Counter()
        self._events: LRUCache[tuple[WorkspaceId, str], bool] = LRUCache(MAX_EVENTS)
        self._skipped_until: dict[WorkspaceId, float] = {}
        """Until when (monotonic) a workspace is known not to be in its first week."""

    def count(self, workspace: Workspace, event: ReactionEvent, now: float) -> None:
        """Count a reaction at an instant (monotonic), if it may mean thanks and the week may be the first."""
        if not event.is_added or event.item_type != "message" or not means_thanks(event.emoji):
            return
        if self._skipped_until.get(workspace.id, 0.0) > now or (workspace.id, event.event_id) in self._events:
            return
        self._events[workspace.id, event.event_id] = True
        self._counts[workspace.id, event.channel] += 1

    async def save(self, deps: Deps) -> None:
        """Write what was counted since the last time."""
        if not self._counts:
            return
        counts, self._counts = self._counts, Counter()
        try:
            counted = await deps.database.write(first_weeks.count_thanks, counts)
        # Whatever it was, the next tick tries again with the same counts.
        except Exception:
            self._counts.update(counts)
            raise
        until = deps.monotonic() + NO_FIRST_WEEK_SECONDS
        for workspace_id in {workspace_id for workspace_id, _ in counts}:
            if workspace_id in counted:
                self._skipped_until.pop(workspace_id, None)
            else:
                self._skipped_until[workspace_id] = until
