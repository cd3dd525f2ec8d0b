"""Recognitions that reactions give, many at a time. They have no text of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select

from bot.domain.ids import RecognitionId, UserId, WorkspaceId
from bot.domain.visibility import Visibility
from bot.storage import schema
from bot.storage.conditions import is_listed
from bot.storage.deduplication import hash_key
from bot.storage.engine import Transaction
from bot.storage.statements import PreparedStatement
from bot.storage.visibility import is_active_giver, is_active_recipient


@dataclass(frozen=True, slots=True)
class LockedRecognition:
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
_RECIPIENTS = PreparedStatement(
    select(
        schema.recipient.c.recognition_id, schema.recipient.c.user_id, schema.recipient.c.visibility
    ).where(is_listed(schema.recipient.c.recognition_id, "recognitions"), is_active_recipient())
)
_VALUES = PreparedStatement(
    select(schema.recognition_value.c.recognition_id, schema.recognition_value.c.value_key).where(
        is_listed(schema.recognition_value.c.recognition_id, "recognitions")
    )
)
_GIVEN = PreparedStatement(
    select(schema.giver.c.recognition_id)
    .where(is_listed(schema.giver.c.recognition_id, "recognitions"), is_active_giver())
    .distinct()
)
_DELETE_VALUES = PreparedStatement(
    delete(schema.recognition_value).where(
        schema.recognition_value.c.recognition_id == bindparam("recognition"),
        schema.recognition_value.c.value_key == bindparam("key"),
    )
)


def lock_all(tx: Transaction, workspace_id: WorkspaceId, keys: Sequence[str]) -> dict[str, LockedRecognition]:
    """Return the recognitions with these deduplication keys, by key, and lock them."""
    by_hash = {hash_key(key): key for key in keys}
    rows = _LOCK.fetch_all(tx.connection, {"workspace": workspace_id, "keys": list(by_hash)})
    return {
        by_hash[row.deduplication_key]: LockedRecognition(row.id, is_withdrawn=row.withdrawn_at is not None)
        for row in rows
    }


def list_recipients(
    tx: Transaction, recognitions: Sequence[RecognitionId]
) -> dict[RecognitionId, dict[UserId, Visibility]]:
    """Return the recipients of these recognitions as `recipients.list_recipients` does."""
    found: dict[RecognitionId, dict[UserId, Visibility]] = {id_: {} for id_ in recognitions}
    for id_, user, seen in _RECIPIENTS.fetch_all(tx.connection, {"recognitions": list(recognitions)}):
        found[id_][user] = Visibility(seen)
    return found


def list_given(tx: Transaction, recognitions: Sequence[RecognitionId]) -> set[RecognitionId]:
    """Return those of these recognitions that have a giver who did not withdraw their part."""
    return set(_GIVEN.fetch_column(tx.connection, {"recognitions": list(recognitions)}))


def retain_values(tx: Transaction, values: Mapping[RecognitionId, set[str]]) -> None:
    """Remove all values of these recognitions but the given ones."""
    found = _VALUES.fetch_all(tx.connection, {"recognitions": list(values)})
    removed = [{"recognition": id_, "key": key} for id_, key in found if key not in values[id_]]
    if removed:
        _DELETE_VALUES.execute_many(tx.connection, removed)
