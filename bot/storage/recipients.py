"""Recipients of recognitions, and how widely each of them is seen."""

from sqlalchemy import select, update

from bot.domain.ids import RecognitionId, UserId, WorkspaceId
from bot.domain.visibility import Visibility
from bot.storage import schema
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction
from bot.storage.visibility import is_active_recipient, is_opened_to_leads


def add_recipient(
    tx: Transaction,
    workspace_id: WorkspaceId,
    recognition: RecognitionId,
    user: UserId,
    visibility: Visibility,
) -> bool:
    """Add a recipient; return False if they were one before, even if they took it down."""
    key = {"workspace_id": workspace_id, "recognition_id": recognition, "user_id": user}
    return insert_once(tx.connection, schema.recipient, **key, visibility=int(visibility))


def list_recipients(tx: Transaction, recognition: RecognitionId) -> dict[UserId, Visibility]:
    """Return all recipients and how widely each is seen, without those who took it down."""
    table = schema.recipient
    rows = tx.connection.execute(
        select(table.c.user_id, table.c.visibility).where(
            table.c.recognition_id == recognition, is_active_recipient()
        )
    )
    return {user: Visibility(seen) for user, seen in rows}


def list_opened_to_leads(tx: Transaction, recognition: RecognitionId) -> set[UserId]:
    """Return the private recipients who opened it to their leads, without those who took it down."""
    table = schema.recipient
    return set(
        tx.connection.scalars(
            select(table.c.user_id).where(table.c.recognition_id == recognition, is_opened_to_leads())
        )
    )


def set_opened_to_leads(
    tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId, user: UserId, *, opened: bool
) -> bool:
    """Open it to a recipient's leads, or close it; return False if nothing changed."""
    table, column = schema.recipient, schema.recipient.c.opened_to_leads_at
    changed = tx.connection.execute(
        update(table)
        .filter_by(workspace_id=workspace_id, recognition_id=recognition, user_id=user)
        .where(column.is_(None) if opened else column.is_not(None))
        .values(opened_to_leads_at=tx.now if opened else None)
    )
    return changed.rowcount == 1


def make_recipients_private(tx: Transaction, recognition: RecognitionId) -> None:
    """Show every recipient only to the giver and to that recipient."""
    tx.connection.execute(
        update(schema.recipient)
        .filter_by(recognition_id=recognition)
        .values(visibility=int(Visibility.PRIVATE))
    )


def take_down_recognition(
    tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId, user: UserId
) -> bool:
    """Take a recognition down for one recipient; return False if they took it down before."""
    changed = tx.connection.execute(
        update(schema.recipient)
        .filter_by(workspace_id=workspace_id, recognition_id=recognition, user_id=user)
        .where(is_active_recipient())
        .values(taken_down_at=tx.now)
    )
    return changed.rowcount == 1
