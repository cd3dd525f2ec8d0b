"""Socket Mode: Slack's payloads over a WebSocket that we open."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.slack.proxy import proxy_for

TakeIn = Callable[[Mapping[str, Any], Mapping[str, str | Sequence[str]]], Awaitable[BoltResponse]]
"""Answers a payload, with its headers."""
PING_INTERVAL = 10.0
"""Seconds between two pings. A connection that is silent for four of them counts as gone."""
GRACE = 5.0
"""Seconds that the answers under way have when the process is told to stop."""
GOODBYE = 1.0
"""Seconds that closing the connection may take."""


class SocketMode:
    """One connection. What is not answered 200 is not acknowledged, so that Slack sends it again."""

    def __init__(self, take_in: TakeIn, deps: Deps, ping_interval: float = PING_INTERVAL) -> None:
        """Prepare; needs a running event loop. `take_in` answers payloads.

        Raises ValueError without an app token.
        """
        if deps.settings.app_token is None:
            raise ValueError("Socket Mode needs SLACK_APP_TOKEN")
        token = deps.settings.app_token.get_secret_value()
        logger = logging.getLogger("slack_sdk.socket_mode")
        logger.addFilter(_in_one_line)
        self._take_in = take_in
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._client = SocketModeClient(
            app_token=token,
            logger=logger,
            web_client=AsyncWebClient(token=token, base_url=deps.settings.slack_api_url),
            ping_interval=ping_interval,
        )
        self._client.proxy = self._client.web_client.proxy = proxy_for(deps.settings.slack_api_url)
        self._client.socket_mode_request_listeners.append(self._on_envelope)

    async def run(self, stopping: asyncio.Event) -> None:
        """Stay connected until `stopping` is set, then finish the answers under way."""
        connecting = asyncio.ensure_future(self._client.connect())
        try:
            await stopping.wait()
            # An acknowledgement needs the connection.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(GRACE):
                    await self._idle.wait()
        finally:
            connecting.cancel()
            # Whoever does not answer the goodbye is not waited for.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(GOODBYE):
                    await self._client.close()

    async def is_connected(self) -> bool:
        """Whether Slack can reach us now, as far as the answers to our pings tell."""
        return bool(await self._client.is_connected())

    async def _on_envelope(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self._under_way += 1
        self._idle.clear()
        try:
            response = await self._take_in(request.payload, build_headers(request) or {})
            await send_async_response(client, request, response, 0)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()


def _in_one_line(record: logging.LogRecord) -> bool:
    """Slack being away is an ordinary thing, tried again every few seconds: its stack trace tells no more."""
    record.exc_info = None
    return True
