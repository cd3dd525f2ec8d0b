"""The workspace's own emoji, wherever emoji are drawn."""

from __future__ import annotations

from dataclasses import replace

import aiohttp
import pytest
from markupsafe import Markup
from playwright.async_api import Page, expect

from bot.practice.company import ANA, HEARTEN, MAYA
from bot.practice.page import markup
from bot.practice.page.reader import Reader
from bot.practice.server import Practice
from tests.practice.forms import Json, plain
from tests.practice.receiver import Receiver

DESIGN = "C0DESIGN1"
SUNNY: Json = {"text": plain(":sun:"), "value": "s"}
SUN = '<img class="emoji" src="/emoji/sun" alt=":sun:" title=":sun:">'


@pytest.fixture
def eyes(reader: Reader) -> Reader:
    return replace(reader, emoji={"sun": "/emoji/sun"})


RICH: Json = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "emoji", "name": "sun"}]}],
}


@pytest.mark.parametrize(
    "block",
    [
        {"type": "section", "text": {"type": "mrkdwn", "text": "a *:sun:* b"}},
        {"type": "section", "text": plain("a :sun: b")},
        {"type": "context", "elements": [plain(":sun:")]},
        {"type": "header", "text": plain("Good :sun: words")},
        {"type": "actions", "elements": [{"type": "button", "action_id": "a", "text": plain("Go :sun:")}]},
        {
            "type": "actions",
            "elements": [{"type": "overflow", "action_id": "a", "options": [SUNNY]}],
        },
        {
            "type": "actions",
            "elements": [{"type": "checkboxes", "action_id": "a", "options": [SUNNY]}],
        },
        RICH,
    ],
)
def test_custom_emoji_are_drawn_everywhere(block: Json, eyes: Reader, reader: Reader) -> None:
    assert SUN in markup.block(block, eyes)
    assert ":sun:" in markup.block(block, reader)
    assert "<img" not in markup.block(block, reader)


def test_text_without_emoji_stays(eyes: Reader) -> None:
    assert markup.label({**plain("<b> :sun:"), "emoji": False}, eyes) == "&lt;b&gt; :sun:"
    assert markup.label(plain("<b> :bulb: :nobody:"), eyes) == Markup("&lt;b&gt; 💡 :nobody:")


async def test_emoji_pictures_are_served_by_the_page(
    browser: aiohttp.ClientSession, practice: Practice
) -> None:
    for name in ("brightside", "sunny-side"):
        async with browser.get(f"/emoji/{name}") as response:
            assert response.content_type == "image/png"
            assert await response.read() == practice.workspace.emoji.picture("brightside")
    async with browser.get("/emoji/tada") as response:
        assert response.status == 404


async def test_custom_emoji_are_offered_in_composer_and_picker(
    pages: tuple[Page, Page], practice: Practice, receiver: Receiver
) -> None:
    ana, maya = pages
    practice.workspace.post(DESIGN, user=HEARTEN.id, text="not :known: here")
    writing = ana.get_by_label("Message design")
    await writing.press_sequentially("lovely :brigh")
    offered = ana.get_by_role("option", name=":brightside:")
    await expect(offered.locator("img")).to_have_js_property("naturalWidth", 128)
    await writing.press("Enter")
    await expect(writing).to_have_value("lovely :brightside: ")
    await writing.press("Enter")
    said = maya.locator("li.message", has_text="lovely")
    await expect(said.get_by_role("img", name=":brightside:")).to_have_js_property("naturalWidth", 128)
    await expect(maya.get_by_text("not :known: here")).to_be_visible()

    await said.hover()
    await said.get_by_role("button", name="Add a reaction").click()
    await maya.get_by_role("button", name=":brightside:").click()
    chip = ana.get_by_role("button", name="Maya reacted with :brightside:")
    await expect(chip.locator("img")).to_have_js_property("naturalWidth", 128)
    assert receiver.received[-1].payload["event"]["reaction"] == "brightside"
    assert receiver.received[-1].payload["event"]["user"] == MAYA.id
    await chip.click()
    await expect(maya.get_by_title(f"you, {ANA.display_name} reacted with :brightside:")).to_contain_text("2")
