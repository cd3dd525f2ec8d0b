"""Channels in which one cannot write, as the page shows them."""

from __future__ import annotations

import aiohttp
import pytest

from bot.practice.company import ANA, JONAS, MAYA
from bot.practice.server import Practice
from tests.practice.page.test_page import Words, act, page

DESIGN, GENERAL = "C0DESIGN1", "C0GENERAL"


async def test_archived_channel_is_read_only_until_unarchived(
    browser: aiohttp.ClientSession, practice: Practice
) -> None:
    await practice.say(MAYA.id, DESIGN, "hello")
    assert 'class="composer"' in await page(browser, ANA.id)
    await practice.archive(MAYA.id, DESIGN)
    html = await page(browser, ANA.id)
    assert "This channel is archived" in str(Words(html))
    assert "hello" in html
    assert 'class="composer"' not in html
    assert await act(browser, ANA.id, "write", text="hello") == "This channel is archived."
    await practice.unarchive(MAYA.id, DESIGN)
    assert 'class="composer"' in await page(browser, ANA.id)


@pytest.mark.parametrize(("person", "can_write"), [(ANA.id, False), (JONAS.id, True)])
async def test_read_only_channel_takes_messages_of_admins_only(
    browser: aiohttp.ClientSession, practice: Practice, person: str, can_write: bool
) -> None:
    practice.workspace.channel(GENERAL).restriction = "read_only_channel"
    html = await page(browser, person, GENERAL)
    assert ('class="composer"' in html) is can_write
    assert ("Only admins can post in this channel." in str(Words(html))) is not can_write
