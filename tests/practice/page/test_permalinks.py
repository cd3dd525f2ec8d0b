"""Slack's addresses of messages lead to them on the page."""

from __future__ import annotations

from dataclasses import replace

import aiohttp
import pytest
from playwright.async_api import Page, expect

from bot.practice.company import ANA, HEARTEN, JONAS, MAYA, PRIYA
from bot.practice.page import mrkdwn
from bot.practice.page.reader import Reader
from bot.practice.records import Message
from bot.practice.server import Practice

DESIGN, GENERAL, LEADS = "C0DESIGN1", "C0GENERAL", "C0LEADS01"
HOME = "https://brightside.slack.com/"


@pytest.mark.parametrize(
    ("address", "href"),
    [
        (f"{HOME}archives/C1/p1764000000000100", "/as/U1/archives/C1/p1764000000000100"),
        (
            f"{HOME}archives/C1/p1764000000000100?thread_ts=1.2&amp;cid=C1",
            "/as/U1/archives/C1/p1764000000000100",
        ),
        (f"{HOME}archives/C1", f"{HOME}archives/C1"),
        (f"{HOME}archives/C1/p1/../..", f"{HOME}archives/C1/p1/../.."),
        (
            "https://other.slack.com/archives/C1/p1764000000000100",
            "https://other.slack.com/archives/C1/p1764000000000100",
        ),
    ],
)
def test_links_to_messages_stay_on_the_page(reader: Reader, address: str, href: str) -> None:
    drawn = mrkdwn.draw(f"<{address}|see it>", replace(reader, home=HOME))
    assert f'<a href="{href}"' in drawn
    assert ("_blank" in drawn) == href.startswith("https")


async def led(browser: aiohttp.ClientSession, person: str, message: str, referrer: str = "") -> str:
    headers = {"Referer": referrer} if referrer else {}
    async with browser.get(
        f"/as/{person}/archives/{message}", headers=headers, allow_redirects=False
    ) as response:
        assert response.status == 303
        return response.headers["location"]


def number(message: Message) -> str:
    return f"{message.channel}/p{message.ts.replace('.', '')}"


def key(message: Message) -> str:
    return message.ts.replace(".", "-")


async def test_permalink_leads_to_the_message(browser: aiohttp.ClientSession, practice: Practice) -> None:
    workspace = practice.workspace
    old = [workspace.post(DESIGN, user=MAYA.id, text=f"message {number}") for number in range(450)]
    root, first, latest = old[-1], old[0], old[250]
    reply = workspace.post(DESIGN, user=MAYA.id, text="reply", thread_ts=root.ts)
    at = f"/as/{ANA.id}/{DESIGN}"
    assert await led(browser, ANA.id, number(root)) == f"{at}#m{key(root)}"
    assert await led(browser, ANA.id, number(latest)) == f"{at}#m{key(latest)}"
    assert await led(browser, ANA.id, number(first)) == f"{at}?shown=600#m{key(first)}"
    assert await led(browser, ANA.id, number(reply)) == f"{at}?thread={root.ts}#t{key(reply)}"


async def test_hidden_and_deleted_messages_look_the_same(
    browser: aiohttp.ClientSession, practice: Practice
) -> None:
    hidden = practice.workspace.post(LEADS, user=JONAS.id, text="between us")
    alone = practice.workspace.post(DESIGN, user=HEARTEN.id, text="psst", ephemeral_to=MAYA.id)
    here = f"{practice.url}/as/{ANA.id}/{DESIGN}"
    lost = f"/as/{ANA.id}/{DESIGN}?lost=yes"
    for told in (number(hidden), number(alone), f"{DESIGN}/p1000000000000001", "C0NOBODY/p1", f"{LEADS}/x"):
        assert await led(browser, ANA.id, told, here) == lost
    assert await led(browser, PRIYA.id, number(hidden)) == f"/as/{PRIYA.id}/{LEADS}#m{key(hidden)}"
    # One who comes from elsewhere arrives in their first channel.
    for referrer in ("", "http://127.0.0.1:1/as/", f"{practice.url}/as/{JONAS.id}/{LEADS}"):
        assert await led(browser, ANA.id, number(hidden), referrer) == f"/as/{ANA.id}/{GENERAL}?lost=yes"


async def test_followed_link_highlights_the_message(pages: tuple[Page, Page], practice: Practice) -> None:
    ana, _ = pages
    workspace = practice.workspace
    old = [workspace.post(DESIGN, user=MAYA.id, text=f"message {number}.") for number in range(300)]
    reply = workspace.post(DESIGN, user=MAYA.id, text="an answer", thread_ts=old[299].ts)
    hidden = workspace.post(LEADS, user=JONAS.id, text="between us")
    links = "".join(
        f"<{workspace.permalink(each)}|{words}> "
        for each, words in ((old[20], "this"), (reply, "that"), (hidden, "other"))
    )
    workspace.post(DESIGN, user=HEARTEN.id, text=links.replace("&", "&amp;"))
    await ana.get_by_role("link", name="this", exact=True).press("Enter")
    marked = ana.locator("li.message:target")
    await expect(marked).to_contain_text("message 20.")
    await expect(marked).to_be_in_viewport()
    await expect(ana.get_by_label("Message design")).not_to_be_focused()
    # It stays there when something new comes.
    news = workspace.post(DESIGN, user=MAYA.id, text="news")
    await expect(ana.locator(f"#m{key(news)}")).to_be_attached()
    await expect(marked).to_be_in_viewport()

    await ana.get_by_role("link", name="that", exact=True).press("Enter")
    await expect(ana.get_by_role("complementary", name="Thread").locator(":target")).to_contain_text(
        "an answer"
    )
    await ana.get_by_role("link", name="other", exact=True).press("Enter")
    await expect(ana.get_by_role("alert").first).to_have_text(
        "That message can't be shown: it is gone, or it stands where Ana can't look."
    )
    await expect(ana).to_have_url(f"{practice.url}/as/{ANA.id}/{DESIGN}?lost=yes")
