"""Changes of a workspace's values. `workspaces.find_values` reads them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, insert, select, update

from bot.domain.ids import WorkspaceId
from bot.domain.values import Value
from bot.storage import schema
from bot.storage.engine import Transaction


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
