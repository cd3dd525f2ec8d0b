"""Every scenario runs twice: on SQLite by Socket Mode, and on PostgreSQL by signed HTTP."""

from collections.abc import AsyncIterator

import pytest

from bot.slack import memory
from tests.conftest import FixedClock
from tests.emptied import database_url as database_url
from tests.scenarios.world import World
from tests.scenarios.world import world as open_world

MEASURED = ("test_sizes", "test_failing")
"""Modules whose tests measure how long an answer may take."""


@pytest.fixture(autouse=True)
def longer_patience(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let look-ups after a commit take longer: a loaded machine is no slow Slack."""
    if not request.module.__name__.endswith(MEASURED):
        monkeypatch.setattr(memory, "AFTER_COMMIT", 2.0)


@pytest.fixture
def transport(request: pytest.FixtureRequest, database_url: str) -> str:
    """Databases and transports know nothing of each other: crossing them would take twice as long.

    A test that is about one transport says which.
    """
    wanted: str = getattr(request, "param", "")
    return wanted or ("socket" if database_url.startswith("sqlite") else "http")


@pytest.fixture
async def hasty_world(database_url: str, clock: FixedClock, transport: str) -> AsyncIterator[World]:
    """One whose Slack waits for no answer longer than a moment: in Socket Mode a refusal is silence."""
    async with open_world(database_url, clock, transport, patience=2) as opened:
        yield opened


@pytest.fixture
async def world(database_url: str, clock: FixedClock, transport: str) -> AsyncIterator[World]:
    async with open_world(database_url, clock, transport) as opened:
        yield opened
