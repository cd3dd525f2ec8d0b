"""Credits: recipients share a recognition with colleagues."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import delete, insert, select, update

from bot.domain import mentions
from bot.domain.ids import RecognitionId, UserId, WorkspaceId
from bot.domain.recognition import Credit
from bot.domain.user import ERASED
from bot.domain.visibility import Visibility
from bot.storage import schema
from bot.storage.conditions import IdQuery, is_one_of
from bot.storage.engine import Transaction
from bot.storage.recipients import add_recipient

_OF = IdQuery(
    lambda is_wanted: (
        select(schema.credit)
        .where(is_wanted(schema.credit.c.recognition_id))
        .order_by(schema.credit.c.created_at, schema.credit.c.user_id)
    ),
)


def add(
    tx: Transaction,
    workspace_id: WorkspaceId,
    recognition: RecognitionId,
    credit: Credit,
    visibility: Visibility,
) -> bool:
    """Add a colleague as a recipient, seen this widely; return False if they were one before.

    A recipient who took it down counts as one.
    """
    key = {"workspace_id": workspace_id, "recognition_id": recognition, "user_id": credit.to}
    if not add_recipient(tx, workspace_id, recognition, credit.to, visibility):
        return False
    row = {**key, "sharer_id": credit.by, "comment": credit.text, "created_at": tx.now}
    tx.connection.execute(insert(schema.credit).values(**row))
    return True


def list_credits(tx: Transaction, ids: Collection[str]) -> dict[str, tuple[Credit, ...]]:
    """Return the credits of these recognitions, oldest first."""
    rows = _OF.run(tx, ids)
    credit_lists: defaultdict[str, tuple[Credit, ...]] = defaultdict(tuple)
    for row in rows:
        credit_lists[row.recognition_id] += (Credit(row.sharer_id, row.user_id, row.comment),)
    return credit_lists


def list_mentioned_users(tx: Transaction, recognition: RecognitionId) -> set[UserId]:
    """Return the users (ids) mentioned in the comments of a recognition's credits."""
    return {
        user
        for credit in list_credits(tx, [recognition])[recognition]
        for user in mentions.find_mentioned_users(credit.text)
    }


def delete_credits(tx: Transaction, recognition: RecognitionId, users: Collection[UserId]) -> None:
    """Delete the credits for these users. They stay recipients."""
    table = schema.credit
    tx.connection.execute(
        delete(table).where(table.c.recognition_id == recognition, is_one_of(table.c.user_id, users))
    )


def remove_recipients(tx: Transaction, recognition: RecognitionId, users: Collection[UserId]) -> None:
    """Delete the credits for these users and everything they had as recipients."""
    delete_credits(tx, recognition, users)
    for table in (schema.recipient, schema.reply):
        tx.connection.execute(
            delete(table).where(table.c.recognition_id == recognition, is_one_of(table.c.user_id, users))
        )


def delete_comments(tx: Transaction, recognition: RecognitionId, sharer: UserId) -> None:
    """Delete the comments of a sharer's credits."""
    tx.connection.execute(
        update(schema.credit).filter_by(recognition_id=recognition, sharer_id=sharer).values(comment="")
    )


def anonymize_sharer(tx: Transaction, recognition: RecognitionId, sharer: UserId) -> None:
    """Replace the sharer of credits by `ERASED`."""
    tx.connection.execute(
        update(schema.credit).filter_by(recognition_id=recognition, sharer_id=sharer).values(sharer_id=ERASED)
    )
