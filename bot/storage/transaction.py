"""Transactions, and the interface of the databases that run them."""

import asyncio
import contextlib
import math
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import datetime
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar

import orjson
from msgspec import Struct, field
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import (
    DatabaseError,
    DBAPIError,
    DisconnectionError,
    InterfaceError,
    InternalError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import CommitUncertainError, DatabaseUnavailableError
from bot.storage.ids import Ids

P = ParamSpec("P")
T = TypeVar("T")

POOL_SIZE = 8
"""Connections to PostgreSQL."""

DATABASE_AWAY_ERRORS = (
    OperationalError,
    InterfaceError,
    # A server that takes no writes.
    InternalError,
    DisconnectionError,
    PoolTimeoutError,
    CommitUncertainError,
)
"""Errors of a database that is away or busy: the same may succeed a little later."""

REFUSAL_REMEMBERED = 30.0
"""Seconds for which a process counts as unable to write after a refused write."""

Clock = Callable[[], datetime]
OnError = Callable[[], None]
OnOutboxMessage = Callable[[], None]


class Effects(Struct):
    """What follows a commit: `fills_outbox` is True if the outbox has messages to be sent now."""

    fills_outbox: bool = False


class Transaction(Struct, frozen=True):
    """A connection inside a transaction, the time (UTC), and a source of new ids."""

    connection: Connection
    now: datetime
    ids: Ids
    effects: Effects = field(default_factory=Effects)

    def new_id(self) -> str:
        """Return an id that sorts after all earlier ones."""
        return self.ids.new(self.now)


UseCase = Callable[Concatenate[Transaction, P], T]
"""A synchronous function of a transaction and further arguments."""


class Committed(Struct, Generic[T], frozen=True):
    """The result of a committed use case. `has_changes` is False if it wrote nothing."""

    result: T
    has_changes: bool
    effects: Effects


class Database(Protocol):
    """Runs use cases, each in one transaction of its own."""

    engine: Engine

    async def write(self, use_case: UseCase[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case with these arguments, commit, and return its result. Raise what it raises.

        A cancelled caller is cancelled only if the work has not begun, so a cancellation means that nothing
        was done. Use cases must bear being run twice: they are repeated after conflicts and broken
        connections. Raise `CommitUncertainError` if the result of the commit is unknown.
        """

    async def commit(self, use_case: UseCase[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Committed[T]:
        """Do as `write` does, and return whether anything was changed."""

    async def read(self, use_case: UseCase[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run without keeping anything."""

    async def is_writable(self) -> bool:
        """Return True if a write succeeds. Raise the driver's error if the database does not answer."""

    async def scrub(self) -> bool:
        """Overwrite what deleted rows left in the files; return False if other readers prevent it now."""

    def close(self) -> None:
        """Finish what was begun, refuse new work, and close all connections."""


def write_json(value: Any) -> str:
    """Return what a column of JSON holds, several times faster than SQLAlchemy's default."""
    return orjson.dumps(value).decode()


def write_probe(tx: Transaction) -> None:
    """Rewrite a row that every database has: it reaches the disk like any other write."""
    tx.connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")


class WriteRefusals:
    """Remembers a refused write for a while, even if smaller writes still succeed."""

    def __init__(self) -> None:
        """Start with nothing refused."""
        self._refused_at = -math.inf

    def note(self) -> None:
        """Remember a refusal. Thread-safe."""
        self._refused_at = time.monotonic()

    @property
    def is_recent(self) -> bool:
        """Return True within `REFUSAL_REMEMBERED` of a refusal."""
        return time.monotonic() < self._refused_at + REFUSAL_REMEMBERED


def open_connection(engine: Engine) -> Connection:
    """Connect. Raise `DatabaseUnavailableError`, which names the file of an embedded database."""
    try:
        return engine.connect()
    except DatabaseError as error:
        reason = str(error.orig).partition("\n")[0]
        name = f" {engine.url.database}" if engine.dialect.name == "sqlite" else ""
        raise DatabaseUnavailableError(f"the database{name} cannot be reached: {reason}") from error


async def wait_unless_begun(done: "Future[T]") -> T:
    """Wait for work to end. Cancelling the wait cancels the work, unless it has begun."""
    try:
        await _wait_for_end(done)
    except asyncio.CancelledError:
        if done.cancel():
            raise
        await _wait_for_end(done)
    return done.result()


async def _wait_for_end(done: "Future[T]") -> None:
    """Wait in the event loop for work of another thread.

    `asyncio.wrap_future` and `asyncio.shield` do the same by three futures that pass on each other's results.
    """
    loop = asyncio.get_running_loop()
    ended = loop.create_future()

    def end() -> None:
        if not ended.done():
            ended.set_result(None)

    def wake(_: "Future[T]") -> None:
        # The process ends without waiting for the rest.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(end)

    done.add_done_callback(wake)
    await ended


@contextlib.contextmanager
def count_errors(on_error: OnError) -> Iterator[None]:
    """Count database errors, not exceptions that the use case raises itself."""
    try:
        yield
    except DBAPIError:
        on_error()
        raise
