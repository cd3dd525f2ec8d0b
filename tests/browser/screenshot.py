"""Takes the README's pictures of the demo: `uv run python -m tests.browser.screenshot`. Needs Chromium."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import expect

from bot.practice.company import ANA, MAYA
from tests.browser.town import Town, opened

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
    await visitor.page.mouse.move(0, 0)
    await thanks.screenshot(path=PICTURES / "form.png")
    await context.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(Path(folder)))
