"""A card from three people to its end, on a phone, with nothing but the keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Locator, ViewportSize, expect

from bot.practice.company import ANA, CAROL, MAYA, PRIYA
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE: ViewportSize = {"width": 390, "height": 844}


async def press(button: Locator) -> None:
    """Press a button by the keyboard."""
    await button.focus()
    await button.page.keyboard.press("Enter")


async def sign(signer: Visitor, text: str) -> None:
    await press(signer.public("for your farewell").get_by_role("button", name="Add your words"))
    form = signer.page.get_by_role("dialog", name="Sign the card")
    await form.get_by_label("Your words").focus()
    await signer.page.keyboard.type(text)
    await press(form.get_by_role("button", name="Sign", exact=True))
    await expect(signer.private("Nobody else can read them before")).to_be_visible()


async def test_from_three_people_to_its_end(visit: Visit) -> None:
    ana, maya, priya = [await visit(person, "design") for person in (ANA, MAYA, PRIYA)]
    for signer in (ana, maya, priya):
        await signer.page.set_viewport_size(PHONE)
    await ana.say("/kudos card @carol until in 3 days 16:00 for your farewell")
    await expect(ana.private("I've invited everyone in #design to sign it.")).to_be_visible()
    await sign(ana, "thanks for the plants")
    await sign(maya, "for every birthday that you remembered")
    await sign(priya, "the office will be quiet without you")
    await expect(ana.messages.filter(has_text="birthday")).to_have_count(0)
    await ana.say("/kudos cards")
    await expect(ana.private("Signed by Ana, Maya and Priya.")).to_be_visible()

    carol = await visit(CAROL, "general")
    await carol.page.get_by_role("button", name="A week passes").click()
    await carol.go("Hearten")
    await carol.page.set_viewport_size(PHONE)
    card = carol.public("Your colleagues wrote this for you.")
    for text in ("thanks for the plants", "for every birthday", "the office will be quiet"):
        await expect(card).to_contain_text(text)
    await expect(card.get_by_role("img", name=re.compile("The card's picture"))).to_be_visible()
    assert await carol.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
