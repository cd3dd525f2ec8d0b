"""Every scenario runs twice: on SQLite by Socket Mode, and on PostgreSQL by signed HTTP."""

from collections.abc import AsyncIterator

import pytest

from bot.jobs import ticks
from bot.practice import views as practice_views
from bot.slack import context
from bot.slack.api import cache, directory, web_api
from bot.slack.features.digest import pages as digest_pages
from bot.slack.outbound import digest_channels, digest_images, home_publisher, sender
from tests.conftest import FixedClock
from tests.emptied import database_url as database_url
from tests.scenarios.town import Town
from tests.scenarios.town import town as open_town
from tests.scenarios.world import World
from tests.scenarios.world import world as open_world

LONG = 60.0
"""Seconds that no test needs: a loaded machine is no slow Slack."""
LIMITS = [
    (cache, "LOOKUP_TIMEOUT", LONG),
    # The look-ups for an answer may take longer together than one of them, as ever.
    (cache, "ANSWER_TIMEOUT", 2 * LONG),
    (cache, "COMMIT_TIMEOUT", 2 * LONG),
    (web_api, "TIMEOUT", LONG),
    (context, "OPEN_TIMEOUT", LONG),
    (context, "CONFIRM_TIMEOUT", LONG),
    (digest_channels, "LOOKUP_TIMEOUT", LONG),
    (digest_images, "UPLOAD_TIMEOUT", LONG),
    (digest_pages, "LOOKUP_TIMEOUT", LONG),
    (directory, "LOOKUP_TIMEOUT", LONG),
    (home_publisher, "PUBLISH_TIMEOUT", LONG),
    (practice_views, "TRIGGER_LIFETIME", LONG),
    (sender, "PREPARATION_TIMEOUT", LONG),
    (ticks, "AUDIENCES_TIMEOUT", LONG),
]
"""The time limits of the product and of Slack, and what they are in tests."""


@pytest.fixture(autouse=True)
def long_limits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lengthen the time limits, except in the module whose tests are about them."""
    if not request.module.__name__.endswith("test_silent_slack"):
        for module, name, seconds in LIMITS:
            monkeypatch.setattr(module, name, seconds)


@pytest.fixture
def transport(request: pytest.FixtureRequest, database_url: str) -> str:
    """Databases and transports know nothing of each other: crossing them would take twice as long.

    A test that is about one transport says which.
    """
    wanted: str = getattr(request, "param", "")
    return wanted or ("socket" if database_url.startswith("sqlite") else "http")


@pytest.fixture
async def world(database_url: str, clock: FixedClock, transport: str) -> AsyncIterator[World]:
    async with open_world(database_url, clock, transport) as opened:
        yield opened


@pytest.fixture
async def installed_town(database_url: str, clock: FixedClock, transport: str) -> AsyncIterator[Town]:
    """Two workspaces with equal ids, both of which have installed the app."""
    async with open_town(database_url, clock, transport) as opened:
        for world in opened.worlds:
            assert (await opened.browser.install(world)).status == 200
            await world.settled()
        yield opened
