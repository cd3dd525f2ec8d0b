"""The app's Home on the page: its tabs, what it shows, and what is pressed there."""

from __future__ import annotations

import json
import re

import aiohttp
import pytest
from playwright.async_api import Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.company import ANA, ERIK, HEARTEN, MAYA, ROSA
from bot.practice.server import Practice
from tests.practice.page.test_page import Words, act, page
from tests.practice.receiver import Receiver
from tests.practice.test_home_acts import BUTTON, MENU, home

PRESS = json.dumps({"action_id": "turn", "block_id": "buttons", "value": None})


async def test_opened_home_is_sent_and_shows_the_published_view(
    practice: Practice, receiver: Receiver, client: AsyncWebClient, browser: aiohttp.ClientSession
) -> None:
    words = str(Words(await page(browser, MAYA.id, "home")))
    assert "The app has put nothing here yet." in words
    await client.views_publish(user_id=MAYA.id, view=home({"type": "header", "text": _plain("Good <words>")}))
    html = await page(browser, MAYA.id, "home")
    assert "Good &lt;words&gt;" in html
    assert "Good" not in await page(browser, ANA.id, "home")
    assert [one.payload["event"]["tab"] for one in receiver.received] == ["home", "home", "home"]


def _plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


async def test_tabs_link_home_and_messages(
    practice: Practice, receiver: Receiver, browser: aiohttp.ClientSession
) -> None:
    direct = practice.workspace.dm_channel(MAYA.id).id
    there = Words(await page(browser, MAYA.id, "home"))
    assert f"/as/{MAYA.id}/{direct}" in there.links
    assert f"/as/{MAYA.id}/home" in Words(await page(browser, MAYA.id, direct)).links
    assert f"/as/{MAYA.id}/home" not in Words(await page(browser, MAYA.id)).links


async def test_opened_home_leaves_messages_unread(
    practice: Practice, receiver: Receiver, browser: aiohttp.ClientSession
) -> None:
    await page(browser, MAYA.id)
    direct = practice.workspace.dm_channel(MAYA.id).id
    practice.workspace.post(direct, user=HEARTEN.id, text="for you")
    await page(browser, MAYA.id, "home")
    assert "(new messages)" in str(Words(await page(browser, MAYA.id)))


async def test_press_on_home_reaches_the_app(
    practice: Practice, receiver: Receiver, client: AsyncWebClient, browser: aiohttp.ClientSession
) -> None:
    await client.views_publish(user_id=MAYA.id, view=home(BUTTON, MENU))
    html = await page(browser, MAYA.id, "home")
    assert re.search(r'name="press" value="[^"]*turn', html)
    assert await act(browser, MAYA.id, "press", channel="home", press=PRESS) == ""
    assert receiver.received[-1].payload["container"]["type"] == "view"
    assert "could not be read" in await act(browser, MAYA.id, "press", channel="home", press="{")


async def test_unanswered_opening_is_shown(practice: Practice, browser: aiohttp.ClientSession) -> None:
    practice.events_url = "http://127.0.0.1:1/"
    assert "The app did not answer" in str(Words(await page(browser, MAYA.id, "home")))


@pytest.mark.parametrize("person", [ROSA.id, ERIK.id, "U0NOBODY"])
async def test_strangers_have_no_home(browser: aiohttp.ClientSession, person: str) -> None:
    async with browser.get(f"/as/{person}/home") as response:
        assert response.status == 404


async def test_other_actions_are_not_found_on_home(browser: aiohttp.ClientSession) -> None:
    async with browser.post(f"/as/{MAYA.id}/home/write", data={"text": "hello"}) as response:
        assert response.status == 404


async def test_published_view_arrives_without_reload(
    practice: Practice, client: AsyncWebClient, pages: tuple[Page, Page]
) -> None:
    ana, _ = pages
    await ana.goto(f"{practice.url}/as/{ANA.id}/home")
    await expect(ana.get_by_text("The app has put nothing here")).to_be_visible()
    await client.views_publish(user_id=ANA.id, view=home({"type": "header", "text": _plain("Good words")}))
    await expect(ana.get_by_role("heading", name="Good words")).to_be_visible()
    await ana.get_by_role("link", name="Messages").click()
    await expect(ana.get_by_label("Message Hearten")).to_be_visible()
