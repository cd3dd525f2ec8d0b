"""What axe finds on the page, in light and in dark: nothing."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot.practice.checks.views import check_home, check_view
from bot.practice.company import ANA, HEARTEN, MAYA
from bot.practice.records import Shortcut
from bot.practice.server import Practice
from tests.practice.forms import EVERY_FIELD, Json, modal, options, plain
from tests.practice.receiver import Receiver
from tests.practice.test_home_acts import home

DESIGN = "C0DESIGN1"
AXE = (files("axe_playwright_python") / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


async def complaints(page: Page, *, but: str = "") -> list[tuple[str, list[Any]]]:
    """Each rule that is broken, and where; one is left out."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE)
    found = await page.evaluate("tags => axe.run({ runOnly: { type: 'tag', values: tags } })", RULES)
    assert found["passes"]
    return [
        (each["id"], [(node["target"], node["failureSummary"]) for node in each["nodes"]])
        for each in found["violations"]
        if each["id"] != but
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_page_has_no_accessibility_violations(
    pages: tuple[Page, Page], practice: Practice, receiver: Receiver, scheme: Any
) -> None:
    ana, _ = pages
    await ana.emulate_media(color_scheme=scheme)
    workspace = practice.workspace
    workspace.shortcuts = (Shortcut("message", "m", "Recognise this"), Shortcut("global", "g", "Thank"))
    button = {"type": "button", "action_id": "b", "text": plain("Undo"), "style": "danger"}
    menu = {"type": "overflow", "action_id": "o", "options": options("edit", "undo")}
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": each}] for each in ("Who", "Ana")]}
    mentions = {"type": "mrkdwn", "text": f"<@{ANA.id}> <@{MAYA.id}> `code` <https://a.example|link> :tada:"}
    blocks: list[Json] = [
        {"type": "header", "text": plain("Good words")},
        {"type": "section", "text": mentions, "accessory": menu},
        {"type": "context", "elements": [mentions]},
        {"type": "actions", "elements": [{**button, "style": "primary", "action_id": "c"}, button]},
        table,
        {"type": "image", "image_url": "https://a.example/a.png", "alt_text": "A picture"},
    ]
    root = workspace.post(DESIGN, user=HEARTEN.id, text="Good words", blocks=blocks)
    workspace.post(DESIGN, user=HEARTEN.id, text="psst", ephemeral_to=ANA.id)
    workspace.post(DESIGN, user=MAYA.id, text="lovely", thread_ts=root.ts, is_broadcast=True)
    workspace.post(DESIGN, user=ANA.id, text="yes", thread_ts=root.ts)
    workspace.post("C0GENERAL", user=MAYA.id, text="news")
    workspace.add_reaction(ANA.id, DESIGN, root.ts, "tada")
    workspace.add_reaction(MAYA.id, DESIGN, root.ts, "eyes")
    await expect(ana.get_by_text("psst")).to_be_visible()
    assert await complaints(ana) == []
    await ana.locator("details.actors summary").click()
    # The open menu hides parts of what can be pressed under it.
    assert await complaints(ana, but="target-size") == []
    await ana.keyboard.press("Escape")

    await ana.get_by_role("link", name="2 replies").click()
    await ana.get_by_role("button", name="Inspector", exact=True).click()
    await practice.command(ANA.id, DESIGN, "help")
    line = ana.locator(".entries summary").last
    await line.click()
    await expect(ana.get_by_role("button", name="Copy as curl")).to_be_visible()
    await ana.get_by_text("Make Slack fail").click()
    practice.fail("chat.postMessage", status=500)
    await expect(ana.get_by_text("Posting: server error, once")).to_be_visible()
    assert await complaints(ana) == []

    await ana.get_by_role("button", name="More actions").first.click()
    assert await complaints(ana) == []
    await ana.keyboard.press("Escape")

    workspace.modals.open(ANA.id, check_view(modal(*EVERY_FIELD)))
    await expect(ana.get_by_role("dialog")).to_be_visible()
    await ana.get_by_role("button", name="Send").last.click()
    await expect(ana.locator(".error").first).to_be_visible()
    assert await complaints(ana) == []


@pytest.mark.parametrize("width", [380, 1280])
async def test_home_and_linked_message_have_no_accessibility_violations(
    pages: tuple[Page, Page], practice: Practice, receiver: Receiver, width: int
) -> None:
    ana, _ = pages
    await ana.set_viewport_size({"width": width, "height": 800})
    practice.workspace.homes.publish(
        ANA.id, check_home(home({"type": "header", "text": plain("Good words")}))
    )
    await ana.goto(f"{practice.url}/as/{ANA.id}/home")
    await expect(ana.get_by_role("heading", name="Good words")).to_be_visible()
    for number in range(3):
        await practice.command(ANA.id, DESIGN, f"help {number}")
    await ana.evaluate("document.querySelector('button[aria-controls=inspector]').click()")
    await expect(ana.locator(".entries summary").last).to_be_visible()
    assert await complaints(ana) == []
    message = practice.workspace.post(DESIGN, user=MAYA.id, text="lovely :brightside:")
    await ana.goto(f"{practice.url}/as/{ANA.id}/archives/{DESIGN}/p{message.ts.replace('.', '')}")
    await expect(ana.locator("li.message:target img.emoji")).to_be_visible()
    assert await complaints(ana) == []
