"""Metadata, types and columns that the tables share.

Every row belongs to one workspace and is deleted with it. Times are UTC. Ids of users and channels are
Slack's. All other ids are UUIDv7, which sort by time: "the latest of a user" is one range of a primary key.
They are 36 characters in Python, `uuid` in PostgreSQL and 16 bytes in SQLite.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    String,
    TypeDecorator,
    Uuid,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine, UserDefinedType

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_remember_results = lru_cache(maxsize=512)
"""Within a transaction, the same times and ids are converted again and again."""
_NAIVE = "a naive time cannot be stored"


class UtcDateTime(TypeDecorator[datetime]):
    """An instant in UTC: `timestamptz` in PostgreSQL, microseconds since 1970 in SQLite.

    As text, which SQLite would store otherwise, it takes four times as much room, and longer to convert.
    Raise ValueError for a time without a zone.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type in this database."""
        return dialect.type_descriptor(BigInteger() if dialect.name == "sqlite" else self.impl_instance)

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], datetime | int | None]:
        """Return the conversion of parameters."""
        return _to_microseconds if dialect.name == "sqlite" else _to_utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None]:
        """Return the conversion of results: to UTC, whatever zone a PostgreSQL session has."""
        return _from_microseconds if dialect.name == "sqlite" else _to_utc


@_remember_results
def _to_microseconds(value: datetime | None) -> int | None:
    """Return the microseconds since 1970. Raise ValueError for a time without a zone."""
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(_NAIVE)
    return (value - _EPOCH) // _MICROSECOND


@_remember_results
def _from_microseconds(value: int | None) -> datetime | None:
    return None if value is None else _EPOCH + timedelta(microseconds=value)


def _to_utc(value: datetime | None) -> datetime | None:
    """Return the same instant in UTC. Raise ValueError for a time without a zone."""
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(_NAIVE)
    return value.astimezone(UTC)


class PostgresqlType(UserDefinedType[str]):
    """A type that only PostgreSQL has. SQLAlchemy's class for it would import all about that database."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        """Be the type of this name, in capitals."""
        self.name = name

    def get_col_spec(self, **_: Any) -> str:
        """Return the type's name in DDL."""
        return self.name


class IdBytes(UserDefinedType[str]):
    """An id as SQLite stores it: half as long as its hexadecimal digits."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Return the type's name in DDL."""
        return "BLOB"

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], bytes | None]:
        """Return the conversion of parameters."""
        return _pack

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[bytes | None], str | None]:
        """Return the conversion of results."""
        return _unpack


@_remember_results
def _pack(id_: str | None) -> bytes | None:
    return None if id_ is None else bytes.fromhex(id_.replace("-", ""))


@_remember_results
def _unpack(packed: bytes | None) -> str | None:
    """Return the 36 characters of an id. `UUID` takes three times as long, for each id of each row."""
    if packed is None:
        return None
    return (
        f"{packed[:4].hex()}-{packed[4:6].hex()}-{packed[6:8].hex()}-{packed[8:10].hex()}-{packed[10:].hex()}"
    )


ID = Uuid(as_uuid=False).with_variant(IdBytes(), "sqlite")
"""The type of Hearten's own ids."""


def id_column(name: str = "id", **options: Any) -> Column[str]:
    """Return a column for one of Hearten's own ids."""
    return Column(name, ID, **options)


def workspace_key() -> Column[int]:
    """Return the workspace's column as a part of the primary key."""
    return Column("workspace_id", Integer, ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True)


def workspace_column() -> Column[int]:
    """Return the workspace's column."""
    return Column("workspace_id", Integer, ForeignKey("workspace.id", ondelete="CASCADE"), nullable=False)


def reference(table: str, *, primary_key: bool = False, nullable: bool = False) -> Column[str]:
    """Return a column with the id of a row that this row is deleted with."""
    return Column(
        f"{table}_id",
        ID,
        ForeignKey(f"{table}.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=nullable,
    )


def slack_id(name: str, *, primary_key: bool = False, nullable: bool = False) -> Column[str]:
    """Return a column for an id of Slack's."""
    return Column(name, String(32), primary_key=primary_key, nullable=nullable)


def version_column() -> Column[int]:
    """Return a column for the version of its kind that a message is written in."""
    return Column("version", Integer, nullable=False, server_default=text("1"))


def time_column(name: str, *, nullable: bool = False) -> Column[datetime]:
    """Return a column for an instant."""
    return Column(name, UtcDateTime, nullable=nullable)
