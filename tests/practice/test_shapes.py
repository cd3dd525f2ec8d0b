"""What the practice workspace sends, set beside what Slack sends: the same keys, the same types."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.api.endpoint import METHODS
from bot.practice.company import ANA, HEARTEN, MAYA, SAM
from bot.practice.server import Practice
from tests.practice.conftest import Refused
from tests.practice.forms import modal
from tests.practice.receiver import Receiver
from tests.practice.shapes import Shape, differences
from tests.practice.slack_shapes import ANSWERS, COMMAND, ENVELOPE, EVENTS, FRAMES, REFUSALS

DESIGN, OFFICE = "C0DESIGN1", "C0OFFICE1"
STEPS = {
    "greet": {
        "title": "Greet",
        "input_parameters": {
            "by": {"type": "slack#/types/user_context", "title": "Who", "is_required": True},
            "words": {"type": "string", "title": "Words", "is_required": True},
        },
        "output_parameters": {"link": {"type": "string", "title": "Link"}},
    }
}
HOME = {"type": "home", "blocks": [{"type": "divider"}]}


@pytest.fixture(autouse=True)
def everything(practice: Practice) -> None:
    """Every scope and every subscription."""
    families = [
        f"{family}:{right}"
        for family in ("channels", "groups", "im", "mpim")
        for right in ("read", "history", "write")
    ]
    practice.workspace.scopes |= {"app_mentions:read", "files:read", "files:write", *families}
    practice.workspace.events |= {"message.channels"}


def check(value: object, shape: Shape) -> None:
    assert list(differences(value, shape)) == []


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"a": "b", "n": 1}, []),
        ({"a": "b", "n": 1, "o": None}, []),
        ({"n": 1}, ["/a: missing"]),
        ({"a": 1, "n": True}, ["/a: 1 is no <class 'str'>", "/n: True is no <class 'int'>"]),
        ({"a": "b", "n": 1, "x": 1}, ["/x: not Slack's"]),
        ({"a": "b", "n": 1, "o": [{"i": 1}]}, []),
        ({"a": "b", "n": 1, "o": [{"i": ""}]}, ["/o: [{'i': ''}] is none of ([{'i': <class 'int'>}], None)"]),
    ],
)
def test_differences_are_found(value: object, found: list[str]) -> None:
    assert sorted(differences(value, {"a": str, "n": int, "o?": ([{"i": int}], None)})) == found


async def test_command_has_slacks_shape(practice: Practice, receiver: Receiver) -> None:
    await practice.command(ANA.id, DESIGN, "help")
    await practice.command(ANA.id, practice.workspace.dm_channel(ANA.id).id, "help")
    for received in receiver.received:
        check(received.payload, COMMAND)


async def test_every_event_has_slacks_shape(
    practice: Practice, receiver: Receiver, client: AsyncWebClient
) -> None:
    direct = practice.workspace.dm_channel(ANA.id).id
    hook = practice.workspace.post(DESIGN, user=None, text="built", bot_id="B0BUILD01", username="build")
    said = await practice.say(ANA.id, DESIGN, "hello @hearten :wave:")
    reply = await practice.say(MAYA.id, DESIGN, "@hearten", thread_ts=said.ts)
    for message in (said, hook):
        await practice.react(MAYA.id, DESIGN, message.ts, "bulb")
    await practice.unreact(MAYA.id, DESIGN, said.ts, "bulb")
    await practice.edit(ANA.id, DESIGN, said.ts, "hello")
    await practice.delete(ANA.id, DESIGN, said.ts)
    await practice.delete(MAYA.id, DESIGN, reply.ts)
    await practice.say(ANA.id, direct, "hello")
    await practice.join(SAM.id, DESIGN)
    await practice.leave(SAM.id, DESIGN)
    for channel in (DESIGN, OFFICE):
        priya = practice.workspace.person("priya").id
        await practice.archive(priya, channel)
        await practice.unarchive(priya, channel)
        await practice.leave(HEARTEN.id, channel)
    await practice.open_home(ANA.id)
    await client.views_publish(user_id=ANA.id, view=HOME)
    await practice.open_home(ANA.id)
    practice.workspace.manifest = {"functions": STEPS}
    await practice.run_step(ANA.id, DESIGN, "greet", {"words": "hello"})
    kinds = set()
    for received in receiver.received:
        check(received.payload, ENVELOPE)
        event = received.payload["event"]
        kinds.add(kind := event.get("subtype", event["type"]))
        check(event, EVENTS[kind])
    assert kinds == set(EVENTS)


async def test_presses_have_slacks_shape(
    practice: Practice, receiver: Receiver, client: AsyncWebClient
) -> None:
    button = {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "A"}}
    row = {"type": "actions", "elements": [button]}
    posted = await client.chat_postMessage(channel=DESIGN, text="A?", blocks=[row])
    await practice.press(ANA.id, DESIGN, posted["ts"], "a")
    await client.views_publish(user_id=ANA.id, view={"type": "home", "blocks": [row]})
    await practice.press_on_home(ANA.id, "a")
    head = {
        **dict.fromkeys(("type", "api_app_id", "token", "trigger_id"), str),
        "team": {"id": str, "domain": str},
        "user": {"id": str, "username": str, "name": str, "team_id": str},
        "enterprise": None,
        "is_enterprise_install": bool,
        "actions": [{**dict.fromkeys(("type", "action_id", "block_id", "action_ts"), str), "text": dict}],
    }
    in_message, on_home = (received.payload for received in receiver.received)
    check(
        in_message,
        {
            **head,
            "container": {"type": str, "message_ts": str, "channel_id": str, "is_ephemeral": bool},
            "channel": {"id": str, "name": str},
            "message": ANSWERS["chat.postMessage"]["message"],  # type: ignore[index]  # a nested example
            "state": {"values": dict},
            "response_url": str,
        },
    )
    check(
        on_home,
        {
            **head,
            "container": {"type": str, "view_id": str},
            "view": ANSWERS["views.publish"]["view"],  # type: ignore[index]  # a nested example
        },
    )


Asking = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]]


@pytest.fixture
def asking(client: AsyncWebClient) -> Asking:
    """Calls a method and sets its answer beside Slack's."""

    async def ask(method: str, passed: dict[str, Any]) -> dict[str, Any]:
        answer = await client.api_call(method, params=passed)
        assert isinstance(answer.data, dict)
        found = dict(answer.data)
        assert found.pop("ok")
        check(found, ANSWERS[method])
        return found

    return ask


async def test_message_methods_have_slacks_shape(
    practice: Practice, asking: Asking, client: AsyncWebClient
) -> None:
    said = await practice.say(ANA.id, DESIGN, "hello")
    await practice.react(MAYA.id, DESIGN, said.ts, "bulb")
    metadata = '{"event_type": "thanks", "event_payload": {"id": "1"}}'
    place = {"channel": DESIGN, "thread_ts": said.ts}
    posted = await asking("chat.postMessage", {**place, "text": "hello", "metadata": metadata})
    await asking("chat.update", {**place, "ts": posted["ts"], "text": "good morning"})
    await asking("chat.postEphemeral", {**place, "text": "psst", "user": ANA.id})
    for method in ("conversations.history", "conversations.replies"):
        found = await asking(method, {"channel": DESIGN, "ts": said.ts, "include_all_metadata": True})
        assert found["messages"][0]["reply_users"] == [HEARTEN.id]
    await asking("chat.delete", {"channel": DESIGN, "ts": posted["ts"]})


async def test_steps_end_with_slacks_shape(practice: Practice, receiver: Receiver, asking: Asking) -> None:
    practice.workspace.manifest = {"functions": STEPS}
    for method, how in (
        ("functions.completeSuccess", {"outputs": '{"link": "https://a.example"}'}),
        ("functions.completeError", {"error": "No words."}),
    ):
        execution = await practice.run_step(ANA.id, DESIGN, "greet", {"words": "hello"})
        await asking(method, {"function_execution_id": execution.id, **how})


async def test_directory_methods_have_slacks_shape(practice: Practice, asking: Asking) -> None:
    direct = practice.workspace.dm_channel(ANA.id).id
    together = practice.workspace.conversation(HEARTEN.id, ANA.id, MAYA.id).id
    for channel in (DESIGN, OFFICE, direct, together):
        await asking(
            "conversations.info",
            {
                "channel": channel,
            },
        )
    for person in practice.workspace.people:
        await asking("users.info", {"user": person, "include_locale": True})
    kinds = {"types": "public_channel,private_channel,im,mpim"}
    assert len((await asking("users.conversations", kinds))["channels"]) > 3
    assert len((await asking("conversations.list", kinds))["channels"]) > 3
    await asking("users.list", {})
    await asking("conversations.members", {"channel": DESIGN})
    await asking("conversations.open", {"users": ANA.id})
    await asking("conversations.open", {"users": SAM.id})
    await asking("usergroups.list", {})
    await asking("usergroups.users.list", {"usergroup": "S0OFFICE1"})
    await asking("emoji.list", {})
    await asking("auth.teams.list", {})
    await asking("auth.test", {})
    await asking("bots.info", {"bot": practice.workspace.bot_id})
    await asking("auth.revoke", {})


async def test_file_and_view_methods_have_slacks_shape(practice: Practice, asking: Asking) -> None:
    announced = await asking(
        "files.getUploadURLExternal", {"filename": "a.png", "length": 3, "alt_txt": "a picture"}
    )
    async with aiohttp.ClientSession() as session, session.post(announced["upload_url"], data=b"abc"):
        pass
    one = announced["file_id"]
    await asking("files.completeUploadExternal", {"files": f'[{{"id": "{one}"}}]', "channel_id": DESIGN})
    await asking("files.delete", {"file": one})
    view = {"view": modal(), "trigger_id": practice.workspace.triggers.issue(ANA.id)}
    opened = (await asking("views.open", spelt(view)))["view"]
    view["trigger_id"] = practice.workspace.triggers.issue(ANA.id)
    await asking("views.push", spelt(view))
    await asking("views.update", spelt({"view": modal(), "view_id": opened["id"]}))
    await asking("views.publish", spelt({"view": HOME, "user_id": ANA.id}))


def spelt(passed: dict[str, Any]) -> dict[str, Any]:
    return {key: each if isinstance(each, str) else json.dumps(each) for key, each in passed.items()}


def test_every_method_has_its_shape() -> None:
    assert set(ANSWERS) == set(METHODS)


async def test_refusals_have_slacks_shape(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    practice.workspace.scopes.remove("emoji:read")
    found = [
        await refused(client.conversations_info(channel="C0NOWHERE")),
        await refused(client.emoji_list()),
        await refused(client.chat_postMessage(channel=DESIGN, text="a", blocks=[{"type": "section"}])),
    ]
    assert [each["error"] for each in found] == list(REFUSALS)
    for each in found:
        check(each, REFUSALS[each["error"]])


async def test_response_url_answers_have_slacks_shape(practice: Practice, receiver: Receiver) -> None:
    await practice.command(ANA.id, DESIGN, "help")
    url = receiver.received[0].payload["response_url"]
    async with aiohttp.ClientSession() as session:
        async with session.post(url, json={"text": "hello"}) as response:
            assert (response.status, response.content_type, await response.text()) == (
                200,
                "text/plain",
                "ok",
            )
        async with session.post(url, json={}) as response:
            check(await response.json(), {"ok": bool, "error": str})


async def test_socket_mode_frames_have_slacks_shape(practice: Practice, client: AsyncWebClient) -> None:
    opened = await client.apps_connections_open(app_token=practice.app_token)
    check(opened.data, {"ok": bool, "url": str})
    async with aiohttp.ClientSession() as session, session.ws_connect(opened["url"]) as line:
        frames = [await line.receive_json()]
        await practice.connected()
        practice.workspace.events = frozenset({"message.im"})
        for act in (
            practice.command(ANA.id, DESIGN, "help"),
            practice.say(ANA.id, practice.workspace.dm_channel(ANA.id).id, "hello"),
        ):
            doing: asyncio.Task[object] = asyncio.create_task(act)
            frames.append(await line.receive_json())
            await line.send_json({"envelope_id": frames[-1]["envelope_id"]})
            await doing
        await practice.disconnect("warning")
        frames.append(await line.receive_json())
    assert {frame["type"] for frame in frames} == set(FRAMES)
    for frame in frames:
        check(frame, FRAMES[frame["type"]])
