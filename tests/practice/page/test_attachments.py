"""Files on the page: shown in their message, and given to those who can see it."""

from __future__ import annotations

import aiohttp
import pytest

from bot.practice.company import ANA, CAROL, HEARTEN, JONAS, MAYA
from bot.practice.page.transcript import size
from bot.practice.server import Practice
from tests.practice.page.test_page import page

DESIGN, LEADS = "C0DESIGN1", "C0LEADS01"


def shared(practice: Practice, name: str, channel: str = DESIGN, *, only: str | None = None) -> str:
    files = practice.workspace.files
    file = files.announce(name, 4, "A <heart>", practice.now())
    files.upload(file.key, b"\x89PNG")
    file.title, file.is_complete = f"My {name}", True
    practice.workspace.post(channel, user=HEARTEN.id, text="Here", files=[file.id], ephemeral_to=only)
    return file.id


async def test_picture_is_shown_and_other_file_is_downloaded(
    browser: aiohttp.ClientSession, practice: Practice
) -> None:
    picture, other = shared(practice, "heart.png"), shared(practice, 'a "b".svg')
    html = await page(browser, MAYA.id)
    address = f"/as/{MAYA.id}/{DESIGN}/files"
    assert f'<img src="{address}/{picture}" alt="A &lt;heart&gt;" loading="lazy">' in html
    assert (
        f'<a href="{address}/{picture}" download="heart.png">My heart.png</a> <small>4 bytes</small>' in html
    )
    assert f'src="{address}/{other}"' not in html
    async with browser.get(f"{address}/{picture}") as response:
        assert (response.content_type, await response.read()) == ("image/png", b"\x89PNG")
        assert response.headers["x-content-type-options"] == "nosniff"
    # A drawing could bring scripts along.
    async with browser.get(f"{address}/{other}") as response:
        assert response.content_type == "application/octet-stream"
        disposition = response.headers["content-disposition"]
        assert disposition == "attachment; filename*=utf-8''a%20%22b%22.svg"


async def test_file_is_served_to_those_who_see_its_message(
    browser: aiohttp.ClientSession, practice: Practice
) -> None:
    secret = shared(practice, "plans.json", LEADS)
    alone = shared(practice, "export.json", only=MAYA.id)

    async def status(person: str, channel: str, file_id: str) -> int:
        async with browser.get(f"/as/{person}/{channel}/files/{file_id}") as response:
            return response.status

    assert await status(JONAS.id, LEADS, secret) == 200
    assert await status(ANA.id, LEADS, secret) == 404
    assert await status(JONAS.id, DESIGN, secret) == 404
    assert await status(MAYA.id, DESIGN, alone) == 200
    assert await status(ANA.id, DESIGN, alone) == 404
    assert await status(CAROL.id, DESIGN, "F0NOTHING") == 404
    practice.workspace.delete_file(alone)
    assert await status(MAYA.id, DESIGN, alone) == 404


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (12_345, "12.3 kB"),
        (2_500_000, "2.5 MB"),
    ],
)
def test_size_is_written_in_units(count: int, words: str) -> None:
    assert size(count) == words


async def test_picture_in_a_block_is_shown(browser: aiohttp.ClientSession, practice: Practice) -> None:
    """One that was uploaded here is drawn, for those who can read the message; no other ever is."""
    files = practice.workspace.files
    file = files.announce("quilt.png", 4, "", practice.now())
    files.upload(file.key, b"\x89PNG")
    file.is_complete = True
    blocks = [
        {"type": "image", "block_id": "a", "alt_text": "A <quilt>", "slack_file": {"id": file.id}},
        {"type": "image", "block_id": "b", "alt_text": "Gone", "slack_file": {"id": "F0NOTHING"}},
    ]
    practice.workspace.post(LEADS, user=HEARTEN.id, text="Here", blocks=blocks)
    address = f"/as/{JONAS.id}/{LEADS}/files/{file.id}"
    html = await page(browser, JONAS.id, LEADS)
    assert f'<img src="{address}" alt="A &lt;quilt&gt;" loading="lazy">' in html
    assert '<span class="picture">Picture: Gone</span>' in html
    async with browser.get(address) as response:
        assert await response.read() == b"\x89PNG"
    async with browser.get(address.replace(JONAS.id, ANA.id)) as response:
        assert response.status == 404
