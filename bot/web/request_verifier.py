"""What is verified before Bolt sees a request: its size, signature, age and encoding."""

import asyncio
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_plus

from slack_sdk.signature import Clock, SignatureVerifier
from starlette.requests import ClientDisconnect, Request

from bot.errors import RequestRefusedError

MAX_BODY = 1_000_000
BODY_TIMEOUT = 5.0
"""Seconds for a body to arrive. Slack sends it at once, and waits three for the answer."""
MAX_TIMESTAMP = 12
"""Digits of the seconds since 1970 in a request."""
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


class RequestVerifier:
    """Verifies Slack's requests (https://docs.slack.dev/authentication/verifying-requests-from-slack)."""

    def __init__(self, signing_secret: str) -> None:
        """Verify with this secret. A signature is valid for five minutes, by the machine's clock."""
        self._verifier = SignatureVerifier(signing_secret)
        self._signing_secret = signing_secret

    async def verify(self, request: Request, headers: Mapping[str, str]) -> dict[str, Any]:
        """Return the payload in a valid request with these headers. Raise `RequestRefusedError`."""
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in (FORM, JSON):
            raise RequestRefusedError(415, "content type")
        if headers.get("content-encoding", "identity").lower() != "identity":
            raise RequestRefusedError(415, "content encoding")
        try:
            async with asyncio.timeout(BODY_TIMEOUT):
                body = await _read(request, headers)
        except TimeoutError as error:
            raise RequestRefusedError(408, "slow sender") from error
        # Slack's verifier would report bytes that are not text as a wrong signature.
        text = _decoded(body)
        if not self._is_signed(body, headers):
            raise RequestRefusedError(401, self._describe_refusal(body, headers))
        payload = _parse(text, kind)
        if not isinstance(payload, dict):
            raise RequestRefusedError(400, "no Slack payload")
        return payload

    def _is_signed(self, body: bytes, headers: Mapping[str, str]) -> bool:
        try:
            return self._verifier.is_valid(
                body=body,
                timestamp=headers.get("x-slack-request-timestamp", ""),
                signature=headers.get("x-slack-signature", ""),
            )
        except (ValueError, TypeError, OverflowError):
            return False

    def _describe_refusal(self, body: bytes, headers: Mapping[str, str]) -> str:
        """Return why a signature is refused: only its time may be wrong, by this machine's clock."""
        timestamp = headers.get("x-slack-request-timestamp", "")
        if not timestamp.isdecimal() or len(timestamp) > MAX_TIMESTAMP:
            return "signature"
        ageless = SignatureVerifier(self._signing_secret, clock=_StoppedClock(int(timestamp)))
        if not ageless.is_valid(body, timestamp, headers.get("x-slack-signature", "")):
            return "signature"
        seconds = round(time.time()) - int(timestamp)
        direction = "ahead of" if seconds > 0 else "behind"
        return (
            f"this machine's clock is {abs(seconds)} s {direction} the request: set it, unless someone sent "
            "an old request again"
        )


class _StoppedClock(Clock):
    """A clock that stands still."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds

    def now(self) -> float:
        return self._seconds


def read_headers(request: Request) -> dict[str, str]:
    """Return the headers by their names in lower case; the first one of those with the same name."""
    raw: list[tuple[bytes, bytes]] = request.scope["headers"]
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(raw)}


async def _read(request: Request, headers: Mapping[str, str]) -> bytes:
    announced = headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > MAX_BODY:
        raise RequestRefusedError(413, "size")
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BODY:
                raise RequestRefusedError(413, "size")
    except ClientDisconnect as error:
        raise RequestRefusedError(400, "disconnected") from error
    return bytes(body)


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestRefusedError(400, "not UTF-8") from error


def _parse(text: str, kind: str) -> Any:
    try:
        if kind == JSON:
            return json.loads(text)
        fields = read_form(text)
        return json.loads(fields["payload"]) if "payload" in fields else fields
    except (ValueError, RecursionError) as error:
        raise RequestRefusedError(400, "unreadable") from error


def read_form(text: str) -> dict[str, str]:
    """Return the fields of a form; the first of those with the same name.

    `urllib.parse.parse_qs` reads the same in twice the time: most names and values have nothing to decode.
    """
    fields: dict[str, str] = {}
    for field in filter(None, text.split("&")):
        name, _, value = field.partition("=")
        fields.setdefault(_decode_field(name), _decode_field(value))
    return fields


def _decode_field(text: str) -> str:
    return unquote_plus(text) if "%" in text or "+" in text else text
