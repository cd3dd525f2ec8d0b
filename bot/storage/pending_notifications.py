"""Pending notifications about recognitions, reactions and endorsements, sent as a daily summary."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct
from sqlalchemy import func, select, update

from bot.domain.ids import RecognitionId, UserId, WorkspaceId
from bot.storage import schema
from bot.storage.conditions import is_one_of
from bot.storage.conflicts import insert_missing
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems


class PendingNotification(Struct, frozen=True):
    """What `from_user` did about a recognition, for the summary of a user that is due at an instant (UTC)."""

    user: UserId
    recognition: RecognitionId
    from_user: UserId
    due_at: datetime


def add_all(tx: Transaction, workspace_id: WorkspaceId, notifications: Iterable[PendingNotification]) -> None:
    """Add notifications, each once for the same users and recognition."""
    rows = [
        {
            "workspace_id": workspace_id,
            "user_id": notification.user,
            "recognition_id": notification.recognition,
            "actor_id": notification.from_user,
            "due_at": notification.due_at,
        }
        for notification in sorted(notifications, key=lambda each: (each.user, each.recognition))
    ]
    insert_missing(tx.connection, schema.pending_notification, rows)


def claim_due(tx: Transaction, limit: int, failed: FailedItems) -> list[tuple[WorkspaceId, UserId]]:
    """Return users (workspace, id) with a summary due, except those that failed lately."""
    table = schema.pending_notification
    rows = tx.connection.execute(
        select(table.c.workspace_id, table.c.user_id)
        .where(
            table.c.summary_id.is_(None),
            table.c.due_at <= tx.now,
            failed.build_exclusion(table.c.workspace_id, table.c.user_id),
        )
        .distinct()
        .limit(limit)
    )
    return [(row.workspace_id, row.user_id) for row in rows]


def find_next_due(tx: Transaction) -> datetime | None:
    """Return when the next summary is due (UTC); None if none is pending."""
    table = schema.pending_notification
    earliest: datetime | None = tx.connection.scalar(
        select(func.min(table.c.due_at)).where(table.c.summary_id.is_(None))
    )
    return earliest


def claim_for_summary(tx: Transaction, workspace_id: WorkspaceId, user: UserId, delivery: str) -> list[str]:
    """Assign a user's pending notifications to one summary and return their recognitions.

    Return none if another transaction claimed them.
    """
    table = schema.pending_notification
    waiting = tx.connection.execute(
        select(table.c.recognition_id, table.c.actor_id)
        .where(table.c.workspace_id == workspace_id, table.c.user_id == user, table.c.summary_id.is_(None))
        .with_for_update(skip_locked=True)
    ).all()
    if waiting:
        tx.connection.execute(
            update(table)
            .where(
                table.c.workspace_id == workspace_id,
                table.c.user_id == user,
                table.c.summary_id.is_(None),
                is_one_of(table.c.recognition_id, {row.recognition_id for row in waiting}),
            )
            .values(summary_id=delivery)
        )
    return sorted({row.recognition_id for row in waiting})


def find_actors(tx: Transaction, delivery: str) -> dict[str, frozenset[UserId]]:
    """Return the recognitions of a summary, each with the users (ids) who have a new part in it."""
    table = schema.pending_notification
    rows = tx.connection.execute(
        select(table.c.recognition_id, table.c.actor_id).filter_by(summary_id=delivery)
    )
    found: defaultdict[str, frozenset[UserId]] = defaultdict(frozenset)
    for recognition, user in rows:
        found[recognition] |= {user}
    return found
