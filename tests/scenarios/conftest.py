"""Every scenario runs twice: on SQLite by Socket Mode, and on PostgreSQL by signed HTTP."""

from collections.abc import AsyncIterator

import pytest

from bot.slack.api import cache, directory
from bot.slack.features.digest import pages as digest_pages
from tests.conftest import FixedClock
from tests.emptied import database_url as database_url
from tests.scenarios import world as world_module
from tests.scenarios.world import World
from tests.scenarios.world import world as open_world

MEASURED = ("test_sizes", "test_failing")
"""Modules whose tests measure how long an answer may take."""


LONGER = [
    (cache, "PATIENCE", 4.0),
    (directory, "PATIENCE", 4.0),
    (digest_pages, "PATIENCE", 4.0),
    (cache, "ANSWER", 5.0),
    (cache, "AFTER_COMMIT", 2.0),
    (world_module, "PATIENCE", 8.0),
]
"""How long look-ups may take in all other modules, and how long Slack waits there (seconds)."""


@pytest.fixture(autouse=True)
def longer_patience(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let look-ups take longer, and Slack wait as long: a loaded machine is no slow Slack."""
    if not request.module.__name__.endswith(MEASURED):
        for module, name, seconds in LONGER:
            monkeypatch.setattr(module, name, seconds)


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
