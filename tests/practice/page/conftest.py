"""A reader, and a practice workspace with its page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from bot.practice.company import brightside
from bot.practice.page.reader import Reader
from bot.practice.page.routes import routes
from bot.practice.server import Practice
from tests.practice.conftest import Clock


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(
        me="U1",
        people={"U1": "Ana", "U2": "Maya <b>"},
        channels={"C1": "design"},
        groups={"S1": "backend", "S2": "office"},
        my_groups=frozenset({"S1"}),
        zone=ZoneInfo("Europe/Berlin"),
        now=datetime(2026, 11, 25, 12, tzinfo=UTC),
    )


@pytest.fixture
async def practice(clock: Clock) -> AsyncIterator[Practice]:
    async with Practice(
        brightside(), now=clock.now, advance=clock.advance, retry_delays=(), patience=2, page=routes
    ) as running:
        yield running


@pytest.fixture
async def browser(practice: Practice) -> AsyncIterator[aiohttp.ClientSession]:
    """A session that asks as the page itself does."""
    async with aiohttp.ClientSession(practice.url, headers={"Origin": practice.url}) as opened:
        yield opened
