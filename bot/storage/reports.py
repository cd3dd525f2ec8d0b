"""Who told the admins that a recognition is not okay, and why; admins read it, and not from whom it is."""

from sqlalchemy import select

from bot.storage import tables
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction


def add(tx: Transaction, workspace_id: int, recognition: str, person: str, reason: str) -> bool:
    """Write a report; answers False where this person has reported it before."""
    return insert_once(
        tx.connection,
        tables.report,
        workspace_id=workspace_id,
        recognition_id=recognition,
        person_id=person,
        reason=reason,
        created_at=tx.now,
    )


def reasons(tx: Transaction, workspace_id: int, recognition: str) -> list[str] | None:
    """What was said about it, oldest first, "" for nothing; None where nobody reported it."""
    table = tables.report
    found = tx.connection.scalars(
        select(table.c.reason)
        .filter_by(workspace_id=workspace_id, recognition_id=recognition)
        .order_by(table.c.created_at)
    ).all()
    return list(found) or None
