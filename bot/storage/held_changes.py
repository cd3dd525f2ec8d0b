"""Changes of messages that Slack refuses for now, kept until they can be tried again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select

from bot.domain.delivery import KNOWN, Kind
from bot.storage import schema
from bot.storage.conditions import is_one_of
from bot.storage.conflicts import upsert
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems


@dataclass(frozen=True, slots=True)
class HeldChange:
    """An update or deletion of a message, and since when (UTC) Slack refuses it."""

    message: str
    workspace_id: int
    channel: str
    kind: Kind
    payload: Mapping[str, Any]
    held_since: datetime


def hold(tx: Transaction, change: HeldChange, error: str, retry_at: datetime) -> None:
    """Keep a change in place of the one that was kept for its message. A deletion outlives an update."""
    table = schema.held_change
    before = tx.connection.execute(select(table).filter_by(posted_message_id=change.message)).one_or_none()
    is_deletion = Kind.DELETION in (change.kind, Kind(before.kind) if before else None)
    row = {
        "posted_message_id": change.message,
        "workspace_id": change.workspace_id,
        "kind": (Kind.DELETION if is_deletion else change.kind).value,
        "payload": {**(before.payload if before else {}), **change.payload},
        "error": error,
        "held_since": min(change.held_since, before.held_since) if before else change.held_since,
        "retry_at": retry_at,
    }
    upsert(tx.connection, table, [row])


def delete_change(tx: Transaction, message: str) -> None:
    """Forget the change of a message, because it was made or because the message is gone."""
    tx.connection.execute(delete(schema.held_change).filter_by(posted_message_id=message))


def take_for_channel(tx: Transaction, workspace_id: int, channel: str) -> list[HeldChange]:
    """Take away and return the changes of a channel's messages."""
    message = schema.posted_message
    return _take(tx, message.c.workspace_id == workspace_id, message.c.channel_id == channel)


def take_for_message(tx: Transaction, message: str) -> list[HeldChange]:
    """Take away and return the change of a message."""
    return _take(tx, schema.held_change.c.posted_message_id == message)


def claim_due(tx: Transaction, limit: int, failed: FailedItems) -> list[str]:
    """Return up to `limit` messages whose change is to be tried again now, for this transaction alone.

    Those that failed lately are passed over.
    """
    table = schema.held_change
    due = select(table.c.posted_message_id).where(
        table.c.retry_at <= tx.now, _is_known(), failed.excluded(table.c.posted_message_id)
    )
    ordered = due.order_by(table.c.retry_at).limit(limit).with_for_update(skip_locked=True)
    return list(tx.connection.scalars(ordered))


def take_for_messages(tx: Transaction, messages: Collection[str]) -> list[HeldChange]:
    """Take away and return the changes of these messages."""
    return _take(tx, is_one_of(schema.held_change.c.posted_message_id, messages))


def _is_known() -> ColumnElement[bool]:
    """Return a condition that leaves changes of a newer version to that version."""
    return schema.held_change.c.kind.in_([kind.value for kind in KNOWN])


def _take(tx: Transaction, *which: ColumnElement[bool]) -> list[HeldChange]:
    table, message = schema.held_change, schema.posted_message
    rows = tx.connection.execute(
        select(table, message.c.channel_id)
        .join(message, message.c.id == table.c.posted_message_id)
        .where(_is_known(), *which)
        .order_by(table.c.posted_message_id)
    ).all()
    if rows:
        ids = [row.posted_message_id for row in rows]
        tx.connection.execute(delete(table).where(is_one_of(table.c.posted_message_id, ids)))
    return [_read_change(row) for row in rows]


def count(tx: Transaction) -> int:
    """Return how many messages stay as they were although they should have changed."""
    return tx.connection.scalar(select(func.count()).select_from(schema.held_change)) or 0


def _read_change(row: Row[Any]) -> HeldChange:
    return HeldChange(
        message=row.posted_message_id,
        workspace_id=row.workspace_id,
        channel=row.channel_id,
        kind=Kind(row.kind),
        payload=row.payload,
        held_since=row.held_since,
    )
