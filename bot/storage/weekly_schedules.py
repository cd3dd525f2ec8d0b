"""Schedules of weekly messages to users."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, func, select, update

from bot.domain.ids import UserId, WorkspaceId
from bot.storage import schema
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems


class WeeklyKind(StrEnum):
    """Kind of a weekly message."""

    LEADS_NOTE = "lead's note"
    PROMPT = "prompt"


def switch_on(
    tx: Transaction, workspace_id: WorkspaceId, what: WeeklyKind, user: UserId, next_due: datetime
) -> None:
    """Start a weekly message for a user; keep the schedule if they get it already."""
    row = {"workspace_id": workspace_id, "user_id": user, "kind": what.value}
    insert_once(tx.connection, schema.weekly_schedule, **row, next_due=next_due)


def switch_off(tx: Transaction, workspace_id: WorkspaceId, what: WeeklyKind, user: UserId) -> None:
    """Stop a weekly message for a user."""
    row = {"workspace_id": workspace_id, "user_id": user, "kind": what.value}
    tx.connection.execute(delete(schema.weekly_schedule).filter_by(**row))


def claim_due(
    tx: Transaction, what: WeeklyKind, limit: int, failed: FailedItems
) -> list[tuple[WorkspaceId, UserId, datetime]]:
    """Return users (workspace, id, when it was due) with a message due, for this transaction alone.

    Those that failed lately are skipped.
    """
    table = schema.weekly_schedule
    rows = tx.connection.execute(
        select(table)
        .where(
            table.c.kind == what.value,
            table.c.next_due <= tx.now,
            failed.build_exclusion(table.c.workspace_id, table.c.user_id),
        )
        .order_by(table.c.next_due)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [(row.workspace_id, row.user_id, row.next_due) for row in rows]


def advance(
    tx: Transaction, workspace_id: WorkspaceId, what: WeeklyKind, user: UserId, next_due: datetime
) -> None:
    """Set when the next message is due (UTC)."""
    row = {"workspace_id": workspace_id, "user_id": user, "kind": what.value}
    tx.connection.execute(update(schema.weekly_schedule).filter_by(**row).values(next_due=next_due))


def find_next_due(tx: Transaction) -> datetime | None:
    """Return when the next message of any kind is due (UTC); None if there is none."""
    earliest: datetime | None = tx.connection.scalar(select(func.min(schema.weekly_schedule.c.next_due)))
    return earliest
