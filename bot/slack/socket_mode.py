"""Socket Mode: Slack's payloads over a WebSocket that we open."""

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

TakeIn = Callable[[Mapping[str, Any], Mapping[str, str | Sequence[str]]], Awaitable[BoltResponse]]
"""Answers a payload, with its headers."""
PING_INTERVAL = 10.0
"""Seconds between two pings. A connection that is silent for four of them counts as gone."""
RATE_LIMITED_PAUSE = 30.0
"""Seconds that Slack wishes us to wait, where it does not say how many."""
REFUSED_PINGS = 3
"""Pings for which a refused token rests before it is tried again."""
GRACE = 5.0
"""Seconds that the answers under way have when the process is told to stop."""
GOODBYE = 1.0
"""Seconds that closing the connection may take."""


class SocketMode:
    """One connection. What is not answered 200 is not acknowledged, so that Slack sends it again."""

    def __init__(
        self,
        take_in: TakeIn,
        deps: Deps,
        ping_interval: float = PING_INTERVAL,
        access: TokenHealth | None = None,
    ) -> None:
        """Prepare; needs a running event loop. `take_in` answers payloads, `access` hears of the app token.

        Raises ValueError without an app token.
        """
        if deps.settings.app_token is None:
            raise ValueError("Socket Mode needs SLACK_APP_TOKEN")
        token = deps.settings.app_token.get_secret_value()
        logger = logging.getLogger("slack_sdk.socket_mode")
        access = access or TokenHealth(deps.settings, deps.monotonic)
        logger.addFilter(_in_one_line)
        self._is_worth_telling = partial(_is_worth_telling, access)
        logger.addFilter(self._is_worth_telling)
        self._logger = logger
        self._take_in = take_in
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._client: SocketModeClient = _Connection(
            access,
            app_token=token,
            logger=logger,
            web_client=AsyncWebClient(token=token, base_url=deps.settings.slack_api_url),
            ping_interval=ping_interval,
        )
        self._client.proxy = self._client.web_client.proxy = find_proxy(deps.settings.slack_api_url)
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
            self._logger.removeFilter(self._is_worth_telling)

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


class _Connection(SocketModeClient):
    """The SDK's connection, which tells of a refused token, and does not ask again at once."""

    def __init__(self, access: TokenHealth, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._access = access

    async def issue_new_wss_url(self) -> str:
        """Ask Slack where to connect. Raises `SlackApiError`."""
        try:
            answer = await self.web_client.apps_connections_open(app_token=self.app_token)
        except SlackApiError as error:
            name = str(error.response.get("error") or "")
            if find_error_meaning(name) is ErrorMeaning.RATE_LIMITED:
                await asyncio.sleep(float(error.response.headers.get("Retry-After") or RATE_LIMITED_PAUSE))
            elif name and find_error_meaning(name) not in PASSING:
                self._access.hear(APP_TOKEN, name)
                await asyncio.sleep(self.ping_interval * REFUSED_PINGS)
            raise
        self._access.hear(APP_TOKEN, "")
        return str(answer["url"])


def _is_worth_telling(access: TokenHealth, record: logging.LogRecord) -> bool:
    """Return False for what the SDK says each time of a token that is known to be refused."""
    return not (access.is_refused(APP_TOKEN) and record.funcName == "connect")


def _in_one_line(record: logging.LogRecord) -> bool:
    """Slack being away is an ordinary thing, tried again every few seconds: its stack trace tells no more."""
    record.exc_info = None
    return True
