"""Our own messages that stand in Slack."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, ScalarSelect, Table, delete, select, update

from bot.domain.delivery import Kind
from bot.storage import schema
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction


@dataclass(frozen=True, slots=True)
class Message:
    """A message of ours: its id is that of the delivery which posted it.

    `ts` is None where it went through a `response_url`, and so cannot be changed any more; `user` is
    who reads a direct message; `payload` is the letter's.
    """

    id: str
    channel: str
    ts: str | None
    kind: Kind
    user: str | None
    recognition: str | None
    digest: str | None
    payload: Mapping[str, Any]


def add(tx: Transaction, workspace_id: int, message: Message) -> None:
    """Remember a message that was posted; what it was about may be erased meanwhile."""
    insert_once(
        tx.connection,
        schema.posted_message,
        id=message.id,
        workspace_id=workspace_id,
        channel_id=message.channel,
        ts=message.ts,
        kind=message.kind.value,
        user_id=message.user,
        recognition_id=_still_there(schema.recognition, message.recognition),
        digest_id=_still_there(schema.digest, message.digest),
        payload=dict(message.payload),
    )


def _still_there(table: Table, one: str | None) -> ScalarSelect[str] | None:
    """The id, as a part of a statement, or NULL where its row has gone."""
    return select(table.c.id).where(table.c.id == one).scalar_subquery() if one else None


def get(tx: Transaction, message: str) -> Message | None:
    """The message that this delivery posted."""
    row = tx.connection.execute(select(schema.posted_message).filter_by(id=message)).one_or_none()
    return message_of(row) if row else None


def at(tx: Transaction, workspace_id: int, channel: str, ts: str) -> Message | None:
    """The message of ours that stands there."""
    row = tx.connection.execute(
        select(schema.posted_message).filter_by(workspace_id=workspace_id, channel_id=channel, ts=ts)
    ).one_or_none()
    return message_of(row) if row else None


def without_ts(tx: Transaction, workspace_id: int, channel: str, recognition: str) -> Message | None:
    """Return a shout-out in a channel whose place there is not known."""
    table = schema.posted_message
    row = tx.connection.execute(
        select(table)
        .filter_by(
            workspace_id=workspace_id,
            channel_id=channel,
            recognition_id=recognition,
            kind=Kind.SHOUT_OUT.value,
            ts=None,
        )
        .limit(1)
        .with_for_update(key_share=True)
    ).one_or_none()
    return message_of(row) if row else None


def set_ts(tx: Transaction, message: str, ts: str, payload: Mapping[str, Any]) -> None:
    """Remember where a message stands, and something else with it."""
    changed = update(schema.posted_message).filter_by(id=message).values(ts=ts, payload=dict(payload))
    tx.connection.execute(changed)


def about(tx: Transaction, recognition: str) -> list[Message]:
    """The messages about this recognition alone: its shout-out, and direct messages."""
    table, others = schema.posted_message, [Kind.REACTIONS_EXPLAINED.value, Kind.PROMPT.value]
    rows = tx.connection.execute(
        select(table).where(table.c.recognition_id == recognition, table.c.kind.not_in(others))
    )
    return [message_of(row) for row in rows]


def explaining(tx: Transaction, recognition: str) -> list[Message]:
    """The messages that explain somebody's first emoji with this recognition."""
    return _of_kind(tx, recognition, Kind.REACTIONS_EXPLAINED)


def remembering(tx: Transaction, recognition: str) -> list[Message]:
    """The prompts that remind of this recognition, and stay when it goes."""
    return _of_kind(tx, recognition, Kind.PROMPT)


def _of_kind(tx: Transaction, recognition: str, kind: Kind) -> list[Message]:
    rows = tx.connection.execute(
        select(schema.posted_message).filter_by(recognition_id=recognition, kind=kind.value)
    )
    return [message_of(row) for row in rows]


def set_payload(tx: Transaction, message: str, payload: Mapping[str, Any]) -> None:
    """Remember something else with a message."""
    tx.connection.execute(update(schema.posted_message).filter_by(id=message).values(payload=dict(payload)))


def leave_to(tx: Transaction, recognition: str, user: str) -> None:
    """Do not change the direct message about a recognition to this person any more."""
    tx.connection.execute(
        delete(schema.posted_message).filter_by(
            recognition_id=recognition, user_id=user, kind=Kind.DIRECT.value
        )
    )


def forget(tx: Transaction, message: str) -> None:
    """Forget a message that is gone from Slack."""
    tx.connection.execute(delete(schema.posted_message).filter_by(id=message))


def forget_in_channel(tx: Transaction, workspace_id: int, channel: str) -> None:
    """Forget all messages of a channel that is gone from Slack."""
    tx.connection.execute(
        delete(schema.posted_message).filter_by(workspace_id=workspace_id, channel_id=channel)
    )


def message_of(row: Row[Any]) -> Message:
    """A row of the table as a message."""
    return Message(
        id=row.id,
        channel=row.channel_id,
        ts=row.ts,
        kind=Kind(row.kind),
        user=row.user_id,
        recognition=row.recognition_id,
        digest=row.digest_id,
        payload=row.payload,
    )
