"""Inserts that may meet an existing unique key. The database decides, so repeats are harmless."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table

from bot.storage.row_inserts import RowInsert


def insert_once(connection: Connection, table: Table, **values: Any) -> bool:
    """Insert a row; return False and change nothing if one of its unique keys exists."""
    return _insert_missing(table).insert_one(connection, values) == 1


def insert_new(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]], returning: str = "id"
) -> list[Any]:
    """Insert rows together and return a column of those that are new. Existing rows stay as they are.

    Pass the rows in the order of a unique key, so that two transactions lock them in the same order.
    """
    return [row[0] for row in _insert_missing_returning(table, returning).run(connection, rows)]


def insert_missing(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows together, in the same order as for `insert_new`. Existing rows stay as they are."""
    _insert_missing(table).run(connection, rows)


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[dict[str, Any]],
    key: tuple[str, ...] = (),
    kept: tuple[str, ...] = (),
) -> None:
    """Insert rows, or update the given columns where the primary key exists, or another unique `key`.

    The columns that are `kept` are not updated.
    """
    if not rows:
        return
    names = key or tuple(column.name for column in table.primary_key)
    # Two transactions with the same rows lock them in the same order.
    ordered = sorted(rows, key=lambda row: [row[name] for name in names])
    changed = tuple(name for name in rows[0] if name not in (*names, *kept))
    _insert_or_update(table, names, changed).run(connection, ordered)


@cache
def _insert_missing(table: Table) -> RowInsert:
    """Return the insert that skips existing rows. It is cached: building takes longer than running it."""
    return RowInsert(table, lambda insert: insert.on_conflict_do_nothing())


@cache
def _insert_missing_returning(table: Table, returning: str) -> RowInsert:
    return RowInsert(table, lambda insert: insert.on_conflict_do_nothing().returning(table.c[returning]))


@cache
def _insert_or_update(table: Table, key: tuple[str, ...], columns: tuple[str, ...]) -> RowInsert:
    """Return the insert that updates these columns of rows with the same key."""

    def complete(insert: Any) -> Any:
        changed = {name: insert.excluded[name] for name in columns}
        return insert.on_conflict_do_update(index_elements=key, set_=changed)

    return RowInsert(table, complete)
