"""What a process does before it serves."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import hearten
from bot.domain.delivery import Kind
from bot.domain.erasure import Extent
from bot.domain.workspace import Identity
from bot.settings import Settings
from bot.storage import claims, erasures, ledger, outbox, workspaces
from bot.storage.engine import Transaction, connect
from bot.storage.erasures import Order
from bot.storage.files import alone
from bot.storage.outbox import Letter
from tests.conftest import FixedClock

IDENTITY = Identity("", "T1", "Brightside", "https://brightside.slack.com/", "UBOT")


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated file of its own."""
    file = tmp_path / "hearten.db"
    file.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{file}"


async def test_what_a_process_that_died_had_under_way_is_free_at_once(
    sqlite_url: str, tmp_path: Path, clock: FixedClock
) -> None:
    """A file serves one process: whoever held a lease is gone."""
    database = connect(sqlite_url, clock.now)

    def take_and_die(tx: Transaction) -> None:
        workspace = workspaces.ensure(tx, IDENTITY)
        outbox.put(tx, workspace.id, Letter(Kind.IN_CARE, "UANA", payload={"circle": tx.new_id()}))
        assert len(claims.claim(tx, 10)) == 1

    with alone(sqlite_url):
        await database.write(take_and_die)
    assert await database.write(lambda tx: claims.claim(tx, 10)) == []
    database.close()
    settings = Settings(
        database_url=sqlite_url, bot_token=SecretStr("xoxb-1"), erasures=str(tmp_path / "ledger")
    )
    async with hearten(settings, clock) as bot:
        (again,) = await bot.deps.database.write(lambda tx: claims.claim(tx, 10))
        assert again.attempt == 2
        assert again.verify_since is not None


async def test_what_the_ledger_knows_is_ordered_anew(
    sqlite_url: str, tmp_path: Path, clock: FixedClock
) -> None:
    order = Order("01a21225-d900-7001-b158-6114adbb297c", "", "T1", "UANA", Extent.NAME, clock.now())
    ledger.write(tmp_path / "ledger", [order])
    settings = Settings(
        database_url=sqlite_url,
        bot_token=SecretStr("xoxb-1"),
        erasures=str(tmp_path / "ledger"),
    )
    async with hearten(settings, clock) as bot:
        assert await bot.deps.database.read(erasures.count_open) == 1
