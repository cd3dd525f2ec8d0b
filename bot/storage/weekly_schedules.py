"""What people wish to get once a week, at an hour of their own, and when it is due next."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, func, select, update

from bot.storage import schema
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems


class WeeklyKind(StrEnum):
    """What somebody gets."""

    LEADS_NOTE = "lead's note"
    PROMPT = "prompt"


def switch_on(tx: Transaction, workspace_id: int, what: WeeklyKind, user: str, next_due: datetime) -> None:
    """Let a person get it from now on; one who gets it already goes on as before."""
    row = {"workspace_id": workspace_id, "user_id": user, "kind": what.value}
    insert_once(tx.connection, schema.weekly_schedule, **row, next_due=next_due)


def switch_off(tx: Transaction, workspace_id: int, what: WeeklyKind, user: str) -> None:
    """Let a person get it no longer."""
    row = {"workspace_id": workspace_id, "user_id": user, "kind": what.value}
    tx.connection.execute(delete(schema.weekly_schedule).filter_by(**row))


def claim_due(
    tx: Transaction, what: WeeklyKind, limit: int, failed: FailedItems
) -> list[tuple[int, str, datetime]]:
    """People (workspace, id, when it was due) whose hour has come, for this transaction alone.

    Those that failed lately are passed over.
    """
    table = schema.weekly_schedule
    rows = tx.connection.execute(
        select(table)
        .where(
            table.c.kind == what.value,
            table.c.next_due <= tx.now,
            failed.excluded(table.c.workspace_id, table.c.user_id),
        )
        .order_by(table.c.next_due)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [(row.workspace_id, row.user_id, row.next_due) for row in rows]


def advance(tx: Transaction, workspace_id: int, what: WeeklyKind, user: str, next_due: datetime) -> None:
    """Let the next one be due at this instant."""
    row = {"workspace_id": workspace_id, "user_id": user, "kind": what.value}
    tx.connection.execute(update(schema.weekly_schedule).filter_by(**row).values(next_due=next_due))


def find_next_due(tx: Transaction) -> datetime | None:
    """When the next of any kind is due."""
    earliest: datetime | None = tx.connection.scalar(select(func.min(schema.weekly_schedule.c.next_due)))
    return earliest
