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


async def test_changes_are_streamed(browser: aiohttp.ClientSession, practice: Practice) -> None:
    async with browser.get(f"/as/{ANA.id}/{DESIGN}/changes") as stream:
        assert stream.content_type == "text/event-stream"
        first = await event(stream)
        assert 'hx-target="#messages"' in first
        assert "Nothing here yet" in first
        practice.workspace.post(DESIGN, user=HEARTEN.id, text="news")
        assert "news" in await event(stream)
        practice.workspace.post("C0GENERAL", user=HEARTEN.id, text="elsewhere")
        assert "new messages" in await event(stream)


async def test_first_event_leaves_out_what_the_page_has(
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


async def test_changes_for_others_are_not_streamed(
    browser: aiohttp.ClientSession, practice: Practice
) -> None:
    async with browser.get(f"/as/{ANA.id}/{DESIGN}/changes") as stream:
        await event(stream)
        practice.workspace.post(DESIGN, user=HEARTEN.id, text="for Carol alone", ephemeral_to=CAROL.id)
        assert await event(stream) == ":"


async def test_stream_ends_when_the_channel_is_no_longer_visible(
    browser: aiohttp.ClientSession, practice: Practice
) -> None:
    async with browser.get(f"/as/{CAROL.id}/C0OFFICE1/changes") as stream:
        await event(stream)
        practice.workspace.leave("C0OFFICE1", CAROL.id)
        assert await event(stream) == ""
        assert stream.content.at_eof()


@pytest.mark.usefixtures("waiting_time")
async def test_stream_ends_when_the_server_stops(browser: aiohttp.ClientSession, practice: Practice) -> None:
    async with browser.get(f"/as/{ANA.id}/{DESIGN}/changes") as stream:
        await event(stream)
        async with asyncio.timeout(0.9):
            await practice.stop()
        assert await event(stream) == ""


def test_event_keeps_line_breaks() -> None:
    assert updates.event("a\r\nb\rc\n\u2028d") == "data: a\ndata: b\ndata: c\ndata: \u2028d\n\n"
