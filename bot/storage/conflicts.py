"""Inserts that meet a unique key: what Slack repeats is decided by the database, inside the transaction."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_once(connection: Connection, table: Table, **values: Any) -> bool:
    """Insert a row; answers whether it is new. A row with one of its unique keys stays as it was."""
    statement = _insert(connection, table).values(**values).on_conflict_do_nothing()
    # A row count is not kept for inserts, unless asked for.
    return connection.execute(statement, execution_options={"preserve_rowcount": True}).rowcount == 1


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> list[Any]:
    """Insert rows at once; answers the ids of those that are new. The others stay as they were.

    Give the rows in the order of a unique key, so that two transactions lock them in the same order.
    """
    if not rows:
        return []
    statement = _insert(connection, table).on_conflict_do_nothing().returning(table.c.id)
    return list(connection.execute(statement, list(rows)).scalars())


def upsert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows; those whose primary key exists take the new values in the columns given."""
    if not rows:
        return
    statement = _insert(connection, table)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    # Two transactions with the same rows lock them in the same order.
    ordered = sorted(rows, key=lambda row: [row[key] for key in keys])
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed), ordered)


def _insert(connection: Connection, table: Table) -> Any:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)
