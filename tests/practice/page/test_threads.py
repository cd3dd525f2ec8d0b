"""Threads on the page: a pane beside the channel, with a composer of its own."""

from __future__ import annotations

import aiohttp
from playwright.async_api import Page, expect

from bot.practice.company import ANA, MAYA
from bot.practice.server import Practice
from tests.practice.page.test_page import Words, act, page

DESIGN, GENERAL = "C0DESIGN1", "C0GENERAL"


async def thread(browser: aiohttp.ClientSession, person: str, ts: str) -> str:
    async with browser.get(f"/as/{person}/{DESIGN}", params={"thread": ts}) as response:
        html = await response.text()
    return str(Words(html[html.index('<aside class="thread"') :])) if 'class="thread"' in html else ""


async def test_replies_are_shown_in_the_thread_only(
    browser: aiohttp.ClientSession, practice: Practice
) -> None:
    root = practice.workspace.post(DESIGN, user=MAYA.id, text="a <b>sketch</b>")
    await act(browser, ANA.id, "write", text="lovely", thread=root.ts)
    await act(browser, MAYA.id, "write", text="thank you", thread=root.ts)
    await act(browser, ANA.id, "write", text="look, all", thread=root.ts, broadcast="yes")
    html = await page(browser, ANA.id)
    words = str(Words(html))
    assert "lovely" not in words
    assert "3 replies Last reply Today at 10:00" in words
    assert "Replied to a thread: a <b>sketch</b> look, all" in words
    shown = await thread(browser, ANA.id, root.ts)
    assert [word in shown for word in ("sketch", "3 replies", "lovely", "thank you")] == [True] * 4


async def test_replies_do_not_mark_a_channel_unread(
    browser: aiohttp.ClientSession, practice: Practice
) -> None:
    root = practice.workspace.post(GENERAL, user=MAYA.id, text="news")
    await page(browser, ANA.id, GENERAL)
    practice.workspace.post(GENERAL, user=MAYA.id, text="more", thread_ts=root.ts)
    assert "new messages" not in await page(browser, ANA.id)
    practice.workspace.post(GENERAL, user=MAYA.id, text="more", thread_ts=root.ts, is_broadcast=True)
    assert "new messages" in await page(browser, ANA.id)


async def test_missing_threads_are_not_opened(browser: aiohttp.ClientSession, practice: Practice) -> None:
    root = practice.workspace.post(DESIGN, user=MAYA.id, text="root")
    reply = practice.workspace.post(DESIGN, user=MAYA.id, text="reply", thread_ts=root.ts)
    alone = practice.workspace.post(DESIGN, user=MAYA.id, text="psst", ephemeral_to=ANA.id)
    for ts in (reply.ts, alone.ts, "1.000001", "<script>"):
        assert await thread(browser, ANA.id, ts) == ""


async def test_commands_are_refused_in_threads(browser: aiohttp.ClientSession, practice: Practice) -> None:
    root = practice.workspace.post(DESIGN, user=MAYA.id, text="root")
    refusal = await act(browser, ANA.id, "write", text="/kudos @maya thanks", thread=root.ts)
    assert refusal == "Slack takes no commands in threads. Write it in the channel."
    refusal = await act(browser, ANA.id, "write", text="hello", thread="1.000001")
    assert refusal == "The message that this thread began with is gone."


async def test_thread_is_open_beside_the_channel(pages: tuple[Page, Page], practice: Practice) -> None:
    ana, maya = pages
    root = practice.workspace.post(DESIGN, user=MAYA.id, text="a sketch")
    await ana.get_by_role("link", name="Reply in thread").press("Enter")
    replying = ana.get_by_label("Reply in the thread")
    await expect(replying).to_be_focused()
    await replying.press_sequentially("lovely, @ma")
    await expect(ana.get_by_role("option", name="@maya")).to_be_visible()
    await replying.press("Enter")
    await replying.press("Enter")
    await maya.get_by_role("link", name="1 reply").click()
    pane = maya.get_by_role("complementary", name="Thread")
    await expect(pane.get_by_text("lovely, @Maya")).to_be_visible()

    await maya.get_by_label("Also send to #design").check()
    await maya.get_by_label("Reply in the thread").fill("look, all")
    await maya.get_by_label("Reply in the thread").press("Enter")
    await expect(maya.get_by_label("Also send to #design")).not_to_be_checked()
    await expect(ana.get_by_role("log", name="Messages in design").get_by_text("look, all")).to_be_visible()
    await expect(ana.get_by_role("complementary").get_by_text("2 replies")).to_be_visible()

    # What is refused is told beside it, and acting as another keeps the thread open.
    await replying.fill("/kudos help")
    await replying.press("Enter")
    await expect(ana.locator("#thread-notice")).to_contain_text("no commands in threads")
    await ana.locator("details.actors summary").click()
    await ana.get_by_role("link", name="Maya Software engineer").click()
    await expect(ana).to_have_url(f"{practice.url}/as/{MAYA.id}/{DESIGN}?thread={root.ts}")
    await ana.get_by_role("link", name="Close the thread").click()
    await expect(ana.get_by_role("complementary", name="Thread")).to_have_count(0)
    await expect(ana.get_by_label("Message design")).to_be_focused()
