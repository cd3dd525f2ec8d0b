"""Socket Mode: what it notices, and how it ends."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import pytest
from slack_bolt.response import BoltResponse

from bot.deps import Deps
from bot.metrics import Metrics
from bot.practice.company import brightside
from bot.practice.server import Practice
from bot.settings import Secret, Settings
from bot.slack.api.token_health import TokenHealth
from bot.slack.socket_mode import SocketMode
from bot.storage.engine import Database
from tests.conftest import FixedClock

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Door:
    """Takes payloads in; the answer to a command waits until the test lets it go."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.go_on = asyncio.Event()

    async def dispatch(self, payload: Mapping[str, Any], _: Mapping[str, Any]) -> BoltResponse:
        self.begun.set()
        await self.go_on.wait()
        return BoltResponse(status=200, body="kept")


@pytest.fixture
async def practice() -> AsyncIterator[Practice]:
    async with Practice(brightside()) as running:
        yield running


@pytest.fixture
def deps(practice: Practice, database: Database, clock: FixedClock) -> Deps:
    settings = Settings(app_token=Secret(practice.app_token), slack_api_url=practice.api_url)
    return Deps(settings, database, clock, time.monotonic, Metrics())


async def until(is_so: Callable[[], Any]) -> None:
    """Wait for what only the connection itself can tell."""
    async with asyncio.timeout(60):
        while not await is_so():  # noqa: ASYNC110 -- the connection has no event
            await asyncio.sleep(0.02)


async def test_silent_connection_counts_as_broken(practice: Practice, deps: Deps) -> None:
    socket_mode, stopping = SocketMode(Door().dispatch, deps, ping_interval=0.1), asyncio.Event()
    running = asyncio.create_task(socket_mode.run(stopping))
    await practice.connected()
    await until(socket_mode.is_connected)
    practice.fail("apps.connections.open", status=500, times=1_000)
    practice.mute()

    async def is_gone() -> bool:
        return not await socket_mode.is_connected()

    await until(is_gone)
    # Slack is well again: so are we, on another connection.
    practice.heal()
    await until(socket_mode.is_connected)
    stopping.set()
    await running


async def test_refused_token_is_logged_once_and_tried_again(
    practice: Practice, deps: Deps, caplog: pytest.LogCaptureFixture
) -> None:
    practice.fail("apps.connections.open", error="invalid_auth", times=3)
    access, stopping = TokenHealth(deps.settings, deps.monotonic), asyncio.Event()
    told: list[str] = []

    async def is_refused() -> bool:
        told.extend(one for one in access.problems if one not in told)
        return bool(told)

    running = asyncio.create_task(
        SocketMode(Door().dispatch, deps, ping_interval=0.05, token_health=access).run(stopping)
    )
    await until(is_refused)
    await practice.connected()
    (problem,) = told
    assert problem.startswith("Slack refuses SLACK_APP_TOKEN (invalid_auth): copy an App-Level Token")
    assert access.problems == []
    # The library would have said so each time.
    assert "Failed to" not in caplog.text
    stopping.set()
    await running


async def test_answer_in_progress_is_sent_before_closing(practice: Practice, deps: Deps) -> None:
    door, stopping = Door(), asyncio.Event()
    running = asyncio.create_task(SocketMode(door.dispatch, deps).run(stopping))
    await practice.connected()
    typing = asyncio.create_task(practice.command("U0ANA0001", "C0DESIGN1", "help"))
    await door.begun.wait()
    stopping.set()
    for _ in range(10):
        await asyncio.sleep(0)
    assert not running.done()
    door.go_on.set()
    answer = await typing
    assert (answer.status, answer.body) == (200, {"text": "kept"})
    await running
