"""The page answers only itself, and lets nothing run or load from elsewhere."""

from __future__ import annotations

import aiohttp
import pytest
from starlette.datastructures import Headers

from bot.practice.company import ANA
from bot.practice.page.middleware import is_from_here
from bot.practice.server import Practice

HERE = "127.0.0.1:4567"


@pytest.mark.parametrize(
    ("method", "host", "origin", "allowed"),
    [
        ("GET", HERE, None, True),
        ("GET", "localhost:4567", None, True),
        ("GET", "[::1]:4567", None, True),
        ("GET", HERE, "http://evil.example", False),
        ("GET", "evil.example", None, False),
        ("GET", "127.0.0.1.evil.example", None, False),
        ("GET", "[broken", None, False),
        ("GET", "", None, False),
        ("POST", HERE, f"http://{HERE}", True),
        ("POST", HERE, "http://127.0.0.1:9999", False),
        ("POST", HERE, "http://localhost:4567", False),
        ("POST", HERE, "http://evil.example", False),
        ("POST", HERE, "null", False),
        ("POST", HERE, None, False),
        ("POST", "evil.example", "http://evil.example", False),
    ],
)
def test_only_local_requests_are_accepted(method: str, host: str, origin: str | None, allowed: bool) -> None:
    headers = {"host": host} | ({"origin": origin} if origin else {})
    assert is_from_here(method, Headers(headers)) is allowed


async def test_foreign_page_is_refused(practice: Practice) -> None:
    async with aiohttp.ClientSession(practice.url, headers={"Origin": "http://evil.example"}) as foreign:
        async with foreign.post(f"/as/{ANA.id}/C0DESIGN1/write", data={"text": "hello"}) as response:
            assert response.status == 403
        async with foreign.get("/") as response:
            assert response.status == 403
    assert not practice.workspace.visible_messages("C0DESIGN1", ANA.id)


@pytest.mark.parametrize("path", ["/", "/static/page.css", "/nothing", f"/as/{ANA.id}/C0DESIGN1"])
async def test_every_answer_carries_the_security_policy(browser: aiohttp.ClientSession, path: str) -> None:
    async with browser.get(path, allow_redirects=False) as response:
        policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy


async def test_get_requests_never_act(browser: aiohttp.ClientSession) -> None:
    async with browser.get(f"/as/{ANA.id}/C0DESIGN1/write?text=hello") as response:
        assert response.status == 405
