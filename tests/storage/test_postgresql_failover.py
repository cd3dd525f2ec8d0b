"""A standby takes over from a lost primary."""

import asyncio
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from bot.domain.ids import UserId
from bot.domain.workspace import WorkspaceIdentity
from bot.errors import CommitUncertainError
from bot.storage import deduplication, migrations, schema, transaction, workspaces
from bot.storage.engine import Transaction, connect
from tests import postgresql
from tests.conftest import FixedClock, do_without
from tests.postgresql_standby import Cluster, primary_with_standby
from tests.tcp_proxy import TcpProxy, tcp_proxy

WRITES = 60
IDENTITY = WorkspaceIdentity("", "T1", "Brightside", "https://brightside.slack.com/", UserId("UBOT"))


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    folder = postgresql.programs()
    if folder is None:
        do_without("no PostgreSQL server on this machine", postgresql.REQUIRED)
    with primary_with_standby(folder) as cluster:
        yield cluster


@pytest.fixture
def address(cluster: Cluster) -> Iterator[TcpProxy]:
    """Lead to one of the two servers, as an address that moves at a failover does."""
    with tcp_proxy(cluster.primary.port) as address:
        yield address


async def test_failover_loses_no_acknowledged_write_and_recovers(
    cluster: Cluster, address: TcpProxy, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "REFUSAL_REMEMBERED", 0)
    url = cluster.primary.url.replace(str(cluster.primary.port), str(address.port))
    database = connect(url, clock.now)
    acknowledged: set[str] = set()
    lost: set[str] = set()
    try:
        await asyncio.to_thread(migrations.migrate, database.engine)
        workspace = await database.write(workspaces.ensure, IDENTITY)

        async def write(key: str) -> None:
            try:
                assert await database.write(deduplication.record_key, workspace.id, key)
            except CommitUncertainError:
                lost.add(key)
            else:
                acknowledged.add(key)

        await asyncio.to_thread(cluster.wait_for_standby)
        # The address leads to the standby for a while, where connections open that stay read-only.
        address.target = cluster.standby.port
        database.engine.dispose()
        with pytest.raises(DBAPIError, match="read-only"):
            await database.is_writable()
        assert await database.read(keys) == set()
        address.target = cluster.primary.port
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

        await asyncio.to_thread(cluster.promote_standby)
        address.target = cluster.standby.port
        assert await database.is_writable()
        found = await database.read(keys)
        assert acknowledged <= found <= acknowledged | lost
        await write("after")
        assert "after" in await database.read(keys)
    finally:
        database.close()


def keys(tx: Transaction) -> set[str]:
    return set(tx.connection.scalars(select(schema.deduplication_key.c.key)))
