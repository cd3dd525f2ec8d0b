"""How many reactions a second Socket Mode takes in, beside Bolt's handler that only acknowledges."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aiohttp import WSMsgType, web

from tests.bench.fake_slack import CHANNELS, PEOPLE, TEAM, FakeSlack, channel_id, person_id
from tests.bench.processes import run_bare_bolt, run_bot

CONCURRENT = 32
"""Envelopes that wait for their acknowledgement."""


class FakeSocket:
    """Slack's side of Socket Mode: sends reactions, and counts what is acknowledged."""

    def __init__(self) -> None:
        """Wait for a connection."""
        self.connected = asyncio.Event()
        self._socket: web.WebSocketResponse | None = None
        self._numbers = itertools.count()
        self._waiting: dict[str, asyncio.Future[None]] = {}
        self._runner: web.AppRunner | None = None

    async def start(self) -> str:
        """Open a port on 127.0.0.1 and return the address of the socket."""
        app = web.Application()
        app.router.add_get("/link", self._serve)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0, shutdown_timeout=0.1).start()
        return f"ws://127.0.0.1:{self._runner.addresses[0][1]}/link"

    async def stop(self) -> None:
        """Close the port."""
        if self._runner:
            await self._runner.cleanup()

    async def send_many(self, count: int) -> float:
        """Send so many reactions and return the seconds until all were acknowledged."""
        numbers = iter(range(count))

        async def work() -> None:
            for _ in numbers:
                await self._send_one()

        begun = time.monotonic()
        await asyncio.gather(*(work() for _ in range(CONCURRENT)))
        return time.monotonic() - begun

    async def _send_one(self) -> None:
        assert self._socket
        number = next(self._numbers)
        envelope = f"envelope-{number}"
        self._waiting[envelope] = asyncio.get_running_loop().create_future()
        frame = {
            "envelope_id": envelope,
            "type": "events_api",
            "accepts_response_payload": False,
            "retry_attempt": 0,
            "retry_reason": "",
            "payload": _make_reaction(number),
        }
        await self._socket.send_str(json.dumps(frame))
        await self._waiting[envelope]

    async def _serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        hello = {"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0BENCH01"}}
        await socket.send_str(json.dumps(hello | {"debug_info": {"approximate_connection_time": 18_060}}))
        self._socket = socket
        self.connected.set()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                answer = json.loads(message.data)
                waiting = self._waiting.pop(answer.get("envelope_id", ""), None)
                if waiting:
                    waiting.set_result(None)
        return socket


def _make_reaction(number: int) -> dict[str, Any]:
    """Return the payload of a reaction to a message of its own (https://docs.slack.dev/reference/events/reaction_added)."""
    user, author = number % PEOPLE, (number * 7 + 1) % PEOPLE
    if user == author:
        author = (author + 1) % PEOPLE
    return {
        "token": "verification",
        "team_id": TEAM,
        "api_app_id": "A0BENCH01",
        "type": "event_callback",
        "event_id": f"Ev{number:09}",
        "event_time": int(time.time()),
        "authorizations": [{"team_id": TEAM, "user_id": "U0BENCHBOT", "is_bot": True}],
        "event": {
            "type": "reaction_added",
            "user": person_id(user),
            "reaction": "handshake",
            "item_user": person_id(author),
            "item": {
                "type": "message",
                "channel": channel_id(number % CHANNELS),
                "ts": f"{1_780_000_000 + number}.000100",
            },
            "event_ts": f"{time.time():.6f}",
        },
    }


async def measure_reactions(folder: Path, database_url: str, count: int) -> tuple[float, float]:
    """Return the reactions a second of the bare Bolt app, and of the bot."""
    slack, socket = FakeSlack(), FakeSocket()
    slack.socket_url = await socket.start()
    settings = {
        "SLACK_API_URL": await slack.start(),
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_APP_TOKEN": "xapp-bench",
        "DATABASE_URL": database_url,
    }
    try:
        bare = await _measure(folder, settings, socket, count, is_bare=True)
        socket.connected.clear()
        bot = await _measure(folder, settings, socket, count, is_bare=False)
    finally:
        await socket.stop()
        await slack.stop()
    return bare, bot


async def _measure(
    folder: Path, settings: Mapping[str, str], socket: FakeSocket, count: int, *, is_bare: bool
) -> float:
    async with run_bare_bolt(folder, settings) if is_bare else run_bot(folder, settings):
        await socket.connected.wait()
        await socket.send_many(count // 10)
        return count / await socket.send_many(count)
