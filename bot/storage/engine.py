"""The database: where transactions run.

A use case is a synchronous function of one `Transaction`. `Database` runs it off the event loop, and its
result is released only after the commit.
"""

import asyncio
import contextlib
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.storage.database_url import checked, create_private, path_of
from bot.storage.errors import NoDatabaseError
from bot.storage.ids import Ids
from bot.storage.tables import metadata

T = TypeVar("T")

POOL_SIZE = 8
"""Connections to PostgreSQL, and threads that read from SQLite."""
PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 10_000, "keepalives_idle": 30}
"""When a PostgreSQL server that vanished is noticed: in seconds, milliseconds, seconds
(https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS)."""
MOST_IN_ONE_COMMIT = 64
"""Transactions that share one commit on SQLite. Each further one saves an fsync and lengthens the wait."""
BUSY_SECONDS = 10
"""How long SQLite waits for another process that is writing."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """What a use case works with: a connection inside a transaction, the time (UTC), and new ids."""

    connection: Connection
    now: datetime
    ids: Ids

    def new_id(self) -> str:
        """An id that sorts after all that was made before."""
        return self.ids.new(self.now)


UseCase = Callable[[Transaction], T]


class Database(Protocol):
    """Runs use cases, each in one transaction of its own."""

    engine: Engine

    async def write(self, use_case: UseCase[T]) -> T:
        """Run and commit; what the use case raises is raised here, and nothing of it is kept.

        A caller who is cancelled while it waits is cancelled only if nothing was begun: who hears that
        something was not done can rely on it.
        """

    async def read(self, use_case: UseCase[T]) -> T:
        """Run without keeping anything."""

    async def scrub(self) -> bool:
        """Overwrite what deleted rows left in the files; False where others are in the way just now."""

    def close(self) -> None:
        """Finish what was begun, refuse what comes after, and close all connections."""


def reach(engine: Engine) -> Connection:
    """A connection of the engine's. Raises `NoDatabaseError`."""
    try:
        return engine.connect()
    except OperationalError as error:
        reason = str(error.orig).partition("\n")[0]
        raise NoDatabaseError(f"the database cannot be reached: {reason}") from error


def answers(tx: Transaction) -> bool:
    """Whether the database is there. Raises what its driver raises where it is not."""
    return bool(tx.connection.exec_driver_sql("SELECT 1").scalar() == 1)


Clock = Callable[[], datetime]
OnError = Callable[[], None]


def connect(url: str, clock: Clock, on_error: OnError = lambda: None) -> Database:
    """The database behind a URL: `sqlite:///file` or `postgresql://…`. `clock` tells the time in UTC.

    `on_error` is called for each transaction that the database failed, from any thread.
    Raises `NoDatabaseError` for a file that cannot be opened; a server is reached later.
    """
    address = checked(url)
    if file := path_of(address):
        create_private(file)
        return SqliteDatabase(address, clock, on_error)
    return PostgresqlDatabase(address, clock, on_error)


async def _unless_begun(done: "Future[T]") -> T:
    """Wait for the end of a piece of work; a cancelled wait takes it back, unless it has begun."""
    waiting = asyncio.wrap_future(done)
    try:
        return await asyncio.shield(waiting)
    except asyncio.CancelledError:
        if done.cancel():
            raise
        return await waiting


@contextlib.contextmanager
def _counting(on_error: OnError) -> Iterator[None]:
    """Tell of what the database fails; what a use case raises by itself is none of it."""
    try:
        yield
    except DBAPIError:
        on_error()
        raise


class PostgresqlDatabase:
    """Each use case on a connection of a small pool."""

    def __init__(self, url: URL, clock: Clock, on_error: OnError) -> None:
        """Prepare the pool; nothing is connected yet."""
        self.engine = create_engine(
            url,
            pool_size=POOL_SIZE,
            max_overflow=0,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args=PATIENCE,
        )
        self._clock = clock
        self._on_error = on_error
        self._ids = Ids()
        self._threads = ThreadPoolExecutor(POOL_SIZE, "postgresql")

    async def write(self, use_case: UseCase[T]) -> T:
        """See `Database.write`."""

        def run() -> T:
            with _counting(self._on_error), self.engine.begin() as connection:
                return use_case(Transaction(connection, self._clock(), self._ids))

        return await _unless_begun(self._threads.submit(run))

    async def read(self, use_case: UseCase[T]) -> T:
        """See `Database.read`."""

        def run() -> T:
            with _counting(self._on_error), self.engine.connect() as connection:
                return use_case(Transaction(connection, self._clock(), self._ids))

        return await asyncio.get_running_loop().run_in_executor(self._threads, run)

    async def scrub(self) -> bool:
        """Vacuum: the server's own log is written over by itself, in time."""

        def run() -> bool:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql(f"VACUUM {', '.join(metadata.tables)}")
            return True

        with _counting(self._on_error):
            return await asyncio.get_running_loop().run_in_executor(self._threads, run)

    def close(self) -> None:
        """See `Database.close`."""
        self._threads.shutdown(wait=True)
        self.engine.dispose()


@dataclass(slots=True)
class _Job:
    use_case: UseCase[Any]
    done: "Future[Any]"


class SqliteDatabase:
    """One thread writes and commits what is waiting together; others read beside it (WAL)."""

    def __init__(self, url: URL, clock: Clock, on_error: OnError) -> None:
        """Open the file, making it if it is new, and start the writer."""
        self.engine = create_engine(url, pool_size=POOL_SIZE + 1, max_overflow=0, hide_parameters=True)
        event.listen(self.engine, "connect", _configure)
        self._clock = clock
        self._on_error = on_error
        self._ids = Ids()
        self._waiting: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._readers = ThreadPoolExecutor(POOL_SIZE, "sqlite-read")
        self._writer = threading.Thread(
            target=self._write_all, args=[reach(self.engine)], name="sqlite-write", daemon=True
        )
        self._writer.start()

    async def write(self, use_case: UseCase[T]) -> T:
        """See `Database.write`."""
        done: Future[T] = Future()
        with self._closing:
            if self._closed:
                raise RuntimeError("the database is closed")
            self._waiting.put(_Job(use_case, done))
        return await _unless_begun(done)

    async def read(self, use_case: UseCase[T]) -> T:
        """See `Database.read`."""

        def run() -> T:
            with (
                _counting(self._on_error),
                self.engine.connect() as connection,
                _closing_read(connection),
            ):
                return use_case(Transaction(connection, self._clock(), self._ids))

        return await asyncio.get_running_loop().run_in_executor(self._readers, run)

    async def scrub(self) -> bool:
        """Bring the write-ahead log into the file and empty it."""

        def run() -> bool:
            with self.engine.connect() as connection:
                busy: int = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
            return busy == 0

        with _counting(self._on_error):
            return await asyncio.get_running_loop().run_in_executor(self._readers, run)

    def close(self) -> None:
        """See `Database.close`."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._waiting.put(None)
        self._writer.join()
        self._readers.shutdown(wait=True)
        self.engine.dispose()

    def _write_all(self, connection: Connection) -> None:
        with connection:
            while (first := self._waiting.get()) is not None:
                jobs, last = [first], False
                while len(jobs) < MOST_IN_ONE_COMMIT and not self._waiting.empty():
                    job = self._waiting.get()
                    if job is None:
                        last = True
                        break
                    jobs.append(job)
                self._commit_together(connection, jobs)
                if last:
                    return

    def _commit_together(self, connection: Connection, jobs: list[_Job]) -> None:
        """One transaction with a savepoint for each job, so that one which fails leaves the others."""
        begun = [job for job in jobs if job.done.set_running_or_notify_cancel()]
        outcomes: list[tuple[_Job, Any, BaseException | None]] = []
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            for job in begun:
                connection.exec_driver_sql("SAVEPOINT job")
                try:
                    with _counting(self._on_error):
                        result = job.use_case(Transaction(connection, self._clock(), self._ids))
                # Whatever a use case raises belongs to its caller, not to the writer.
                except BaseException as error:  # noqa: BLE001
                    connection.exec_driver_sql("ROLLBACK TO job")
                    outcomes.append((job, None, error))
                else:
                    outcomes.append((job, result, None))
                connection.exec_driver_sql("RELEASE job")
            connection.exec_driver_sql("COMMIT")
        except Exception as error:  # noqa: BLE001 -- the callers get it
            self._on_error()
            with contextlib.suppress(Exception):
                connection.exec_driver_sql("ROLLBACK")
            outcomes = [(job, None, error) for job in begun]
        # SQLAlchemy's own bookkeeping of a transaction that it did not begin.
        with contextlib.suppress(sqlite3.Error):
            connection.rollback()
        for job, result, failure in outcomes:
            if failure is None:
                job.done.set_result(result)
            else:
                job.done.set_exception(failure)


@contextlib.contextmanager
def _closing_read(connection: Connection) -> Iterator[None]:
    connection.exec_driver_sql("BEGIN")
    try:
        yield
    finally:
        connection.exec_driver_sql("ROLLBACK")


def _configure(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 -- for the type checker
    # We begin and end transactions ourselves: with pysqlite's default, releasing a savepoint commits.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        # What is erased is overwritten in the file, on every build of SQLite.
        "secure_delete=ON",
        f"busy_timeout={BUSY_SECONDS * 1_000}",
    ):
        connection.execute(f"PRAGMA {pragma}")
