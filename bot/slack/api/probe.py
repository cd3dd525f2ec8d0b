"""Calls that need no token: what time it is at Slack, and Slack's own check of an address."""

import json
import secrets
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
from slack_sdk.signature import SignatureVerifier

from bot.errors import Effect, SlackRefusedError, SlackUnavailableError, SlackUnreachableError
from bot.slack.api.proxy import find_proxy
from bot.slack.api.web_api import JSON, TIMEOUT


async def fetch_slack_time(api_url: str) -> datetime | None:
    """Return Slack's time, None if it does not say.

    Raise `SlackUnreachableError`, or `SlackUnavailableError` for what is not Slack's Web API. The method is
    made to try the connection (https://docs.slack.dev/reference/methods/api.test).
    """
    status, body, headers = await _post("api.test", api_url + "api.test", b"", {})
    if status != 200 or not isinstance(body, dict) or "ok" not in body:
        raise SlackUnavailableError(f"api.test: status {status}", Effect.NONE)
    try:
        return parsedate_to_datetime(headers.get("Date", "")).astimezone(UTC)
    except ValueError:
        return None


async def send_challenge(url: str, signing_secret: str) -> None:
    """Verify an address as Slack does, with a signed challenge that comes back.

    Raise `SlackUnreachableError`, `SlackUnavailableError` for a server error, or `SlackRefusedError` with
    what came back instead. See https://docs.slack.dev/reference/events/url_verification.
    """
    challenge = secrets.token_urlsafe(24)
    body = json.dumps({"type": "url_verification", "challenge": challenge}).encode()
    timestamp = str(int(time.time()))
    signature = SignatureVerifier(signing_secret).generate_signature(timestamp=timestamp, body=body)
    headers = {
        "Content-Type": JSON,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature or "",
    }
    status, answer, _ = await _post("challenge", url, body, headers)
    if status >= 500:
        raise SlackUnavailableError(f"status {status}", Effect.NONE)
    if status != 200:
        raise SlackRefusedError(str(status))
    if not isinstance(answer, dict) or answer.get("challenge") != challenge:
        raise SlackRefusedError("something else")


async def _post(
    name: str, url: str, body: bytes, headers: dict[str, str]
) -> tuple[int, object, Mapping[str, str]]:
    """Return the status, the JSON (None if it is none) and the headers. Raise `SlackUnreachableError`."""
    timeout = aiohttp.ClientTimeout(total=TIMEOUT)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.post(
                url, data=body, headers=headers, proxy=find_proxy(url), allow_redirects=False
            ) as response,
        ):
            content = await response.read()
            headers_read = response.headers
            status = response.status
    except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
        raise SlackUnreachableError(f"{name}: {type(error).__name__}", Effect.NONE) from error
    try:
        return status, json.loads(content), headers_read
    except ValueError:
        return status, None, headers_read
