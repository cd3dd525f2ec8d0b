"""Conditions that both databases plan well.

Lists of ids can have any length: PostgreSQL takes 65,535 parameters in a statement, SQLite fewer.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Dialect,
    Select,
    Text,
    TypeDecorator,
    Uuid,
    bindparam,
    exists,
    literal,
    select,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

from bot.storage.transaction import Transaction

MAX_PARAMETERS = 1_000
"""Ids that are parameters of their own, which databases plan best; a longer list is one parameter."""


class _IdList(TypeDecorator[list[str]]):
    """A list as one parameter: an array, or JSON in SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, *, are_uuids: bool) -> None:
        """Hold Slack's ids, or Hearten's own if `are_uuids`."""
        super().__init__()
        self.are_uuids = are_uuids

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type in this database."""
        if dialect.name == "postgresql":
            element: TypeEngine[str] = Uuid(as_uuid=False) if self.are_uuids else Text()
            return dialect.type_descriptor(postgresql.ARRAY(element))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> Any:
        """Return the parameter as the driver takes it: as hexadecimal digits, JSON holds no bytes."""
        if dialect.name == "postgresql" or value is None:
            return value
        return json.dumps(value).replace("-", "") if self.are_uuids else json.dumps(value)


class _Rows(FunctionElement[str]):
    """The ids of a list as a subquery."""

    type = Text()
    inherit_cache = True


def is_one_of(column: ColumnElement[str], ids: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that a column holds one of these ids, however many there are."""
    distinct = sorted(set(ids))
    if len(distinct) == 1:
        # Most often there is one, and a list is written into the statement's text at each execution.
        return column == distinct[0]
    if len(distinct) <= MAX_PARAMETERS:
        return column.in_(distinct)
    type_ = _IdList(are_uuids=isinstance(column.type, Uuid))
    rows = _Rows(bindparam(None, distinct, type_=type_, unique=True))
    return column.bool_op("IN")(rows)


def is_listed(column: ColumnElement[str], parameter: str) -> ColumnElement[bool]:
    """Return the condition that a column holds one of the ids in a list, which is one named parameter.

    The statement's text does not depend on the list, so it can be made once.
    """
    type_ = _IdList(are_uuids=isinstance(column.type, Uuid))
    return column.bool_op("IN")(_Rows(bindparam(parameter, type_=type_)))


class IdQuery:
    """A query about ids that is built once for a single id: building takes longer than running it."""

    def __init__(
        self, column: ColumnElement[str], build: Callable[[ColumnElement[bool]], Select[Any]]
    ) -> None:
        """Take the column of the ids, and a function that builds the query from the condition on it."""
        self._column = column
        self._build = build
        self._for_one = build(column == bindparam("id"))

    def run(self, tx: Transaction, ids: Iterable[str], **values: Any) -> CursorResult[Any]:
        """Run it for these ids; `values` are those of the query's other parameters."""
        distinct = set(ids)
        if len(distinct) == 1:
            return tx.connection.execute(self._for_one, {"id": distinct.pop(), **values})
        return tx.connection.execute(self._build(is_one_of(self._column, distinct)), values)


@compiles(_Rows, "postgresql")
def _unnest(element: _Rows, compiler: SQLCompiler, **options: Any) -> str:
    return f"(SELECT unnest({compiler.process(element.clauses, **options)}))"


@compiles(_Rows, "sqlite")
def _read_json(element: _Rows, compiler: SQLCompiler, **options: Any) -> str:
    (ids,) = element.clauses
    # An id of Hearten's is stored as bytes; `unhex` is registered on each connection.
    item = "unhex(value)" if isinstance(ids.type, _IdList) and ids.type.are_uuids else "value"
    return f"(SELECT {item} FROM json_each({compiler.process(ids, **options)}))"  # noqa: S608 -- a parameter


def has_row(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that there is such a row, looked up for one recognition after the other.

    With OFFSET, PostgreSQL makes no join of it, which would read the other table from its end up to the page.
    """
    return exists(select(literal(1)).where(*conditions).offset(0))
