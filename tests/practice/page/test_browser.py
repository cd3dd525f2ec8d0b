"""The page in a real browser: what its scripts do, for two people side by side."""

from __future__ import annotations

import asyncio
from functools import partial

from aiohttp import web
from playwright.async_api import Page, Route, async_playwright, expect

from bot.practice.company import ANA, HEARTEN, MAYA
from bot.practice.server import Practice
from tests.chromium import ARGUMENTS
from tests.practice.receiver import Receiver

DESIGN = "C0DESIGN1"


async def test_message_reaches_the_other_browser(
    pages: tuple[Page, Page], practice: Practice, receiver: Receiver
) -> None:
    ana, maya = pages
    writing, hers = ana.get_by_label("Message design"), maya.get_by_label("Message design")

    await hers.press_sequentially("half a sent")
    await writing.press_sequentially("Thank you @may")
    await expect(ana.get_by_role("option", name="@maya")).to_be_visible()
    await writing.press("Enter")
    await expect(writing).to_have_value("Thank you @maya ")
    await writing.press_sequentially("<b>you")
    await writing.press("Enter")
    await expect(maya.get_by_text("Thank you @Maya <b>you")).to_be_visible()
    await expect(writing).to_have_value("")
    await expect(hers).to_have_value("half a sent")
    await expect(hers).to_be_focused()

    await maya.locator("li.message").hover()
    await maya.get_by_role("button", name="Add a reaction").click()
    await maya.get_by_role("button", name="handshake").click()
    await expect(maya.get_by_role("button", name="handshake").last).to_contain_text("1")
    await ana.get_by_role("button", name="Maya reacted with :handshake:").click()
    await expect(maya.get_by_title("you, Ana reacted with :handshake:")).to_contain_text("2")

    await maya.goto(f"{practice.url}/as/{MAYA.id}/C0GENERAL")
    await maya.goto(f"{practice.url}/as/{MAYA.id}/{DESIGN}")
    await expect(hers).to_have_value("half a sent")


async def test_refused_text_stays_in_the_composer(pages: tuple[Page, Page]) -> None:
    ana, _ = pages
    writing = ana.get_by_label("Message design")
    await writing.fill("/giphy cat")
    await writing.press("Enter")
    await expect(ana.get_by_role("alert")).to_contain_text("“/giphy” is not a command here")
    await expect(writing).to_have_value("/giphy cat")


async def test_button_asks_for_confirmation(
    pages: tuple[Page, Page], practice: Practice, receiver: Receiver
) -> None:
    ana, maya = pages

    def words(text: str) -> dict[str, str]:
        return {"type": "plain_text", "text": text}

    confirm = {
        "title": words("Sure?"),
        "text": words("It goes."),
        "confirm": words("Take it"),
        "deny": words("Keep"),
    }
    undo = {"type": "button", "action_id": "undo", "text": words("Undo"), "confirm": confirm}
    blocks = [{"type": "actions", "elements": [undo]}]
    receiver.always(lambda: web.json_response({"text": "Done", "blocks": blocks}))
    writing = ana.get_by_label("Message design")
    await writing.fill("/kudos @maya thanks")
    await writing.press("Enter")
    await expect(ana.get_by_text("Only visible to you")).to_be_visible()
    await expect(maya.get_by_text("Only visible to you")).to_have_count(0)

    receiver.always(web.Response)
    button = ana.get_by_role("button", name="Undo")
    await button.click()
    await ana.get_by_role("button", name="Keep").click()
    assert len(receiver.received) == 1
    await button.click()
    async with ana.expect_response("**/press"):
        await ana.get_by_role("button", name="Take it").click()
    assert receiver.received[1].payload["actions"][0]["action_id"] == "undo"
    assert receiver.received[1].payload["user"]["id"] == ANA.id


async def test_newest_message_stays_in_sight(pages: tuple[Page, Page], practice: Practice) -> None:
    ana, _ = pages
    for number in range(40):
        practice.workspace.post(DESIGN, user=HEARTEN.id, text=f"word number {number}.")
    await expect(ana.get_by_text("word number 39.")).to_be_in_viewport()
    await ana.reload()
    await expect(ana.get_by_text("word number 39.")).to_be_in_viewport()


async def test_failures_are_set_with_the_keyboard(pages: tuple[Page, Page], practice: Practice) -> None:
    ana, maya = pages
    await ana.get_by_text("Make Slack fail").press("Enter")
    await ana.get_by_label("What happens").press("s")
    await ana.get_by_label("How often").press("3")
    await ana.get_by_label("How often").press("Tab")
    await ana.keyboard.press("Enter")
    await expect(ana.get_by_text("Posting: server error, 3 times")).to_be_visible()
    assert [(fault.failure.status, fault.times) for fault in practice.faults] == [(500, 3)]

    switch = ana.get_by_role("switch", name="Every event twice, out of order")
    await switch.press("Space")
    await expect(switch).to_be_checked()
    await expect(switch).to_be_focused()
    # What the others chose and opened stays as it was; what goes wrong is told to everybody.
    await expect(ana.get_by_label("What happens")).to_have_value("break")
    await maya.get_by_text("Make Slack fail").click()
    await expect(maya.get_by_text("Posting: server error, 3 times")).to_be_visible()
    await maya.get_by_role("button", name="All well again").click()
    await expect(ana.get_by_text("Posting: server error")).to_have_count(0)
    await expect(switch).not_to_be_checked()


async def test_clock_advances_without_a_reload(pages: tuple[Page, Page]) -> None:
    ana, maya = pages
    await expect(ana.locator("#clock")).to_contain_text("10:00 Mon 23 Nov 2026")
    await ana.get_by_role("button", name="To next Monday 09:00").click()
    await expect(ana.locator("#clock")).to_contain_text("09:00 Mon 30 Nov 2026")
    await expect(maya.locator("#clock")).to_contain_text("10:00 Mon 30 Nov 2026")


async def test_early_input_is_not_lost(pages: tuple[Page, Page], practice: Practice) -> None:
    ana, maya = pages
    is_there = asyncio.Event()

    async def slowly(route: Route) -> None:
        await is_there.wait()
        await route.continue_()

    await ana.route("**/composer.js", slowly)
    await ana.goto(f"{practice.url}/as/{ANA.id}/{DESIGN}", wait_until="commit")
    await ana.get_by_label("Message design").fill("good morning")
    await ana.get_by_role("button", name="Send").click()
    is_there.set()
    await expect(maya.get_by_text("good morning")).to_be_visible()
    await expect(ana.get_by_text("good morning")).to_be_visible()
    await expect(ana.get_by_label("Message design")).to_have_value("")


async def test_answer_is_scrolled_into_view(
    pages: tuple[Page, Page], practice: Practice, receiver: Receiver
) -> None:
    """Wherever one reads: a short answer stands at the end, a tall one begins at the top."""
    ana, maya = pages
    for number in range(60):
        practice.workspace.post(DESIGN, user=HEARTEN.id, text=f"Message number {number}")
    await expect(ana.get_by_text("Message number 59")).to_be_in_viewport()
    for size in ({"width": 380, "height": 760}, {"width": 1280, "height": 860}):
        await ana.set_viewport_size({"width": size["width"], "height": size["height"]})
        for words, is_tall in (("A short answer", False), ("A tall answer\n" + "More\n" * 80, True)):
            receiver.always(partial(web.json_response, {"text": words}))
            await ana.get_by_text("Message number 0", exact=True).scroll_into_view_if_needed()
            await expect(ana.get_by_text("Message number 59")).not_to_be_in_viewport()
            await ana.get_by_label("Message design").fill("/kudos history ")
            await ana.get_by_label("Message design").press("Enter")
            answer = ana.locator("#messages > li").last
            await expect(answer).to_contain_text(words.partition("\n")[0])
            await ana.wait_for_function(
                """isTall => {
                    const [list, answer] = ["main .scroller", "#messages > li:last-child"]
                        .map(each => document.querySelector(each).getBoundingClientRect());
                    if (answer.height > list.height !== isTall) return false;
                    return isTall ? Math.abs(answer.top - list.top - 8) <= 2
                        : answer.top >= list.top && answer.bottom <= list.bottom;
                }""",
                arg=is_tall,
            )
    # What others write doesn't move one who reads.
    await ana.mouse.move(700, 300)
    await ana.mouse.wheel(0, -40)
    await ana.get_by_text("Message number 0", exact=True).scroll_into_view_if_needed()
    await maya.get_by_label("Message design").fill("Good morning")
    await maya.get_by_label("Message design").press("Enter")
    await expect(ana.get_by_text("Good morning")).to_have_count(1)
    await expect(ana.get_by_text("Message number 0", exact=True)).to_be_in_viewport()


async def test_messages_use_the_available_width(practice: Practice, chromium_program: str) -> None:
    """Also where nobody has a pointer, and the buttons of each message are always there."""
    practice.workspace.post(DESIGN, user=MAYA.id, text="first " * 60)
    practice.workspace.post(DESIGN, user=MAYA.id, text="second " * 60)
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=chromium_program, args=ARGUMENTS)
        for width, unused, has_touch in ((380, 75, True), (1280, 120, False)):
            context = await chromium.new_context(
                viewport={"width": width, "height": 800}, has_touch=has_touch, is_mobile=has_touch
            )
            page = await context.new_page()
            await page.goto(f"{practice.url}/as/{ANA.id}/{DESIGN}")
            list_at = await page.get_by_role("log").bounding_box()
            assert list_at
            for message in await page.locator("#messages > .message").all():
                words = message.locator(".words").first
                at = await words.bounding_box()
                assert at
                assert at["width"] > list_at["width"] - unused
                tools = message.locator(".tools")
                await expect(tools).to_have_css("opacity", "1" if has_touch else "0")
                if has_touch:
                    # No line of the words runs below the buttons.
                    assert not await message.evaluate(
                        """one => {
                            const tools = one.querySelector(".tools").getBoundingClientRect();
                            const range = document.createRange();
                            range.selectNodeContents(one.querySelector(".words"));
                            return [...range.getClientRects()].some(line =>
                                line.right > tools.left && line.left < tools.right
                                && line.bottom > tools.top + 4 && line.top < tools.bottom - 4);
                        }"""
                    )
            await context.close()
        await chromium.close()
