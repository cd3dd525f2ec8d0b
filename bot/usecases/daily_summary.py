"""Daily summaries: who thanked a user, reacted to their messages or endorsed their recognitions."""

from collections.abc import Collection, Sequence
from datetime import time
from functools import partial
from itertools import product

from bot.domain.calendar import find_next_daily, find_zone
from bot.domain.ids import RecognitionId, UserId, WorkspaceId
from bot.domain.outbox_messages import DailySummary
from bot.domain.recognition import Source
from bot.domain.scopes import GivenScope, ReceivedScope, Scope
from bot.domain.user import User
from bot.domain.workspace import Workspace
from bot.storage import outbox, pending_notifications, recognition_views, users
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems, work_on_each
from bot.storage.pending_notifications import PendingNotification
from bot.usecases.message_contents import DailySummaryContent, ReplyContent

SUMMARY_TIME = time(16)
"""When the summary is sent, in the user's time zone."""
BATCH = 100
"""Users per transaction."""


def add_pending_notifications(
    tx: Transaction, workspace_id: WorkspaceId, done: Collection[tuple[User, RecognitionId, UserId]]
) -> None:
    """Add to a user's next daily summary what another one (id) did about a recognition."""
    zones = {user.timezone for user, _, _ in done}
    due_at = {zone: find_next_daily(SUMMARY_TIME, find_zone(zone), tx.now) for zone in zones}
    notifications = [
        PendingNotification(user.id, recognition, from_user, due_at[user.timezone])
        for user, recognition, from_user in done
    ]
    pending_notifications.add_all(tx, workspace_id, notifications)


def make_due_summaries(tx: Transaction, failed: FailedItems | None = None) -> int:
    """Write up to `BATCH` summaries that are due, and return how many.

    A user whose summary fails is added to `failed` and does not stop the others.
    """
    failed = failed or FailedItems("gathered message")
    written = 0
    while (
        not written
        and not failed.are_too_many
        and (found := pending_notifications.claim_due(tx, BATCH, failed))
    ):
        # None may be written if all fail, or if another process has them.
        before = len(failed.keys())
        written = len(work_on_each(tx, found, lambda one: one, partial(_make_summaries, tx), failed))
        if len(failed.keys()) == before:
            break
    return written


def _make_summaries(tx: Transaction, found: Sequence[tuple[WorkspaceId, UserId]]) -> list[str]:
    """Write summaries for these users; return the ids of the outbox messages."""
    deliveries: list[str] = []
    for workspace_id, user in found:
        delivery = tx.new_id()
        if pending_notifications.claim_for_summary(tx, workspace_id, user, delivery):
            outbox.put(tx, workspace_id, DailySummary(user), delivery=delivery)
            deliveries.append(delivery)
    return deliveries


def compose_daily_summary(
    tx: Transaction, workspace: Workspace, reader: UserId, delivery: str
) -> DailySummaryContent | None:
    """Return what a daily summary says to this reader now, None if nothing is left of it."""
    news = pending_notifications.find_actors(tx, delivery)
    as_recipient, as_giver = ReceivedScope(reader), GivenScope(reader)
    scopes: tuple[Scope, ...] = (as_recipient, as_giver)
    views = recognition_views.find_views(tx, workspace, product(scopes, map(RecognitionId, news)))
    received = [view for (scope, _), view in views.items() if scope == as_recipient]
    new = frozenset(view.id for view in received if news[view.id] & set(view.givers))
    shown = tuple(
        view for view in received if view.id in new or view.source is Source.REACTION or view.endorsers
    )
    replies = tuple(
        ReplyContent(view, reply)
        for (scope, _), view in views.items()
        for reply in view.replies
        if scope == as_giver and reply.by in news[view.id]
    )
    preference = users.find_preferences(tx, workspace.id, [reader])[reader].thanks
    is_empty = not (shown or replies)
    return None if is_empty else DailySummaryContent(reader, shown, new, replies, preference, delivery)
