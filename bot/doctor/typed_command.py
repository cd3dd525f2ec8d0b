"""A command that someone types while the trials wait, and the form that they submit, by Socket Mode."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import orjson

from bot.slack.api.client import TokenClient
from bot.slack.api.proxy import find_proxy
from bot.slack.api.web_api import TIMEOUT

Envelope = dict[str, Any]
IsWanted = Callable[[Envelope], bool]


class Envelopes:
    """A connection that takes the payloads it waits for, and no others: Slack sends those again."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, stopping: asyncio.Event) -> None:
        """Read from an open connection until `stopping` is set."""
        self._socket = socket
        self._stopping = stopping

    async def wait_for(self, is_wanted: IsWanted, seconds: float) -> Envelope | None:
        """Acknowledge the first wanted payload and return it. None if there is none in time."""
        stopped = asyncio.ensure_future(self._stopping.wait())
        reading = asyncio.ensure_future(self._read(is_wanted))
        done, pending = await asyncio.wait(
            {stopped, reading}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
        )
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        return reading.result() if reading in done else None

    async def _read(self, is_wanted: IsWanted) -> Envelope | None:
        async for message in self._socket:
            if message.type is not aiohttp.WSMsgType.TEXT:
                continue
            envelope: Envelope = orjson.loads(message.data)
            if envelope.get("type") == "disconnect":
                return None
            if "envelope_id" in envelope and is_wanted(envelope):
                await self._socket.send_str(orjson.dumps({"envelope_id": envelope["envelope_id"]}).decode())
                return envelope
        return None


async def with_envelopes(
    api_url: str, app_token: str, stopping: asyncio.Event, use: Callable[[Envelopes], Awaitable[None]]
) -> None:
    """Connect by Socket Mode, and use the connection. Raise `SlackError`, or aiohttp's errors."""
    async with TokenClient(api_url, app_token) as client:
        url = str((await client.call("apps.connections.open"))["url"])
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(connect=TIMEOUT)) as session,
        session.ws_connect(url, proxy=find_proxy(url)) as socket,
    ):
        await use(Envelopes(socket, stopping))
