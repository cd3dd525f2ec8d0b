"""A reader, and a practice workspace with its page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from playwright.async_api import Page, async_playwright, expect

from bot.practice.company import ANA, MAYA, brightside
from bot.practice.page.reader import Reader
from bot.practice.page.routes import routes
from bot.practice.server import Practice
from bot.practice.tour import guided_tour
from tests.chromium import ARGUMENTS
from tests.practice.conftest import Clock

DESIGN = "C0DESIGN1"
EXPECT_TIMEOUT = 60_000
"""Milliseconds that a browser may take to show what a test expects."""


@pytest.fixture(autouse=True)
def long_expectations() -> None:
    """Let a browser take long: a loaded machine is no broken page."""
    expect.set_options(timeout=EXPECT_TIMEOUT)


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
        brightside(),
        now=clock.now,
        advance=clock.advance,
        retry_delays=(),
        patience=60,
        page=partial(routes, tour=guided_tour()),
    ) as running:
        yield running


@pytest.fixture
async def browser(practice: Practice) -> AsyncIterator[aiohttp.ClientSession]:
    """A session that asks as the page itself does."""
    async with aiohttp.ClientSession(practice.url, headers={"Origin": practice.url}) as opened:
        yield opened


@pytest.fixture
async def pages(practice: Practice, chromium_program: str) -> AsyncIterator[tuple[Page, Page]]:
    """#design before Ana's eyes and before Maya's; nothing may go wrong in either browser's console."""
    troubles: list[str] = []
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=chromium_program, args=ARGUMENTS)
        opened = []
        for person in (ANA, MAYA):
            page = await (await chromium.new_context()).new_page()
            page.on("console", lambda said: troubles.append(f"{said.type}: {said.text}"))
            page.on("pageerror", lambda error: troubles.append(str(error)))
            await page.goto(f"{practice.url}/as/{person.id}/{DESIGN}")
            opened.append(page)
        yield opened[0], opened[1]
        await chromium.close()
    assert not troubles
