"""Our own messages that stand in Slack."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, select

from bot.domain.delivery import Kind
from bot.storage import tables
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction


@dataclass(frozen=True, slots=True)
class Message:
    """A message of ours: its id is that of the delivery which posted it."""

    id: str
    channel: str
    ts: str
    kind: Kind
    recognition: str | None
    digest: str | None


def add(tx: Transaction, workspace_id: int, message: Message) -> None:
    """Remember a message that was posted."""
    insert_once(
        tx.connection,
        tables.message,
        id=message.id,
        workspace_id=workspace_id,
        channel_id=message.channel,
        ts=message.ts,
        kind=message.kind.value,
        recognition_id=message.recognition,
        digest_id=message.digest,
    )


def get(tx: Transaction, message: str) -> Message | None:
    """The message that this delivery posted."""
    row = tx.connection.execute(select(tables.message).filter_by(id=message)).one_or_none()
    return _message(row) if row else None


def at(tx: Transaction, workspace_id: int, channel: str, ts: str) -> Message | None:
    """The message of ours that stands there."""
    row = tx.connection.execute(
        select(tables.message).filter_by(workspace_id=workspace_id, channel_id=channel, ts=ts)
    ).one_or_none()
    return _message(row) if row else None


def about(tx: Transaction, recognition: str) -> list[Message]:
    """All messages that show this recognition alone."""
    rows = tx.connection.execute(select(tables.message).filter_by(recognition_id=recognition))
    return [_message(row) for row in rows]


def of_digests_with(tx: Transaction, recognition: str) -> list[Message]:
    """The digests that tell this recognition among others."""
    message, story = tables.message, tables.digest_story
    rows = tx.connection.execute(
        select(message)
        .join(story, story.c.digest_id == message.c.digest_id)
        .where(story.c.recognition_id == recognition)
    )
    return [_message(row) for row in rows]


def forget(tx: Transaction, message: str) -> None:
    """Forget a message that is gone from Slack."""
    tx.connection.execute(delete(tables.message).filter_by(id=message))


def _message(row: Row[Any]) -> Message:
    return Message(
        id=row.id,
        channel=row.channel_id,
        ts=row.ts,
        kind=Kind(row.kind),
        recognition=row.recognition_id,
        digest=row.digest_id,
    )
