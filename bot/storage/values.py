"""Changes of a workspace's values, and their columns. `workspaces` reads them together with its own."""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Text, cast, func, insert, select, update

from bot.domain.emoji import Emoji
from bot.domain.ids import WorkspaceId
from bot.domain.values import Value, Values
from bot.storage import schema
from bot.storage.engine import Transaction

_TABLE = schema.value.c
COLUMNS = (
    _TABLE.key.label("value_key"),
    _TABLE.name.label("value_name"),
    _TABLE.emoji,
    _TABLE.character,
    _TABLE.description,
    cast(_TABLE.aliases, Text).label("aliases"),
    cast(_TABLE.extra_emoji, Text).label("extra_emoji"),
    _TABLE.style,
    _TABLE.retired_at.is_not(None).label("is_retired"),
)
"""What `read_values` reads. The JSON in it is read once for the same rows."""


def read_values(rows: Iterable[Row[Any]]) -> Values:
    """Return the values in rows that end with `COLUMNS`, in their order; one without a value is skipped."""
    return _make_values(tuple(row[-len(COLUMNS) :] for row in rows))


@lru_cache(maxsize=256)
def _make_values(rows: tuple[tuple[Any, ...], ...]) -> Values:
    """Make the values once for the same rows, which hardly ever change: indexing their names takes time."""
    values, retired = list[Value](), list[Value]()
    for key, name, emoji, character, description, aliases, extra_emoji, style, is_retired in rows:
        if key is not None:
            others = tuple(Emoji(*sign) for sign in json.loads(extra_emoji))
            value = Value(key, name, emoji, character, description, tuple(json.loads(aliases)), others, style)
            (retired if is_retired else values).append(value)
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
