"""Conditions about lists of any length: PostgreSQL takes 65,535 parameters in a statement, SQLite fewer."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Dialect, Text, TypeDecorator, Uuid, bindparam
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine

MAX_PARAMETERS = 1_000
"""Ids that are parameters of their own, which databases plan best; a longer list is one parameter."""


class _IdList(TypeDecorator[list[str]]):
    """A whole list as one parameter: an array, or JSON in SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, *, are_uuids: bool) -> None:
        """Take Slack's ids, or, if `are_uuids`, our own."""
        super().__init__()
        self.are_uuids = are_uuids

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type in this database."""
        if dialect.name == "postgresql":
            element: TypeEngine[str] = Uuid(as_uuid=False) if self.are_uuids else Text()
            return dialect.type_descriptor(postgresql.ARRAY(element))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> Any:
        """Return the parameter as the driver takes it: SQLite keeps 32 digits of an id of ours."""
        if dialect.name == "postgresql" or value is None:
            return value
        return json.dumps([id_.replace("-", "") for id_ in value] if self.are_uuids else value)


class _Rows(FunctionElement[str]):
    """The ids of a list as a query."""

    type = Text()
    inherit_cache = True


def is_one_of(column: ColumnElement[str], ids: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that a column holds one of these ids, however many there are."""
    wanted = sorted(set(ids))
    if len(wanted) <= MAX_PARAMETERS:
        return column.in_(wanted)
    type_ = _IdList(are_uuids=isinstance(column.type, Uuid))
    rows = _Rows(bindparam(None, wanted, type_=type_, unique=True))
    return column.bool_op("IN")(rows)


@compiles(_Rows, "postgresql")
def _unnest(element: _Rows, compiler: SQLCompiler, **options: Any) -> str:
    return f"(SELECT unnest({compiler.process(element.clauses, **options)}))"


@compiles(_Rows, "sqlite")
def _read_json(element: _Rows, compiler: SQLCompiler, **options: Any) -> str:
    ids = compiler.process(element.clauses, **options)
    return f"(SELECT value FROM json_each({ids}))"  # noqa: S608 -- a parameter
