"""Transactions are atomic, and their results are released after the commit."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from bot.domain.ids import WorkspaceId
from bot.domain.workspace import Workspace
from bot.storage import deduplication, schema
from bot.storage.conflicts import insert_once
from bot.storage.engine import Database, Transaction, UseCase, connect
from tests.conftest import FixedClock

PATIENCE = 60.0
"""Seconds after which a thread that waits for the test gives up."""


def count(tx: Transaction) -> int:
    return int(tx.connection.scalar(select(func.count()).select_from(schema.deduplication_key)) or 0)


def keys(tx: Transaction) -> set[str]:
    return set(tx.connection.scalars(select(schema.deduplication_key.c.key)))


def writing(workspace: Workspace, key: str) -> UseCase[[], bool]:
    return lambda tx: deduplication.record_key(tx, workspace.id, key)


def failing(workspace: Workspace, key: str) -> UseCase[[], None]:
    def use_case(tx: Transaction) -> None:
        deduplication.record_key(tx, workspace.id, key)
        raise KeyError(key)

    return use_case


class Pause:
    """A use case that pauses until the test continues it."""

    def __init__(self) -> None:
        self._begun = threading.Event()
        self._go_on = threading.Event()

    def __call__(self, tx: Transaction) -> None:
        self._begun.set()
        assert self._go_on.wait(PATIENCE)

    async def begun(self) -> None:
        assert await asyncio.to_thread(self._begun.wait, PATIENCE)

    def go_on(self) -> None:
        self._go_on.set()


async def test_written_rows_are_read(database: Database, workspace: Workspace) -> None:
    assert await database.write(writing(workspace, "a"))
    assert not await database.write(writing(workspace, "a"))
    assert await database.read(keys) == {"a"}


async def test_failing_use_case_writes_nothing(database: Database, workspace: Workspace) -> None:
    with pytest.raises(KeyError, match="a"):
        await database.write(failing(workspace, "a"))
    assert await database.read(count) == 0


async def test_refused_statement_writes_nothing(database: Database, workspace: Workspace) -> None:
    def twice(tx: Transaction) -> None:
        for _ in range(2):
            row = {"workspace_id": workspace.id, "key": "a", "received_at": tx.now}
            tx.connection.execute(insert(schema.deduplication_key).values(row))

    with pytest.raises(IntegrityError):
        await database.write(twice)
    assert await database.read(count) == 0
    assert await database.write(writing(workspace, "a"))


async def test_read_writes_nothing(database: Database, workspace: Workspace) -> None:
    assert await database.read(writing(workspace, "a"))
    assert await database.read(count) == 0


async def test_failing_use_cases_do_not_affect_others(database: Database, workspace: Workspace) -> None:
    """On SQLite all of them share one commit: they come while the writer is busy."""
    pause = Pause()
    busy = asyncio.ensure_future(database.write(pause))
    await pause.begun()
    made = [
        asyncio.ensure_future(
            database.write(failing(workspace, str(n)) if n % 3 == 0 else writing(workspace, str(n)))
        )
        for n in range(30)
    ]
    await asyncio.sleep(0)
    pause.go_on()
    results = await asyncio.gather(*made, return_exceptions=True)
    await busy
    assert [isinstance(result, KeyError) for result in results] == [n % 3 == 0 for n in range(30)]
    assert await database.read(keys) == {str(n) for n in range(30) if n % 3}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("breaks", ["connection", "transaction", "commit"])
async def test_use_case_that_breaks_the_connection_fails_alone(
    database: Database, workspace: Workspace, breaks: str
) -> None:
    """Its rollback fails, too: the connection is closed, or SQLite has rolled back by itself."""

    def die(tx: Transaction) -> None:
        driver = tx.connection.connection.dbapi_connection
        assert driver
        if breaks == "connection":
            driver.close()
        elif breaks == "transaction":
            tx.connection.exec_driver_sql("ROLLBACK")
        else:
            tx.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            row = {"workspace_id": 999, "key": "x", "received_at": tx.now}
            tx.connection.execute(insert(schema.deduplication_key).values(row))
            return
        raise KeyError("dead")

    pause = Pause()
    busy = asyncio.ensure_future(database.write(pause))
    await pause.begun()
    writes = [writing(workspace, "a"), die, writing(workspace, "b")]
    made = [asyncio.ensure_future(database.write(use_case)) for use_case in writes]
    await asyncio.sleep(0)
    pause.go_on()
    await busy
    first, dead, second = await asyncio.gather(*made, return_exceptions=True)
    assert (first, second) == (True, True)
    assert isinstance(dead, IntegrityError if breaks == "commit" else KeyError)
    assert await database.write(writing(workspace, "c"))
    assert await database.read(keys) == {"a", "b", "c"}


async def test_result_is_released_after_the_commit(database: Database, workspace: Workspace) -> None:
    async def write_and_look(key: str) -> bool:
        await database.write(writing(workspace, key))
        return key in await database.read(keys)

    assert all(await asyncio.gather(*(write_and_look(str(n)) for n in range(100))))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_result_waits_for_the_shared_commit(database: Database, workspace: Workspace) -> None:
    first, second = Pause(), Pause()
    busy = asyncio.ensure_future(database.write(first))
    await first.begun()
    done = asyncio.ensure_future(database.write(writing(workspace, "a")))
    blocked = asyncio.ensure_future(database.write(second))
    await asyncio.sleep(0)
    first.go_on()
    await busy
    await second.begun()
    assert not done.done()
    assert await database.read(count) == 0
    second.go_on()
    assert await done
    assert await database.read(count) == 1
    await blocked


async def test_uncommitted_rows_are_invisible(database: Database, workspace: Workspace) -> None:
    pause = Pause()

    def write_and_pause(tx: Transaction) -> None:
        deduplication.record_key(tx, workspace.id, "a")
        pause(tx)

    unfinished = asyncio.ensure_future(database.write(write_and_pause))
    await pause.begun()
    assert await database.read(count) == 0
    pause.go_on()
    await unfinished
    assert await database.read(count) == 1


async def test_two_processes_write_at_the_same_time(
    database: Database, database_url: str, workspace: Workspace, clock: FixedClock
) -> None:
    other = connect(database_url, clock.now)
    try:
        writes = [(database, other)[n % 2].write(writing(workspace, str(n // 2))) for n in range(100)]
        news = await asyncio.gather(*writes)
    finally:
        other.close()
    assert sum(news) == 50
    assert await database.read(count) == 50


async def test_cancelled_caller_stops_no_other_and_learns_the_result(
    database: Database, workspace: Workspace
) -> None:
    """What has begun is finished (PostgreSQL has a free connection), what has not is not done at all."""
    pause = Pause()
    busy = asyncio.ensure_future(database.write(pause))
    await pause.begun()
    waiting = asyncio.ensure_future(database.write(writing(workspace, "a")))
    other = asyncio.ensure_future(database.write(writing(workspace, "b")))
    await asyncio.sleep(0)
    waiting.cancel()
    (outcome,) = await asyncio.gather(waiting, return_exceptions=True)
    pause.go_on()
    await busy
    assert await other
    was_done = not isinstance(outcome, asyncio.CancelledError)
    assert was_done is (database.engine.dialect.name == "postgresql")
    assert await database.read(keys) == ({"a", "b"} if was_done else {"b"})


async def test_caller_cancelled_during_the_work_waits_for_its_end(
    database: Database, workspace: Workspace
) -> None:
    pause = Pause()
    busy = asyncio.ensure_future(database.write(pause))
    await pause.begun()
    busy.cancel()
    pause.go_on()
    await busy


async def test_database_errors_are_counted(
    workspace: Workspace, database_url: str, clock: FixedClock
) -> None:
    errors: list[None] = []
    database = connect(database_url, clock.now, lambda: errors.append(None))
    try:
        for run in (database.read, database.write):
            with pytest.raises(DBAPIError):
                await run(lambda tx: tx.connection.exec_driver_sql("SELECT * FROM nowhere"))
            with pytest.raises(KeyError):
                await run(failing(workspace, "a"))
    finally:
        database.close()
    assert len(errors) == 2


async def test_close_finishes_begun_work_and_refuses_new_work(
    database: Database, workspace: Workspace, database_url: str, clock: FixedClock
) -> None:
    pause = Pause()
    busy = asyncio.ensure_future(database.write(pause))
    await pause.begun()
    waiting = asyncio.ensure_future(database.write(writing(workspace, "a")))
    await asyncio.sleep(0)
    closing = asyncio.ensure_future(asyncio.to_thread(database.close))
    pause.go_on()
    await asyncio.gather(closing, busy)
    assert await waiting
    for call in (database.write, database.read):
        with pytest.raises(RuntimeError):
            await call(count)
    database.close()
    again = connect(database_url, clock.now)
    assert await again.read(keys) == {"a"}
    again.close()


async def test_transaction_uses_the_database_clock(database: Database, clock: FixedClock) -> None:
    assert await database.write(lambda tx: tx.now) == clock.now()
    made = await database.write(lambda tx: [tx.new_id(), tx.new_id()])
    assert made == sorted(made)


async def test_naive_times_are_refused(database: Database, workspace: Workspace, clock: FixedClock) -> None:
    naive = clock.now().replace(tzinfo=None)
    row = {"workspace_id": workspace.id, "key": "a", "received_at": naive}
    with pytest.raises(StatementError, match="naive time"):
        await database.write(lambda tx: tx.connection.execute(insert(schema.deduplication_key).values(row)))
    with pytest.raises(StatementError, match="naive time"):
        await database.read(
            lambda tx: tx.connection.execute(
                select(schema.deduplication_key).where(schema.deduplication_key.c.received_at < naive)
            )
        )
    assert await database.read(count) == 0


async def test_times_are_returned_in_utc(database: Database, workspace: Workspace) -> None:
    moment = datetime(2026, 11, 25, 10, 0, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=45)))

    def keep(tx: Transaction) -> datetime | None:
        insert_once(
            tx.connection, schema.deduplication_key, workspace_id=workspace.id, key="a", received_at=moment
        )
        found: datetime | None = tx.connection.scalar(select(schema.deduplication_key.c.received_at))
        return found

    kept = await database.write(keep)
    assert kept == moment
    assert kept is not None
    assert kept.tzinfo is UTC


async def test_row_of_unknown_workspace_is_refused(database: Database, clock: FixedClock) -> None:
    with pytest.raises(IntegrityError):
        await database.write(deduplication.record_key, WorkspaceId(999), "a")
