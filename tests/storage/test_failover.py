"""A primary that is lost, and the standby that takes over."""

import asyncio
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import DBAPIError

from bot.domain.workspace import Identity
from bot.storage import inbox, migrations, tables, transaction, workspaces
from bot.storage.engine import Transaction, UnknownOutcomeError, connect
from tests import postgresql
from tests.conftest import FixedClock, do_without
from tests.postgresql import Server
from tests.tcp_proxy import TcpProxy, tcp_proxy

SETTINGS = "-c wal_level=replica -c max_wal_senders=4 -c hot_standby=on"
"""What is acknowledged has to survive, on the standby."""
WRITES = 60
IDENTITY = Identity("", "T1", "Brightside", "https://brightside.slack.com/", "UBOT")


@dataclass(frozen=True)
class Cluster:
    """A primary, and a standby that confirms what the primary acknowledges."""

    primary: Server
    standby: Server
    address: TcpProxy
    """Leads to one of the two, as an address that moves at a failover does."""

    @property
    def url(self) -> str:
        return self.primary.url.replace(str(self.primary.port), str(self.address.port))


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    folder = postgresql.programs()
    if folder is None:
        do_without("no PostgreSQL server on this machine", postgresql.REQUIRED)
    with (
        tempfile.TemporaryDirectory(prefix="hearten-pg-") as home,
        tempfile.TemporaryDirectory(prefix="hearten-pg-") as other,
        tcp_proxy(1) as address,
    ):
        primary, standby = Server(folder, home, SETTINGS), Server(folder, other, SETTINGS)
        primary.make()
        primary.start()
        source = f"host=127.0.0.1 port={primary.port} user=hearten application_name=standby"
        standby.run("pg_basebackup", "-D", standby.data, "-d", source, "-R", "-c", "fast", "--no-sync")
        standby.start()
        address.target = primary.port
        engine = create_engine(primary.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("ALTER SYSTEM SET synchronous_standby_names = 'standby'"))
            connection.execute(text("SELECT pg_reload_conf()"))
        engine.dispose()
        try:
            yield Cluster(primary, standby, address)
        finally:
            for server in (primary, standby):
                if server.is_running:
                    server.stop()


async def test_nothing_acknowledged_is_lost_and_writing_heals_by_itself(
    cluster: Cluster, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "REFUSAL_REMEMBERED", 0)
    database = connect(cluster.url, clock.now)
    acknowledged: set[str] = set()
    lost: set[str] = set()
    try:
        await asyncio.to_thread(migrations.migrate, database.engine)
        workspace = await database.write(lambda tx: workspaces.ensure(tx, IDENTITY))

        async def write(key: str) -> None:
            try:
                assert await database.write(lambda tx: inbox.is_new(tx, workspace.id, key))
            except UnknownOutcomeError:
                lost.add(key)
            else:
                acknowledged.add(key)

        # The address leads to the standby for a while, where connections open that stay read-only.
        cluster.address.target = cluster.standby.port
        database.engine.dispose()
        with pytest.raises(DBAPIError, match="read-only"):
            await database.is_writable()
        assert await database.read(keys) == set()
        cluster.address.target = cluster.primary.port
        assert await database.is_writable()

        # The primary dies in the middle of writes.
        writing = [asyncio.create_task(write(str(number))) for number in range(WRITES)]
        await asyncio.wait(writing, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.to_thread(cluster.primary.stop)
        failed = [
            result for result in await asyncio.gather(*writing, return_exceptions=True) if result is not None
        ]
        assert all(isinstance(error, DBAPIError) for error in failed), failed
        with pytest.raises(DBAPIError):
            await database.is_writable()

        cluster.standby.run("pg_ctl", "-D", cluster.standby.data, "-w", "promote")
        cluster.address.target = cluster.standby.port
        assert await database.is_writable()
        found = await database.read(keys)
        assert acknowledged <= found <= acknowledged | lost
        await write("after")
        assert "after" in await database.read(keys)
    finally:
        database.close()


def keys(tx: Transaction) -> set[str]:
    return set(tx.connection.scalars(select(tables.inbox.c.key)))
