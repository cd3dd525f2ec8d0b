"""The real demo, as a process of its own, and a browser to look at it with."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, StorageState, async_playwright

from bot.practice.company import brightside
from bot.practice.records import Person
from tests import chromium
from tests.browser.visitor import Visitor
from tests.cli.process import start

_USUAL = ("A fresh company is moving in", "Press Ctrl+C")


@dataclass(frozen=True, slots=True)
class Town:
    """A running demo, and a browser to look at it with."""

    url: str
    browser: Browser

    async def context(self, **options: Any) -> BrowserContext:
        """A browser's memory of its own, in which the tour has been skipped already."""
        kept: StorageState = {
            "origins": [{"origin": self.url, "localStorage": [{"name": "tour", "value": "over"}]}]
        }
        return await self.browser.new_context(color_scheme="light", storage_state=kept, **options)

    async def enter(self, context: BrowserContext, person: Person, channel: str) -> Visitor:
        """Open a channel as somebody."""
        page = await context.new_page()
        await page.goto(f"{self.url}/as/{person.id}/{brightside().channel(channel).id}")
        visitor = Visitor(page)
        await visitor.ready()
        return visitor

    def is_own(self, address: str) -> bool:
        """Whether it is asked of the demo, or of nobody."""
        return address.startswith((f"{self.url}/", "data:", "blob:"))


@asynccontextmanager
async def opened(folder: Path, *arguments: str) -> AsyncIterator[Town]:
    """Start a demo, kept in a folder. It has nothing to complain of until its end."""
    asked = ("demo", "--port", "0", "--no-browser", "--data", str(folder / "kept"), *arguments)
    async with start(folder, *asked, environment={}) as demo:
        url = (await demo.line()).removeprefix("The practice workspace is open: ")
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=chromium.program(), args=chromium.ARGUMENTS
            )
            yield Town(url, browser)
            await browser.close()
        demo.send(signal.SIGTERM)
        ended = await demo.ended()
    assert ended.status == 0
    assert [line for line in ended.err.splitlines() if not line.startswith(_USUAL)] == []
