"""A small, fast Slack for measuring: it answers each method at once and remembers when a post came."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import Counter
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import parse_qs

import httptools

from bot.domain.ids import ChannelId, UserId

TEAM, BOT_USER, BOT = "T0BENCH01", UserId("U0BENCHBOT"), "B0BENCH01"
PEOPLE, MEMBERS, CHANNELS = 1_000, 500, 200
"""The first `MEMBERS` of all people are the members of each channel."""
MARK = "mark-"
"""What begins the word of a thanks by which its shout-out is recognised."""


def person_id(number: int) -> UserId:
    """Return the id of a person, of which there are `PEOPLE`."""
    return UserId(f"U0PERSON{number:04}")


def channel_id(number: int) -> ChannelId:
    """Return the id of a channel, of which there are `CHANNELS` or more."""
    return ChannelId(f"C0CHANNEL{number:05}")


class FakeSlack:
    """A workspace in which everyone is in every channel; without the limits of the practice workspace."""

    def __init__(self, delay: float = 0) -> None:
        """Answer posts after `delay` seconds, all else at once."""
        self.delay = delay
        self.calls: Counter[str] = Counter()
        self.posted_at: dict[str, float] = {}
        """When a thanks was first posted (monotonic seconds), by its mark."""
        self.posts = 0
        self._wanted, self._reached = 0, asyncio.Event()
        self.socket_url = ""
        """What `apps.connections.open` answers."""
        self._numbers = itertools.count(1)
        self._server: asyncio.Server | None = None

    async def start(self) -> str:
        """Open a port on 127.0.0.1 and return the URL of the Web API."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Connection(self), "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}/api/"

    async def stop(self) -> None:
        """Close the port."""
        if self._server:
            self._server.close()

    async def wait_for_posts(self, count: int) -> None:
        """Wait until `count` posts came."""
        self._wanted = count
        if self.posts < count:
            self._reached.clear()
            await self._reached.wait()

    def answer(self, method: str, body: bytes) -> bytes:
        """Return the JSON of a method's answer."""
        self.calls[method] += 1
        if method in ("chat.postMessage", "chat.update"):
            return self._post(body)
        if method == "apps.connections.open":
            return json.dumps({"ok": True, "url": self.socket_url}).encode()
        make = _ANSWERS.get(method)
        given = {name: values[0] for name, values in parse_qs(body.decode()).items()} if make else {}
        return json.dumps({"ok": True} | (make(given) if make else {})).encode()

    def _post(self, body: bytes) -> bytes:
        now = time.monotonic()
        self.posts += 1
        if self.posts >= self._wanted:
            self._reached.set()
        begin = body.find(MARK.encode())
        if begin >= 0:
            mark = body[begin + len(MARK) : begin + len(MARK) + 8].decode()
            self.posted_at.setdefault(mark, now)
        channel = _find_channel(body)
        number = next(self._numbers)
        ts = f"{1_790_000_000 + number // 1_000_000}.{number % 1_000_000:06}"
        return b'{"ok":true,"channel":"%s","ts":"%s","message":{}}' % (channel.encode(), ts.encode())


def _find_channel(body: bytes) -> str:
    if body.startswith(b"{"):
        return str(json.loads(body)["channel"])
    return parse_qs(body.decode())["channel"][0]


def _user(given: dict[str, Any]) -> dict[str, Any]:
    return {"user": _make_user(given["user"])}


def _make_user(user: str) -> dict[str, Any]:
    name = f"Person {user[-4:]}"
    return {
        "id": user,
        "team_id": TEAM,
        "name": name.lower().replace(" ", "."),
        "real_name": name,
        "tz": "Europe/Berlin",
        "locale": "en-US",
        "is_bot": user == BOT_USER,
        "deleted": False,
        "profile": {"display_name": name, "real_name": name},
    }


def _channel(given: dict[str, Any]) -> dict[str, Any]:
    channel = given["channel"]
    info = {"id": channel, "name": channel.lower(), "is_private": False, "is_member": True}
    return {"channel": info | {"is_ext_shared": False, "is_shared": False}}


def _list_people(_: dict[str, Any]) -> list[str]:
    return [person_id(number) for number in range(PEOPLE)]


_ANSWERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "auth.test": lambda _: {
        "url": "https://bench.slack.com/",
        "team": "Bench",
        "team_id": TEAM,
        "user": "hearten",
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    },
    "users.info": _user,
    "users.list": lambda given: {"members": [_make_user(user) for user in _list_people(given)]},
    "conversations.info": _channel,
    "conversations.members": lambda given: {"members": _list_people(given)[:MEMBERS]},
    "conversations.open": lambda given: {"channel": {"id": f"D{given['users'][1:]}"}},
    "users.conversations": lambda _: {
        "channels": [{"id": channel_id(number)} for number in range(CHANNELS)],
    },
    "emoji.list": lambda _: {"emoji": {}},
    "usergroups.list": lambda _: {"usergroups": []},
}


class _Connection(asyncio.Protocol):
    """One connection of the bot."""

    def __init__(self, slack: FakeSlack) -> None:
        self._slack = slack
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpRequestParser(self)
        self._path, self._body = b"", b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_message_begin(self) -> None:
        self._path, self._body = b"", b""

    def on_url(self, url: bytes) -> None:
        self._path += url

    def on_body(self, body: bytes) -> None:
        self._body += body

    def on_message_complete(self) -> None:
        method = self._path.decode().rsplit("/", 1)[-1].split("?")[0]
        answer = self._slack.answer(method, self._body)
        if self._slack.delay and method.startswith("chat."):
            asyncio.get_running_loop().call_later(self._slack.delay, self._write, answer)
        else:
            self._write(answer)

    def _write(self, answer: bytes) -> None:
        if self._transport and not self._transport.is_closing():
            head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            self._transport.write(head % len(answer) + answer)
