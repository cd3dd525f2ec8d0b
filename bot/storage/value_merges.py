"""Values merged into others. Reads follow a merge at once; rows are rewritten in batches."""

from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import Column, ColumnElement, func, literal, select, tuple_, update
from sqlalchemy import delete as delete_from

from bot.domain.ids import WorkspaceId
from bot.storage import schema
from bot.storage.conditions import is_one_of
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems
from bot.storage.ids import FIRST_ID
from bot.storage.row_inserts import make_insert


class ValueMerge(Struct, frozen=True):
    """A value (`key`) that was merged into another. Rows up to `reached` are rewritten."""

    workspace_id: WorkspaceId
    key: str
    into: str
    reached: str


def current_key(workspace_id: WorkspaceId | ColumnElement[int], key: Column[str]) -> ColumnElement[str]:
    """Return the key of the value that a key belongs to now, mostly itself."""
    value = schema.value
    merged_into = (
        select(value.c.merged_into)
        .where(value.c.workspace_id == workspace_id, value.c.key == key)
        .correlate(key.table)
        .scalar_subquery()
    )
    return func.coalesce(merged_into, key)


def list_merged_keys(tx: Transaction, workspace_id: WorkspaceId, keys: Iterable[str]) -> tuple[str, ...]:
    """Return these keys and all keys merged into the same values."""
    value = schema.value
    rows = tx.connection.execute(
        select(value.c.key, value.c.merged_into).where(
            value.c.workspace_id == workspace_id, value.c.merged_into.is_not(None)
        )
    ).all()
    into = {row.key: row.merged_into for row in rows}
    targets = {into.get(key, key) for key in keys}
    return (*sorted(targets), *sorted(key for key, target in into.items() if target in targets))


def start_merge(tx: Transaction, workspace_id: WorkspaceId, key: str, into: str) -> None:
    """Merge a value, and all that was merged into it, into another."""
    value = schema.value
    is_here = value.c.workspace_id == workspace_id
    tx.connection.execute(
        update(value)
        .where(is_here, value.c.key == key)
        .values(
            merged_into=into,
            merge_cursor=FIRST_ID,
            retired_at=func.coalesce(value.c.retired_at, literal(tx.now, value.c.retired_at.type)),
        )
    )
    tx.connection.execute(update(value).where(is_here, value.c.merged_into == key).values(merged_into=into))


def find_target(tx: Transaction, workspace_id: WorkspaceId, key: str) -> str | None:
    """Return the key of the value that this one was merged into; None if it wasn't."""
    return tx.connection.scalar(
        select(schema.value.c.merged_into).filter_by(workspace_id=workspace_id, key=key)
    )


def claim(tx: Transaction, failed: FailedItems) -> ValueMerge | None:
    """Return a merge that is not finished, for this transaction alone; None if there is none.

    Merges that failed lately are skipped.
    """
    value = schema.value
    row = tx.connection.execute(
        select(value.c.workspace_id, value.c.key, value.c.merged_into, value.c.merge_cursor)
        .where(value.c.merge_cursor.is_not(None), failed.build_exclusion(value.c.workspace_id, value.c.key))
        .order_by(value.c.workspace_id, value.c.key)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    return ValueMerge(*row) if row else None


def rewrite(tx: Transaction, merge: ValueMerge, limit: int) -> bool:
    """Rewrite the next recognitions to the other value; return True if there may be more.

    The index of rows by value covers all workspaces: rows of others are skipped, each once.
    """
    value_rows = schema.recognition_value
    found = tx.connection.scalars(
        select(value_rows.c.recognition_id)
        .where(value_rows.c.value_key == merge.key, value_rows.c.recognition_id > merge.reached)
        .order_by(value_rows.c.recognition_id)
        .limit(limit)
    ).all()
    recognition = schema.recognition
    own_rows = tx.connection.execute(
        select(recognition.c.id, recognition.c.channel_id, recognition.c.message_ts).where(
            is_one_of(recognition.c.id, found), recognition.c.workspace_id == merge.workspace_id
        )
    ).all()
    if own_rows:
        _rewrite_rows(tx, merge, [row.id for row in own_rows])
        messages = [(row.channel_id, row.message_ts) for row in own_rows if row.message_ts]
        _rewrite_reactions(tx, merge, messages)
    is_more = len(found) == limit
    value = schema.value
    tx.connection.execute(
        update(value)
        .where(value.c.workspace_id == merge.workspace_id, value.c.key == merge.key)
        .values(merge_cursor=found[-1] if is_more else None)
    )
    return is_more


def _rewrite_rows(tx: Transaction, merge: ValueMerge, ids: list[str]) -> None:
    """Rewrite the value of these recognitions; delete rows of those that have the other value already."""
    table = schema.recognition_value
    old = (is_one_of(table.c.recognition_id, ids), table.c.value_key == merge.key)
    rewritten = make_insert(tx.connection.dialect.name, table).from_select(
        ["recognition_id", "value_key"], select(table.c.recognition_id, literal(merge.into)).where(*old)
    )
    tx.connection.execute(rewritten.on_conflict_do_nothing())
    tx.connection.execute(delete_from(table).where(*old))


def _rewrite_reactions(tx: Transaction, merge: ValueMerge, messages: list[tuple[str, str]]) -> None:
    """Rewrite the value of reactions on these messages."""
    table = schema.reaction
    if messages:
        tx.connection.execute(
            update(table)
            .where(
                table.c.workspace_id == merge.workspace_id,
                table.c.value_key == merge.key,
                tuple_(table.c.channel_id, table.c.message_ts).in_(messages),
            )
            .values(value_key=merge.into)
        )
