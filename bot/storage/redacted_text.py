"""Text from which a user's name is erased."""

from typing import Any

from sqlalchemy import Table, select, update

from bot.domain.erasure import erase_mentions
from bot.domain.ids import RecognitionId, UserId
from bot.domain.user import ERASED
from bot.storage import schema
from bot.storage.engine import Transaction


def redact_user(tx: Transaction, recognition: RecognitionId, user: UserId) -> None:
    """Remove mentions of a user from all text of a recognition."""
    table = schema.recognition
    text = tx.connection.scalar(select(table.c.text).filter_by(id=recognition)) or ""
    changed = erase_mentions(text, user)
    if changed != text:
        tx.connection.execute(update(table).filter_by(id=recognition).values(text=changed))
    for others in (schema.endorsement, schema.giver, schema.credit):
        for row in tx.connection.execute(select(others).filter_by(recognition_id=recognition)).all():
            changed = erase_mentions(row.comment, user)
            if changed != row.comment:
                tx.connection.execute(
                    update(others)
                    .filter_by(recognition_id=recognition, user_id=row.user_id)
                    .values(comment=changed)
                )
    for messages in (schema.posted_message, schema.outbox_message):
        rows = select(messages.c.id, messages.c.payload).where(messages.c.recognition_id == recognition)
        for row in tx.connection.execute(rows).all():
            payload = redact(row.payload, user)
            if payload != row.payload:
                tx.connection.execute(update(messages).filter_by(id=row.id).values(payload=payload))


def merge_comments(tx: Transaction, table: Table, recognition: RecognitionId, user: UserId) -> None:
    """Append a user's comment to that of an erased user: two erased users share one row."""
    own_comment, erased_comment = (
        tx.connection.scalar(
            select(table.c.comment).filter_by(recognition_id=recognition, user_id=id_, withdrawn_at=None)
        )
        for id_ in (user, ERASED)
    )
    if own_comment and erased_comment is not None:
        tx.connection.execute(
            update(table)
            .filter_by(recognition_id=recognition, user_id=ERASED)
            .values(comment="\n".join(filter(None, (erased_comment, own_comment))))
        )


def redact(data: Any, user: UserId) -> Any:
    """Return JSON data with this user replaced by `ERASED`."""
    if isinstance(data, dict):
        return {name: redact(value, user) for name, value in data.items()}
    if isinstance(data, list):
        return [redact(value, user) for value in data]
    if isinstance(data, str):
        return ERASED if data == user else erase_mentions(data, user)
    return data
