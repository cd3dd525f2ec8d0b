"""Limits for the time and size of headers."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_bolt.response import BoltResponse

from bot.deps import Deps
from bot.web.application import application
from bot.web.http_protocol import HttpProtocol, _JoiningTransport
from tests.web.conftest import Serve
from tests.web.slack_requests import COMMAND, form, post, signed


@pytest.mark.usefixtures("waiting_time")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("sent", [b"", b"POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Slow: ", b"GET"])
async def test_connection_without_headers_is_closed(
    deps: Deps, serve: Serve, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(HttpProtocol, "headers_timeout", 0.05)
    async with serve(application(deps, dispatch=None, is_connected=None)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent)
        async with asyncio.timeout(60):
            assert (await reader.read()).startswith(b"HTTP/1.1 408 ")
        writer.close()


@pytest.mark.usefixtures("waiting_time")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_second_request_without_headers_is_closed(
    deps: Deps, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HttpProtocol, "headers_timeout", 0.05)
    async with serve(application(deps, dispatch=None, is_connected=None)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await reader.readuntil(b"ok\n")).startswith(b"HTTP/1.1 200 ")
        writer.write(b"GET /healthz HTTP/1.1\r\nX-Slow: ")
        async with asyncio.timeout(60):
            assert (await reader.read()).startswith(b"HTTP/1.1 408 ")
        writer.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("pieces", [[70_000], [40_000, 40_000]])
async def test_large_headers_are_refused(deps: Deps, serve: Serve, pieces: list[int]) -> None:
    async with serve(application(deps, dispatch=None, is_connected=None)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: h\r\n")
        for number, length in enumerate(pieces):
            writer.write(f"x-{number}: {length * 'x'}\r\n".encode())
            await writer.drain()
        assert (await reader.read()).startswith(b"HTTP/1.1 431 ")
        writer.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_body_after_early_answer_does_not_count_as_headers(deps: Deps, serve: Serve) -> None:
    async with serve(application(deps, dispatch=None, is_connected=None)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        length = 1_000_000
        writer.write(
            b"POST /slack/events HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
            b"Content-Length: %d\r\n\r\n" % length
        )
        async with asyncio.timeout(60):
            assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 404 ")
            for _ in range(length // 50_000):
                writer.write(50_000 * b"x")
                await writer.drain()
            writer.write(b"GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
            # The text of the first answer comes before this one.
            assert b"HTTP/1.1 200 OK" in await reader.readuntil(b"ok\n")
        writer.close()


async def test_large_body_is_accepted(deps: Deps, serve: Serve) -> None:
    async def dispatch(_: dict[str, Any], __: dict[str, str]) -> BoltResponse:
        return BoltResponse(status=200, body="")

    async with serve(application(deps, dispatch=dispatch, is_connected=None)) as port:
        body = form(**COMMAND) + b"&more=" + 200_000 * b"x"
        answer = await post(port, signed(body), body)
        assert answer.status == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_connection_is_kept_open(deps: Deps, serve: Serve) -> None:
    async with (
        serve(application(deps, dispatch=None, is_connected=None)) as port,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):
        for _ in range(3):
            async with session.get("/healthz") as answer:
                assert await answer.text() == "ok\n"


class Sent(asyncio.Transport):
    """Remembers each write."""

    def __init__(self) -> None:
        super().__init__()
        self.writes: list[bytes] = []
        self.is_closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.writes.append(bytes(data))

    def is_closing(self) -> bool:
        return self.is_closed

    def close(self) -> None:
        self.is_closed = True


async def test_what_is_written_in_one_turn_is_sent_by_one_call() -> None:
    sent = Sent()
    transport = _JoiningTransport(sent, asyncio.get_running_loop())
    transport.write(b"head ")
    transport.write(b"body")
    assert sent.writes == []
    await asyncio.sleep(0)
    assert sent.writes == [b"head body"]
    transport.write(b"next")
    transport.close()
    await asyncio.sleep(0)
    assert (sent.writes, sent.is_closed) == ([b"head body", b"next"], True)
    transport.write(b"late")
    await asyncio.sleep(0)
    assert sent.writes == [b"head body", b"next"]
