"""Takes the README's picture of the demo: `uv run python -m tests.browser.screenshot`. Needs Chromium."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright

from tests import chromium
from tests.cli.process import start

PICTURE = Path(__file__).parents[2] / ".github" / "screenshot.png"


async def main(folder: Path) -> None:
    """Take it in #general, where the weekly digest comes, as Ana sees it."""
    async with (
        start(folder, "demo", "--port", "0", "--no-browser", environment={}) as demo,
        async_playwright() as playwright,
    ):
        url = (await demo.line()).removeprefix("The practice workspace is open: ")
        browser = await playwright.chromium.launch(
            executable_path=chromium.program(), args=chromium.ARGUMENTS
        )
        page = await browser.new_page(viewport={"width": 1200, "height": 800}, color_scheme="light")
        await page.goto(f"{url}/as/U0ANA0001/C0GENERAL")
        await page.get_by_role("button", name="Don't show this again").click()
        # Off the messages: where the pointer rests, a message shows its buttons.
        await page.mouse.move(600, 780)
        await page.screenshot(path=PICTURE)
        await browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(Path(folder)))
