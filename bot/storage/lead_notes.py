"""Leads who wish for a weekly note, and when the next one is due."""

from datetime import datetime

from sqlalchemy import delete, func, select, update

from bot.storage import tables
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction


def switch_on(tx: Transaction, workspace_id: int, lead: str, next_due: datetime) -> None:
    """Let a lead get the note from now on; one who gets it already goes on as before."""
    insert_once(tx.connection, tables.lead_note, workspace_id=workspace_id, person_id=lead, next_due=next_due)


def switch_off(tx: Transaction, workspace_id: int, lead: str) -> None:
    """Let a lead get the note no longer."""
    tx.connection.execute(delete(tables.lead_note).filter_by(workspace_id=workspace_id, person_id=lead))


def is_on(tx: Transaction, workspace_id: int, lead: str) -> bool:
    """Whether a lead gets the note."""
    query = select(tables.lead_note.c.person_id).filter_by(workspace_id=workspace_id, person_id=lead)
    return tx.connection.scalar(query) is not None


def claim_due(tx: Transaction, limit: int) -> list[tuple[int, str, datetime]]:
    """Leads (workspace, id, when it was due) whose hour has come, for this transaction alone."""
    table = tables.lead_note
    rows = tx.connection.execute(
        select(table)
        .where(table.c.next_due <= tx.now)
        .order_by(table.c.next_due)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [(row.workspace_id, row.person_id, row.next_due) for row in rows]


def move_on(tx: Transaction, workspace_id: int, lead: str, next_due: datetime) -> None:
    """Let the next note be due at this instant."""
    tx.connection.execute(
        update(tables.lead_note)
        .filter_by(workspace_id=workspace_id, person_id=lead)
        .values(next_due=next_due)
    )


def next_due(tx: Transaction) -> datetime | None:
    """When the next note is due."""
    earliest: datetime | None = tx.connection.scalar(select(func.min(tables.lead_note.c.next_due)))
    return earliest
