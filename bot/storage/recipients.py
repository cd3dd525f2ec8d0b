"""Recipients of recognitions, and how widely each of them is seen."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select, update

from bot.domain.ids import RecognitionId, UserId, WorkspaceId
from bot.domain.visibility import Visibility
from bot.storage import schema
from bot.storage.conditions import IdQuery, is_listed
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction
from bot.storage.statements import PreparedStatement
from bot.storage.visibility import is_active_recipient, is_opened_to_leads

_SELECT = IdQuery(
    lambda is_wanted: select(
        schema.recipient.c.recognition_id, schema.recipient.c.user_id, schema.recipient.c.visibility
    ).where(
        is_wanted(schema.recipient.c.recognition_id), is_active_recipient(), ~schema.recipient.c.is_member
    )
)
_SELECT_MEMBERS = IdQuery(
    lambda is_wanted: (
        select(schema.recipient.c.recognition_id, schema.recipient.c.user_id)
        .where(
            is_wanted(schema.recipient.c.recognition_id), is_active_recipient(), schema.recipient.c.is_member
        )
        .order_by(schema.recipient.c.user_id)
    )
)
_UPDATE = PreparedStatement(
    update(schema.recipient).where(is_listed(schema.recipient.c.recognition_id, "recognitions"))
)
"""The values that it sets are passed when it is executed."""


def add_recipient(
    tx: Transaction,
    workspace_id: WorkspaceId,
    recognition: RecognitionId,
    user: UserId,
    visibility: Visibility,
) -> bool:
    """Add a recipient; return False if they were one before, even if they took it down.

    A member of a team becomes a recipient.
    """
    key = {"workspace_id": workspace_id, "recognition_id": recognition, "user_id": user}
    if insert_once(tx.connection, schema.recipient, **key, visibility=int(visibility)):
        return True
    named = update(schema.recipient).filter_by(**key, is_member=True).where(is_active_recipient())
    return tx.connection.execute(named.values(visibility=int(visibility), is_member=False)).rowcount == 1


def is_member(tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId, user: UserId) -> bool:
    """Return True if a user is, or was, thanked as part of a team."""
    query = select(schema.recipient.c.is_member).filter_by(
        workspace_id=workspace_id, user_id=user, recognition_id=recognition
    )
    return bool(tx.connection.scalar(query))


def list_recipients(tx: Transaction, recognition: RecognitionId) -> dict[UserId, Visibility]:
    """Return all recipients and how widely each is seen, without those who took it down.

    A team is one of them, by its id; its members are not.
    """
    return list_recipients_of(tx, [recognition])[recognition]


def list_recipients_of(
    tx: Transaction, recognitions: Iterable[RecognitionId]
) -> defaultdict[RecognitionId, dict[UserId, Visibility]]:
    """Return the same for several recognitions."""
    found: defaultdict[RecognitionId, dict[UserId, Visibility]] = defaultdict(dict)
    for row in _SELECT.run(tx, recognitions):
        found[row.recognition_id][row.user_id] = Visibility(row.visibility)
    return found


def list_opened_to_leads(tx: Transaction, recognition: RecognitionId) -> set[UserId]:
    """Return the private recipients who opened it to their leads, without those who took it down."""
    table = schema.recipient
    return set(
        tx.connection.scalars(
            select(table.c.user_id).where(table.c.recognition_id == recognition, is_opened_to_leads())
        )
    )


def list_members_of(
    tx: Transaction, recognitions: Iterable[RecognitionId]
) -> defaultdict[RecognitionId, list[UserId]]:
    """Return the users thanked as part of a team, by recognition, without those who took it down."""
    found: defaultdict[RecognitionId, list[UserId]] = defaultdict(list)
    for row in _SELECT_MEMBERS.run(tx, recognitions):
        found[row.recognition_id].append(row.user_id)
    return found


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


def make_recipients_private(tx: Transaction, recognitions: Iterable[RecognitionId]) -> None:
    """Show every recipient of these recognitions only to the giver and to that recipient."""
    private = {"recognitions": list(recognitions), "visibility": int(Visibility.PRIVATE)}
    _UPDATE.execute(tx.connection, private)


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
