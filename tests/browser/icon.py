"""Renders icon.png, the app's icon, of icon.svg: `uv run python -m tests.browser.icon`. Needs Chromium."""

from __future__ import annotations

import asyncio
from pathlib import Path

from playwright.async_api import async_playwright

from tests import chromium

ICON = Path(__file__).parents[2] / ".github" / "icon.svg"
SIDE = 1_024
"""Pixels; Slack takes 512 to 2,000."""


async def render() -> bytes:
    """Render the icon as a PNG with a transparent ground."""
    drawing = ICON.read_text(encoding="utf-8")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium.program(), args=chromium.ARGUMENTS
        )
        page = await browser.new_page(viewport={"width": SIDE, "height": SIDE})
        await page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{drawing}")
        picture = await page.screenshot(omit_background=True)
        await browser.close()
    return picture


if __name__ == "__main__":
    ICON.with_suffix(".png").write_bytes(asyncio.run(render()))
