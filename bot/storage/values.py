"""Changes of a workspace's values, and their columns. `workspaces` reads them together with its own."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from bot.domain.emoji import Emoji
from bot.domain.ids import WorkspaceId
from bot.domain.values import Value, Values
from bot.storage import schema
from bot.storage.engine import Transaction

COLUMNS = tuple(
    schema.value.c[name].label(f"value_{name}")
    for name in (
        "key",
        "name",
        "emoji",
        "character",
        "description",
        "aliases",
        "extra_emoji",
        "style",
        "retired_at",
    )
)
"""What `read_values` reads; the names begin with `value_`, since a workspace has a name, too."""


def read_values(rows: Iterable[Row[Any]]) -> Values:
    """Return the values in these rows, in their order. A row without a value is skipped."""
    return _make_values(
        tuple(
            (
                row.value_key,
                row.value_name,
                row.value_emoji,
                row.value_character,
                row.value_description,
                tuple(row.value_aliases),
                tuple(Emoji(name, character) for name, character in row.value_extra_emoji),
                row.value_style,
                row.value_retired_at is not None,
            )
            for row in rows
            if row.value_key is not None
        )
    )


@lru_cache(maxsize=256)
def _make_values(rows: tuple[tuple[Any, ...], ...]) -> Values:
    """Make the values once for the same rows, which hardly ever change: indexing their names takes time."""
    values, retired = list[Value](), list[Value]()
    for *fields, is_retired in rows:
        (retired if is_retired else values).append(Value(*fields))
    return Values(values, retired)


def lock(tx: Transaction, workspace_id: WorkspaceId) -> None:
    """Lock the values of a workspace until the transaction ends."""
    table = schema.workspace
    # Not the key itself: recognitions, which refer to it, can be given meanwhile.
    tx.connection.execute(select(table.c.id).filter_by(id=workspace_id).with_for_update(key_share=True))


def list_keys(tx: Transaction, workspace_id: WorkspaceId) -> frozenset[str]:
    """Return the keys of all values, retired and merged ones included."""
    return frozenset(tx.connection.scalars(select(schema.value.c.key).filter_by(workspace_id=workspace_id)))


def add(tx: Transaction, workspace_id: WorkspaceId, value: Value) -> None:
    """Add a new value after all others."""
    table = schema.value
    last = select(func.max(table.c.position), func.max(table.c.style)).filter_by(workspace_id=workspace_id)
    position, style = (0 if number is None else number + 1 for number in tx.connection.execute(last).one())
    row = {"workspace_id": workspace_id, "key": value.key, "position": position, "style": style}
    tx.connection.execute(insert(table).values(**row, **_make_columns(value)))


def save(tx: Transaction, workspace_id: WorkspaceId, value: Value) -> None:
    """Store the fields of a value, by its key."""
    _update(tx, workspace_id, value.key, **_make_columns(value))


def retire(tx: Transaction, workspace_id: WorkspaceId, key: str) -> None:
    """Retire a value: it can no longer be given."""
    _update(tx, workspace_id, key, retired_at=tx.now)


def bring_back(tx: Transaction, workspace_id: WorkspaceId, key: str) -> None:
    """Restore a retired value."""
    _update(tx, workspace_id, key, retired_at=None)


def put_in_order(tx: Transaction, workspace_id: WorkspaceId, order: Sequence[str]) -> None:
    """Set the order of the values with these keys."""
    for position, key in enumerate(order):
        _update(tx, workspace_id, key, position=position)


def _update(tx: Transaction, workspace_id: WorkspaceId, key: str, **columns: Any) -> None:
    table = schema.value
    tx.connection.execute(
        update(table).where(table.c.workspace_id == workspace_id, table.c.key == key).values(**columns)
    )


def _make_columns(value: Value) -> dict[str, Any]:
    return {
        "name": value.name,
        "emoji": value.emoji,
        "character": value.character,
        "description": value.description,
        "aliases": list(value.aliases),
        "extra_emoji": [[sign.name, sign.character] for sign in value.others],
    }
