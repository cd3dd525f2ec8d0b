"""A full disk, and a PostgreSQL that is gone and comes back: each is said at once, and nothing is lost."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import make_url

from bot.storage.engine import Transaction
from tests.conftest import FixedClock
from tests.scenarios.world import World
from tests.scenarios.world import world as open_world
from tests.tcp_proxy import TcpProxy, tcp_proxy

NOT_SAVED = "I couldn't save this just now, and nothing was posted."
NOWHERE = 1
"""A port on which nothing listens."""


@pytest.fixture
async def behind_proxy(
    database_url: str, clock: FixedClock, transport: str
) -> AsyncIterator[tuple[World, TcpProxy]]:
    """A world whose database is behind a proxy."""
    url = make_url(database_url)
    with tcp_proxy(url.port or 5432) as proxy:
        address = url.set(host="127.0.0.1", port=proxy.port).render_as_string(hide_password=False)
        async with open_world(address, clock, transport) as world:
            yield world, proxy


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_postgresql_is_gone_and_comes_back(behind_proxy: tuple[World, TcpProxy]) -> None:
    world, proxy = behind_proxy
    # Slack is away, too, so this waits in the outbox.
    world.practice.fail("chat.postMessage", status=503, times=1)
    await world.try_command("ana", "design", "@maya thanks for the first")
    there, proxy.target = proxy.target, NOWHERE
    proxy.break_all()
    answer = await world.try_command("ana", "design", "@maya thanks for the second")
    assert isinstance(answer.body, dict)
    assert NOT_SAVED in answer.body["text"]
    assert "@maya thanks for the second" in answer.body["text"]

    proxy.target = there
    await world.command("ana", "design", "@maya thanks for the third")
    await world.retried()
    assert sorted(text.rpartition(" ")[2] for text in world.texts("design")) == ["first”", "third”"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_disk_is_full_and_has_room_again(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the first")
    world.practice.is_troubled = True

    def fill(tx: Transaction) -> None:
        # The limit ends with the connection, which is dropped after the first failure.
        tx.connection.exec_driver_sql("PRAGMA max_page_count = 1")

    await world.bot.deps.database.write(fill)
    answer = await world.try_command("ana", "design", f"@maya thanks for the second {'x' * 1_900}")
    assert isinstance(answer.body, dict)
    assert NOT_SAVED in answer.body["text"]
    await world.command("ana", "design", "@maya thanks for the third")
    assert sorted(text.rpartition(" ")[2] for text in world.texts("design")) == ["first”", "third”"]
