"""Slack's Web API over HTTP, and the three ways in which calls fail."""

import io
from collections.abc import Callable, Mapping
from datetime import timedelta
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

import aiohttp
import orjson
from msgspec import Struct

from bot.domain.error_names import PASSING, ErrorMeaning, find_error_meaning
from bot.errors import (
    Effect,
    SlackError,
    SlackRateLimitedError,
    SlackRefusedError,
    SlackUnavailableError,
    SlackUnreachableError,
)
from bot.slack.api.proxy import find_proxy
from bot.traces import NO_TRACING, Tracing

TIMEOUT = 10.0
"""Seconds after which a call is given up."""
JSON = "application/json; charset=utf-8"
RESPONSE_URL = "response_url"
"""The name for errors and metrics of a message to a `response_url`, in place of a method."""
UPLOAD_URL = "upload_url"
"""The same for the content of a file."""

_Body = bytes | io.BytesIO


class _Reply(Struct, frozen=True):
    """What a server answered; `data` is None if it is not JSON."""

    status: int
    data: Any
    retry_after: str | None
    scopes: str

    @property
    def error(self) -> str:
        """Return Slack's name of the error, or an empty string."""
        return str(self.data.get("error") or "") if isinstance(self.data, dict) else ""


class WebApi:
    """The Web API on one shared HTTP session. Open it with `async with`."""

    def __init__(
        self,
        api_url: str,
        on_rate_limit: Callable[[str], None] = lambda _: None,
        on_token_check: Callable[[str, str], None] = lambda *_: None,
        tracing: Tracing = NO_TRACING,
    ) -> None:
        """Open nothing yet. `on_rate_limit` gets the method that was called too often.

        `on_token_check` gets a token, and Slack's name for why it refuses it, or "" if it accepts it.
        """
        self._api_url = api_url
        self._api_proxy = find_proxy(api_url)
        self._on_rate_limit = on_rate_limit
        self.on_token_check = on_token_check
        self._tracing = tracing
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the session."""
        # The callers limit how many calls run at once: none waits here for another's end.
        connector = aiohttp.TCPConnector(limit=0)
        self._session = aiohttp.ClientSession(
            connector=connector,
            timeout=aiohttp.ClientTimeout(total=TIMEOUT),
            headers={"User-Agent": f"hearten {aiohttp.http.SERVER_SOFTWARE}"},
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()

    async def call(self, token: str, method: str, /, **arguments: Any) -> dict[str, Any]:
        """Call a method and return Slack's response, with the token's scopes under `x-oauth-scopes`.

        The token is "" for a method that needs none. Arguments that are None are left out. Raise
        `SlackRefusedError`, `SlackUnavailableError` or `SlackRateLimitedError`.
        """
        given = {name: value for name, value in arguments.items() if value is not None}
        content_type, body = _encode(given)
        headers = {"Content-Type": content_type}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        reply = await self._post(method, self._api_url + method, self._api_proxy, body, headers)
        data = reply.data
        if isinstance(data, dict) and data.get("ok") and reply.status == 200:
            self.on_token_check(token, "")
            return {**data, "x-oauth-scopes": reply.scopes}
        raise self._report(_read_refusal(method, reply), method, token)

    async def upload(self, upload_url: str, content: bytes) -> None:
        """Send a file's bytes where `files.getUploadURLExternal` says. Raise as `call` does."""
        headers = {"Content-Type": "application/octet-stream"}
        await self._post_to_url(UPLOAD_URL, upload_url, io.BytesIO(content), headers)

    async def respond(self, response_url: str, body: dict[str, Any]) -> None:
        """Answer through a `response_url` (five times within 30 minutes). Raise as `call` does."""
        await self._post_to_url(RESPONSE_URL, response_url, orjson.dumps(body), {"Content-Type": JSON})

    async def _post_to_url(self, name: str, url: str, body: _Body, headers: Mapping[str, str]) -> None:
        """Post to an address that Slack gave; `name` replaces the name of a method."""
        reply = await self._post(name, url, find_proxy(url), body, headers)
        error = reply.error if isinstance(reply.data, dict) and reply.data.get("ok") is False else ""
        if reply.status == 429 or reply.status >= 500:
            raise self._report(_read_refusal(name, reply), name)
        if reply.status >= 400 or error:
            raise self._report(_name_error(error or f"{name}_{reply.status}", reply.retry_after), name)

    async def _post(
        self, name: str, url: str, proxy: str | None, body: _Body, headers: Mapping[str, str]
    ) -> _Reply:
        if self._session is None:
            raise RuntimeError("the client is not open")
        try:
            with self._tracing.span("slack.call", method=name) as span:
                async with self._session.post(url, data=body, headers=headers, proxy=proxy) as response:
                    span.set("status", response.status)
                    return _Reply(
                        response.status,
                        _decode(await response.read()),
                        response.headers.get("Retry-After"),
                        response.headers.get("x-oauth-scopes", ""),
                    )
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise _unreached(error, name) from error

    def _report(self, error: SlackError, method: str, token: str = "") -> SlackError:
        """Pass on what an error says about limits and the token, and return it."""
        if isinstance(error, SlackRateLimitedError):
            self._on_rate_limit(method)
        if isinstance(error, SlackRefusedError) and token:
            # Any other refusal means that Slack accepted the token.
            is_closed = find_error_meaning(error.error) is ErrorMeaning.CLOSED
            self.on_token_check(token, error.error if is_closed else "")
        return error


def _encode(arguments: dict[str, Any]) -> tuple[str, bytes]:
    """Return the content type and the body of a call.

    Methods that read take no JSON (https://docs.slack.dev/apis/web-api/#post-bodies).
    """
    if any(isinstance(value, dict | list) for value in arguments.values()):
        return JSON, orjson.dumps(arguments)
    # Slack's pages write flags in lower case.
    flat = {k: str(v).lower() if isinstance(v, bool) else v for k, v in arguments.items()}
    return "application/x-www-form-urlencoded", urlencode(flat).encode()


def _decode(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except ValueError:
        return None


def _unreached(error: Exception, method: str) -> SlackUnavailableError:
    """Return the error of a connection: one that was never made had no effect; one that broke may have."""
    never = isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError)
    return SlackUnreachableError(
        f"{method}: {type(error).__name__}", Effect.NONE if never else Effect.UNKNOWN
    )


def _read_refusal(name: str, reply: _Reply) -> SlackError:
    """Return the error that a reply means which is no success."""
    if reply.status == 429:
        return SlackRateLimitedError(_retry_after(reply.retry_after))
    error = reply.error
    is_known = find_error_meaning(error) in PASSING
    if not error or (reply.status >= 500 and not is_known):
        return SlackUnavailableError(error or f"{name}: status {reply.status}", _effect(reply.status))
    return _name_error(error, reply.retry_after)


def _name_error(name: str, retry_after: str | None) -> SlackError:
    """Return the error that Slack's name for it means."""
    match find_error_meaning(name):
        case ErrorMeaning.RATE_LIMITED:
            return SlackRateLimitedError(_retry_after(retry_after))
        case ErrorMeaning.PASSING:
            return SlackUnavailableError(name, Effect.NONE)
        case ErrorMeaning.UNCERTAIN:
            return SlackUnavailableError(name, Effect.UNKNOWN)
        case _:
            return SlackRefusedError(name)


def _effect(status: int) -> Effect:
    """Return what a server did that answers with this status; with 503, it did not begin."""
    if status < 500:
        return Effect.UNKNOWN
    return Effect.NONE if status == 503 else Effect.UNLIKELY


def _retry_after(header: str | None) -> timedelta:
    """Slack's wish in seconds; a missing or odd one counts as a second."""
    return timedelta(seconds=max(1, int(header))) if header and header.isdecimal() else timedelta(seconds=1)
