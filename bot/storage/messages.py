"""Hearten's messages that are in Slack."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, ScalarSelect, Table, delete, select, update

from bot.domain.ids import ChannelId, RecognitionId, UserId, WorkspaceId
from bot.domain.outbox_message import Post, UnknownMessage, UploadedImage
from bot.domain.outbox_messages import DirectMessage, PromptMessage, ReactionExplanation, ShoutOut
from bot.storage import schema
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction
from bot.storage.outbox_codec import decode, encode


@dataclass(frozen=True, slots=True)
class UpdateUrl:
    """The `response_url` of a button press, which may change the message until it expires (UTC)."""

    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PostState:
    """What Hearten learned about a message when or after it was posted.

    `files` are the ids of those in it, and `image` is the one that a digest has. `update_url` is that of the
    latest press in a message that the bot itself may not change.
    """

    files: tuple[str, ...] = ()
    image: UploadedImage | None = None
    update_url: UpdateUrl | None = None


NEW_STATE = PostState()
_STATE = "state"
"""The key of a `PostState` beside the fields of its message."""


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """A message that Hearten posted. Its id is that of its delivery.

    `ts` is None if it went through a `response_url`; `user` reads a direct message, and is None for others.
    """

    id: str
    channel: ChannelId
    ts: str | None
    user: UserId | None
    message: Post
    state: PostState = NEW_STATE


def add(tx: Transaction, workspace_id: WorkspaceId, posted: PostedMessage) -> None:
    """Store a message that was posted. Its recognition may have been erased meanwhile."""
    row = encode(posted.message)
    insert_once(
        tx.connection,
        schema.posted_message,
        id=posted.id,
        workspace_id=workspace_id,
        channel_id=posted.channel,
        ts=posted.ts,
        kind=row["kind"],
        version=row["version"],
        user_id=posted.user,
        recognition_id=_id_or_null(schema.recognition, row["recognition_id"]),
        digest_id=_id_or_null(schema.digest, row["digest_id"]),
        payload={**row["payload"], _STATE: _encode_state(posted.state)},
    )


@cache
def _states() -> TypeAdapter[PostState]:
    return TypeAdapter(PostState)


def _encode_state(state: PostState) -> dict[str, Any]:
    encoded: dict[str, Any] = _states().dump_python(state, mode="json", exclude_defaults=True)
    return encoded


def _id_or_null(table: Table, one: str | None) -> ScalarSelect[str] | None:
    """Return the id as a part of a statement, NULL if its row was deleted."""
    return select(table.c.id).where(table.c.id == one).scalar_subquery() if one else None


def get(tx: Transaction, message: str) -> PostedMessage | None:
    """Return the message that a delivery posted."""
    row = tx.connection.execute(select(schema.posted_message).filter_by(id=message)).one_or_none()
    return read_message(row) if row else None


def find_at(tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId, ts: str) -> PostedMessage | None:
    """Return the bot's message at this place; None if there is none."""
    row = tx.connection.execute(
        select(schema.posted_message).filter_by(workspace_id=workspace_id, channel_id=channel, ts=ts)
    ).one_or_none()
    return read_message(row) if row else None


def find_without_ts(
    tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId, recognition: RecognitionId
) -> PostedMessage | None:
    """Return a shout-out in a channel with an unknown ts; None if there is none."""
    table = schema.posted_message
    row = tx.connection.execute(
        select(table)
        .filter_by(
            workspace_id=workspace_id,
            channel_id=channel,
            recognition_id=recognition,
            kind=ShoutOut.kind,
            ts=None,
        )
        .limit(1)
        .with_for_update(key_share=True)
    ).one_or_none()
    return read_message(row) if row else None


def set_ts(tx: Transaction, posted: PostedMessage, ts: str, state: PostState) -> None:
    """Store the ts of a message, and its state."""
    changed = update(schema.posted_message).filter_by(id=posted.id).values(ts=ts)
    tx.connection.execute(changed)
    set_state(tx, posted, state)


def list_about(tx: Transaction, recognition: RecognitionId) -> list[PostedMessage]:
    """Return the messages about a recognition alone: its shout-out and direct messages."""
    table, others = schema.posted_message, [ReactionExplanation.kind, PromptMessage.kind]
    rows = tx.connection.execute(
        select(table).where(table.c.recognition_id == recognition, table.c.kind.not_in(others))
    )
    return [read_message(row) for row in rows]


def list_explanations(tx: Transaction, recognition: RecognitionId) -> list[PostedMessage]:
    """Return the messages that explain a user's first emoji with this recognition."""
    return _of_kind(tx, recognition, ReactionExplanation)


def list_prompts_about(tx: Transaction, recognition: RecognitionId) -> list[PostedMessage]:
    """Return the prompts that remind of a recognition. They stay if it is withdrawn."""
    return _of_kind(tx, recognition, PromptMessage)


def _of_kind(tx: Transaction, recognition: RecognitionId, message_class: type[Post]) -> list[PostedMessage]:
    rows = tx.connection.execute(
        select(schema.posted_message).filter_by(recognition_id=recognition, kind=message_class.kind)
    )
    return [read_message(row) for row in rows]


def set_state(tx: Transaction, posted: PostedMessage, state: PostState) -> None:
    """Store the state of a message."""
    table = schema.posted_message
    # Keep fields that only a newer version knows.
    payload = tx.connection.scalar(select(table.c.payload).filter_by(id=posted.id).with_for_update())
    if payload is not None:
        changed = update(table).filter_by(id=posted.id)
        tx.connection.execute(changed.values(payload={**payload, _STATE: _encode_state(state)}))


def detach_direct_message(tx: Transaction, recognition: RecognitionId, user: UserId) -> None:
    """Detach the direct message about a recognition to this user, so that it is not changed again."""
    tx.connection.execute(
        delete(schema.posted_message).filter_by(
            recognition_id=recognition, user_id=user, kind=DirectMessage.kind
        )
    )


def forget(tx: Transaction, message: str) -> None:
    """Forget a message that was deleted from Slack."""
    tx.connection.execute(delete(schema.posted_message).filter_by(id=message))


def forget_in_channel(tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId) -> None:
    """Forget all messages of a channel that was deleted from Slack."""
    tx.connection.execute(
        delete(schema.posted_message).filter_by(workspace_id=workspace_id, channel_id=channel)
    )


def read_message(row: Row[Any]) -> PostedMessage:
    """Return the message in a row of the table."""
    message = decode(
        row.kind,
        row.version,
        row.payload,
        destination=row.user_id or row.channel_id,
        recognition=row.recognition_id,
        digest=row.digest_id,
    )
    return PostedMessage(
        id=row.id,
        channel=row.channel_id,
        ts=row.ts,
        user=row.user_id,
        message=message if isinstance(message, Post) else UnknownMessage(row.channel_id),
        state=_states().validate_python(row.payload.get(_STATE, {})),
    )


def find_thread_ts(payload: Mapping[str, Any]) -> str:
    """Return the thread that a shout-out with this payload is in, "" if it is in none."""
    found: str = payload.get("thread_ts", "")
    return found
