"""Changes of messages that Slack refuses for now, held until they are tried again."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Row, bindparam, delete, func, select

from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.message_changes import MessageChange, MessageDeletion, MessageUpdate
from bot.storage import schema
from bot.storage.conditions import IdQuery, is_listed
from bot.storage.conflicts import upsert
from bot.storage.deliveries import HAS_CLAIM, Delivery, identify_attempt
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems
from bot.storage.outbox_codec import decode, encode, is_known
from bot.storage.statements import PreparedStatement


class HeldChange(Struct, frozen=True):
    """An update or deletion of a message, and since when (UTC) Slack refuses it."""

    workspace_id: WorkspaceId
    change: MessageChange
    held_since: datetime


_HELD, _MESSAGE = schema.held_change, schema.posted_message
_SELECT = PreparedStatement(select(_HELD).where(_HELD.c.posted_message_id == bindparam("message")))
_DELETE = PreparedStatement(delete(_HELD).where(_HELD.c.posted_message_id == bindparam("message")))
_DELETE_ALL = PreparedStatement(delete(_HELD).where(is_listed(_HELD.c.posted_message_id, "messages")))
_SELECT_WITH_PLACE = (
    select(_HELD, _MESSAGE.c.channel_id)
    .join(_MESSAGE, _MESSAGE.c.id == _HELD.c.posted_message_id)
    .where(is_known(_HELD))
    .order_by(_HELD.c.posted_message_id)
)
_SELECT_IN_CHANNEL = PreparedStatement(
    _SELECT_WITH_PLACE.where(
        _MESSAGE.c.workspace_id == bindparam("workspace"), _MESSAGE.c.channel_id == bindparam("channel")
    )
)
_SELECT_OF_MESSAGES = IdQuery(
    lambda is_wanted: _SELECT_WITH_PLACE.where(is_wanted(_HELD.c.posted_message_id))
)
_DELETE_MADE = PreparedStatement(
    delete(schema.held_change).where(
        schema.held_change.c.posted_message_id == bindparam("message"), HAS_CLAIM
    )
)


def hold(tx: Transaction, held: HeldChange, error: str, retry_at: datetime) -> None:
    """Store a change in place of the one that was stored for its message. A deletion replaces an update."""
    change, held_since = held.change, held.held_since
    message_id = change.target
    row = _SELECT.find_one(tx.connection, {"message": message_id})
    before = _decode_change(row, change.destination) if row else None
    if before:
        removes = change.removes or before.change.removes
        is_deletion = isinstance(before.change, MessageDeletion)
        change = replace(before.change if is_deletion else change, removes=removes)
        held_since = min(held_since, before.held_since)
    encoded = encode(change)
    row_values = {
        "posted_message_id": message_id,
        "workspace_id": held.workspace_id,
        "kind": encoded["kind"],
        "version": encoded["version"],
        "payload": encoded["payload"],
        "error": error,
        "held_since": held_since,
        "retry_at": retry_at,
    }
    upsert(tx.connection, _HELD, [row_values])


def delete_change(tx: Transaction, message: str) -> None:
    """Delete the change of a message, because it was made or the message was deleted."""
    _DELETE.execute(tx.connection, {"message": message})


def delete_changes_made(tx: Transaction, made: Iterable[tuple[Delivery, str]]) -> None:
    """Delete the changes of these messages that a delivery made which this process still has."""
    rows = [{**identify_attempt(delivery), "message": message} for delivery, message in made]
    if rows:
        _DELETE_MADE.execute_many(tx.connection, rows)


def take_for_channel(tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId) -> list[HeldChange]:
    """Delete and return the changes of a channel's messages."""
    rows = _SELECT_IN_CHANNEL.fetch_all(tx.connection, {"workspace": workspace_id, "channel": channel})
    return _take(tx, rows)


def take_for_message(tx: Transaction, message: str) -> list[HeldChange]:
    """Delete and return the change of a message."""
    return take_for_messages(tx, [message])


def claim_due(tx: Transaction, limit: int, failed: FailedItems) -> list[str]:
    """Return up to `limit` messages whose change is to be tried again now, for this transaction alone.

    Those that failed lately are passed over.
    """
    table = schema.held_change
    due = select(table.c.posted_message_id).where(
        table.c.retry_at <= tx.now,
        is_known(schema.held_change),
        failed.build_exclusion(table.c.posted_message_id),
    )
    ordered = due.order_by(table.c.retry_at).limit(limit).with_for_update(skip_locked=True)
    return list(tx.connection.scalars(ordered))


def take_for_messages(tx: Transaction, messages: Collection[str]) -> list[HeldChange]:
    """Delete and return the changes of these messages."""
    return _take(tx, _SELECT_OF_MESSAGES.run(tx, messages))


def _take(tx: Transaction, rows: Sequence[Any]) -> list[HeldChange]:
    """Delete and return the changes in these rows."""
    if rows:
        _DELETE_ALL.execute(tx.connection, {"messages": [row.posted_message_id for row in rows]})
    return [_read_change(row) for row in rows]


def count(tx: Transaction) -> int:
    """Return how many messages stay as they were although they should have changed."""
    return tx.connection.scalar(select(func.count()).select_from(schema.held_change)) or 0


def _read_change(row: Row[Any]) -> HeldChange:
    held = _decode_change(row, row.channel_id)
    if held is None:
        raise ValueError("a held change cannot be read")
    return held


def _decode_change(row: Row[Any], channel: ChannelId | UserId) -> HeldChange | None:
    """Return the change, None if only a newer version can read it."""
    change = decode(row.kind, row.version, row.payload, destination=channel, target=row.posted_message_id)
    if not isinstance(change, MessageUpdate | MessageDeletion):
        return None
    return HeldChange(row.workspace_id, change, row.held_since)
