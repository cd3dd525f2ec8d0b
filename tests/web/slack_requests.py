"""Requests as Slack sends them, and as others might."""

import asyncio
import hmac
import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.web.conftest import SECRET

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
COMMAND = {
    "team_id": "T1",
    "channel_id": "C1",
    "user_id": "U1",
    "command": "/kudos",
    "text": "<@U2> thanks",
    "trigger_id": "1.2.3",
}


def form(**fields: str) -> bytes:
    return urlencode(fields).encode()


def as_json(payload: object) -> bytes:
    return json.dumps(payload).encode()


def signed(body: bytes, *, kind: str = FORM, secret: str = SECRET, age: float = 0) -> dict[str, str]:
    """Return the headers of a request that was signed `age` seconds ago."""
    timestamp = str(int(time.time() - age))
    signature = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, "sha256").hexdigest()
    return {
        "Content-Type": kind,
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={signature}",
    }


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


async def request(
    port: int, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | None = None
) -> Answer:
    """Send a request and read its answer; a body of None is announced by the headers alone and never sent."""
    given = {"Host": "localhost", "Connection": "close", **(headers or {})}
    if body is not None and "Transfer-Encoding" not in given:
        given["Content-Length"] = str(len(body))
    head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + (body or b""))
        status_line = await reader.readline()
        answered = {}
        while line := (await reader.readline()).strip():
            name, _, value = line.decode().partition(":")
            answered[name.lower()] = value.strip()
        content = await reader.read()
    finally:
        writer.close()
    return Answer(int(status_line.split()[1]), answered, content)


def chunked(*chunks: bytes) -> bytes:
    """Return a body without a content length."""
    return b"".join(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n" for chunk in (*chunks, b""))


async def post(port: int, headers: dict[str, str], body: bytes | None) -> Answer:
    return await request(port, "POST", "/slack/events", headers, body)
