"""Takes the README's picture of the demo: `uv run python -m tests.browser.screenshot`. Needs Chromium."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright, expect

from tests import chromium
from tests.cli.process import start

PICTURE = Path(__file__).parents[2] / ".github" / "screenshot.png"


async def main(folder: Path) -> None:
    """Take it in #general as Ana sees it, once the week's digest has come there with its quilt."""
    async with (
        start(folder, "demo", "--port", "0", "--no-browser", environment={}) as demo,
        async_playwright() as playwright,
    ):
        url = (await demo.line()).removeprefix("The practice workspace is open: ")
        browser = await playwright.chromium.launch(
            executable_path=chromium.program(), args=chromium.ARGUMENTS
        )
        page = await browser.new_page(viewport={"width": 1200, "height": 1000}, color_scheme="light")
        await page.goto(f"{url}/as/U0JONAS01/C0GENERAL")
        await page.get_by_role("button", name="Skip the tour").click()
        await page.locator("textarea").first.fill("/kudos digest on monday 09:00 all ")
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("will get its digest")).to_be_visible()
        quilts = page.get_by_role("img", name="The week's quilt")
        there = await quilts.count()
        await page.get_by_role("button", name="To next Monday 09:00").click()
        await expect(quilts).to_have_count(there + 1, timeout=30_000)
        await page.goto(f"{url}/as/U0ANA0001/C0GENERAL")
        heading = page.get_by_text("Good words from this week").last
        await heading.evaluate("one => { one.style.scrollMarginTop = '40px'; one.scrollIntoView(); }")
        # Off the messages: where the pointer rests, a message shows its buttons.
        await page.mouse.move(600, 980)
        await page.screenshot(path=PICTURE)
        await browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(Path(folder)))
