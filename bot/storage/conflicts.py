"""Inserts that may meet an existing unique key. The database decides, so repeats are harmless."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table

from bot.storage.statements import PreparedStatement


def insert_once(connection: Connection, table: Table, **values: Any) -> bool:
    """Insert a row; return False and change nothing if one of its unique keys exists."""
    statement = _insert_missing(connection.dialect.name, table)
    return statement.execute(connection, values) == 1


def insert_new(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]], returning: str = "id"
) -> list[Any]:
    """Insert rows together and return a column of those that are new. Existing rows stay as they are.

    Pass the rows in the order of a unique key, so that two transactions lock them in the same order.
    """
    if not rows:
        return []
    statement = _insert_missing_returning(connection.dialect.name, table, returning)
    return list(connection.execute(statement, list(rows)).scalars())


def insert_missing(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows together, in the same order as for `insert_new`. Existing rows stay as they are."""
    if rows:
        _insert_missing(connection.dialect.name, table).execute_many(connection, rows)


def upsert(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]], key: tuple[str, ...] = ()
) -> None:
    """Insert rows, or update the given columns where the primary key exists, or another unique `key`."""
    if not rows:
        return
    names = key or tuple(column.name for column in table.primary_key)
    # Two transactions with the same rows lock them in the same order.
    ordered = sorted(rows, key=lambda row: [row[name] for name in names])
    statement = _insert_or_update(connection.dialect.name, table, names, tuple(rows[0]))
    statement.execute_many(connection, ordered)


@cache
def _insert_missing(dialect: str, table: Table) -> PreparedStatement:
    """Return the insert that skips existing rows. It is cached: building takes longer than running it."""
    return PreparedStatement(make_insert(dialect, table).on_conflict_do_nothing())


@cache
def _insert_missing_returning(dialect: str, table: Table, returning: str) -> Any:
    return make_insert(dialect, table).on_conflict_do_nothing().returning(table.c[returning])


@cache
def _insert_or_update(
    dialect: str, table: Table, key: tuple[str, ...], columns: tuple[str, ...]
) -> PreparedStatement:
    """Return the insert that updates these columns of rows with the same key."""
    statement = make_insert(dialect, table)
    changed = {name: statement.excluded[name] for name in columns if name not in key}
    return PreparedStatement(statement.on_conflict_do_update(index_elements=key, set_=changed))


def make_insert(dialect: str, table: Table) -> Any:
    """Return an insert of this dialect, which can say what happens on a conflict.

    PostgreSQL's module is imported only for its server: it takes two megabytes.
    """
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as insert_in_postgresql

        return insert_in_postgresql(table)
    from sqlalchemy.dialects.sqlite import insert as insert_in_sqlite

    return insert_in_sqlite(table)
