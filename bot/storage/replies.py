"""Replies of recipients to those who thanked them."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import delete, select

from bot.domain.ids import RecognitionId, UserId, WorkspaceId
from bot.domain.recognition import Reply
from bot.storage import schema
from bot.storage.conditions import IdQuery, is_one_of
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction

_OF = IdQuery(
    lambda is_wanted: (
        select(schema.reply)
        .where(is_wanted(schema.reply.c.recognition_id))
        .order_by(schema.reply.c.created_at, schema.reply.c.user_id)
    ),
)


def add(
    tx: Transaction, workspace_id: WorkspaceId, recognition: RecognitionId, user: UserId, text: str
) -> bool:
    """Add a reply; return False if this user replied before."""
    return insert_once(
        tx.connection,
        schema.reply,
        workspace_id=workspace_id,
        recognition_id=recognition,
        user_id=user,
        text=text,
        created_at=tx.now,
    )


def list_replies(tx: Transaction, recognitions: Collection[str]) -> dict[str, tuple[Reply, ...]]:
    """Return the replies to these recognitions, oldest first."""
    rows = _OF.run(tx, recognitions)
    reply_lists: defaultdict[str, tuple[Reply, ...]] = defaultdict(tuple)
    for row in rows:
        reply_lists[row.recognition_id] += (Reply(row.user_id, row.text, row.created_at),)
    return reply_lists


def find_reply(tx: Transaction, recognition: RecognitionId, user: UserId) -> Reply | None:
    """Return a user's reply; None if there is none."""
    return next((reply for reply in list_replies(tx, [recognition])[recognition] if reply.by == user), None)


def delete_replies(tx: Transaction, recognition: RecognitionId, users: Collection[UserId]) -> None:
    """Delete the replies of these users."""
    table = schema.reply
    tx.connection.execute(
        delete(table).where(table.c.recognition_id == recognition, is_one_of(table.c.user_id, users))
    )
