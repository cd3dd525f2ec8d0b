"""The days of the year on which users get a keepsake."""

from datetime import datetime

from sqlalchemy import delete, func, select, update

from bot.domain.ids import UserId, WorkspaceId
from bot.domain.keepsake import YearDay
from bot.storage import schema
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems

DueKeepsake = tuple[WorkspaceId, UserId, YearDay, datetime]
"""Workspace, user, the chosen day, and when its hour was to be looked up, or came."""


def switch_on(
    tx: Transaction, workspace_id: WorkspaceId, user: UserId, chosen: YearDay, next_due: datetime
) -> None:
    """Set the day on which a user gets a keepsake each year, and when to look at it next (UTC)."""
    table = schema.keepsake_schedule
    key = {"workspace_id": workspace_id, "user_id": user}
    values = {"month": chosen.month, "day": chosen.day, "next_due": next_due}
    if not insert_once(tx.connection, table, **key, **values):
        tx.connection.execute(update(table).filter_by(**key).values(**values))


def switch_off(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> None:
    """Send a user no more yearly keepsakes."""
    tx.connection.execute(delete(schema.keepsake_schedule).filter_by(workspace_id=workspace_id, user_id=user))


def find_day(tx: Transaction, workspace_id: WorkspaceId, user: UserId) -> YearDay | None:
    """Return the day that a user chose; None if they get no yearly keepsake."""
    table = schema.keepsake_schedule
    row = tx.connection.execute(
        select(table.c.month, table.c.day).filter_by(workspace_id=workspace_id, user_id=user)
    ).one_or_none()
    return YearDay(row.month, row.day) if row else None


def claim_due(tx: Transaction, limit: int, failed: FailedItems) -> list[DueKeepsake]:
    """Return keepsakes that are due, for this transaction alone. Those that failed lately are skipped."""
    table = schema.keepsake_schedule
    rows = tx.connection.execute(
        select(table)
        .where(table.c.next_due <= tx.now, failed.build_exclusion(table.c.workspace_id, table.c.user_id))
        .order_by(table.c.next_due)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [(row.workspace_id, row.user_id, YearDay(row.month, row.day), row.next_due) for row in rows]


def advance(tx: Transaction, workspace_id: WorkspaceId, user: UserId, next_due: datetime) -> None:
    """Set when to look at it next (UTC)."""
    tx.connection.execute(
        update(schema.keepsake_schedule)
        .filter_by(workspace_id=workspace_id, user_id=user)
        .values(next_due=next_due)
    )


def find_next_due(tx: Transaction) -> datetime | None:
    """Return when the next keepsake is due (UTC); None if there is none."""
    earliest: datetime | None = tx.connection.scalar(select(func.min(schema.keepsake_schedule.c.next_due)))
    return earliest
