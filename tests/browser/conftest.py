"""The real demo, started once, and people who visit it; nothing may go wrong in any of their browsers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, expect

from bot.practice.records import Person
from tests.browser.town import Town, opened
from tests.browser.visitor import Visitor

Visit = Callable[[Person, str], Awaitable[Visitor]]
PATIENCE: Final = 20_000
"""Milliseconds that one waits for what is to be seen: as long as a machine with much to do may take."""

RECEIPTS: Final = tuple(f"receipt number {number:02}" for number in range(1, 14))
"""What Carol has thanked Sam for, the earliest first: more than one page of his history."""
_PAST = "\n".join(
    [
        "3 08:00 sam #general: /kudos privacy messages never",
        "3 08:10 jonas #general: /kudos leads add @priya for @li",
        "3 09:30 priya #support: Three customers say that the export stops halfway.",
        "3 10:20 maya #engineering: /kudos @li thanks for staying with the export until it was clear",
        *(
            f"2 10:{minute:02} carol #general: /kudos quietly @sam thanks for {receipt}"
            for minute, receipt in enumerate(RECEIPTS)
        ),
    ]
)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def town(tmp_path_factory: pytest.TempPathFactory, chromium_program: str) -> AsyncIterator[Town]:
    """A demo with a short past."""
    folder = tmp_path_factory.mktemp("demo")
    seed = folder / "seed.txt"
    seed.write_text(_PAST, encoding="utf-8")
    async with opened(folder, "--seed", str(seed)) as running:
        expect.set_options(timeout=PATIENCE)
        yield running
        expect.set_options(timeout=None)


@pytest_asyncio.fixture(loop_scope="session")
async def visit(town: Town) -> AsyncIterator[Visit]:
    """Opens a channel as somebody. The browsers have nothing to say, and ask nothing of anybody else."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    async def opening(person: Person, channel: str) -> Visitor:
        context = await town.context()
        contexts.append(context)
        context.on("console", lambda said: troubles.append(f"{said.type}: {said.text}"))
        context.on("weberror", lambda error: troubles.append(str(error.error)))
        context.on("request", lambda asked: troubles.extend([] if town.is_own(asked.url) else [asked.url]))
        return await town.enter(context, person, channel)

    yield opening
    for context in contexts:
        await context.close()
    assert not troubles
