"""Daily summaries: who thanked a user, reacted to their messages or endorsed their recognitions."""

from collections.abc import Collection, Sequence
from datetime import time
from functools import partial

from bot.domain.calendar import find_next_daily, find_zone
from bot.domain.ids import RecognitionId, UserId, WorkspaceId
from bot.domain.outbox_messages import DailySummary
from bot.domain.user import User
from bot.storage import outbox, pending_notifications
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems, work_on_each
from bot.storage.pending_notifications import PendingNotification

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
