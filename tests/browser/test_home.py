"""The app's Home on a phone: faces, the reply where one reads, and the picture of one's own year."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from bot.practice.company import SAM
from tests.browser.conftest import RECEIPTS, Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")

WIDTH = 380
"""Pixels of a phone."""


async def test_a_home_on_a_phone(visit: Visit) -> None:
    page = (await visit(SAM, "general")).page
    await page.set_viewport_size({"width": WIDTH, "height": 760})
    await page.goto(page.url.rpartition("/")[0] + "/home")
    home = page.get_by_role("main")
    newest = home.get_by_text(f"thanks for {RECEIPTS[-1]}")
    await expect(newest).to_be_in_viewport()
    await expect(home.get_by_role("img", name="Carol").first).to_be_in_viewport()
    assert await page.evaluate("document.documentElement.scrollWidth") <= WIDTH

    await home.get_by_role("button", name="My year in a picture").click()
    year = page.get_by_role("dialog", name="Your year")
    picture = year.get_by_role("img", name="Your year as a picture")
    await expect(picture).to_be_in_viewport()
    await expect(picture).to_have_js_property("naturalWidth", 1_200)
    box = await picture.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= WIDTH
    await page.keyboard.press("Escape")
    await expect(year).to_be_hidden()

    await home.get_by_role("button", name="Reply to Carol …").first.click()
    reply = page.get_by_role("dialog", name="Reply")
    await reply.get_by_label("Your words to Carol").fill("Gladly, any time")
    await reply.get_by_role("button", name="Send").click()
    await expect(reply).to_contain_text("Your words are on their way to Carol.")
    await page.keyboard.press("Escape")
    await expect(home).to_contain_text("You answered:")
    await expect(home).to_contain_text("Gladly, any time")
