"""What a process does before it serves."""

import asyncio
from pathlib import Path

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.app import hearten
from bot.domain.delivery import MIN_SEARCH_DELAY
from bot.domain.erasure import ErasureExtent
from bot.domain.ids import UserId
from bot.domain.outbox_messages import CareNotice
from bot.domain.workspace import WorkspaceIdentity
from bot.practice.company import brightside
from bot.practice.server import Practice
from bot.settings import Secret, Settings
from bot.slack.api import token_health
from bot.storage import claims, erasure_ledger, erasures, outbox, workspaces
from bot.storage.engine import Transaction, connect
from bot.storage.erasures import ErasureOrder
from bot.storage.files import hold_exclusively
from tests.conftest import FixedClock

IDENTITY = WorkspaceIdentity("", "T1", "Brightside", "https://brightside.slack.com/", UserId("UBOT"))


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated file of its own."""
    file = tmp_path / "hearten.db"
    file.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{file}"


async def test_claims_of_a_dead_process_are_released(
    sqlite_url: str, tmp_path: Path, clock: FixedClock
) -> None:
    """A file serves one process: another process that held a lease is dead."""
    database = connect(sqlite_url, clock.now)

    def take_and_die(tx: Transaction) -> None:
        workspace = workspaces.ensure(tx, IDENTITY)
        outbox.put(tx, workspace.id, CareNotice(UserId("UANA"), circle=tx.new_id()))
        assert len(claims.claim(tx, 10).deliveries) == 1

    with hold_exclusively(sqlite_url):
        await database.write(take_and_die)
    assert (await database.write(claims.claim, 10)).deliveries == []
    database.close()
    settings = Settings(
        database_url=sqlite_url, bot_token=Secret("xoxb-1"), erasures=str(tmp_path / "ledger")
    )
    async with hearten(settings, clock) as bot:
        # What it sent may still be on its way: it is looked for then, and not after the lease.
        clock.advance(MIN_SEARCH_DELAY)
        (again,) = (await bot.deps.database.write(claims.claim, 10)).deliveries
        assert again.attempt == 2
        assert again.verify_since is not None


async def test_refused_token_is_logged_once_and_shown_by_readiness(
    sqlite_url: str, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(token_health, "CHECK_INTERVAL", 0.0)
    async with Practice(brightside()) as practice:
        settings = Settings(
            database_url=sqlite_url,
            slack_api_url=practice.api_url,
            bot_token=Secret(practice.bot_token),
            signing_secret=Secret("xoxb-wrong-too"),
            erasures=str(tmp_path / "ledger"),
            port=0,
        )
        practice.fail("auth.test", error="token_revoked", times=1_000)
        with capture_logs() as logs:
            async with hearten(settings, clock) as bot, aiohttp.ClientSession() as session:
                stopping = asyncio.Event()
                serving: asyncio.Future[int] = asyncio.get_running_loop().create_future()
                running = asyncio.create_task(bot.run(stopping, serving=serving))
                url = f"http://127.0.0.1:{await serving}/readyz"
                for _ in range(3):
                    async with session.get(url) as answer:
                        assert answer.status == 503
                        secret, token = (await answer.json())["problems"]
                assert secret.startswith("SLACK_SIGNING_SECRET: that is what belongs in SLACK_BOT_TOKEN")
                assert token.startswith("Slack refuses SLACK_BOT_TOKEN (token_revoked): the app was")
                practice.heal()
                async with session.get(url) as answer:
                    assert (await answer.json())["problems"] == [secret]
                stopping.set()
                await running
    events = [line["event"] for line in logs if line["log_level"] == "error" or "Slack" in line["event"]]
    assert events == [
        "SLACK_SIGNING_SECRET is wrong",
        "Slack refuses SLACK_BOT_TOKEN",
        "Slack takes SLACK_BOT_TOKEN again",
    ]


async def test_erasures_in_the_ledger_are_ordered_again(
    sqlite_url: str, tmp_path: Path, clock: FixedClock
) -> None:
    order = ErasureOrder(
        "01a21225-d900-7001-b158-6114adbb297c", "", "T1", UserId("UANA"), ErasureExtent.NAME, clock.now()
    )
    erasure_ledger.write(tmp_path / "ledger", [order])
    settings = Settings(
        database_url=sqlite_url,
        bot_token=Secret("xoxb-1"),
        erasures=str(tmp_path / "ledger"),
    )
    async with hearten(settings, clock) as bot:
        assert len(await bot.deps.database.read(erasures.list_open_ids)) == 1
