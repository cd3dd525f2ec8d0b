"""Deduplication keys of requests that Slack may repeat."""

from base64 import b32hexencode
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b

from sqlalchemy import delete, func, select

from bot.domain.ids import UserId, WorkspaceId
from bot.storage import schema
from bot.storage.conflicts import insert_new, insert_once
from bot.storage.engine import Transaction


def hash_key(key: str) -> str:
    """Return 16 characters to store in place of the key of a recognition, which is only compared.

    Most keys are three times as long, and each is stored twice. Among a hundred million keys, two have the
    same hash with a probability of 1 to 10⁸. Every database sorts these characters alike.
    """
    return b32hexencode(blake2b(key.encode(), digest_size=10).digest()).decode()


def make_credit_prefix(sharer: UserId) -> str:
    """Return how the keys begin under which is remembered how often a user shared credits."""
    return f"share:{sharer}:"


def record_key(tx: Transaction, workspace_id: WorkspaceId, key: str) -> bool:
    """Record the key of a request; return False if it was recorded before."""
    return insert_once(
        tx.connection, schema.deduplication_key, workspace_id=workspace_id, key=key, received_at=tx.now
    )


def record_keys(tx: Transaction, workspace_id: WorkspaceId, keys: Iterable[str]) -> set[str]:
    """Record the keys of several requests; return those that were not recorded before."""
    rows = [{"workspace_id": workspace_id, "key": key, "received_at": tx.now} for key in sorted(set(keys))]
    return set(insert_new(tx.connection, schema.deduplication_key, rows, returning="key"))


def has_key(tx: Transaction, workspace_id: WorkspaceId, key: str) -> bool:
    """Return True if a key was recorded. Another request may still overtake: only `record_key` decides."""
    table = schema.deduplication_key
    query = select(table.c.key).where(table.c.workspace_id == workspace_id, table.c.key == key)
    return tx.connection.scalar(query) is not None


def count_keys_since(tx: Transaction, workspace_id: WorkspaceId, prefix: str, since: datetime) -> int:
    """Return how many keys that begin so were received after an instant (UTC)."""
    table = schema.deduplication_key
    query = (
        select(func.count())
        .select_from(table)
        .where(
            table.c.workspace_id == workspace_id,
            table.c.received_at > since,
            table.c.key.startswith(prefix, autoescape=True),
        )
    )
    return int(tx.connection.scalar(query) or 0)


def delete_keys(tx: Transaction, workspace_id: WorkspaceId, prefix: str) -> None:
    """Delete the keys with this prefix."""
    table = schema.deduplication_key
    begins_so = table.c.key.startswith(prefix, autoescape=True)
    tx.connection.execute(delete(table).where(table.c.workspace_id == workspace_id, begins_so))


def delete_before(tx: Transaction, moment: datetime) -> int:
    """Delete the keys received before an instant (UTC); return how many."""
    return tx.connection.execute(
        delete(schema.deduplication_key).where(schema.deduplication_key.c.received_at < moment)
    ).rowcount
