"""Thanks, reactions and voices that a person is to hear of, gathered once a day."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import func, select, update

from bot.storage import schema
from bot.storage.conditions import is_one_of
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems


def add(
    tx: Transaction, workspace_id: int, user: str, recognition: str, from_person: str, due_at: datetime
) -> None:
    """Let a person hear once of what somebody did, whatever happens to it in between.

    `from_person` gave the recognition, or joined in it.
    """
    insert_once(
        tx.connection,
        schema.pending_notification,
        workspace_id=workspace_id,
        user_id=user,
        recognition_id=recognition,
        actor_id=from_person,
        due_at=due_at,
    )


def claim_due(tx: Transaction, limit: int, failed: FailedItems) -> list[tuple[int, str]]:
    """People (workspace, id) who are to hear something now; those that failed lately are passed over."""
    table = schema.pending_notification
    rows = tx.connection.execute(
        select(table.c.workspace_id, table.c.user_id)
        .where(
            table.c.summary_id.is_(None),
            table.c.due_at <= tx.now,
            failed.excluded(table.c.workspace_id, table.c.user_id),
        )
        .distinct()
        .limit(limit)
    )
    return [(row.workspace_id, row.user_id) for row in rows]


def find_next_due(tx: Transaction) -> datetime | None:
    """When the next person is to hear something."""
    table = schema.pending_notification
    earliest: datetime | None = tx.connection.scalar(
        select(func.min(table.c.due_at)).where(table.c.summary_id.is_(None))
    )
    return earliest


def claim_for_summary(tx: Transaction, workspace_id: int, user: str, delivery: str) -> list[str]:
    """Put all that waits for a person into one delivery; answers the recognitions, none if another did."""
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


def find_actors(tx: Transaction, delivery: str) -> dict[str, frozenset[str]]:
    """The recognitions that a gathered message tells, and whose part in each is news."""
    table = schema.pending_notification
    rows = tx.connection.execute(
        select(table.c.recognition_id, table.c.actor_id).filter_by(summary_id=delivery)
    )
    found: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for recognition, user in rows:
        found[recognition] |= {user}
    return found


def list_summaries(tx: Transaction, recognition: str) -> list[tuple[str, str]]:
    """The gathered messages (delivery, person) that tell this recognition."""
    table = schema.pending_notification
    rows = tx.connection.execute(
        select(table.c.summary_id, table.c.user_id)
        .where(table.c.recognition_id == recognition, table.c.summary_id.is_not(None))
        .distinct()
    )
    return [(row.summary_id, row.user_id) for row in rows]
