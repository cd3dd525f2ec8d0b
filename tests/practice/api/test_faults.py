"""Calls that fail on purpose."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.company import ANA, brightside
from bot.practice.server import Practice
from tests.practice.conftest import Clock, Refused
from tests.practice.receiver import Receiver

DESIGN = "C0DESIGN1"


@pytest.fixture
async def session(practice: Practice) -> AsyncIterator[aiohttp.ClientSession]:
    headers = {"Authorization": f"Bearer {practice.bot_token}"}
    async with aiohttp.ClientSession(practice.url, headers=headers) as opened:
        yield opened


def texts(practice: Practice) -> list[str]:
    return [message.text for message in practice.workspace.visible_messages(DESIGN, ANA.id)]


async def post(session: aiohttp.ClientSession, text: str) -> dict[str, Any]:
    message = {"channel": DESIGN, "text": text}
    async with session.post("/api/chat.postMessage", data=message) as response:
        found: dict[str, Any] = await response.json()
        return found


async def test_set_error_is_returned(practice: Practice, client: AsyncWebClient, refused: Refused) -> None:
    practice.fail("chat.postMessage", error="internal_error", times=2)
    for _ in range(2):
        assert (await refused(client.chat_postMessage(channel=DESIGN, text="hello")))[
            "error"
        ] == "internal_error"
    assert practice.workspace.visible_messages(DESIGN, ANA.id) == []
    assert (await client.chat_postMessage(channel=DESIGN, text="hello"))["ok"]


async def test_call_acts_although_its_answer_is_lost(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    practice.fail("chat.postMessage", error="fatal_error", acts=True)
    assert (await refused(client.chat_postMessage(channel=DESIGN, text="hello")))["error"] == "fatal_error"
    assert [m.text for m in practice.workspace.visible_messages(DESIGN, ANA.id)] == ["hello"]


async def test_rate_limit_has_retry_after(practice: Practice, session: aiohttp.ClientSession) -> None:
    practice.fail("auth.test", retry_after=7)
    async with session.post("/api/auth.test") as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "7")
        assert await response.json() == {"ok": False, "error": "ratelimited"}


async def test_status_is_returned_without_slacks_words(
    practice: Practice, session: aiohttp.ClientSession
) -> None:
    practice.fail("auth.test", status=503)
    async with session.post("/api/auth.test") as response:
        assert (response.status, await response.text()) == (503, "upstream error")
    assert practice.calls[0].response == {"ok": False, "error": "http_status_503"}


@pytest.mark.usefixtures("waiting_time")
async def test_hanging_call_answers_late(practice: Practice, client: AsyncWebClient) -> None:
    practice.fail("chat.postMessage", hang=0.01)
    assert (await client.chat_postMessage(channel=DESIGN, text="late"))["ok"]
    practice.fail("chat.postMessage", hang=600)
    client.timeout = 0.5  # type: ignore[assignment]  # aiohttp takes parts of seconds
    with pytest.raises(TimeoutError):
        await client.chat_postMessage(channel=DESIGN, text="too late")
    assert [m.text for m in practice.workspace.visible_messages(DESIGN, ANA.id)] == ["late", "too late"]


async def test_late_call_acts_by_the_workspace_clock(
    practice: Practice, session: aiohttp.ClientSession
) -> None:
    practice.fail("chat.postMessage", late=30)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await post(session, "late")
    await post(session, "in time")
    assert texts(practice) == ["in time"]
    await practice.advance(timedelta(seconds=29))
    assert texts(practice) == ["in time"]
    await practice.advance(timedelta(seconds=1))
    assert texts(practice) == ["in time", "late"]
    await practice.advance(timedelta(seconds=60))
    assert texts(practice) == ["in time", "late"]
    assert [call.response.get("error") for call in practice.calls] == ["connection_cut", None]


async def test_late_call_acts_by_real_time(practice: Practice, session: aiohttp.ClientSession) -> None:
    practice.fail("chat.postMessage", late=0.05)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await post(session, "late")
    assert texts(practice) == []
    while not texts(practice):
        await practice.workspace.wait_for_change(practice.workspace.revision)
    assert texts(practice) == ["late"]


async def test_late_call_ends_with_the_workspace(clock: Clock) -> None:
    async with Practice(brightside(), now=clock.now, advance=clock.advance) as practice:
        headers = {"Authorization": f"Bearer {practice.bot_token}"}
        async with aiohttp.ClientSession(practice.url, headers=headers) as session:
            practice.fail("chat.postMessage", late=600)
            with pytest.raises(aiohttp.ServerDisconnectedError):
                await post(session, "never")
    assert texts(practice) == []


@pytest.mark.parametrize("acts", [False, True])
async def test_cut_call_acts_only_with_acts_set(
    practice: Practice, session: aiohttp.ClientSession, acts: bool, caplog: pytest.LogCaptureFixture
) -> None:
    practice.fail("chat.postMessage", cut=True, acts=acts)
    with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
        await post(session, "cut")
    assert texts(practice) == (["cut"] if acts else [])
    assert practice.calls[0].response == {"ok": False, "error": "connection_cut"}
    assert (await post(session, "whole"))["ok"]
    assert caplog.messages == []


async def test_cut_connection_sends_no_byte(practice: Practice) -> None:
    practice.fail("auth.test", cut=True)
    reader, writer = await asyncio.open_connection("127.0.0.1", int(practice.url.rpartition(":")[2]))
    writer.write(b"POST /api/auth.test HTTP/1.1\r\nHost: slack\r\nContent-Length: 0\r\n\r\n")
    received = b""
    with contextlib.suppress(ConnectionResetError):
        received = await reader.read()
    assert received == b""
    writer.close()


@pytest.mark.parametrize("spoiling", [{"cut": True}, {"status": 500}, {"error": "fatal_error"}])
async def test_call_can_hang_before_it_fails(
    practice: Practice, session: aiohttp.ClientSession, spoiling: dict[str, Any]
) -> None:
    practice.fail("chat.postMessage", hang=0.1, **spoiling)
    begun = asyncio.get_running_loop().time()
    if "cut" in spoiling:
        with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
            await post(session, "late")
    else:
        async with session.post("/api/chat.postMessage", data={"channel": DESIGN, "text": "late"}):
            pass
    assert asyncio.get_running_loop().time() - begun >= 0.1
    assert texts(practice) == []


async def test_any_method_can_fail(practice: Practice, client: AsyncWebClient, refused: Refused) -> None:
    practice.fail("*", error="internal_error", times=2)
    practice.fail("auth.test", error="fatal_error")
    assert (await client.apps_connections_open(app_token=practice.app_token))["ok"]
    assert (await refused(client.auth_test()))["error"] == "fatal_error"
    assert (await refused(client.auth_test()))["error"] == "internal_error"
    assert [(fault.method, fault.times) for fault in practice.faults] == [("*", 1)]
    assert (await refused(client.users_list()))["error"] == "internal_error"
    assert (await client.auth_test())["ok"]
    assert practice.faults == ()

    practice.fail("apps.connections.open", error="internal_error")
    refusal = await refused(client.apps_connections_open(app_token=practice.app_token))
    assert refusal["error"] == "internal_error"


async def test_heal_forgets_all_faults(practice: Practice, client: AsyncWebClient) -> None:
    practice.fail("*", error="internal_error", times=100)
    practice.fail("auth.test", cut=True)
    practice.heal()
    assert (await client.auth_test())["ok"]


async def test_responses_can_fail(practice: Practice, receiver: Receiver) -> None:
    await practice.command(ANA.id, DESIGN, "help")
    url = receiver.received[0].payload["response_url"]
    practice.fail("*", error="internal_error")
    practice.fail("response_url", cut=True)
    practice.fail("response_url", cut=True, acts=True)
    practice.fail("response_url", retry_after=3)
    async with aiohttp.ClientSession() as session:
        for text in ("nothing", "unanswered"):
            with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
                await session.post(url, json={"text": text})
        async with session.post(url, json={"text": "too often"}) as response:
            assert (response.status, response.headers["Retry-After"]) == (429, "3")
        async with session.post(url, json={"text": "well"}) as response:
            assert await response.text() == "ok"
    assert texts(practice) == ["unanswered", "well"]
    assert [fault.method for fault in practice.faults] == ["*"]


async def test_stop_ends_hanging_calls() -> None:
    async with Practice(brightside()) as practice:
        client = AsyncWebClient(practice.bot_token, base_url=practice.api_url)
        practice.fail("chat.postMessage", hang=600)
        before = practice.workspace.revision
        posting = asyncio.create_task(client.chat_postMessage(channel=DESIGN, text="hello"))
        await practice.workspace.wait_for_change(before)
    async with asyncio.timeout(60):
        assert (await posting)["ok"]
