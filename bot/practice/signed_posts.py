"""The Events way to the app: HTTP requests that carry Slack's signature."""

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import aiohttp

from bot.practice.checks.schema import parse_json
from bot.practice.delivery import Kind, Payload, Reply, Retry
from bot.practice.records import JsonObject


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return Slack's signature (version 0) of a body at a time (seconds since 1970, as text)."""
    signed = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


class SignedPosts:
    """Posts payloads to one address; they are signed with the real time, not with the workspace's."""

    name = "HTTP"

    def __init__(self, session: aiohttp.ClientSession, url: str, secret: str, patience: float) -> None:
        """`patience` is how many seconds the app has for its answer."""
        self._session = session
        self._url = url
        self._secret = secret
        self._patience = aiohttp.ClientTimeout(total=patience)

    async def send(self, payload: Payload, retry: Retry | None) -> Reply:
        """Post once; anything but a 200 within the time is a failure."""
        content_type, body = encode_payload(payload.kind, payload.body)
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
        }
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry.number), "X-Slack-Retry-Reason": retry.reason}
        try:
            async with self._session.post(
                self._url, data=body, headers=headers, timeout=self._patience, allow_redirects=False
            ) as response:
                text = await response.text(errors="replace")
        except TimeoutError:
            return Reply(None, failure="http_timeout")
        except aiohttp.ClientError:
            return Reply(None, failure="connection_failed")
        return Reply(
            response.status,
            _decode(text) if response.content_type == "application/json" else text or None,
            failure="" if response.status == 200 else "http_error",
            no_retry=response.headers.get("X-Slack-No-Retry") == "1",
        )


def _decode(text: str) -> JsonObject | str | None:
    """Return the JSON object that `text` is; any other text as it is, None for an empty one."""
    try:
        body = parse_json(text)
    except ValueError:
        return text or None
    return body if isinstance(body, dict) else text


def encode_payload(kind: Kind, body: JsonObject) -> tuple[str, bytes]:
    """Return the content type and the body: JSON for an event, else a form, of one JSON field for presses."""
    if kind == "events_api":
        return "application/json", json.dumps(body).encode()
    form = body if kind == "slash_commands" else {"payload": json.dumps(body)}
    return "application/x-www-form-urlencoded", urlencode(form).encode()
