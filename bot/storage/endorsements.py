"""Endorsements and comments of recognitions."""

from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import bindparam, select, update

from bot.domain import mentions
from bot.domain.ids import RecognitionId, UserId, WorkspaceId
from bot.storage import recognitions, schema
from bot.storage.conflicts import insert_once, upsert
from bot.storage.engine import Transaction
from bot.storage.statements import PreparedStatement
from bot.storage.visibility import is_active_endorsement

_WITHDRAW_BY_EMOJI = PreparedStatement(
    update(schema.endorsement).where(
        schema.endorsement.c.recognition_id == bindparam("recognition"),
        schema.endorsement.c.user_id == bindparam("user"),
        ~schema.endorsement.c.by_form,
    )
)


class StoredEndorsement(Struct, frozen=True):
    """An endorsement and its comment. It was made `by_form` or by an emoji alone."""

    text: str
    by_form: bool


def find(tx: Transaction, recognition: RecognitionId, user: UserId) -> StoredEndorsement | None:
    """Return a user's endorsement; None if there is none or it was withdrawn."""
    table = schema.endorsement
    row = tx.connection.execute(
        select(table.c.comment, table.c.by_form)
        .filter_by(recognition_id=recognition, user_id=user)
        .where(is_active_endorsement())
    ).one_or_none()
    return StoredEndorsement(row.comment, row.by_form) if row else None


def add(
    tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId, user: UserId, text: str
) -> None:
    """Endorse by form, with a comment or an empty one; it replaces an endorsement by emoji."""
    _join(tx, workspace_id, recognition, user)
    table = schema.endorsement
    tx.connection.execute(
        update(table)
        .filter_by(recognition_id=recognition, user_id=user)
        .values(comment=text, by_form=True, withdrawn_at=None)
    )
    recognitions.update_mentions(tx, workspace_id, recognition)


def add_by_emoji(
    tx: Transaction, workspace_id: WorkspaceId, endorsed: Iterable[tuple[RecognitionId, UserId]]
) -> None:
    """Endorse recognitions by emoji. An endorsement by form stays as it is."""
    upsert(
        tx.connection,
        schema.endorsement,
        [
            {
                "workspace_id": workspace_id,
                "recognition_id": recognition,
                "user_id": user,
                "created_at": tx.now,
                "withdrawn_at": None,
            }
            for recognition, user in endorsed
        ],
        kept=("created_at",),
    )


def _join(tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId, user: UserId) -> None:
    insert_once(
        tx.connection,
        schema.endorsement,
        workspace_id=workspace_id,
        recognition_id=recognition,
        user_id=user,
        created_at=tx.now,
    )


def withdraw(tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId, user: UserId) -> None:
    """Withdraw an endorsement and delete its comment."""
    tx.connection.execute(
        update(schema.endorsement)
        .filter_by(recognition_id=recognition, user_id=user)
        .values(comment="", by_form=False, withdrawn_at=tx.now)
    )
    recognitions.update_mentions(tx, workspace_id, recognition)


def withdraw_by_emoji(tx: Transaction, endorsed: Iterable[tuple[RecognitionId, UserId]]) -> None:
    """Withdraw endorsements by emoji. Those by form stay."""
    rows = [
        {"recognition": recognition, "user": user, "withdrawn_at": tx.now} for recognition, user in endorsed
    ]
    if rows:
        _WITHDRAW_BY_EMOJI.execute_many(tx.connection, rows)


def set_giver_comment(
    tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId, user: UserId, text: str
) -> None:
    """Set the comment that a giver adds to their emoji."""
    tx.connection.execute(
        update(schema.giver).filter_by(recognition_id=recognition, user_id=user).values(comment=text)
    )
    recognitions.update_mentions(tx, workspace_id, recognition)


def delete_comments_mentioning(
    tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId, user: UserId
) -> None:
    """Delete the comments that mention a user. Their endorsements stay."""
    for row in tx.connection.execute(select(schema.endorsement).filter_by(recognition_id=recognition)).all():
        if user in mentions.find_mentioned_users(row.comment):
            tx.connection.execute(
                update(schema.endorsement)
                .filter_by(recognition_id=recognition, user_id=row.user_id)
                .values(comment="")
            )
    recognitions.update_mentions(tx, workspace_id, recognition)
