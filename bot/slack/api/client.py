"""Calls of Slack's Web API, and the three ways in which they fail."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.error_names import PASSING, ErrorMeaning, find_error_meaning
from bot.errors import (
    Effect,
    SlackError,
    SlackRateLimitedError,
    SlackRefusedError,
    SlackUnavailableError,
    SlackUnreachableError,
)
from bot.slack.api.proxy import proxy_for

TIMEOUT = 10.0
"""Seconds after which a call is given up."""
RESPONSE_URL = "response_url"
"""What stands for a method's name where a message goes through a command's `response_url`."""
UPLOAD_URL = "upload_url"
"""What stands for it where a file's bytes go to the address that Slack gave for them."""


class SlackClient:
    """The Web API on one shared HTTP session. Open it with `async with`."""

    def __init__(
        self,
        api_url: str,
        token: str,
        rate_limited: Callable[[str], None] = lambda _: None,
        token_heard: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Prepare; nothing is opened yet. `rate_limited` is told the method that was called too often.

        `token_heard` gets Slack's name for why it does not take the token, or "" whenever it does.
        """
        self._api_url = api_url
        self._token = token
        self._rate_limited = rate_limited
        self._token_heard = token_heard
        self._session: aiohttp.ClientSession | None = None
        self._web: AsyncWebClient | None = None

    async def __aenter__(self) -> Self:
        """Open the session."""
        # How many calls run at once is decided by whoever makes them: none waits here for another's end.
        connector = aiohttp.TCPConnector(limit=0)
        self._session = aiohttp.ClientSession(
            connector=connector, timeout=aiohttp.ClientTimeout(total=TIMEOUT)
        )
        # The SDK's retry after a lost connection would post a second time.
        self._web = AsyncWebClient(
            token=self._token, base_url=self._api_url, session=self._session, retry_handlers=[]
        )
        self._web.proxy = proxy_for(self._api_url)
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
                response = await self._web.api_call(method, data=_as_form(given))
        except SlackApiError as error:
            raise self._heard(_translated(error), method) from error
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise _unreached(error, method) from error
        except (UnicodeDecodeError, LookupError) as error:
            raise SlackUnavailableError(f"{method}: unreadable") from error
        except AttributeError as error:
            # The SDK takes whatever JSON comes for an object.
            raise SlackUnavailableError(f"{method}: not a JSON object") from error
        data = response.data
        if not isinstance(data, dict):
            raise SlackUnavailableError(f"{method}: not JSON")
        self._token_heard("")
        return {**data, "x-oauth-scopes": response.headers.get("x-oauth-scopes", "")}

    async def upload(self, upload_url: str, content: bytes) -> None:
        """Send a file's bytes where `files.getUploadURLExternal` says. Raises as `call` does."""
        await self._post(UPLOAD_URL, upload_url, data=io.BytesIO(content))

    async def respond(self, response_url: str, body: dict[str, Any]) -> None:
        """Answer through a `response_url` (five times within 30 minutes). Raises as `call` does."""
        await self._post(RESPONSE_URL, response_url, json=body)

    async def _post(self, name: str, url: str, **body: Any) -> None:
        """Post to an address that Slack gave us; `name` stands for a method's."""
        if self._session is None:
            raise RuntimeError("the client is not open")
        try:
            async with self._session.post(url, proxy=proxy_for(url), **body) as response:
                problem = _refusal(name, response, await response.text(errors="replace"))
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise _unreached(error, name) from error
        if problem:
            raise self._heard(problem, name)

    def _heard(self, error: SlackError, method: str) -> SlackError:
        if isinstance(error, SlackRateLimitedError):
            self._rate_limited(method)
        if isinstance(error, SlackRefusedError) and method not in (RESPONSE_URL, UPLOAD_URL):
            # Whatever else Slack refuses, it has taken the token.
            is_closed = find_error_meaning(error.error) is ErrorMeaning.CLOSED
            self._token_heard(error.error if is_closed else "")
        return error


def _as_form(given: dict[str, Any]) -> dict[str, Any]:
    """Write flags as Slack's pages do: the SDK would send `True`."""
    return {name: str(value).lower() if isinstance(value, bool) else value for name, value in given.items()}


def _unreached(error: Exception, method: str) -> SlackUnavailableError:
    """A connection that was never made had no effect; one that broke may have."""
    never = isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError)
    return SlackUnreachableError(
        f"{method}: {type(error).__name__}", Effect.NONE if never else Effect.UNKNOWN
    )


def _refusal(name: str, response: aiohttp.ClientResponse, text: str) -> SlackError | None:
    """What an address that Slack gave us has against what was posted there."""
    if response.status == 429:
        return SlackRateLimitedError(_retry_after(response.headers.get("Retry-After")))
    if response.status >= 500:
        return SlackUnavailableError(f"{name}: {response.status}", _effect(response.status))
    try:
        said = json.loads(text)
    except ValueError:
        said = None
    error = said.get("error") if isinstance(said, dict) and said.get("ok") is False else None
    if response.status >= 400 or error:
        return _named(str(error or f"{name}_{response.status}"), response.headers.get("Retry-After"))
    return None


def _named(name: str, retry_after: str | None) -> SlackError:
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


def _effect(status: object) -> Effect:
    """What a server that answers so has done. 503 says that it did not begin."""
    if not isinstance(status, int) or status < 500:
        return Effect.UNKNOWN
    return Effect.NONE if status == 503 else Effect.UNLIKELY


def _translated(error: SlackApiError) -> SlackError:
    response = error.response
    status = getattr(response, "status_code", None) or getattr(response, "status", None)
    if status == 429:
        return SlackRateLimitedError(_retry_after(response.headers.get("Retry-After")))
    data = getattr(response, "data", None)
    name = data.get("error", "") if isinstance(data, dict) else ""
    known = find_error_meaning(str(name)) in PASSING
    if not name or (isinstance(status, int) and status >= 500 and not known):
        return SlackUnavailableError(name or f"status {status}", _effect(status))
    return _named(str(name), response.headers.get("Retry-After"))


def _retry_after(header: str | None) -> timedelta:
    """Slack's wish in seconds; a missing or odd one counts as a second."""
    return timedelta(seconds=max(1, int(header))) if header and header.isdecimal() else timedelta(seconds=1)
