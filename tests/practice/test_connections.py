"""Connections that end or fall silent, and what Slack's own Socket Mode client makes of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.company import ANA, brightside
from bot.practice.server import Practice

EVENT: dict[str, Any] = {"type": "channel_archive", "channel": "C0DESIGN1", "user": ANA.id}
PING_INTERVAL = 0.1


@pytest.fixture
async def connected(practice: Practice, client: AsyncWebClient) -> AsyncIterator[SocketModeClient]:
    """Slack's client, which acknowledges everything and does not wait long for a pong."""
    app = SocketModeClient(practice.app_token, web_client=client, ping_interval=PING_INTERVAL)

    async def acknowledge(app: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        await app.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    app.socket_mode_request_listeners.append(acknowledge)
    await app.connect()
    await practice.connected()
    yield app
    await app.close()


async def connected_anew(practice: Practice, *, since: list[object]) -> None:
    """Wait until there is a connection that was not there before, and none that was."""
    lines = practice._socket_mode
    async with asyncio.timeout(60), lines._changed:
        await lines._changed.wait_for(
            lambda: bool(lines._connections) and not any(each in since for each in lines._connections)
        )


def present(practice: Practice) -> list[object]:
    return list(practice._socket_mode._connections)


async def muted(practice: Practice) -> None:
    practice.mute()


Breaking = Callable[[Practice], Awaitable[None]]


@pytest.mark.parametrize(
    "breaking",
    [
        lambda practice: practice.disconnect("warning"),
        lambda practice: practice.disconnect("refresh_requested"),
        lambda practice: practice.cut_connections(),
        muted,
    ],
    ids=["warning", "refresh_requested", "cut", "muted"],
)
async def test_client_reconnects_after_a_cut(
    practice: Practice, connected: SocketModeClient, breaking: Breaking
) -> None:
    assert (await practice.deliver_event(EVENT)).status == 200
    before = present(practice)
    await breaking(practice)
    await connected_anew(practice, since=before)
    answer = await practice.deliver_event(EVENT)
    assert (answer.status, answer.tries) == (200, 1)


async def test_cut_leaves_no_connection(
    practice: Practice, connected: SocketModeClient, caplog: pytest.LogCaptureFixture
) -> None:
    connected.auto_reconnect_enabled = False
    await practice.cut_connections()
    assert (await practice.deliver_event(EVENT)).failure == "connection_failed"
    assert [record for record in caplog.records if record.name.startswith("uvicorn")] == []


@pytest.mark.usefixtures("waiting_time")
async def test_muted_connection_answers_no_ping() -> None:
    async with Practice(brightside(), patience=0.1, retry_delays=()) as practice:
        client = AsyncWebClient(base_url=practice.api_url)
        url = (await client.apps_connections_open(app_token=practice.app_token))["url"]
        async with aiohttp.ClientSession() as session, session.ws_connect(url, autoping=False) as line:
            assert (await line.receive_json())["type"] == "hello"
            await practice.connected()
            practice.mute()
            practice.mute()
            await line.ping(b"are you there?")
            answer = await practice.deliver_event(EVENT)
            assert (answer.status, answer.failure) == (None, "timeout")
            await practice.disconnect("warning")

            practice.mute(False)
            # The first thing to be heard: nothing but the pong was only held back.
            pong = await line.receive(60)
            assert (pong.type, pong.data) == (aiohttp.WSMsgType.PONG, b"are you there?")
            await practice.disconnect("warning")
            assert (await line.receive_json())["reason"] == "warning"


async def test_muted_connection_can_be_abandoned(practice: Practice) -> None:
    client = AsyncWebClient(base_url=practice.api_url)
    url = (await client.apps_connections_open(app_token=practice.app_token))["url"]
    async with aiohttp.ClientSession() as session:
        line = await session.ws_connect(url, timeout=aiohttp.ClientWSTimeout(ws_close=0.1))
        await practice.connected()
        practice.mute()
        await practice.disconnect()
        assert present(practice) == []
        practice.mute(False)
        await line.close()
