"""The menus of the page: shortcuts, and what can be done about a message."""

from __future__ import annotations

import aiohttp
import pytest
from aiohttp import web
from playwright.async_api import Page, expect

from bot.practice.company import ANA, JONAS, MAYA, ROSA
from bot.practice.records import Shortcut
from bot.practice.server import Practice
from tests.practice.page.test_page import act, page
from tests.practice.receiver import Receiver

DESIGN, SHARED = "C0DESIGN1", "C0NORTHL1"


@pytest.fixture(autouse=True)
def shortcuts(practice: Practice) -> None:
    practice.workspace.shortcuts = (
        Shortcut("global", "thank", "Thank someone"),
        Shortcut("message", "recognise", "Recognise this"),
    )


async def test_shortcuts_reach_the_app(
    browser: aiohttp.ClientSession, practice: Practice, receiver: Receiver
) -> None:
    message = practice.workspace.post(DESIGN, user=MAYA.id, text="done")
    assert await act(browser, ANA.id, "message", ts=message.ts, shortcut="recognise") == ""
    assert await act(browser, ANA.id, "shortcut", shortcut="thank") == ""
    about, alone = (each.payload for each in receiver.received)
    assert (about["type"], about["callback_id"]) == ("message_action", "recognise")
    assert about["message"]["text"] == "done"
    assert (alone["type"], alone["callback_id"]) == ("shortcut", "thank")


async def test_unknown_shortcuts_are_refused(browser: aiohttp.ClientSession, practice: Practice) -> None:
    message = practice.workspace.post(DESIGN, user=MAYA.id, text="done")
    for form in ({"shortcut": "thank"}, {"shortcut": ""}, {}):
        refusal = await act(browser, ANA.id, "message", ts=message.ts, **form)
        assert refusal == "There is no such shortcut."
    assert await act(browser, ANA.id, "shortcut", shortcut="recognise") == "There is no such shortcut."


async def test_unacknowledged_shortcut_is_shown(browser: aiohttp.ClientSession, receiver: Receiver) -> None:
    receiver.always(lambda: web.Response(status=500))
    assert "http_error" in await act(browser, ANA.id, "shortcut", shortcut="thank")


async def test_strangers_are_offered_no_shortcuts(browser: aiohttp.ClientSession, practice: Practice) -> None:
    practice.workspace.post(SHARED, user=JONAS.id, text="hello")
    assert 'value="thank"' in await page(browser, ANA.id, SHARED)
    theirs = await page(browser, ROSA.id, SHARED)
    assert 'value="thank"' not in theirs
    assert "Recognise this" not in theirs
    refusal = await act(browser, ROSA.id, "shortcut", channel=SHARED, shortcut="thank")
    assert refusal == "People of other organisations can't use commands and shortcuts here."


async def test_own_message_is_edited_and_deleted(browser: aiohttp.ClientSession, practice: Practice) -> None:
    message = practice.workspace.post(DESIGN, user=ANA.id, text="helo")
    theirs = practice.workspace.post(DESIGN, user=MAYA.id, text="hi")
    assert await act(browser, ANA.id, "edit", ts=message.ts, text="hello\r\nthere") == ""
    assert practice.workspace.message(DESIGN, message.ts).text == "hello\nthere"
    assert "at least one word" in await act(browser, ANA.id, "edit", ts=message.ts, text=" ")
    assert "Only who wrote" in await act(browser, ANA.id, "edit", ts=theirs.ts, text="ho")
    assert "Only who wrote" in await act(browser, ANA.id, "message", ts=theirs.ts, delete="yes")
    assert await act(browser, ANA.id, "message", ts=message.ts, delete="yes") == ""
    assert await act(browser, ANA.id, "message", ts=message.ts, delete="yes") == "That message is gone."


async def test_message_menu_works_by_keyboard(
    pages: tuple[Page, Page], practice: Practice, receiver: Receiver
) -> None:
    ana, maya = pages
    await ana.context.grant_permissions(["clipboard-read", "clipboard-write"])
    practice.workspace.post(DESIGN, user=MAYA.id, text="a sketch")
    mine = practice.workspace.post(DESIGN, user=ANA.id, text=f"thank you <@{MAYA.id}>")

    more = ana.get_by_role("button", name="More actions")
    await expect(more).to_have_count(2)
    await more.first.press("Enter")
    await expect(ana.get_by_role("button", name="Recognise this")).to_be_focused()
    await expect(ana.get_by_role("button", name="Edit message")).to_be_hidden()
    await ana.keyboard.press("Escape")
    await expect(more.first).to_be_focused()

    await more.last.press("Enter")
    await ana.keyboard.press("ArrowDown")
    await expect(ana.get_by_role("button", name="Copy link")).to_be_focused()
    await ana.keyboard.press("Enter")
    link = practice.workspace.permalink(mine)
    await ana.wait_for_function(
        "link => navigator.clipboard.readText().then(text => text === link)", arg=link
    )

    await more.last.press("Enter")
    await ana.get_by_role("button", name="Edit message").press("Enter")
    editing = ana.get_by_role("textbox", name="Edit message")
    await expect(editing).to_have_value("thank you @maya")
    await editing.fill(" ")
    await editing.press("Enter")
    await expect(ana.locator("#edit-notice")).to_contain_text("at least one word")
    await editing.fill("thank you, @maya")
    await editing.press("Enter")
    await expect(maya.get_by_text("thank you, @Maya(edited)")).to_be_visible()
    await expect(editing).to_be_hidden()

    await more.last.press("Enter")
    await ana.keyboard.press("End")
    await ana.keyboard.press("Enter")
    await ana.get_by_role("button", name="Cancel").press("Enter")
    await expect(maya.get_by_text("thank you, @Maya")).to_be_visible()
    await more.last.press("Enter")
    await ana.keyboard.press("End")
    await ana.keyboard.press("Enter")
    await ana.get_by_role("button", name="Delete", exact=True).press("Enter")
    await expect(maya.get_by_text("thank you, @Maya")).to_have_count(0)


async def test_global_shortcut_is_chosen_beside_the_composer(
    pages: tuple[Page, Page], receiver: Receiver
) -> None:
    ana, _ = pages
    async with ana.expect_response("**/shortcut"):
        await ana.get_by_role("button", name="Shortcuts").press("Enter")
        await ana.get_by_role("button", name="Thank someone").press("Enter")
    assert receiver.received[0].payload["callback_id"] == "thank"
