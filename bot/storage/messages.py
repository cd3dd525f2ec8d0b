"""Hearten's messages that are in Slack."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Row, bindparam, delete, select, update

from bot.domain.ids import ChannelId, RecognitionId, UserId, WorkspaceId
from bot.domain.outbox_message import Post, UnknownMessage, UploadedImage
from bot.domain.outbox_messages import DirectMessage, PromptMessage, ReactionExplanation, ShoutOut
from bot.domain.plain_data import to_plain
from bot.storage import schema
from bot.storage.conditions import IdQuery, is_listed
from bot.storage.engine import Transaction
from bot.storage.outbox_codec import decode, encode
from bot.storage.row_inserts import make_insert
from bot.storage.statements import PreparedStatement


class UpdateUrl(Struct, frozen=True):
    """The `response_url` of a button press, which may change the message until it expires (UTC)."""

    url: str
    expires_at: datetime


class PostState(Struct, frozen=True):
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


class PostedMessage(Struct, frozen=True):
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
    add_all(tx, [(workspace_id, posted)])


def add_all(tx: Transaction, messages: Iterable[tuple[WorkspaceId, PostedMessage]]) -> None:
    """Store messages that were posted in these workspaces. Their recognitions may have been erased."""
    rows = [_encode_row(workspace_id, posted) for workspace_id, posted in messages]
    if rows:
        _insert_posted(tx.connection.dialect.name).execute_many(tx.connection, rows)


@cache
def _insert_posted(dialect: str) -> PreparedStatement:
    """Return the insert, in which the id of a recognition or digest that was deleted becomes NULL."""
    found = {
        f"{table.name}_id": select(table.c.id)
        .where(table.c.id == bindparam(f"about_{table.name}"))
        .scalar_subquery()
        for table in (schema.recognition, schema.digest)
    }
    insert = make_insert(dialect, schema.posted_message).values(**found)
    return PreparedStatement(insert.on_conflict_do_nothing())


def _encode_row(workspace_id: WorkspaceId, posted: PostedMessage) -> dict[str, Any]:
    row = encode(posted.message)
    # Of most messages nothing is known but that they were posted.
    state = {} if posted.state == NEW_STATE else {_STATE: to_plain(posted.state)}
    return {
        "id": posted.id,
        "workspace_id": workspace_id,
        "channel_id": posted.channel,
        "ts": posted.ts,
        "kind": row["kind"],
        "version": row["version"],
        "user_id": posted.user,
        "about_recognition": row["recognition_id"],
        "about_digest": row["digest_id"],
        "payload": {**row["payload"], **state},
    }


_POSTED = schema.posted_message
_SELECT = PreparedStatement(select(_POSTED).where(_POSTED.c.id == bindparam("message")))
_SELECT_LISTED = PreparedStatement(select(_POSTED).where(is_listed(_POSTED.c.id, "messages")))
_SELECT_AT = IdQuery(
    lambda is_wanted: select(_POSTED).where(
        _POSTED.c.workspace_id == bindparam("workspace_id"),
        is_listed(_POSTED.c.channel_id, "channels"),
        is_wanted(_POSTED.c.ts),
    )
)
_SELECT_WITHOUT_TS = PreparedStatement(
    select(_POSTED)
    .where(
        _POSTED.c.workspace_id == bindparam("workspace_id"),
        _POSTED.c.channel_id == bindparam("channel"),
        _POSTED.c.recognition_id == bindparam("recognition"),
        _POSTED.c.kind == ShoutOut.kind,
        _POSTED.c.ts.is_(None),
    )
    .limit(1)
    .with_for_update(key_share=True)
)
_SELECT_ABOUT = PreparedStatement(
    select(_POSTED).where(
        _POSTED.c.recognition_id == bindparam("recognition"),
        _POSTED.c.kind != ReactionExplanation.kind,
        _POSTED.c.kind != PromptMessage.kind,
    )
)
_SELECT_OF_KIND = PreparedStatement(
    select(_POSTED).where(
        _POSTED.c.recognition_id == bindparam("recognition"), _POSTED.c.kind == bindparam("kind")
    )
)
_SELECT_PAYLOAD = PreparedStatement(
    select(_POSTED.c.payload).where(_POSTED.c.id == bindparam("message")).with_for_update()
)
_UPDATE = PreparedStatement(update(_POSTED).where(_POSTED.c.id == bindparam("message")))
"""The values that it sets are passed when it is executed."""


def get(tx: Transaction, message: str) -> PostedMessage | None:
    """Return the message that a delivery posted."""
    row = _SELECT.find_one(tx.connection, {"message": message})
    return read_message(row) if row else None


def find_messages(tx: Transaction, ids: Collection[str]) -> dict[str, PostedMessage]:
    """Return those of these messages that are posted, by id."""
    rows = _SELECT_LISTED.fetch_all(tx.connection, {"messages": list(ids)})
    return {row.id: read_message(row) for row in rows}


def find_at(tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId, ts: str) -> PostedMessage | None:
    """Return the bot's message at this place; None if there is none."""
    return find_all_at(tx, workspace_id, [(channel, ts)]).get((channel, ts))


def find_all_at(
    tx: Transaction, workspace_id: WorkspaceId, places: Iterable[tuple[ChannelId, str]]
) -> dict[tuple[ChannelId, str], PostedMessage]:
    """Return the bot's messages at these places (channel, ts)."""
    wanted = set(places)
    channels = sorted({channel for channel, _ in wanted})
    rows = _SELECT_AT.run(tx, {ts for _, ts in wanted}, workspace_id=workspace_id, channels=channels)
    return {place: read_message(row) for row in rows if (place := (row.channel_id, row.ts)) in wanted}


def find_without_ts(
    tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId, recognition: RecognitionId
) -> PostedMessage | None:
    """Return a shout-out in a channel with an unknown ts; None if there is none."""
    about = {"workspace_id": workspace_id, "channel": channel, "recognition": recognition}
    row = _SELECT_WITHOUT_TS.find_one(tx.connection, about)
    return read_message(row) if row else None


def set_ts(tx: Transaction, posted: PostedMessage, ts: str, state: PostState) -> None:
    """Store the ts of a message, and its state."""
    _UPDATE.execute(tx.connection, {"message": posted.id, "ts": ts})
    set_state(tx, posted, state)


def list_about(tx: Transaction, recognition: RecognitionId) -> list[PostedMessage]:
    """Return the messages about a recognition alone: its shout-out and direct messages."""
    rows = _SELECT_ABOUT.fetch_all(tx.connection, {"recognition": recognition})
    return [read_message(row) for row in rows]


def has_kind(
    tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId, message_class: type[Post]
) -> bool:
    """Return True if a message of this kind was posted in a channel."""
    query = select(_POSTED.c.id).filter_by(
        workspace_id=workspace_id, channel_id=channel, kind=message_class.kind
    )
    return tx.connection.scalar(query.limit(1)) is not None


def list_explanations(tx: Transaction, recognition: RecognitionId) -> list[PostedMessage]:
    """Return the messages that explain a user's first emoji with this recognition."""
    about = {"recognition": recognition, "kind": ReactionExplanation.kind}
    return [read_message(row) for row in _SELECT_OF_KIND.fetch_all(tx.connection, about)]


def set_state(tx: Transaction, posted: PostedMessage, state: PostState) -> None:
    """Store the state of a message."""
    # Keep fields that only a newer version knows.
    payload = _SELECT_PAYLOAD.find_value(tx.connection, {"message": posted.id})
    if payload is not None:
        changed = {**payload, _STATE: to_plain(state)}
        _UPDATE.execute(tx.connection, {"message": posted.id, "payload": changed})


def detach_direct_message(tx: Transaction, recognition: RecognitionId, user: UserId) -> None:
    """Detach the direct message about a recognition to this user, so that it is not changed again."""
    tx.connection.execute(
        delete(_POSTED).filter_by(recognition_id=recognition, user_id=user, kind=DirectMessage.kind)
    )


def forget(tx: Transaction, message: str) -> None:
    """Forget a message that was deleted from Slack."""
    tx.connection.execute(delete(_POSTED).filter_by(id=message))


def forget_in_channel(tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId) -> None:
    """Forget all messages of a channel that was deleted from Slack."""
    tx.connection.execute(delete(_POSTED).filter_by(workspace_id=workspace_id, channel_id=channel))


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
        state=msgspec.convert(row.payload.get(_STATE, {}), PostState),
    )
