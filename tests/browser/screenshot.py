"""Takes the README's pictures of the demo: `uv run python -m tests.browser.screenshot`. Needs Chromium."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import expect

from bot.practice.company import ANA, CAROL, MAYA, PRIYA
from bot.practice.records import Person
from tests.browser.town import Town, opened
from tests.browser.visitor import Visitor

PICTURES = Path(__file__).parents[2] / ".github"
PATIENCE = 30_000
"""Milliseconds that one waits for what is to be seen."""


async def main(folder: Path) -> None:
    """Take all of them, in a demo with the past that everybody begins with."""
    expect.set_options(timeout=PATIENCE)
    async with opened(folder) as town:
        await digest(town)
        await shout_out(town)
        await form(town)
        await card(town)


async def digest(town: Town) -> None:
    """The digest that a visitor sees first, without what is around it."""
    context = await town.context(viewport={"width": 1060, "height": 1600}, device_scale_factor=2)
    visitor = await town.enter(context, ANA, "general")
    message = visitor.messages.filter(has=visitor.page.locator("figure.image img"))
    await message.last.scroll_into_view_if_needed()
    await expect(message.last).to_contain_text("Good words")
    await visitor.page.wait_for_function("[...document.images].every(image => image.complete)")
    # Off the messages: where the pointer rests, a message shows its buttons.
    await visitor.page.mouse.move(600, 1590)
    await message.last.screenshot(path=PICTURES / "digest.png")
    await context.close()


async def shout_out(town: Town) -> None:
    """In #design: a shout-out, and the answer that only Ana sees, who gave it."""
    context = await town.context(viewport={"width": 1000, "height": 455})
    visitor = await town.enter(context, ANA, "design")
    await visitor.say(
        "/kudos @maya thanks for reading my drafts twice, and for the question at the end #collaboration"
    )
    await expect(visitor.private("I'll post this in").last).to_be_visible()
    await expect(visitor.public("the question at the end")).to_be_visible()
    await visitor.page.get_by_role("main").screenshot(path=PICTURES / "shout-out.png")
    await context.close()


async def form(town: Town) -> None:
    """The form that `/kudos` opens, as Maya has filled it in."""
    context = await town.context(viewport={"width": 1000, "height": 1200})
    visitor = await town.enter(context, MAYA, "engineering")
    await visitor.say("/kudos")
    thanks = visitor.page.get_by_role("dialog", name="Thank someone")
    await thanks.get_by_label("Li Wei").check()
    await thanks.get_by_label("What for?").fill("for the evening that you spent with my red build")
    await thanks.get_by_label("problem-solving").check()
    # All of it at once, which is more than a window shows.
    await thanks.evaluate("dialog => { dialog.style.maxHeight = 'none' }")
    await visitor.page.mouse.move(0, 0)
    await thanks.screenshot(path=PICTURES / "form.png")
    # Otherwise it is still open when Maya comes again.
    await thanks.get_by_role("button", name="Cancel").click()
    await expect(thanks).to_have_count(0)
    await context.close()


async def card(town: Town) -> None:
    """A card that Carol got, from three colleagues, without what is around it."""
    words = {
        ANA: ("for the plants, which all survived you asking about them", "creativity"),
        MAYA: ("for finding the charger. Every single time", "problem-solving"),
        PRIYA: ("for the birthday list, and for knowing who would rather be left out of it", "collaboration"),
    }

    async def enter(person: Person, channel: str) -> Visitor:
        # Each in a browser of their own: of one with several pages, only one has the focus.
        context = await town.context(viewport={"width": 820, "height": 1600}, device_scale_factor=2)
        return await town.enter(context, person, channel)

    visitor = await enter(ANA, "design")
    await visitor.say("/kudos card @carol until in 3 days 16:00 for your farewell")
    for person, (text, value) in words.items():
        signer = visitor if person is ANA else await enter(person, "design")
        await signer.public("for your farewell").get_by_role("button", name="Add your words").click()
        sign = signer.page.get_by_role("dialog", name="Sign the card")
        await sign.get_by_label("Your words").fill(text)
        await sign.get_by_label(value).check()
        await sign.get_by_role("button", name="Sign", exact=True).click()
        await expect(signer.private("Nobody else can read them before")).to_be_visible()
    carol = await enter(CAROL, "general")
    await carol.page.get_by_role("button", name="A week passes").click()
    await carol.go("Hearten")
    message = carol.public("Your colleagues wrote this for you.")
    await expect(message.locator("figure.image img")).to_be_visible()
    await carol.page.wait_for_function("[...document.images].every(image => image.complete)")
    await carol.page.mouse.move(400, 1590)
    await message.screenshot(path=PICTURES / "card.png")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(Path(folder)))
