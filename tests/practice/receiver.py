"""A tiny app behind an address: it keeps what Slack posts to it and answers as a test tells it to."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import parse_qsl

from aiohttp import web


@dataclass(frozen=True)
class Received:
    headers: dict[str, str]
    body: str

    @property
    def payload(self) -> dict[str, Any]:
        if self.headers["content-type"] == "application/json":
            found: dict[str, Any] = json.loads(self.body)
            return found
        form = dict(parse_qsl(self.body, keep_blank_values=True))
        return json.loads(form["payload"]) if "payload" in form else form


Answering = Callable[[Received], Awaitable[web.Response]]


async def empty(received: Received) -> web.Response:
    return web.Response()


class Receiver:
    def __init__(self) -> None:
        self.received: list[Received] = []
        self.answer: Answering = empty
        self.url = ""
        self.stopping = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/slack/events", self._take)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}/slack/events"
        return self

    async def __aexit__(self, *error: object) -> None:
        self.stopping.set()
        await self._runner.cleanup()

    def always(self, response: Callable[[], web.Response]) -> None:
        async def answer(received: Received) -> web.Response:
            return response()

        self.answer = answer

    def never(self) -> None:
        async def answer(received: Received) -> web.Response:
            await self.stopping.wait()
            return web.Response()

        self.answer = answer

    async def _take(self, request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        received = Received(headers, await request.text())
        self.received.append(received)
        return await self.answer(received)
