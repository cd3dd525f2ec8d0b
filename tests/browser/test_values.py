"""What a workspace celebrates, changed by an admin."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from bot.practice.company import JONAS, MAYA
from tests.browser.conftest import Visit

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_new_one_is_given_at_once(visit: Visit) -> None:
    jonas, maya = await visit(JONAS, "engineering"), await visit(MAYA, "engineering")
    await jonas.go("Hearten")
    await jonas.page.get_by_role("link", name="Home", exact=True).click()
    await jonas.page.get_by_role("button", name="Values").click()
    await jonas.page.get_by_role("button", name="Change the values").click()
    await jonas.page.get_by_role("dialog", name="Values").get_by_role("button", name="Add a value").click()
    form = jonas.page.get_by_role("dialog", name="Add a value")
    await form.get_by_role("textbox", name="Name (optional)", exact=True).fill("playfulness")
    await form.get_by_role("button", name="Add").click()
    await expect(form.get_by_text("It needs an emoji: that is how people thank with it.")).to_be_visible()
    await form.get_by_label("Emoji").fill("🎈")
    await form.get_by_label("What it means").fill("Trying things for the joy of it")
    await form.get_by_role("button", name="Add").click()
    await expect(jonas.page.get_by_role("dialog", name="Values")).to_contain_text("playfulness")
    await jonas.page.keyboard.press("Escape")
    await expect(jonas.page.get_by_role("main")).to_contain_text("Trying things for the joy of it")

    await maya.say("/kudos @jonas thanks for the paper planes #playfulness")
    await expect(maya.public("the paper planes")).to_contain_text("From @Maya to @Jonas · 🎈 playfulness")
