"""Conditions that both databases plan well.

Lists of ids can have any length: PostgreSQL takes 65,535 parameters in a statement, SQLite fewer. A list is
one parameter, so that the statement's text is the same for each and is compiled once.
"""

import json
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    ColumnElement,
    Dialect,
    Integer,
    Text,
    TypeDecorator,
    Uuid,
    bindparam,
    exists,
    literal,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeEngine

from bot.storage.statements import PreparedStatement
from bot.storage.transaction import Transaction

Wanted = Callable[[Column[str]], ColumnElement[bool]]
"""Makes the condition that a column holds one of the ids for which an `IdQuery` is run."""


class _IdList(TypeDecorator[list[Any]]):
    """A list as one parameter: an array, or JSON in SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, *, are_uuids: bool = False, are_numbers: bool = False) -> None:
        """Hold Slack's ids, Hearten's own if `are_uuids`, or those of workspaces if `are_numbers`."""
        super().__init__()
        self.are_uuids = are_uuids
        self.are_numbers = are_numbers

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type in this database."""
        if dialect.name == "postgresql":
            if self.are_numbers:
                return dialect.type_descriptor(ARRAY(Integer()))
            element: TypeEngine[str] = Uuid(as_uuid=False) if self.are_uuids else Text()
            return dialect.type_descriptor(ARRAY(element))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: list[Any] | None, dialect: Dialect) -> Any:
        """Return the parameter as the driver takes it: as hexadecimal digits, JSON holds no bytes."""
        if dialect.name == "postgresql" or value is None:
            return value
        return json.dumps(value).replace("-", "") if self.are_uuids else json.dumps(value)


class _IsInList(FunctionElement[bool]):
    """The condition that a column holds an item of a list; its arguments are both."""

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: OperatorType | None = None) -> Any:
        """Return it as it is: SQLAlchemy would compare it with 1 on SQLite, which then uses no index."""
        return self


@compiles(_IsInList, "postgresql")
def _compile_for_postgresql(element: _IsInList, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = (compiler.process(argument, **options) for argument in element.clauses)
    return f"{column} = ANY ({ids})"


@compiles(_IsInList, "sqlite")
def _compile_for_sqlite(element: _IsInList, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = element.clauses
    # An id of Hearten's is stored as bytes; `unhex` is registered on each connection.
    item = "unhex(value)" if isinstance(ids.type, _IdList) and ids.type.are_uuids else "value"
    items = f"SELECT {item} FROM json_each({compiler.process(ids, **options)})"  # noqa: S608 -- a parameter
    return f"{compiler.process(column, **options)} IN ({items})"


def is_one_of(column: ColumnElement[str], ids: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that a column holds one of these ids, however many there are."""
    distinct = sorted(set(ids))
    if len(distinct) == 1:
        return column == distinct[0]
    return _IsInList(column, bindparam(None, distinct, type_=_list_type(column), unique=True))


def is_listed(column: ColumnElement[Any], parameter: str) -> ColumnElement[bool]:
    """Return the condition that a column holds one of the ids in a list, which is one named parameter.

    The statement's text does not depend on the list, so it can be made once.
    """
    return _IsInList(column, bindparam(parameter, type_=_list_type(column)))


def _list_type(column: ColumnElement[Any]) -> _IdList:
    return _IdList(are_uuids=isinstance(column.type, Uuid), are_numbers=isinstance(column.type, Integer))


class IdQuery:
    """A query about ids that is built once: building takes longer than running it.

    For a single id it has a text of its own, which both databases plan better.
    """

    def __init__(self, build: Callable[[Wanted], Any]) -> None:
        """Take a function that builds the query from the condition on its columns of ids."""
        self._build = build

    @cached_property
    def _for_one(self) -> PreparedStatement:
        return PreparedStatement(self._build(lambda column: column == bindparam("id", type_=column.type)))

    @cached_property
    def _for_many(self) -> PreparedStatement:
        return PreparedStatement(self._build(lambda column: is_listed(column, "ids")))

    def run(self, tx: Transaction, ids: Iterable[str], **values: Any) -> list[Any]:
        """Return the rows for these ids; `values` are those of the query's other parameters."""
        distinct = sorted(set(ids))
        if len(distinct) == 1:
            return self._for_one.fetch_all(tx.connection, {"id": distinct[0], **values})
        return self._for_many.fetch_all(tx.connection, {"ids": distinct, **values})


def has_row(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that there is such a row, looked up for one recognition after the other.

    With OFFSET, PostgreSQL makes no join of it, which would read the other table from its end up to the page.
    """
    return exists(select(literal(1)).where(*conditions).offset(0))
