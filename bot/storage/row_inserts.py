"""Inserts of any number of rows by one statement, whose text does not depend on their number."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import orjson
from sqlalchemy import JSON, Connection, Table, Text, bindparam, cast, column, func, select

from bot.storage.statements import PreparedStatement

Row = Mapping[str, Any]
Completion = Callable[[Any], Any]
"""Adds to an insert what it does on a conflict, and what it returns."""


class RowInsert:
    """Inserts rows into a table.

    Several rows are one parameter for PostgreSQL: its server would parse and plan an insert of each for
    itself, which takes longer than inserting it. SQLite plans only once anyway.
    """

    def __init__(self, table: Table, complete: Completion = lambda insert: insert) -> None:
        """Insert into `table`. The statements are made when they are first needed."""
        self._table = table
        self._complete = complete
        self._of_row = cache(self._prepare_of_row)
        self._of_rows = cache(self._prepare_of_rows)

    def run(self, connection: Connection, rows: Sequence[Row]) -> list[Any]:
        """Insert rows, which have the same columns, in their order; return what the insert returns."""
        if not rows:
            return []
        dialect = connection.dialect.name
        if len(rows) == 1:
            return self._of_row(dialect).fetch_all(connection, rows[0])
        if dialect == "postgresql":
            return self._of_rows(tuple(rows[0])).fetch_all(connection, {"rows": _write_rows(rows)})
        return self._of_row(dialect).fetch_each(connection, rows)

    def insert_one(self, connection: Connection, row: Row) -> int:
        """Insert a row and return how many rows that changed: none if a conflict prevents it."""
        return self._of_row(connection.dialect.name).execute(connection, row)

    def _prepare_of_row(self, dialect: str) -> PreparedStatement:
        return PreparedStatement(self._complete(make_insert(dialect, self._table)))

    def _prepare_of_rows(self, names: tuple[str, ...]) -> PreparedStatement:
        return PreparedStatement(self.make_of_rows(names, "rows"))

    def make_of_rows(self, names: tuple[str, ...], parameter: str) -> Any:
        """Return PostgreSQL's insert of these columns, from a list of rows in JSON that is one parameter."""
        columns = [column(name, self._table.c[name].type) for name in names]
        listed = func.json_to_recordset(cast(bindparam(parameter, type_=Text), JSON))
        new = listed.table_valued(*columns).render_derived(name="new_row", with_types=True)
        return self._complete(make_insert("postgresql", self._table).from_select(names, select(*new.c)))


def insert_together(connection: Connection, inserts: Sequence[tuple[RowInsert, Sequence[Row]]]) -> None:
    """Insert rows into several tables. The rows of a table have the same columns, and refer to none of these.

    PostgreSQL gets one statement: each further one is another way to its server and back.
    """
    filled = [(insert, rows) for insert, rows in inserts if rows]
    if connection.dialect.name != "postgresql" or len(filled) == 1:
        for insert, rows in filled:
            insert.run(connection, rows)
    elif filled:
        columns = tuple((insert, tuple(rows[0])) for insert, rows in filled)
        lists = {f"rows_{number}": _write_rows(rows) for number, (_, rows) in enumerate(filled)}
        _prepare_together(columns).execute(connection, lists)


@cache
def _prepare_together(inserts: tuple[tuple[RowInsert, tuple[str, ...]], ...]) -> PreparedStatement:
    first, *others = (
        insert.make_of_rows(names, f"rows_{number}") for number, (insert, names) in enumerate(inserts)
    )
    return PreparedStatement(first.add_cte(*(other.cte(f"other_{n}") for n, other in enumerate(others))))


def _write_rows(rows: Sequence[Row]) -> str:
    return orjson.dumps(rows, _write_time, orjson.OPT_PASSTHROUGH_DATETIME).decode()


def _write_time(time: datetime) -> str:
    """Return a time as PostgreSQL reads it. Raise ValueError for one without a zone, as its column would."""
    if time.tzinfo is None:
        raise ValueError("a naive time cannot be stored")
    return time.isoformat()


def make_insert(dialect: str, table: Table) -> Any:
    """Return an insert of this dialect, which can say what happens on a conflict.

    PostgreSQL's module is imported only for its server: it takes two megabytes.
    """
    if dialect == "postgresql":
        from sqlalchemy.dialects.postgresql import insert as insert_in_postgresql

        return insert_in_postgresql(table)
    from sqlalchemy.dialects.sqlite import insert as insert_in_sqlite

    return insert_in_sqlite(table)
