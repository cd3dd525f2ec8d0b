"""Signed slash commands over connections that stay open, as many or as steadily as wanted."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlencode

from tests.bench.fake_slack import CHANNELS, MARK, MEMBERS, PEOPLE, TEAM, channel_id, person_id

_WORDS = (
    "calm patient careful quick kind thorough lively quiet steady honest clear bright gentle brave",
    "explanation review sketch release handover question workshop summary fix plan talk answer draft note",
)


@dataclass(frozen=True)
class Answer:
    """One answer of the bot."""

    mark: str
    sent_at: float
    """Monotonic seconds."""
    seconds: float
    status: int
    text: str

    @property
    def is_confirmation(self) -> bool:
        """Return True if the thanks was stored and is posted."""
        return self.status == 200 and self.text.startswith("I'll post this in ")


class Thanks:
    """Makes commands: each of another person, in another channel and with words of its own.

    No recipient is in the channel, so that each gets a direct message, too.
    """

    def __init__(self, secret: str, channels: int = CHANNELS, people: int = PEOPLE) -> None:
        """Sign with `secret`."""
        self._secret = secret.encode()
        self._channels = channels
        self._others = range(MEMBERS, people)
        self._numbers = itertools.count()

    def make(self) -> tuple[str, bytes]:
        """Return the mark of a new thanks and the bytes of its request."""
        number = next(self._numbers)
        giver, recipient = (
            number % MEMBERS,
            self._others[(number * 7 + number // MEMBERS) % len(self._others)],
        )
        mark = f"{number:08}"
        return mark, self.sign(self._write(number, mark, giver, recipient))

    def make_between(self, giver: int, recipient: int) -> dict[str, str]:
        """Return the payload of a new thanks from one person to another."""
        number = next(self._numbers)
        return self._write(number, f"{number:08}", giver, recipient)

    def _write(self, number: int, mark: str, giver: int, recipient: int) -> dict[str, str]:
        qualities, things = (line.split() for line in _WORDS)
        quality, thing = qualities[number % len(qualities)], things[number // 3 % len(things)]
        words = f"thanks for the {quality} {thing} {MARK}{mark} #collaboration"
        channel = number % self._channels
        return {
            "token": "verification",
            "team_id": TEAM,
            "team_domain": "bench",
            "channel_id": channel_id(channel),
            "channel_name": f"channel{channel}",
            "user_id": person_id(giver),
            "user_name": f"p{giver}",
            "command": "/kudos",
            "text": f"<@{person_id(recipient)}|p{recipient}> {words}",
            "api_app_id": "A0BENCH01",
            "is_enterprise_install": "false",
            "response_url": f"http://127.0.0.1:9/{mark}",
            "trigger_id": f"{number}.{number}.{mark}",
        }

    def sign(self, payload: dict[str, str]) -> bytes:
        """Return the bytes of a signed request (https://docs.slack.dev/authentication/verifying-requests-from-slack)."""
        body = urlencode(payload).encode()
        timestamp = str(int(time.time()))
        digest = hmac.new(self._secret, b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256)
        head = (
            "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"X-Slack-Request-Timestamp: {timestamp}\r\nX-Slack-Signature: v0={digest.hexdigest()}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


class _Connection(asyncio.Protocol):
    """One connection to the bot, for one request at a time."""

    def __init__(self) -> None:
        self._received = b""
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, error: Exception | None) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_exception(error or ConnectionResetError())

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send a request and return the status and the body of its answer."""
        assert self._transport
        self._received = b""
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, separator, body = self._received.partition(b"\r\n\r\n")
        if not separator:
            return
        at = head.lower().find(b"content-length:")
        length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(body) >= length and self._answer and not self._answer.done():
            self._answer.set_result((int(head[9:12]), body))

    @property
    def is_open(self) -> bool:
        """Return False once either side closed it."""
        return self._transport is not None and not self._transport.is_closing()

    def close(self) -> None:
        if self._transport:
            self._transport.close()


@dataclass
class Load:
    """Sends commands to one port."""

    port: int
    make: Callable[[], tuple[str, bytes]]
    answers: list[Answer] = field(default_factory=list)
    _idle: list[_Connection] = field(default_factory=list)

    async def give_one(self) -> Answer:
        """Send one command on an idle connection, or on a new one."""
        connection = await self._take_connection()
        mark, request = self.make()
        begun = time.monotonic()
        status, body = await connection.ask(request)
        taken = time.monotonic() - begun
        self._idle.append(connection)
        answer = Answer(mark, begun, taken, status, _read_text(body))
        self.answers.append(answer)
        return answer

    async def give_many(self, count: int, concurrent: int) -> float:
        """Send `count` commands, `concurrent` at a time, and return the seconds."""
        numbers = iter(range(count))

        async def work() -> None:
            for _ in numbers:
                await self.give_one()

        begun = time.monotonic()
        await asyncio.gather(*(work() for _ in range(concurrent)))
        return time.monotonic() - begun

    async def give_steadily(self, rate: float, seconds: float) -> list[Answer]:
        """Send `rate` commands a second, whether or not earlier ones were answered."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        tasks = []
        for number in range(int(rate * seconds)):
            await asyncio.sleep(max(0.0, begun + number / rate - loop.time()))
            tasks.append(asyncio.create_task(self.give_one()))
        return list(await asyncio.gather(*tasks))

    async def _take_connection(self) -> _Connection:
        while self._idle:
            connection = self._idle.pop()
            # The bot closes what was idle for long.
            if connection.is_open:
                return connection
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(_Connection, "127.0.0.1", self.port)
        return connection

    def close(self) -> None:
        """Close all connections."""
        for connection in self._idle:
            connection.close()


def _read_text(body: bytes) -> str:
    try:
        return str(json.loads(body).get("text", ""))
    except (ValueError, AttributeError):
        return body.decode(errors="replace")
