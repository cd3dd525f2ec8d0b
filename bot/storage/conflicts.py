"""Inserts that meet a unique key: what Slack repeats is decided by the database, inside the transaction."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ClauseElement, Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_once(connection: Connection, table: Table, **values: Any) -> bool:
    """Insert a row; answers whether it is new. A row with one of its unique keys stays as it was."""
    statement, parameters = _insert_missing(connection.dialect.name, table), values
    if any(isinstance(value, ClauseElement) for value in values.values()):
        statement, parameters = statement.values(**values), {}
    # A row count is not kept for inserts, unless asked for.
    options = {"preserve_rowcount": True}
    return bool(connection.execute(statement, parameters, execution_options=options).rowcount == 1)


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> list[Any]:
    """Insert rows at once; answers the ids of those that are new. The others stay as they were.

    Give the rows in the order of a unique key, so that two transactions lock them in the same order.
    """
    if not rows:
        return []
    statement = _insert_missing(connection.dialect.name, table).returning(table.c.id)
    return list(connection.execute(statement, list(rows)).scalars())


def upsert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows; those whose primary key exists take the new values in the columns given."""
    if not rows:
        return
    keys = [column.name for column in table.primary_key]
    # Two transactions with the same rows lock them in the same order.
    ordered = sorted(rows, key=lambda row: [row[key] for key in keys])
    connection.execute(_insert_or_update(connection.dialect.name, table, tuple(rows[0])), ordered)


@cache
def _insert_missing(dialect: str, table: Table) -> Any:
    """Build the insert that leaves existing rows as they are. Building it takes longer than running it."""
    return _insert(dialect, table).on_conflict_do_nothing()


@cache
def _insert_or_update(dialect: str, table: Table, columns: tuple[str, ...]) -> Any:
    """Build the insert that gives existing rows the new values in these columns."""
    statement = _insert(dialect, table)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in columns if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


def _insert(dialect: str, table: Table) -> Any:
    return (postgresql if dialect == "postgresql" else sqlite).insert(table)
