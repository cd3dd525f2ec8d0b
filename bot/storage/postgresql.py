"""PostgreSQL, directly or behind PgBouncer: connections, time limits and repeated transactions."""

import asyncio
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NamedTuple, ParamSpec, TypeVar

import structlog
from sqlalchemy import URL, Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError

from bot.errors import CommitUncertainError
from bot.storage.ids import Ids
from bot.storage.postgresql_errors import (
    NO_ROOM_STATES,
    Attempts,
    LostCommitError,
    Trouble,
    classify,
    find_sqlstate,
)
from bot.storage.schema import metadata
from bot.storage.transaction import (
    POOL_SIZE,
    Clock,
    Committed,
    OnError,
    OnOutboxMessage,
    Transaction,
    UseCase,
    WriteRefusals,
    count_errors,
    wait_unless_begun,
    write_json,
    write_probe,
)

P = ParamSpec("P")


T = TypeVar("T")


CONNECT_ARGS = {
    # When a server that vanished is noticed: in seconds, milliseconds, seconds
    # (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS).
    "connect_timeout": 5,
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 30,
    # A statement prepared on one server connection may be executed on another behind PgBouncer in
    # transaction mode, where its name can belong to another statement. It costs nothing: psycopg
    # forgets after each rollback, with which the pool takes connections back, how often it saw a statement.
    "prepare_threshold": None,
}


IDLE_LIMIT = 5_000
"""Milliseconds that a transaction may be idle before the server ends it.

A frozen process would hold its locks for ever.
"""


READ_IDLE_LIMIT = 60_000
"""The same for read-only transactions: they block only migrations, and an export takes its time."""


LOCK_LIMIT = 8_000
"""Milliseconds that a statement waits for a lock: longer than a frozen process can hold one."""


STATEMENT_LIMIT = 30_000
"""Milliseconds that a statement may take."""


# Said in each transaction: PgBouncer may refuse such parameters at the start of a connection, and in
# transaction mode it forgets what was set for a session. Four statements in one message, without a plan.
_BEGIN_WITH_LIMITS = (
    f"BEGIN; SET LOCAL lock_timeout = {LOCK_LIMIT}; SET LOCAL statement_timeout = {STATEMENT_LIMIT}; "
    "SET LOCAL idle_in_transaction_session_timeout = "
)


_BEGIN = f"{_BEGIN_WITH_LIMITS}{IDLE_LIMIT}"


_BEGIN_READ = f"{_BEGIN_WITH_LIMITS}{READ_IDLE_LIMIT}"


SET_NO_LIMITS = (
    "SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0; "
    "SET LOCAL idle_in_transaction_session_timeout = 0"
)
"""Disables the limits for migrations."""


_SELECT_SERVER = "SELECT extract(epoch FROM pg_postmaster_start_time())::text"


_SELECT_MARK = "SELECT txid_current_if_assigned(), extract(epoch FROM pg_postmaster_start_time())::text"


_SELECT_STATUS = "SELECT txid_status(%s)"


CONFLICT_PAUSE = 0.05
"""Seconds at most before a repeated transaction, so that two rivals do not meet again."""


RECONNECT_PAUSES = (0.0, 0.2, 0.6)
"""Seconds before each query for the result of a commit whose answer got lost."""


_log = structlog.get_logger(__name__)


class _Mark(NamedTuple):
    """Identifies a transaction: its number, None if it wrote nothing, and its server's start.

    A standby that takes over, or a server after a crash, may reuse the number.
    """

    number: int | None
    server: str


class PostgresqlDatabase:
    """Runs each use case on a connection of a small pool."""

    def __init__(self, url: URL, clock: Clock, on_error: OnError, on_outbox_message: OnOutboxMessage) -> None:
        """Configure the pool without connecting."""
        self._engine = create_engine(
            url,
            # The driver sends no BEGIN of its own.
            isolation_level="AUTOCOMMIT",
            pool_size=POOL_SIZE,
            max_overflow=0,
            # The server's process behind a connection knows the tables and plans faster the more it has done.
            pool_use_lifo=True,
            # No column needs that type: SQLAlchemy would look for it on the server at each start.
            use_native_hstore=False,
            hide_parameters=True,
            json_serializer=write_json,
            connect_args=CONNECT_ARGS,
        )
        # The same pool for migrations, whose transactions SQLAlchemy begins.
        self.engine: Engine = self._engine.execution_options(isolation_level="READ COMMITTED")
        self._clock = clock
        self._on_error = on_error
        self._on_outbox_message = on_outbox_message
        self._ids = Ids()
        self._refusals = WriteRefusals()
        self._threads = ThreadPoolExecutor(POOL_SIZE, "postgresql")

    async def write(self, use_case: UseCase[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Database.write`."""
        return (await self.commit(use_case, *args, **kwargs)).result

    async def commit(self, use_case: UseCase[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Committed[T]:
        """See `Database.commit`."""

        def run(tx: Transaction) -> T:
            return use_case(tx, *args, **kwargs)

        commit = partial(self._commit, run)
        committed = await wait_unless_begun(self._threads.submit(self._run, commit))
        if committed.effects.fills_outbox:
            self._on_outbox_message()
        return committed

    async def read(self, use_case: UseCase[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Database.read`."""

        def look() -> T:
            with self._open(_BEGIN_READ) as connection:
                return use_case(self._transaction(connection), *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._threads, lambda: self._run(look))

    async def is_writable(self) -> bool:
        """See `Database.is_writable`."""
        await self.write(write_probe)
        return not self._refusals.is_recent

    async def scrub(self) -> bool:
        """Vacuum without a time limit. The server overwrites its own log in time."""

        def run() -> bool:
            with self._open(f"VACUUM {', '.join(metadata.tables)}"):
                return True

        with count_errors(self._on_error):
            return await asyncio.get_running_loop().run_in_executor(self._threads, run)

    def close(self) -> None:
        """See `Database.close`."""
        self._threads.shutdown(wait=True)
        self._engine.dispose()

    def _open(self, statement: str) -> Connection:
        """Execute a first statement on a connection of the pool, in autocommit mode.

        Connect once more if that connection broke while it lay in the pool: nothing was done on it. This
        saves the statement that `pool_pre_ping` would send. The pool's reset rolls back what BEGIN began.
        """
        try:
            return self._execute_first(statement)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
        # SQLAlchemy has dropped all older connections of the pool.
        return self._execute_first(statement)

    def _execute_first(self, statement: str) -> Connection:
        connection = self._engine.connect()
        try:
            connection.exec_driver_sql(statement)
        except BaseException:
            connection.close()
            raise
        return connection

    def _transaction(self, connection: Connection) -> Transaction:
        return Transaction(connection, self._clock(), self._ids)

    def _run(self, attempt: Callable[[], T]) -> T:
        """Run a transaction; repeat it after conflicts, and once if its connection broke."""
        attempts, may_be_kept = Attempts(), False
        while True:
            try:
                return attempt()
            except CommitUncertainError:
                self._on_error()
                raise
            except (DBAPIError, LostCommitError) as error:
                may_be_kept = may_be_kept or isinstance(error, LostCommitError)
                trouble = classify(error)
                if not attempts.allow(trouble):
                    self._on_error()
                    if find_sqlstate(error) in NO_ROOM_STATES:
                        self._refusals.note()
                    if may_be_kept:
                        raise CommitUncertainError from error
                    raise
            _log.warning("transaction is run again", reason=trouble.value)
            if trouble is Trouble.READ_ONLY:
                # A standby stays one: only new connections can lead to the server that takes writes.
                self._engine.dispose()
            elif trouble is Trouble.CONFLICT:
                # Chance keeps rivals apart; it hides nothing.
                time.sleep(random.uniform(0, CONFLICT_PAUSE))  # noqa: S311

    def _commit(self, use_case: Callable[[Transaction], T]) -> Committed[T]:
        with self._open(_BEGIN) as connection:
            tx = self._transaction(connection)
            result = use_case(tx)
            number, server = connection.exec_driver_sql(_SELECT_MARK).one()
            mark = _Mark(number, server)
            try:
                connection.commit()
            except DBAPIError as error:
                if mark.number is None or classify(error) is not Trouble.BROKEN:
                    raise
                lost = error
            else:
                return Committed(result, mark.number is not None, tx.effects)
        if self._was_committed(mark):
            return Committed(result, has_changes=True, effects=tx.effects)
        raise lost

    def _was_committed(self, mark: _Mark) -> bool:
        """Return the result of a commit whose answer got lost.

        Raise `LostCommitError` if that server is gone, `CommitUncertainError` if it still commits.
        """
        is_unfinished = False
        for pause in RECONNECT_PAUSES:
            time.sleep(pause)
            try:
                with self._open(_BEGIN_READ) as connection:
                    server = connection.exec_driver_sql(_SELECT_SERVER).scalar_one()
                    if server != mark.server:
                        raise LostCommitError
                    status = connection.exec_driver_sql(_SELECT_STATUS, (mark.number,)).scalar_one()
            except DBAPIError:
                continue
            if status in ("committed", "aborted"):
                return bool(status == "committed")
            is_unfinished = True
        if is_unfinished:
            raise CommitUncertainError
        raise LostCommitError
