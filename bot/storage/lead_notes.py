"""Leads who wish for a weekly note, and when the next one is due."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, union, update

from bot.domain.delivery import Kind
from bot.storage import ids, tables
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction

COVERED = timedelta(days=9)
"""How long after a recognition a note that tells it can come: a week, with time for clocks that differ."""


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


def telling(tx: Transaction, workspace_id: int, recognition: str) -> list[tuple[str, str]]:
    """The notes (delivery, channel) that may tell this recognition.

    They went out in the week after it, to leads of those who have a part in it.
    """
    message, member, leading = tables.message, tables.circle_member, tables.circle_lead
    parts = union(
        *(
            select(table.c.person_id).where(table.c.recognition_id == recognition)
            for table in (tables.giver, tables.recipient)
        )
    )
    leads = (
        select(leading.c.person_id)
        .join(member, member.c.circle_id == leading.c.circle_id)
        .where(member.c.workspace_id == workspace_id, member.c.person_id.in_(parts))
    )
    given = ids.moment(recognition)
    rows = tx.connection.execute(
        select(message.c.id, message.c.channel_id).where(
            message.c.workspace_id == workspace_id,
            message.c.person_id.in_(leads),
            message.c.kind == Kind.LEADS_NOTE.value,
            message.c.id.between(ids.floor(given), ids.floor(given + COVERED)),
        )
    )
    return [(row[0], row[1]) for row in rows]


def next_due(tx: Transaction) -> datetime | None:
    """When the next note is due."""
    earliest: datetime | None = tx.connection.scalar(select(func.min(tables.lead_note.c.next_due)))
    return earliest
