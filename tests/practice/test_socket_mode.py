"""Socket Mode, with Bolt's own handler and with bare WebSockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.company import ANA, MAYA, brightside
from bot.practice.server import Practice
from tests.practice.forms import modal

DESIGN = "C0DESIGN1"
EVENT: dict[str, Any] = {"type": "channel_archive", "channel": DESIGN, "user": ANA.id}


@asynccontextmanager
async def bolt(practice: Practice, client: AsyncWebClient) -> AsyncIterator[AsyncApp]:
    app = AsyncApp(client=client, process_before_response=True)
    handler = AsyncSocketModeHandler(app, practice.app_token, web_client=client)
    await handler.connect_async()
    await practice.connected()
    try:
        yield app
    finally:
        await handler.close_async()


async def test_bolt_answers_commands_events_and_buttons(practice: Practice, client: AsyncWebClient) -> None:
    heard: list[str] = []
    async with bolt(practice, client) as app:

        @app.command("/kudos")
        async def kudos(ack: Callable[..., Awaitable[None]], body: dict[str, Any]) -> None:
            button = {"type": "button", "action_id": "undo", "text": {"type": "plain_text", "text": "Undo"}}
            await ack(
                text=f"You typed {body['text']}.",
                blocks=[
                    {"type": "section", "text": {"type": "mrkdwn", "text": "Thank you."}},
                    {"type": "actions", "elements": [button]},
                ],
            )

        @app.event("reaction_added")
        async def reaction(event: dict[str, Any]) -> None:
            heard.append(event["reaction"])

        @app.action("undo")
        async def undo(ack: Callable[..., Awaitable[None]], respond: Callable[..., Awaitable[None]]) -> None:
            await ack()
            await respond(text="Taken back.", replace_original=True)

        answer = await practice.command(ANA.id, DESIGN, "@maya thanks")
        assert answer.status == 200
        (shown,) = practice.workspace.visible_messages(DESIGN, ANA.id)
        assert (shown.text, len(shown.blocks)) == ("You typed <@U0MAYA001|maya> thanks.", 2)

        assert (await practice.press(ANA.id, DESIGN, shown.ts, "undo")).status == 200
        assert (shown.text, shown.blocks) == ("Taken back.", [])

        said = await practice.say(MAYA.id, DESIGN, "done")
        assert await practice.react(ANA.id, DESIGN, said.ts, "bulb")
        assert heard == ["bulb"]


async def test_bolt_opens_and_refuses_a_modal(practice: Practice, client: AsyncWebClient) -> None:
    async with bolt(practice, client) as app:

        @app.shortcut("give_thanks")
        async def give(ack: Callable[..., Awaitable[None]], body: dict[str, Any]) -> None:
            await client.views_open(trigger_id=body["trigger_id"], view=modal())
            await ack()

        @app.view("give")
        async def submitted(ack: Callable[..., Awaitable[None]], view: dict[str, Any]) -> None:
            words = view["state"]["values"]["words"]["words"]["value"]
            if words == "thanks":
                await ack(response_action="errors", errors={"words": "What for?"})
            else:
                await ack()

        await practice.shortcut(ANA.id, "give_thanks")
        await practice.submit(ANA.id, {"words": "thanks"})
        shown = practice.find_view(ANA.id)
        assert shown
        assert (shown.errors, shown.trouble) == ({"words": "What for?"}, "")
        await practice.submit(ANA.id, {"words": "thanks for the drafts"})
        assert practice.find_view(ANA.id) is None


@pytest.mark.usefixtures("waiting_time")
async def test_event_is_repeated_if_its_listener_fails(practice: Practice, client: AsyncWebClient) -> None:
    attempts: list[str] = []
    async with bolt(practice, client) as app:

        @app.event("channel_archive")
        async def archived(body: dict[str, Any]) -> None:
            attempts.append(body["event_id"])
            if len(attempts) < 2:
                raise ValueError("not yet")

        practice._socket_mode._patience = 0.4
        answer = await practice.deliver_event(EVENT)
        await practice.settled()
    assert (answer.status, answer.tries) == (200, 2)
    assert attempts[0] == attempts[1]


async def test_bolt_reconnects_after_a_disconnect_frame(practice: Practice, client: AsyncWebClient) -> None:
    async with bolt(practice, client) as app:

        @app.event("channel_archive")
        async def archived() -> None:
            return None

        await practice.disconnect()
        await practice.connected()
        assert (await practice.deliver_event(EVENT)).status == 200


@asynccontextmanager
async def link(practice: Practice) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A connection that answers nothing by itself; its `hello` has been read."""
    client = AsyncWebClient(base_url=practice.api_url)
    url: str = (await client.apps_connections_open(app_token=practice.app_token))["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as connection:
        hello = await connection.receive_json()
        assert hello["type"] == "hello"
        assert hello["connection_info"] == {"app_id": "A0HEARTEN"}
        await practice.connected()
        yield connection


async def acknowledge(connection: aiohttp.ClientWebSocketResponse, **payload: Any) -> dict[str, Any]:
    envelope: dict[str, Any] = await connection.receive_json()
    await connection.send_json({"envelope_id": envelope["envelope_id"], "payload": payload})
    return envelope


async def test_envelopes_have_slacks_shape(practice: Practice) -> None:
    async with link(practice) as connection:
        typing = asyncio.create_task(practice.command(ANA.id, DESIGN, "help"))
        envelope = await acknowledge(connection, text="Hello, I'm Hearten.")
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
        assert envelope["payload"]["text"] == "help"
        assert "retry_attempt" not in envelope
        assert (await typing).body == {"text": "Hello, I'm Hearten."}

        telling = asyncio.create_task(practice.deliver_event(EVENT))
        envelope = await acknowledge(connection)
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("events_api", False)
        assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
        assert envelope["payload"]["event"] == EVENT
        assert (await telling).status == 200


@pytest.mark.usefixtures("waiting_time")
async def test_unacknowledged_events_are_numbered() -> None:
    async with (
        Practice(brightside(), patience=0.3, retry_delays=(0, 0)) as practice,
        link(practice) as connection,
    ):
        answer = await practice.deliver_event(EVENT)
        assert (answer.status, answer.failure) == (None, "timeout")
        envelopes = [await connection.receive_json()]
        envelopes.append(await acknowledge(connection))
        await practice.settled()
    assert [(e["retry_attempt"], e["retry_reason"]) for e in envelopes] == [(0, ""), (1, "timeout")]
    assert len({e["envelope_id"] for e in envelopes}) == 2
    assert len({e["payload"]["event_id"] for e in envelopes}) == 1
    assert (answer.status, answer.tries) == (200, 2)


@pytest.mark.usefixtures("waiting_time")
async def test_unacknowledged_command_fails() -> None:
    async with Practice(brightside(), patience=0.05) as practice, link(practice):
        await practice.command(ANA.id, DESIGN, "help")
        assert practice.workspace.visible_messages(DESIGN, ANA.id)[0].text == (
            "/kudos failed with the error “operation_timeout”"
        )


async def test_connections_take_turns(practice: Practice) -> None:
    async with link(practice) as first, link(practice) as second:
        await practice.connected(2)
        for connection in (first, second, first):
            telling = asyncio.create_task(practice.deliver_event(EVENT))
            await acknowledge(connection)
            assert (await telling).status == 200


async def test_closed_connection_gets_nothing(practice: Practice) -> None:
    async with link(practice) as first:
        async with link(practice):
            await practice.connected(2)
        async with practice._socket_mode._changed:
            await practice._socket_mode._changed.wait_for(
                lambda: len(practice._socket_mode._connections) == 1
            )
        for _ in range(2):
            telling = asyncio.create_task(practice.deliver_event(EVENT))
            await acknowledge(first)
            assert (await telling).status == 200


async def test_eleventh_connection_is_refused(practice: Practice) -> None:
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(base_url=practice.api_url)
        connections: list[aiohttp.ClientWebSocketResponse] = []
        for number in range(11):
            await practice.connected(number)
            url = (await client.apps_connections_open(app_token=practice.app_token))["url"]
            connections.append(await session.ws_connect(url))
            frame = await connections[-1].receive_json()
            assert (frame["type"], frame.get("reason")) == (
                ("hello", None) if number < 10 else ("disconnect", "too_many_websockets")
            )


async def test_ticket_opens_one_connection(practice: Practice) -> None:
    client = AsyncWebClient(base_url=practice.api_url)
    url = (await client.apps_connections_open(app_token=practice.app_token))["url"]
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url):
            pass
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_warning_leaves_the_connection_open(practice: Practice) -> None:
    async with link(practice) as connection:
        await practice.disconnect("warning")
        assert (await connection.receive_json())["reason"] == "warning"
        telling = asyncio.create_task(practice.deliver_event(EVENT))
        await acknowledge(connection)
        assert (await telling).status == 200
        await practice.disconnect("link_disabled")
        assert (await connection.receive_json())["reason"] == "link_disabled"
        assert (await connection.receive()).type is aiohttp.WSMsgType.CLOSE


async def test_unknown_frames_are_ignored(practice: Practice) -> None:
    async with link(practice) as connection:
        for frame in ("", "{", "[]", '{"envelope_id": "unknown"}', '{"envelope_id": 1}'):
            await connection.send_str(frame)
        telling = asyncio.create_task(practice.deliver_event(EVENT))
        await acknowledge(connection)
        assert (await telling).status == 200
