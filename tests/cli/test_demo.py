"""`hearten demo`: a page with three weeks behind it, whatever the environment says."""

from __future__ import annotations

import signal
import socket
from pathlib import Path

import aiohttp
import pytest

from tests.cli.process import hearten, start


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_the_page_opens_with_the_story_played(tmp_path: Path, number: signal.Signals) -> None:
    # Somebody who runs a bot for real may try the demo beside it, in the same shell.
    real = {
        "SLACK_BOT_TOKEN": "xoxb-real",
        "SLACK_APP_TOKEN": "xapp-real",
        "SLACK_API_URL": "http://127.0.0.1:1/",
        "DATABASE_URL": "sqlite:///real.db",
    }
    async with start(tmp_path, "demo", "--port", "0", "--no-browser", environment=real) as demo:
        said = await demo.line()
        url = said.removeprefix("The practice workspace is open: ")
        assert url.startswith("http://127.0.0.1:")
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            assert answer.status == 200
            page = await answer.text()
        demo.send(number)
        ended = await demo.ended()
    assert "thanks for explaining the new expense form twice" in page
    assert "thanked" in page
    assert ended.status == 0
    assert ended.err == ""


async def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = await hearten(tmp_path, "demo", "--no-browser", "--port", port, environment={})
    assert ended.status == 1
    assert port in ended.err
    assert "--port" in ended.err
    assert len(ended.err.splitlines()) == 2
