"""What becomes of unacknowledged payloads when their Socket Mode connection ends, and of large frames."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.company import ANA, MAYA, brightside
from bot.practice.server import Practice
from bot.practice.socket_mode import FRAME_BYTES
from tests.practice.test_socket_mode import DESIGN, EVENT, acknowledge, bolt, link


def frame(envelope: dict[str, Any], size: int) -> str:
    """Return an acknowledgement of exactly so many bytes."""
    empty = json.dumps({"envelope_id": envelope["envelope_id"], "payload": {"text": ""}})
    return empty.replace('"text": ""', f'"text": "{"x" * (size - len(empty))}"')


async def closed_with(connection: aiohttp.ClientWebSocketResponse) -> int | None:
    while (await connection.receive()).type not in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED):
        pass
    return connection.close_code


async def test_largest_frame_is_accepted(practice: Practice) -> None:
    async with link(practice) as connection:
        typing = asyncio.create_task(practice.command(ANA.id, DESIGN, "help"))
        await connection.send_str(frame(await connection.receive_json(), FRAME_BYTES))
        assert (await typing).status == 200
    assert practice.refused_frames == 0


@pytest.mark.usefixtures("waiting_time")
@pytest.mark.parametrize("letter", ["x", "ü", "ま", "🎉"])
async def test_larger_frame_closes_the_connection(letter: str) -> None:
    async with Practice(brightside(), patience=0.2) as practice:
        async with link(practice) as connection:
            typing = asyncio.create_task(practice.command(ANA.id, DESIGN, "help"))
            envelope = await connection.receive_json()
            await connection.send_str(
                json.dumps({"envelope_id": envelope["envelope_id"], "payload": {"text": letter * 20_480}})
            )
            assert await closed_with(connection) == 1009
            assert (await typing).failure == "message_too_big"
        (shown,) = practice.workspace.visible_messages(DESIGN, ANA.id)
        assert shown.text == "/kudos failed with the error “operation_timeout”"
        assert practice.refused_frames == 1


@pytest.mark.usefixtures("waiting_time")
async def test_refused_command_is_sent_again_on_each_connection() -> None:
    async with Practice(brightside(), patience=0.2) as practice:
        ids: list[str] = []
        async with link(practice) as connection:
            typing = asyncio.create_task(practice.command(ANA.id, DESIGN, "help"))
            envelope = await connection.receive_json()
            await connection.send_str(frame(envelope, FRAME_BYTES + 1))
            await typing
            ids.append(envelope["payload"]["trigger_id"])
        for _ in range(2):
            async with link(practice) as connection:
                envelope = await connection.receive_json()
                ids.append(envelope["payload"]["trigger_id"])
                await connection.send_str(frame(envelope, FRAME_BYTES + 1))
                assert await closed_with(connection) == 1009
        async with link(practice) as connection:
            ids.append((await acknowledge(connection, text="here"))["payload"]["trigger_id"])
            telling = asyncio.create_task(practice.deliver_event(EVENT))
            await acknowledge(connection)
            assert (await telling).status == 200
        await practice.acknowledged()
        assert (len(ids), len(set(ids)), practice.refused_frames) == (4, 1, 3)
        async with link(practice) as connection:
            telling = asyncio.create_task(practice.deliver_event(EVENT))
            assert (await acknowledge(connection))["type"] == "events_api"
            assert (await telling).status == 200


async def test_other_payloads_in_flight_are_sent_again(practice: Practice) -> None:
    async with link(practice) as first:
        typing = asyncio.create_task(practice.command(ANA.id, DESIGN, "help"))
        large = await first.receive_json()
        other = asyncio.create_task(practice.command(MAYA.id, DESIGN, "values"))
        await first.receive_json()
        telling = asyncio.create_task(practice.deliver_event(EVENT))
        await first.receive_json()
        async with link(practice) as second:
            await practice.connected(2)
            await first.send_str(frame(large, FRAME_BYTES + 1))
            heard = [await acknowledge(second, text="small") for _ in range(3)]
            assert [each["payload"].get("text") for each in heard] == ["help", "values", None]
            for act in (typing, other):
                assert (await act).body == {"text": "small"}
            assert ((await telling).status, (await telling).tries) == (200, 1)


@pytest.mark.parametrize("end", ["cut", "refreshed", "closed"])
async def test_ended_connection_passes_its_payloads_on(practice: Practice, end: str) -> None:
    async with link(practice) as connection:
        typing = asyncio.create_task(practice.command(ANA.id, DESIGN, "help"))
        await connection.receive_json()
        match end:
            case "cut":
                await practice.cut_connections()
            case "refreshed":
                await practice.disconnect()
            case _:
                await connection.close()
    async with link(practice) as connection:
        await acknowledge(connection, text="here")
        assert (await typing).body == {"text": "here"}
    assert practice.refused_frames == 0


@pytest.mark.usefixtures("waiting_time")
async def test_lost_event_is_repeated_with_its_number() -> None:
    async with Practice(brightside(), patience=0.1, retry_delays=(0.1,)) as practice:
        async with link(practice) as connection:
            telling = asyncio.create_task(practice.deliver_event(EVENT))
            await connection.receive_json()
        assert (await telling).failure == "timeout"
        async with link(practice) as connection:
            assert (await acknowledge(connection))["retry_attempt"] == 1
            await practice.settled()
        assert ((await telling).status, (await telling).tries) == (200, 2)


async def test_bolt_gets_a_too_largely_answered_command_again(
    practice: Practice, client: AsyncWebClient
) -> None:
    answers = ["ま" * 4_000, "short"]
    async with bolt(practice, client) as app:

        @app.command("/kudos")
        async def kudos(ack: Callable[..., Awaitable[None]]) -> None:
            await ack(text=answers.pop(0))

        practice._socket_mode._patience = 20
        answer = await practice.command(ANA.id, DESIGN, "help")
    assert (answer.body, practice.refused_frames, answers) == ({"text": "short"}, 1, [])
