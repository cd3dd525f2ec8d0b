"""What a browser sees while a company moves in, and when another one takes its place."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator

import aiohttp
import pytest
from playwright.async_api import async_playwright, expect

from bot.practice.company import ANA, brightside
from bot.practice.page.routes import routes
from bot.practice.server import Practice
from tests.chromium import ARGUMENTS
from tests.practice.page.test_accessibility import complaints

DESIGN = f"/as/{ANA.id}/C0DESIGN1"
MOVING = "A fresh company is moving in"


@pytest.fixture
def door() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def company(door: socket.socket) -> Practice:
    return Practice(brightside(), retry_delays=(), page=routes, door=door, can_start_over=True)


async def test_page_is_withheld_while_a_company_moves_in(
    practice: Practice, browser: aiohttp.ClientSession
) -> None:
    practice.is_moving_in = True
    for path in ("/", DESIGN, f"/as/{ANA.id}/home"):
        async with browser.get(path) as answer:
            assert answer.status == 200
            assert MOVING in await answer.text()
    async with browser.post(f"{DESIGN}/write", data={"text": "too early"}) as answer:
        assert answer.headers["hx-refresh"] == "true"
    async with browser.get("/static/page.css") as answer:
        assert answer.content_type == "text/css"
    async with browser.get("/moving") as answer:
        assert await answer.text() == "yes"
    practice.is_moving_in = False
    async with browser.get("/moving") as answer:
        assert await answer.text() == "no"
    async with browser.get(DESIGN) as answer:
        page = await answer.text()
    assert MOVING not in page
    assert "too early" not in page


async def test_pages_of_an_earlier_company_are_refreshed(
    practice: Practice, browser: aiohttp.ClientSession
) -> None:
    founded = practice.workspace.founded
    async with browser.get(DESIGN) as answer:
        assert f"{DESIGN}/changes?company={founded}" in await answer.text()
    for path in (f"{DESIGN}/changes", "/as/U0GONE001/D0GONE001/changes"):
        async with browser.get(f"{path}?company=before") as answer:
            assert await answer.text() == "event: start-over\ndata: yes\n\n"
    async with browser.get(f"{DESIGN}/changes?company={founded}") as answer:
        assert b"hx-partial" in await answer.content.readline()


@pytest.mark.parametrize("place", [DESIGN, f"/as/{ANA.id}/home"])
async def test_start_over_refreshes_open_pages(door: socket.socket, place: str) -> None:
    async with company(door) as practice, aiohttp.ClientSession(practice.url) as browser:
        headers = {"Origin": practice.url}
        async with browser.get(f"{place}/changes") as stream:
            await stream.content.readuntil(b"\n\n")
            async with browser.post(f"{place}/start-over", headers=headers) as answer:
                assert await answer.text() == ""
            async with asyncio.timeout(60):
                assert (await stream.content.read()).endswith(b"event: start-over\ndata: yes\n\n")
        assert practice.leaving.is_set()
        async with browser.get(place) as answer:
            assert MOVING in await answer.text()


async def test_start_over_is_refused_without_a_successor(
    practice: Practice, browser: aiohttp.ClientSession
) -> None:
    async with browser.post(f"{DESIGN}/start-over") as answer:
        assert "cannot start over" in await answer.text()
    assert not practice.leaving.is_set()


async def test_browser_follows_to_the_new_company(door: socket.socket, chromium_program: str) -> None:
    troubles: list[str] = []
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=chromium_program, args=ARGUMENTS)
        page = await chromium.new_page()
        page.on("console", lambda said: troubles.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        async with company(door) as before:
            before.workspace.post("C0DESIGN1", user=ANA.id, text="of old")
            await page.goto(f"{before.url}{DESIGN}")
            await expect(page.get_by_text("of old")).to_be_visible()
            start = page.get_by_role("button", name="Start over")
            await start.click()
            await expect(page.get_by_role("dialog")).to_contain_text("is lost")
            await page.get_by_role("button", name="Keep this one").click()
            assert not before.leaving.is_set()
            await start.click()
            await page.get_by_role("dialog").get_by_role("button", name="Start over").click()
            await expect(page.get_by_role("heading", name=MOVING)).to_be_visible()
        after = company(door)
        after.is_moving_in = True
        async with after:
            assert after.url == before.url
            await expect(page.get_by_role("heading", name=MOVING)).to_be_visible()
            assert await complaints(page) == []
            after.is_moving_in = False
            await expect(page.get_by_role("log", name="Messages in general")).to_be_visible()
            assert page.url.startswith(f"{after.url}/as/{ANA.id}/")
            await chromium.close()
    assert not troubles
