"""A Web API that answers what a test wants."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Slack:
    """A server that answers whatever a test wants, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str, Any]] = []
        self.answer: Answering = self.ok
        self.url = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        kind = request.content_type
        body = await request.json() if kind == "application/json" else dict(await request.post())
        self.asked.append((request.path, kind, request.headers.get("Authorization", ""), body))
        return await self.answer(request)

    async def ok(self, _: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": True, "n": 1}, headers={"x-oauth-scopes": "chat:write,commands"})

    def answering(self, body: object, **options: Any) -> None:
        """Answer with this from now on: text as it is, anything else as JSON."""

        async def answer(_: web.Request) -> web.StreamResponse:
            if isinstance(body, str):
                return web.Response(text=body, **options)
            return web.json_response(body, **options)

        self.answer = answer
