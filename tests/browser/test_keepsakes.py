"""A keepsake that arrives in the demo, and the page itself: for everybody, on paper, with all emoji."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from msgspec.structs import replace
from playwright.async_api import Page, expect

from bot.keepsake.html import render_html
from bot.keepsake.page import Section
from bot.keepsake.typefaces import find_typefaces
from bot.practice.company import SAM
from tests.browser.conftest import RECEIPTS, Visit
from tests.browser.town import Town
from tests.keepsake.example import PAGE, entry
from tests.practice.page.test_accessibility import complaints

pytestmark = pytest.mark.asyncio(loop_scope="session")

JOINED = ("👩‍👩‍👧", "🙏🏽", "👩🏾‍💻", "🏳️‍🌈", "🇩🇪", "1️⃣", "❤️‍🔥")
LONG = ("https://example.com/" + "long" * 60, "ありがとう" * 60)
WIDTH = """text => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(text);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + text.length);
        const size = parseFloat(getComputedStyle(walker.currentNode.parentElement).fontSize);
        return range.getBoundingClientRect().width / size;
    }
}"""
"""How wide a text is, in sizes of its font."""


@pytest_asyncio.fixture(loop_scope="session")
async def page(town: Town) -> AsyncIterator[Page]:
    """An empty page, which may ask for nothing but the file that it shows."""
    page = await town.browser.new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    yield page
    assert all(url.startswith(("file:", "data:")) for url in asked)
    assert asked
    await page.context.close()


async def print_page(page: Page, file: Path) -> str:
    """Print it on A4, and return the text on the paper, without its blanks."""
    await page.pdf(path=file, format="A4", prefer_css_page_size=True)
    command = ["pdftotext", "-raw", str(file), "-"]
    printed = await asyncio.to_thread(subprocess.run, command, capture_output=True, check=True, text=True)
    return "".join(printed.stdout.split())


async def test_it_arrives_in_the_demo(visit: Visit, page: Page, tmp_path: Path) -> None:
    sam = await visit(SAM, "general")
    await sam.say("/kudos keepsake")
    await sam.go("Hearten")
    message = sam.public("Here are your good words")
    html, pdf = [message.get_by_role("link", name=f".{ending}") for ending in ("html", "pdf")]
    await expect(pdf).to_be_visible()
    async with sam.page.expect_download() as download:
        await html.click()
    await (await download.value).save_as(tmp_path / "keepsake.html")
    await page.goto(f"file://{tmp_path}/keepsake.html")
    await expect(page.get_by_role("heading", level=1, name="My good words")).to_be_visible()
    text = await page.locator("main").inner_text()
    assert [receipt for receipt in RECEIPTS if f"thanks for {receipt}" not in text] == []
    await expect(page.get_by_text("In private")).to_have_count(len(RECEIPTS))
    await expect(page.get_by_role("img")).to_have_accessible_name(re.compile("^A picture like a quilt"))
    assert await complaints(page) == []


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils")
async def test_page_for_everybody_and_on_paper(page: Page, tmp_path: Path) -> None:
    words = (*(f"{emoji} joined" for emoji in JOINED), *LONG)
    long_page = replace(PAGE, sections=(*PAGE.sections, Section("April 2026", (entry(*words),) * 4)))
    (tmp_path / "keepsake.html").write_bytes(render_html(long_page, find_typefaces()))
    await page.emulate_media(color_scheme="dark")
    await page.goto(f"file://{tmp_path}/keepsake.html")
    assert await complaints(page) == []
    for emoji in JOINED:
        assert await page.evaluate(WIDTH, emoji) < 1.5, emoji
    await page.set_viewport_size({"width": 320, "height": 640})
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320
    printed = await print_page(page, tmp_path / "keepsake.pdf")
    for text in ("Mygoodwords", "本当に助かりました", "select1<2;", "Heartenmadethis"):
        assert text in printed, text
    for text in LONG:
        assert printed.count(text) == 4
