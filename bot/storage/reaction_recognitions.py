"""Recognitions that reactions give, many at a time. They have no text of their own."""

from collections.abc import Collection, Mapping

from msgspec import Struct
from sqlalchemy import bindparam, delete, select, update

from bot.domain.ids import RecognitionId, WorkspaceId
from bot.storage import schema
from bot.storage.conditions import is_listed
from bot.storage.deduplication import hash_key
from bot.storage.engine import Transaction
from bot.storage.statements import PreparedStatement


class LockedRecognition(Struct, frozen=True):
    """A recognition that no other transaction changes until this one ends."""

    id: RecognitionId
    is_withdrawn: bool


_LOCK = PreparedStatement(
    select(schema.recognition.c.id, schema.recognition.c.deduplication_key, schema.recognition.c.withdrawn_at)
    .where(
        schema.recognition.c.workspace_id == bindparam("workspace"),
        is_listed(schema.recognition.c.deduplication_key, "keys"),
    )
    # Two transactions with the same recognitions lock them in the same order.
    .order_by(schema.recognition.c.deduplication_key)
    .with_for_update(key_share=True)
)
_VALUES = PreparedStatement(
    select(schema.recognition_value.c.recognition_id, schema.recognition_value.c.value_key).where(
        is_listed(schema.recognition_value.c.recognition_id, "recognitions")
    )
)
_SET_WITHDRAWN = PreparedStatement(
    update(schema.recognition).where(is_listed(schema.recognition.c.id, "recognitions"))
)
_DELETE_VALUES = PreparedStatement(
    delete(schema.recognition_value).where(
        schema.recognition_value.c.recognition_id == bindparam("recognition"),
        schema.recognition_value.c.value_key == bindparam("key"),
    )
)


def lock_all(
    tx: Transaction, workspace_id: WorkspaceId, keys: Collection[str]
) -> dict[str, LockedRecognition]:
    """Return the recognitions with these deduplication keys, by key, and lock them."""
    by_hash = {hash_key(key): key for key in keys}
    rows = _LOCK.fetch_all(tx.connection, {"workspace": workspace_id, "keys": list(by_hash)})
    return {
        by_hash[row.deduplication_key]: LockedRecognition(row.id, is_withdrawn=row.withdrawn_at is not None)
        for row in rows
    }


def set_withdrawn(tx: Transaction, recognitions: Collection[RecognitionId], *, withdrawn: bool) -> None:
    """Withdraw these recognitions, or restore them. They have no text that a search could find."""
    if recognitions:
        changed = {"recognitions": list(recognitions), "withdrawn_at": tx.now if withdrawn else None}
        _SET_WITHDRAWN.execute(tx.connection, changed)


def retain_values(tx: Transaction, values: Mapping[RecognitionId, set[str]]) -> None:
    """Remove all values of these recognitions but the given ones."""
    found = _VALUES.fetch_all(tx.connection, {"recognitions": list(values)})
    removed = [{"recognition": id_, "key": key} for id_, key in found if key not in values[id_]]
    if removed:
        _DELETE_VALUES.execute_many(tx.connection, removed)
