"""Socket Mode: Slack's payloads over a WebSocket that Hearten opens."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any

from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.domain.error_names import PASSING, ErrorMeaning, find_error_meaning
from bot.slack.api.proxy import find_proxy
from bot.slack.api.token_health import TokenHealth
from bot.token_kinds import APP_TOKEN

Dispatch = Callable[[Mapping[str, Any], Mapping[str, str | Sequence[str]]], Awaitable[BoltResponse]]
"""Answers a payload with its headers."""
PING_INTERVAL = 10.0
"""Seconds between two pings. A connection without an answer to four of them counts as broken."""
RATE_LIMITED_PAUSE = 30.0
"""Seconds to wait if Slack asks for a pause without saying how long."""
REFUSED_PINGS = 3
"""Intervals of pings after which a refused token is tried again."""
SHUTDOWN_TIMEOUT = 5.0
"""Seconds that answers in progress get when the process stops."""
CLOSE_TIMEOUT = 1.0
"""Seconds that closing the connection may take."""


class SocketMode:
    """A connection. Payloads not answered with 200 are not acknowledged, so Slack sends them again."""

    def __init__(
        self,
        dispatch: Dispatch,
        deps: Deps,
        ping_interval: float = PING_INTERVAL,
        token_health: TokenHealth | None = None,
    ) -> None:
        """Connect nothing yet; needs a running event loop. `token_health` records refusals of the app token.

        Raise ValueError without an app token.
        """
        if deps.settings.app_token is None:
            raise ValueError("Socket Mode needs SLACK_APP_TOKEN")
        token = deps.settings.app_token.value
        logger = logging.getLogger("slack_sdk.socket_mode")
        token_health = token_health or TokenHealth(deps.settings, deps.monotonic)
        logger.addFilter(_remove_trace)
        self._is_news = partial(_is_news, token_health)
        logger.addFilter(self._is_news)
        self._logger = logger
        self._dispatch = dispatch
        self._in_progress = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._client: SocketModeClient = _Connection(
            token_health,
            app_token=token,
            logger=logger,
            web_client=AsyncWebClient(token=token, base_url=deps.settings.slack_api_url),
            ping_interval=ping_interval,
        )
        self._client.proxy = self._client.web_client.proxy = find_proxy(deps.settings.slack_api_url)
        self._client.socket_mode_request_listeners.append(self._on_envelope)

    async def run(self, stopping: asyncio.Event) -> None:
        """Stay connected until `stopping` is set, then finish the answers in progress."""
        connecting = asyncio.ensure_future(self._client.connect())
        try:
            await stopping.wait()
            # An acknowledgement needs the connection.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(SHUTDOWN_TIMEOUT):
                    await self._idle.wait()
        finally:
            connecting.cancel()
            # A server that does not answer the close frame must not delay the end.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_TIMEOUT):
                    await self._client.close()
            self._logger.removeFilter(self._is_news)

    async def is_connected(self) -> bool:
        """Return True if Slack answered the last pings."""
        return bool(await self._client.is_connected())

    async def _on_envelope(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self._in_progress += 1
        self._idle.clear()
        try:
            response = await self._dispatch(request.payload, build_headers(request) or {})
            await send_async_response(client, request, response, 0)
        finally:
            self._in_progress -= 1
            if not self._in_progress:
                self._idle.set()


class _Connection(SocketModeClient):
    """The SDK's connection, which records a refused token and waits before it tries again."""

    def __init__(self, token_health: TokenHealth, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._token_health = token_health

    async def issue_new_wss_url(self) -> str:
        """Return the URL to connect to. Raise `SlackApiError`."""
        try:
            answer = await self.web_client.apps_connections_open(app_token=self.app_token)
        except SlackApiError as error:
            name = str(error.response.get("error") or "")
            if find_error_meaning(name) is ErrorMeaning.RATE_LIMITED:
                await asyncio.sleep(float(error.response.headers.get("Retry-After") or RATE_LIMITED_PAUSE))
            elif name and find_error_meaning(name) not in PASSING:
                self._token_health.record(APP_TOKEN, name)
                await asyncio.sleep(self.ping_interval * REFUSED_PINGS)
            raise
        self._token_health.record(APP_TOKEN, "")
        return str(answer["url"])


def _is_news(token_health: TokenHealth, record: logging.LogRecord) -> bool:
    """Return False for the SDK's repeated complaint about a token that is known to be refused."""
    return not (token_health.is_refused(APP_TOKEN) and record.funcName == "connect")


def _remove_trace(record: logging.LogRecord) -> bool:
    """Remove the stack trace: Slack can be unreachable, and the SDK tries again every few seconds."""
    record.exc_info = None
    return True
