"""Connections to a file of SQLite: their settings, and how their transactions begin and end."""

import sqlite3
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_TIMEOUT = 10
"""Seconds that SQLite waits for another process that is writing."""
PAGE_CACHE_KB = 500
"""Kilobytes of pages that each connection caches, instead of SQLite's 2,000.

A commit of another connection empties the cache of one that reads, so a larger one saves nothing."""
_NO_LOG = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_CANTOPEN}
"""How a volume without shared memory may refuse the write-ahead log."""


def find_driver(connection: Connection) -> sqlite3.Connection:
    """Return the driver's own connection."""
    driver: Any = connection.connection.dbapi_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101 -- for the type checker
    return driver


def control(connection: Connection, statement: str) -> None:
    """Begin or end a transaction. SQLAlchemy would spend longer on that than SQLite itself.

    Raise SQLAlchemy's error for that of the driver.
    """
    try:
        find_driver(connection).execute(statement)
    except sqlite3.Error as error:
        raise DBAPIError.instance(
            statement, None, error, sqlite3.Error, dialect=connection.dialect
        ) from error


def configure(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Set what each new connection to a file needs."""
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 -- for the type checker
    # We begin and end transactions ourselves: with pysqlite's default, releasing a savepoint commits.
    connection.isolation_level = None
    try:
        connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _NO_LOG:
            raise
    for pragma in (
        "synchronous=FULL",
        "foreign_keys=ON",
        # What is erased is overwritten in the file, on every build of SQLite.
        "secure_delete=ON",
        f"cache_size=-{PAGE_CACHE_KB}",
        f"busy_timeout={BUSY_TIMEOUT * 1_000}",
    ):
        connection.execute(f"PRAGMA {pragma}")
    # SQLite has it from 3.41 on.
    connection.create_function("unhex", 1, bytes.fromhex, deterministic=True)
