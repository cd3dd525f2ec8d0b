"""Where the server listens, and how it stops."""

import asyncio
import socket
from typing import Any

import aiohttp
import pytest
from slack_bolt.response import BoltResponse

from bot.deps import Deps
from bot.errors import AddressUnavailableError
from bot.web.application import application
from bot.web.server import Server
from tests.web.slack_requests import COMMAND, form, post, signed


def test_taken_metrics_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressUnavailableError, match=f"HEARTEN_METRICS_PORT is {port}, and that port"):
            Server("127.0.0.1", port, "HEARTEN_METRICS_PORT")


async def test_server_listens_on_ipv4_and_ipv6(deps: Deps) -> None:
    server, stopping = Server("::", 0), asyncio.Event()
    running = asyncio.create_task(server.run(application(deps, dispatch=None, is_connected=None), stopping))
    for host in ("127.0.0.1", "::1"):
        async with aiohttp.ClientSession() as browser:
            shown = f"[{host}]" if ":" in host else host
            async with browser.get(f"http://{shown}:{server.port}/healthz") as response:
                assert response.status == 200
    stopping.set()
    await running


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_shutdown_finishes_requests_in_progress(deps: Deps) -> None:
    reached, go_on, stopping = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def dispatch(payload: dict[str, Any], headers: dict[str, str]) -> BoltResponse:
        reached.set()
        await go_on.wait()
        return BoltResponse(status=200, body="finished")

    server = Server("127.0.0.1", 0)
    running = asyncio.create_task(
        server.run(application(deps, dispatch=dispatch, is_connected=None), stopping)
    )
    body = form(**COMMAND)
    answering = asyncio.create_task(post(server.port, signed(body), body))
    await reached.wait()
    stopping.set()
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", server.port)
        except OSError:
            break
        writer.close()
        await asyncio.sleep(0)
    assert not running.done()
    go_on.set()
    assert (await answering).body == b"finished"
    await running


def test_taken_port_raises() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        Server("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("host", ["münchen..example", "a" * 300, "[::1]", "*"])
def test_invalid_host_is_named(host: str) -> None:
    with pytest.raises(AddressUnavailableError, match=r"HOST is “.*”, which is no address of this machine"):
        Server(host, 0)
