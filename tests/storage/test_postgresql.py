"""PostgreSQL's bad moments: broken connections, rivals, frozen processes, PgBouncer in front."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, func, make_url, select, text

from bot.domain.workspace import Workspace
from bot.errors import CommitUncertainError
from bot.storage import deduplication, migrations, postgresql, schema
from bot.storage.engine import Database, Transaction, connect
from tests import postgresql as servers
from tests.conftest import FixedClock, do_without
from tests.tcp_proxy import Cut, TcpProxy, tcp_proxy

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


class Writing:
    """A use case that counts how often it is run."""

    def __init__(self, workspace: Workspace, key: str) -> None:
        self.workspace = workspace
        self.key = key
        self.runs = 0

    def __call__(self, tx: Transaction) -> bool:
        self.runs += 1
        return deduplication.record_key(tx, self.workspace.id, self.key)


def keys(tx: Transaction) -> list[str]:
    return sorted(tx.connection.scalars(select(schema.deduplication_key.c.key)))


@pytest.fixture
def proxy(database_url: str) -> Iterator[TcpProxy]:
    port = make_url(database_url).port
    assert port
    with tcp_proxy(port) as opened:
        yield opened


@pytest.fixture
def proxied(database_url: str, proxy: TcpProxy, clock: FixedClock) -> Iterator[Database]:
    """The database behind the proxy."""
    url = make_url(database_url).set(port=proxy.port)
    opened = connect(url.render_as_string(hide_password=False), clock.now)
    yield opened
    opened.close()


async def test_commit_with_lost_answer_is_recognized(
    proxied: Database, proxy: TcpProxy, workspace: Workspace
) -> None:
    writing = Writing(workspace, "a")
    proxy.cut(Cut.AFTER_COMMIT)
    committed = await proxied.commit(writing)
    assert (committed.result, committed.has_changes, writing.runs) == (True, True, 1)
    assert proxy.has_cut
    assert await proxied.read(keys) == ["a"]


async def test_write_is_repeated_after_a_broken_connection(
    proxied: Database, proxy: TcpProxy, workspace: Workspace
) -> None:
    lost = Writing(workspace, "a")
    proxy.cut(Cut.BEFORE_COMMIT)
    assert await proxied.write(lost)
    broken = Writing(workspace, "b")

    def die_once(tx: Transaction) -> bool:
        result = broken(tx)
        if broken.runs == 1:
            tx.connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return result

    assert await proxied.write(die_once)
    assert (lost.runs, broken.runs) == (2, 2)
    assert await proxied.read(keys) == ["a", "b"]


async def test_broken_pooled_connections_are_replaced(
    database: Database, database_url: str, workspace: Workspace
) -> None:
    """This is no reason to repeat a use case; a connection that breaks later is."""
    others = create_engine(database_url)
    terminate = text(
        "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )

    def end_all() -> None:
        with others.connect() as connection:
            assert connection.scalar(terminate)

    writing = Writing(workspace, "a")

    def die_once(tx: Transaction) -> bool:
        result = writing(tx)
        if writing.runs == 1:
            tx.connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return result

    await database.read(keys)
    end_all()
    assert await database.scrub()
    end_all()
    assert await database.write(die_once)
    assert writing.runs == 2
    end_all()
    assert await database.read(keys) == ["a"]
    others.dispose()


async def test_unknown_commit_result_is_raised(
    proxied: Database, proxy: TcpProxy, workspace: Workspace, database: Database
) -> None:
    proxy.cut(Cut.AFTER_COMMIT, is_closed_after=True)
    with pytest.raises(CommitUncertainError):
        await proxied.write(Writing(workspace, "a"))
    assert await database.read(keys) == ["a"]


async def test_restarted_server_is_not_asked_about_the_commit(
    proxied: Database, proxy: TcpProxy, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a failover, the number of the transaction may be another's: it is run again."""
    monkeypatch.setattr(postgresql, "_SELECT_SERVER", "SELECT 'another'")
    writing = Writing(workspace, "a")
    proxy.cut(Cut.AFTER_COMMIT)
    assert not await proxied.write(writing)
    assert writing.runs == 2
    assert await proxied.read(keys) == ["a"]


async def test_conflicting_transactions_are_repeated(database: Database, workspace: Workspace) -> None:
    """Two transactions insert the same keys in different order, each after the other's first."""
    both_have_begun = threading.Barrier(2, timeout=60)

    def insert_both(tx: Transaction, first: str, second: str) -> bool:
        deduplication.record_key(tx, workspace.id, first)
        with contextlib.suppress(threading.BrokenBarrierError):
            both_have_begun.wait()
        return deduplication.record_key(tx, workspace.id, second)

    def run(first: str, second: str) -> asyncio.Task[bool]:
        async def write() -> bool:
            return await database.write(insert_both, first, second)

        return asyncio.create_task(write())

    tasks = [run("a", "b"), run("b", "a")]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    # The repeated one has to wait for no other.
    both_have_begun.abort()
    assert sorted(await asyncio.gather(*tasks)) == [False, True]
    assert await database.read(keys) == ["a", "b"]


async def test_frozen_process_does_not_block_others(
    database_url: str, clock: FixedClock, workspace: Workspace, database: Database
) -> None:
    frozen = connect(database_url, clock.now)
    has_locked, may_go_on = threading.Event(), threading.Event()

    def freeze_once(tx: Transaction) -> bool:
        is_new = deduplication.record_key(tx, workspace.id, "a")
        if not has_locked.is_set():
            tx.connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 300"))
            has_locked.set()
            assert may_go_on.wait(20)
        return is_new

    async def write() -> bool:
        return await frozen.write(freeze_once)

    try:
        stuck = asyncio.create_task(write())
        assert await asyncio.to_thread(has_locked.wait, 10)
        assert await database.write(Writing(workspace, "a"))
        may_go_on.set()
        assert not await stuck
    finally:
        may_go_on.set()
        frozen.close()


async def test_every_transaction_has_limits(database: Database) -> None:
    names = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")

    def limits(tx: Transaction) -> list[str]:
        return [str(tx.connection.scalar(text(f"SHOW {name}"))) for name in names]

    assert await database.write(limits) == ["8s", "30s", "5s"]
    assert await database.read(limits) == ["8s", "30s", "1min"]
    with database.engine.connect() as connection:
        assert [connection.scalar(text(f"SHOW {name}")) for name in names] == ["0", "0", "0"]
    assert await database.scrub()


async def test_migrations_have_no_limit(database: Database, database_url: str) -> None:
    """Another process migrates for longer than any statement of this role may take."""
    name = make_url(database_url).database
    waits_long = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = :name AND wait_event = 'advisory' "
        "AND query_start < clock_timestamp() - interval '400 milliseconds'"
    )
    with database.engine.connect() as other:
        other.execute(text(f"ALTER DATABASE {name} SET statement_timeout = 200"))
        other.execute(text(f"ALTER DATABASE {name} SET lock_timeout = 200"))
        other.commit()
        other.execute(text(f"SELECT pg_advisory_lock({migrations.LOCK})"))
        # So it looks until the other process is done.
        other.execute(text("ALTER TABLE alembic_version RENAME TO unfinished"))
        other.commit()
        migrating = create_engine(database_url)
        task = asyncio.create_task(asyncio.to_thread(migrations.migrate, migrating))
        while not other.scalar(waits_long, {"name": name}):
            assert not task.done(), task.exception()
            other.rollback()
            await asyncio.wait([task], timeout=0.1)
        other.execute(text("ALTER TABLE unfinished RENAME TO alembic_version"))
        other.commit()
        other.execute(text(f"SELECT pg_advisory_unlock({migrations.LOCK})"))
        other.commit()
        await task
        migrating.dispose()


async def test_pgbouncer_in_transaction_mode_works(
    database_url: str, clock: FixedClock, workspace: Workspace
) -> None:
    """Two server connections for sixteen of ours: whatever belongs to a connection gets mixed up."""
    if servers.pgbouncer_program() is None:
        do_without("no PgBouncer on this machine", servers.REQUIRED)
    with servers.pgbouncer(database_url) as url:
        processes = [connect(url, clock.now) for _ in range(2)]
        try:
            await asyncio.to_thread(migrations.migrate, processes[0].engine)

            def write(tx: Transaction, number: int) -> int:
                deduplication.record_key(tx, workspace.id, f"{number:03}")
                assert tx.connection.scalar(text("SHOW lock_timeout")) == "8s"
                return int(tx.connection.scalar(select(func.count(schema.deduplication_key.c.key))) or 0)

            writes = [process.write(write, number) for number in range(100) for process in processes]
            await asyncio.gather(*writes)
            found = await asyncio.gather(*(process.read(keys) for process in processes for _ in range(20)))
            assert all(read == [f"{number:03}" for number in range(100)] for read in found)
            assert await processes[1].scrub()
            assert await processes[1].is_writable()
            with processes[1].engine.connect() as connection:
                assert connection.scalar(text("SHOW lock_timeout")) == "0"
        finally:
            for process in processes:
                process.close()
