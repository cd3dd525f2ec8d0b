"""Takes the README's pictures of the demo: `uv run python -m tests.browser.screenshot`. Needs Chromium."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import expect

from bot.practice.company import ANA, JONAS, MAYA
from tests.browser.town import Town, opened

PICTURES = Path(__file__).parents[2] / ".github"
PATIENCE = 30_000
"""Milliseconds that one waits for what is to be seen, also where a week has to pass."""


async def main(folder: Path) -> None:
    """Take all of them, in a demo with the past that everybody begins with."""
    expect.set_options(timeout=PATIENCE)
    async with opened(folder) as town:
        await digest(town)
        await shout_out(town)
        await form(town)


async def digest(town: Town) -> None:
    """In #general as Ana sees it, once the week's digest has come there with its quilt."""
    context = await town.context(viewport={"width": 1200, "height": 890})
    visitor = await town.enter(context, JONAS, "general")
    await visitor.say("/kudos digest on monday 09:00 all")
    await expect(visitor.private("It also tells all public thanks of the workspace.")).to_be_visible()
    quilts = visitor.page.get_by_role("img", name="The week's quilt")
    there = await quilts.count()
    await visitor.page.get_by_role("button", name="To next Monday 09:00").click()
    await expect(quilts).to_have_count(there + 1)
    await visitor.become(ANA)
    heading = visitor.page.get_by_text("Good words from").last
    await heading.evaluate("one => { one.style.scrollMarginTop = '28px'; one.scrollIntoView(); }")
    await expect(quilts.last).to_be_in_viewport()
    # Off the messages: where the pointer rests, a message shows its buttons.
    await visitor.page.mouse.move(600, 870)
    await visitor.page.screenshot(path=PICTURES / "digest.png")
    await context.close()


async def shout_out(town: Town) -> None:
    """In #design: a shout-out, and the answer that only Ana sees, who gave it."""
    context = await town.context(viewport={"width": 1000, "height": 455})
    visitor = await town.enter(context, ANA, "design")
    await visitor.say(
        "/kudos @maya thanks for reading my drafts twice, and for the question at the end #collaboration"
    )
    await expect(visitor.private("the question at the end")).to_be_visible()
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
