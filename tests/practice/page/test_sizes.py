"""The page on small and wide screens, and with a channel that is long."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.async_api import Page, expect

from bot.practice.checks.views import check_view
from bot.practice.company import ANA, HEARTEN, MAYA
from bot.practice.server import Practice
from tests.practice.forms import EVERY_FIELD, Json, modal, options, plain
from tests.practice.receiver import Receiver

DESIGN = "C0DESIGN1"
WIDER = "document.documentElement.scrollWidth - innerWidth"
OUTSIDE = """
[...document.querySelectorAll("main, .thread, .inspector, #modal, .composer, .message, .tools, .choices")]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.className || each.id || each.tagName)
"""


async def fits(page: Page) -> None:
    assert await page.evaluate(WIDER) <= 0
    assert await page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("width", [380, 1100, 1900])
async def test_page_fits_the_screen_width(
    pages: tuple[Page, Page], practice: Practice, receiver: Receiver, width: int
) -> None:
    ana, _ = pages
    await ana.set_viewport_size({"width": width, "height": 800})
    workspace = practice.workspace
    buttons = [
        {"type": "button", "action_id": f"b{number}", "text": plain("A button with many words on it")}
        for number in range(4)
    ]
    blocks: list[Json] = [
        {"type": "section", "text": plain("some words " * 40)},
        {
            "type": "actions",
            "elements": [*buttons, {"type": "overflow", "action_id": "o", "options": options("a")}],
        },
    ]
    root = workspace.post(DESIGN, user=HEARTEN.id, text="Good words", blocks=blocks)
    workspace.post(DESIGN, user=MAYA.id, text="w" * 400 + " https://a.example/" + "x" * 300)
    await expect(ana.get_by_text("wwww")).to_be_visible()
    await fits(ana)
    await (
        ana.locator(f"#m{root.ts.replace('.', '-')}")
        .get_by_role("button", name="More actions")
        .press("Enter")
    )
    await fits(ana)
    await ana.goto(f"{practice.url}/as/{ANA.id}/{DESIGN}?thread={root.ts}")
    await expect(ana.get_by_role("complementary", name="Thread")).to_be_visible()
    await fits(ana)
    await ana.evaluate("document.querySelector('button[aria-controls=inspector]').click()")
    await practice.command(ANA.id, DESIGN, "w" * 300)
    await expect(ana.locator(".entries summary").last).to_be_visible()
    await fits(ana)
    workspace.modals.open(ANA.id, check_view(modal(*EVERY_FIELD)))
    await expect(ana.get_by_role("dialog")).to_be_visible()
    await fits(ana)


async def test_thousand_messages_are_updated_quickly(pages: tuple[Page, Page], practice: Practice) -> None:
    ana, _ = pages
    for number in range(1000):
        author = (ANA, MAYA)[number // 3 % 2]
        practice.workspace.post(DESIGN, user=author.id, text=f"message {number} with *some* words :tada:")
    shown: list[int] = []
    for count in (200, 1000):
        await ana.goto(f"{practice.url}/as/{ANA.id}/{DESIGN}?shown={count}")
        await expect(ana.get_by_text("message 999 with")).to_be_in_viewport()
        paint = await ana.evaluate(
            "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now()"
        )
        print(f"first paint with {count} messages: {paint:.0f} ms")
        shown.append(await ana.locator("#messages .message").count())
    assert shown == [200, 1000]

    # Earlier ones come from page to page, and one stays where one was.
    await ana.goto(f"{practice.url}/as/{ANA.id}/{DESIGN}")
    for before, after in pairwise((800, 600, 400)):
        await ana.get_by_role("link", name="Show earlier messages").click()
        await expect(ana.get_by_text(f"message {after} with")).to_be_attached()
        await expect(ana.get_by_text(f"message {before} with")).to_be_in_viewport()
