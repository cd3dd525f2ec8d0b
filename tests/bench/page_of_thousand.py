"""How the page bears a channel of a thousand messages: `uv run python -m tests.bench.page_of_thousand`.

Needs Chromium. It prints, for the latest messages and for all, what a person waits for, and the longest
moment in which the browser could do nothing else.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

from playwright.async_api import Page, async_playwright, expect

from bot.practice.company import ANA, HEARTEN, MAYA, brightside
from bot.practice.page.routes import routes
from bot.practice.server import Practice
from tests import chromium

DESIGN = "C0DESIGN1"
COUNT = 1000
WATCH = """
window.longest = 0;
new PerformanceObserver(list => {
  for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
}).observe({ type: "longtask", buffered: true });
"""
SCROLL = """
async () => {
  const scroller = document.querySelector("main .scroller");
  const step = scroller.scrollHeight / 60;
  const frame = () => new Promise(requestAnimationFrame);
  let longest = 0, before = await frame();
  while (true) {
    const at = scroller.scrollTop;
    scroller.scrollTop -= step;
    const now = await frame();
    longest = Math.max(longest, now - before);
    before = now;
    if (scroller.scrollTop === at) return longest;
  }
}
"""


def fill(practice: Practice) -> None:
    """Let people talk and thank each other in #design."""
    for number in range(COUNT):
        author = (ANA, MAYA)[number // 3 % 2]
        message = practice.workspace.post(
            DESIGN, user=author.id, text=f"message {number} with *some* words :tada:, for <@{MAYA.id}>"
        )
        if number % 4 == 0:
            practice.workspace.add_reaction(ANA.id, DESIGN, message.ts, "heart")
        if number % 5 == 0:
            practice.workspace.post(DESIGN, user=HEARTEN.id, text="Thank you", blocks=shout_out(number))


def shout_out(number: int) -> list[dict[str, Any]]:
    """What an app's message is made of."""
    button = {"type": "button", "action_id": "too", "text": {"type": "plain_text", "text": "Me too"}}
    said = {"type": "mrkdwn", "text": f"<@{ANA.id}> thanks <@{MAYA.id}>: “word number {number}” :handshake:"}
    return [
        {"type": "section", "text": said},
        {"type": "actions", "elements": [button]},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "for collaboration"}]},
    ]


async def longest(page: Page) -> float:
    """Milliseconds of the longest task since this was last asked."""
    await page.wait_for_timeout(500)
    found: float = await page.evaluate("const longest = window.longest; window.longest = 0; longest")
    return found


async def measure(page: Page, address: str, practice: Practice) -> None:
    """Open the channel, go to its oldest message, react, and see what somebody else writes."""
    began = time.perf_counter()
    await page.goto(address)
    await expect(page.locator("#messages .message").last).to_be_in_viewport()
    print(f"  opening         {elapsed(began)}, longest task {await longest(page):.0f} ms")
    print(f"  to the oldest   longest frame {await page.evaluate(SCROLL):.0f} ms")
    await page.reload()
    await longest(page)

    last = page.locator("#messages .message").last
    await last.hover()
    await last.get_by_role("button", name="Add a reaction").click()
    began = time.perf_counter()
    await page.locator("#picker").get_by_role("button", name="clap").click()
    await expect(last.locator(".chip", has_text="👏")).to_be_visible()
    print(f"  reacting        {elapsed(began)}, longest task {await longest(page):.0f} ms")
    await last.locator(".chip", has_text="👏").click()
    await expect(last.locator(".chip", has_text="👏")).to_have_count(0)
    await longest(page)

    newest = page.locator("#messages > :last-child")
    began = time.perf_counter()
    news = practice.workspace.post(DESIGN, user=MAYA.id, text="this is new")
    await expect(newest).to_contain_text("this is new")
    print(f"  what is new     {elapsed(began)}, longest task {await longest(page):.0f} ms")
    practice.workspace.delete(DESIGN, news.ts)
    await expect(newest).not_to_contain_text("this is new")


def elapsed(began: float) -> str:
    """The time since then, in words."""
    return f"{(time.perf_counter() - began) * 1000:.0f} ms"


async def main() -> None:
    """Measure both."""
    async with Practice(brightside(), page=routes) as practice, async_playwright() as playwright:
        practice.events_url = f"{practice.url}/nobody"
        fill(practice)
        browser = await playwright.chromium.launch(
            executable_path=chromium.program(), args=chromium.ARGUMENTS
        )
        page = await browser.new_page()
        await page.add_init_script(WATCH)
        here = f"{practice.url}/as/{ANA.id}/{DESIGN}"
        for title, address in (("the latest", here), ("all", f"{here}?shown=2000")):
            print(f"{title}:")
            await measure(page, address, practice)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
