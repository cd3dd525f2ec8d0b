"""The stream that keeps a page up to date."""

from __future__ import annotations

import asyncio
import html
import re

import aiohttp
import pytest

from bot.practice.company import ANA, CAROL, HEARTEN
from bot.practice.page import updates
from bot.practice.server import Practice
from tests.practice.page.test_page import page

DESIGN = "C0DESIGN1"


async def event(response: aiohttp.ClientResponse) -> str:
    """The next event; empty if the stream has ended."""
    lines = []
    while line := (await response.content.readline()).decode().strip("\n"):
        lines.append(line.removeprefix("data: "))
    return "\n".join(lines)


async def test_changes_arrive_by_themselves(browser: aiohttp.ClientSession, practice: Practice) -> None:
    async with browser.get(f"/as/{ANA.id}/{DESIGN}/changes") as stream:
        assert stream.content_type == "text/event-stream"
        first = await event(stream)
        assert 'hx-target="#messages"' in first
        assert "Nothing here yet" in first
        practice.workspace.post(DESIGN, user=HEARTEN.id, text="news")
        assert "news" in await event(stream)
        practice.workspace.post("C0GENERAL", user=HEARTEN.id, text="elsewhere")
        assert "new messages" in await event(stream)


async def test_a_page_is_not_told_what_it_was_drawn_with(
    browser: aiohttp.ClientSession, practice: Practice
) -> None:
    practice.workspace.post(DESIGN, user=HEARTEN.id, text="there already")
    found = re.search(r'hx-sse:connect="([^"]+)"', await page(browser, ANA.id))
    assert found is not None
    address = html.unescape(found[1])
    practice.workspace.post(DESIGN, user=HEARTEN.id, text="meanwhile")
    async with browser.get(address) as stream:
        first = await event(stream)
        assert "meanwhile" in first
        assert "there already" not in first
    # A connection that broke does not know what came: it is told all.
    async with browser.get(address) as stream:
        assert "there already" in await event(stream)


async def test_what_concerns_others_only_is_not_sent(
    browser: aiohttp.ClientSession, practice: Practice
) -> None:
    async with browser.get(f"/as/{ANA.id}/{DESIGN}/changes") as stream:
        await event(stream)
        practice.workspace.post(DESIGN, user=HEARTEN.id, text="for Carol alone", ephemeral_to=CAROL.id)
        assert await event(stream) == ":"


async def test_the_stream_ends_with_the_right_to_see(
    browser: aiohttp.ClientSession, practice: Practice
) -> None:
    async with browser.get(f"/as/{CAROL.id}/C0OFFICE1/changes") as stream:
        await event(stream)
        practice.workspace.leave("C0OFFICE1", CAROL.id)
        assert await event(stream) == ""
        assert stream.content.at_eof()


@pytest.mark.usefixtures("waiting_time")
async def test_the_stream_does_not_hold_up_the_end(
    browser: aiohttp.ClientSession, practice: Practice
) -> None:
    async with browser.get(f"/as/{ANA.id}/{DESIGN}/changes") as stream:
        await event(stream)
        async with asyncio.timeout(0.9):
            await practice.stop()
        assert await event(stream) == ""


def test_an_event_keeps_its_lines() -> None:
    assert updates.event("a\r\nb\rc\n\u2028d") == "data: a\ndata: b\ndata: c\ndata: \u2028d\n\n"
