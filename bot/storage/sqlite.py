"""SQLite: one thread writes, others read at the same time."""

import asyncio
import contextlib
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

from msgspec import Struct
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from bot.storage.ids import Ids
from bot.storage.sqlite_connection import configure, control, find_driver
from bot.storage.transaction import (
    Clock,
    Committed,
    OnError,
    OnOutboxMessage,
    Transaction,
    UseCase,
    WriteRefusals,
    count_errors,
    open_connection,
    wait_unless_begun,
    write_json,
    write_probe,
)

P = ParamSpec("P")
T = TypeVar("T")

MAX_PER_COMMIT = 64
"""Transactions that share one commit. Each further one saves an fsync and lengthens the wait."""
READERS = 4
"""Threads that read. Each takes up to 1.5 megabytes: a page cache, and a part of the C library's heap."""


_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
"""Nothing can be written: a full or failing disk, or a file that may not be changed
(https://www.sqlite.org/rescode.html)."""
NO_LOG_ADVICE = (
    "its volume refuses SQLite's write-ahead log, as network volumes do, so readers and the writer stop each "
    "other, and a lost connection may damage the file: move it to a local disk, or use PostgreSQL"
)


class _Job(Struct):
    use_case: Callable[[Transaction], Any]
    done: "Future[Committed[Any]]"


class SqliteDatabase:
    """Commits waiting use cases together in one thread; others read at the same time (WAL)."""

    def __init__(self, url: URL, clock: Clock, on_error: OnError, on_outbox_message: OnOutboxMessage) -> None:
        """Open the file or create it, and start the writer."""
        self.engine = create_engine(
            url,
            pool_size=READERS + 1,
            max_overflow=0,
            hide_parameters=True,
            json_serializer=write_json,
        )
        event.listen(self.engine, "connect", configure)
        self._clock = clock
        self._on_error = on_error
        self._on_outbox_message = on_outbox_message
        self._ids = Ids()
        self._refusals = WriteRefusals()
        self._waiting: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._readers = ThreadPoolExecutor(READERS, "sqlite-read")
        self._connection: Connection | None = open_connection(self.engine)
        """The writer's; None after a failure."""
        self._writer = threading.Thread(target=self._write_all, name="sqlite-write", daemon=True)
        self._writer.start()

    async def write(self, use_case: UseCase[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Database.write`."""
        return (await self.commit(use_case, *args, **kwargs)).result

    async def commit(self, use_case: UseCase[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Committed[T]:
        """See `Database.commit`."""

        def run(tx: Transaction) -> T:
            return use_case(tx, *args, **kwargs)

        done: Future[Committed[T]] = Future()
        with self._closing:
            if self._closed:
                raise RuntimeError("the database is closed")
            self._waiting.put(_Job(run, done))
        committed = await wait_unless_begun(done)
        if committed.effects.fills_outbox:
            self._on_outbox_message()
        return committed

    async def read(self, use_case: UseCase[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Database.read`."""

        def run() -> T:
            with (
                count_errors(self._on_error),
                self.engine.connect() as connection,
                _closing_read(connection),
            ):
                return use_case(Transaction(connection, self._clock(), self._ids), *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._readers, run)

    async def is_writable(self) -> bool:
        """See `Database.is_writable`."""
        await self.write(write_probe)
        return not self._refusals.is_recent

    async def scrub(self) -> bool:
        """Move the write-ahead log into the file and empty it."""

        def run() -> bool:
            with self.engine.connect() as connection:
                busy: int = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
            return busy == 0

        with count_errors(self._on_error):
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

    def _write_all(self) -> None:
        try:
            while jobs := self._take():
                self._commit_each([job for job in jobs if job.done.set_running_or_notify_cancel()])
        finally:
            # A writer that ended by itself must leave no caller waiting.
            with self._closing:
                self._closed = True
            while not self._waiting.empty():
                if (job := self._waiting.get()) and job.done.set_running_or_notify_cancel():
                    job.done.set_exception(RuntimeError("the database is closed"))
            self._drop_connection()

    def _take(self) -> list[_Job]:
        """Wait for jobs; return none after the database was closed and all work is done."""
        jobs: list[_Job] = []
        while len(jobs) < MAX_PER_COMMIT and not (jobs and self._waiting.empty()):
            job = self._waiting.get()
            if job is None:
                if jobs:
                    self._waiting.put(None)
                break
            jobs.append(job)
        return jobs

    def _commit_each(self, jobs: list[_Job]) -> None:
        """Commit jobs together or, if that fails, each alone; raise each failure at its caller."""
        try:
            self._commit_together(jobs)
        # Whatever it is belongs to the callers, not to the writer.
        except BaseException as error:  # noqa: BLE001
            self._roll_back(error)
            if len(jobs) == 1:
                self._fail(jobs[0], error)
                return
            for job in jobs:
                self._commit_each([job])

    def _commit_together(self, jobs: list[_Job]) -> None:
        """Run jobs in one transaction. Raise the error of a job that failed after it changed something."""
        if self._connection is None:
            self._connection = self.engine.connect()
        connection, driver = self._connection, find_driver(self._connection)
        results: list[tuple[_Job, Committed[Any]]] = []
        failures: list[tuple[_Job, BaseException]] = []
        control(connection, "BEGIN IMMEDIATE")
        for job in jobs:
            before = driver.total_changes
            tx = Transaction(connection, self._clock(), self._ids)
            try:
                result = job.use_case(tx)
            # Whatever a use case raises belongs to its caller.
            except BaseException as error:
                if not _is_untouched(driver, before):
                    raise
                failures.append((job, error))
            else:
                results.append((job, Committed(result, driver.total_changes != before, tx.effects)))
        control(connection, "COMMIT")
        # SQLAlchemy's own bookkeeping of a transaction that it did not begin.
        connection.rollback()
        for job, committed in results:
            job.done.set_result(committed)
        for job, failure in failures:
            self._fail(job, failure)

    def _roll_back(self, error: BaseException) -> None:
        """End a failed transaction; after an error of the database, or if that fails, drop the connection."""
        if isinstance(error, DBAPIError) or self._connection is None:
            self._drop_connection()
            return
        try:
            control(self._connection, "ROLLBACK")
            self._connection.rollback()
        except DBAPIError:
            self._drop_connection()

    def _fail(self, job: _Job, error: BaseException) -> None:
        if isinstance(error, DBAPIError):
            self._on_error()
            # The lower byte is the kind of error, the rest says more.
            if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _NO_ROOM:
                self._refusals.note()
        job.done.set_exception(error)

    def _drop_connection(self) -> None:
        """Close the writer's connection, which ends its transaction even if that cannot be rolled back."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(Exception):
                connection.invalidate()
            with contextlib.suppress(Exception):
                connection.close()


def has_log(engine: Engine) -> bool:
    """Return False for a file without a write-ahead log: its volume does not allow one."""
    if engine.dialect.name != "sqlite":
        return True
    with open_connection(engine) as connection:
        return bool(connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal")


def _is_untouched(driver: sqlite3.Connection, changes_before: int) -> bool:
    """Return True if a failed job changed nothing, and the transaction is still open.

    A full disk ends the transaction, and a job must not leave half of what it does.
    """
    try:
        return driver.in_transaction and driver.total_changes == changes_before
    # It was closed.
    except sqlite3.Error:
        return False


@contextlib.contextmanager
def _closing_read(connection: Connection) -> Iterator[None]:
    control(connection, "BEGIN")
    try:
        yield
    finally:
        # SQLAlchemy rolled back already after some errors.
        if find_driver(connection).in_transaction:
            control(connection, "ROLLBACK")
