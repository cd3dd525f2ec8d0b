"""Calls of Slack's Web API, and the three ways in which they fail."""

import ssl
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

TIMEOUT = 10.0
"""Seconds after which a call is given up."""
_TRANSIENT = {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"}
"""Slack's errors after which asking again helps (https://docs.slack.dev/reference/methods)."""


class SlackError(Exception):
    """A call that brought no result."""


class SlackRefusedError(SlackError):
    """Slack's last word, by its own name for it (`channel_not_found`)."""

    def __init__(self, error: str) -> None:
        """Keep Slack's name for it."""
        super().__init__(error)
        self.error = error


class SlackUnavailableError(SlackError):
    """A server error, a time-out or a broken network: it is not known whether the call had its effect."""


class SlackRateLimitedError(SlackError):
    """Too many calls; `retry_after` is Slack's wish."""

    def __init__(self, retry_after: timedelta) -> None:
        """Keep Slack's wish."""
        super().__init__(f"rate limited for {retry_after.total_seconds():.0f} s")
        self.retry_after = retry_after


class SlackClient:
    """The Web API on one shared HTTP session. Open it with `async with`."""

    def __init__(self, api_url: str, token: str) -> None:
        """Prepare; nothing is opened yet."""
        self._api_url = api_url
        self._token = token
        self._session: aiohttp.ClientSession | None = None
        self._web: AsyncWebClient | None = None

    async def __aenter__(self) -> Self:
        """Open the session, with one SSL context: making one costs 20 ms."""
        connector = aiohttp.TCPConnector(ssl=ssl.create_default_context(), limit=100)
        self._session = aiohttp.ClientSession(
            connector=connector, timeout=aiohttp.ClientTimeout(total=TIMEOUT)
        )
        # The SDK's retry after a lost connection would post a second time.
        self._web = AsyncWebClient(
            token=self._token, base_url=self._api_url, session=self._session, retry_handlers=[]
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()

    @property
    def token(self) -> str:
        """The token of the bot user."""
        return self._token

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Call a method; answers Slack's response with its headers' scopes under `x-oauth-scopes`.

        Raises `SlackRefusedError`, `SlackUnavailableError` or `SlackRateLimitedError`.
        """
        if self._web is None:
            raise RuntimeError("the client is not open")
        given = {name: value for name, value in arguments.items() if value is not None}
        try:
            if any(isinstance(value, dict | list) for value in given.values()):
                response = await self._web.api_call(method, json=given)
            else:
                # Methods that read take no JSON (https://docs.slack.dev/apis/web-api/#post-bodies).
                response = await self._web.api_call(method, data=given)
        except SlackApiError as error:
            raise _translated(error) from error
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise SlackUnavailableError(f"{method}: {type(error).__name__}") from error
        except AttributeError as error:
            # The SDK takes whatever JSON comes for an object.
            raise SlackUnavailableError(f"{method}: not a JSON object") from error
        data = response.data
        if not isinstance(data, dict):
            raise SlackUnavailableError(f"{method}: not JSON")
        return {**data, "x-oauth-scopes": response.headers.get("x-oauth-scopes", "")}

    async def respond(self, response_url: str, body: dict[str, Any]) -> None:
        """Answer through a `response_url` (five times within 30 minutes). Raises as `call` does."""
        if self._session is None:
            raise RuntimeError("the client is not open")
        try:
            async with self._session.post(response_url, json=body) as response:
                if response.status == 429:
                    raise SlackRateLimitedError(_retry_after(response.headers.get("Retry-After")))
                if response.status >= 500:
                    raise SlackUnavailableError(f"response_url: {response.status}")
                if response.status >= 400:
                    raise SlackRefusedError(f"response_url_{response.status}")
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise SlackUnavailableError(f"response_url: {type(error).__name__}") from error


def _translated(error: SlackApiError) -> SlackError:
    response = error.response
    status = getattr(response, "status_code", None) or getattr(response, "status", None)
    if status == 429:
        return SlackRateLimitedError(_retry_after(response.headers.get("Retry-After")))
    data = getattr(response, "data", None)
    name = data.get("error", "") if isinstance(data, dict) else ""
    if name == "ratelimited":
        return SlackRateLimitedError(_retry_after(response.headers.get("Retry-After")))
    if not name or name in _TRANSIENT or (isinstance(status, int) and status >= 500):
        return SlackUnavailableError(name or f"status {status}")
    return SlackRefusedError(str(name))


def _retry_after(header: str | None) -> timedelta:
    """Slack's wish in seconds; a missing or odd one counts as a second."""
    return timedelta(seconds=max(1, int(header))) if header and header.isdecimal() else timedelta(seconds=1)
