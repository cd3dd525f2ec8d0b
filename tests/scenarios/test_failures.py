"""When Slack fails, or sends what it should not."""

import asyncio
import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.practice.delivery import Payload
from tests.scenarios.world import World


async def test_a_failing_look_up_does_not_lose_the_thanks(world: World) -> None:
    for method in ("users.info", "conversations.info", "usergroups.users.list", "users.conversations"):
        world.practice.fail(method, status=500, times=20)
    answer = await world.try_command("ana", "design", "@maya thanks for the sketches")
    assert answer.status == 200
    assert isinstance(answer.body, dict)
    assert "I'll post this in" in answer.body["text"]
    await world.retried()
    assert world.texts("design") == ["From <@U0ANA0001> to <@U0MAYA001>:\n“thanks for the sketches”"]


async def test_unreadable_group_is_explained(world: World) -> None:
    world.practice.fail("usergroups.users.list", error="no_such_subteam", times=1)
    answer = await world.command("jonas", "general", "@ana @backend thanks for the week")
    assert "for Ana." in answer
    assert "couldn't read who is in that group or channel, so its members are left out" in answer
    world.practice.fail("usergroups.users.list", error="no_such_subteam", times=1)
    answer = await world.command("jonas", "general", "@office thanks for the week")
    assert "couldn't read who is in that group or channel, so nothing was sent" in answer
    world.workspace.group("office").members = [world.who("jonas"), world.who("erik")]
    answer = await world.command("jonas", "general", "@office thanks for the week")
    assert "No one else is in that group or channel" in answer


@pytest.mark.parametrize(
    "fault",
    [{"status": 500}, {"status": 503}, {"retry_after": 7}, {"error": "message_limit_exceeded"}],
    ids=["500", "503", "429", "message_limit_exceeded"],
)
async def test_failed_post_is_sent_again(world: World, fault: dict[str, Any]) -> None:
    world.practice.fail("chat.postMessage", **fault, times=2)
    answer = await world.try_command("ana", "design", "@maya thanks for the sketches")
    assert answer.status == 200
    await world.retried()
    assert len(world.posts("design")) == 1
    assert len(world.direct("maya")) == 1


async def test_retry_after_is_obeyed(world: World) -> None:
    world.practice.fail("chat.postMessage", retry_after=30, times=1)
    await world.try_command("ana", "design", "@maya thanks for the sketches")
    await world.settled()
    await world.pass_time(seconds=27)
    assert world.posts("design") == []
    await world.pass_time(seconds=4)
    assert len(world.posts("design")) == 1


async def test_a_shout_out_that_is_refused_for_good_does_not_hold_up_the_rest(world: World) -> None:
    world.practice.fail("chat.postMessage", error="is_archived", times=1)
    await world.command("ana", "design", "@maya thanks for the sketches")
    assert world.posts("design") == []
    assert len(world.direct("maya")) == 1
    await world.command("ana", "design", "@maya thanks for the second sketches")
    assert len(world.posts("design")) == 1


async def test_the_bot_leaves_a_channel_and_the_shout_out_takes_the_other_way(world: World) -> None:
    await world.command("carol", "office-move", "@sam thanks for the lease")
    world.workspace.leave(world.where("office-move"), world.workspace.bot_user_id)
    await world.command("carol", "office-move", "@sam thanks for the keys")
    assert [post.via_response_url for post in world.posts("office-move")] == [False, True]
    assert any("/invite @Hearten" in message.text for message in world.private("carol", "office-move"))


async def test_undo_before_it_was_sent_sends_nothing(world: World) -> None:
    world.practice.fail("chat.postMessage", status=500, times=2)
    await world.try_command("ana", "design", "@maya thanks for the sketches")
    await world.settled()
    await world.try_command("ana", "design", "undo")
    await world.retried()
    assert world.posts("design") == []
    assert world.direct("maya") == []


async def test_message_deleted_by_hand_counts_as_deleted(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches")
    (shout_out,) = world.posts("design")
    world.workspace.delete(shout_out.channel, shout_out.ts)
    assert "is taken back." in await world.command("ana", "design", "undo")


async def test_unavailable_database_returns_the_text(world: World) -> None:
    world.practice.is_troubled = True
    world.bot.deps.database.close()
    answer = await world.try_command("ana", "design", "@maya thanks for the sketches")
    assert answer.status == 200
    assert isinstance(answer.body, dict)
    assert "I couldn't save this just now, and nothing was posted." in answer.body["text"]
    assert "@maya thanks for the sketches" in answer.body["text"]
    message = await world.practice.say(world.who("li"), world.where("engineering"), "It streams now.")
    with world.no_answer_expected():
        event = await world.practice.react(world.who("maya"), message.channel, message.ts, "bulb")
        await world.practice.settled()
    assert event is not None
    assert event.status != 200  # so that Slack sends it again


ODD: list[dict[str, Any]] = [
    {"user_id": None},
    {"user_id": 7},
    {"user_id": ""},
    {"channel_id": ["C1"]},
    {"text": {"a": 1}},
    {"trigger_id": None},
    {"response_url": 5},
]


async def test_odd_commands_are_refused_and_store_nothing(world: World, transport: str) -> None:
    sound = (await world.try_command("ana", "design", "values")).payload
    for number, change in enumerate(ODD):
        body = {**sound, "text": "<@U0MAYA001> thanks for odd things", "trigger_id": f"9.{number}", **change}
        body = {name: value for name, value in body.items() if value is not None}
        if transport == "http" and not all(isinstance(value, str) for value in body.values()):
            continue  # a form holds nothing but text
        with world.no_answer_expected():
            answer = await world.practice.deliver(Payload("slash_commands", body))
        assert answer.status != 200, change
    await world.settled()
    assert world.posts("design") == []
    assert world.direct("maya") == []


async def test_event_rate_limit_is_counted(world: World) -> None:
    assert (await world.practice.send_rate_limited()).status == 200
    metrics = world.bot.deps.metrics.registry
    assert metrics.get_sample_value("hearten_event_rate_limits_total") == 1


async def test_odd_events_are_refused(world: World) -> None:
    message = await world.say("li", "engineering", "The export streams now.")
    good: dict[str, Any] = {
        "type": "reaction_added",
        "user": world.who("maya"),
        "reaction": "bulb",
        "item_user": world.who("li"),
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "event_ts": "1770000001.000100",
    }
    changes: tuple[dict[str, Any], ...] = (
        {"user": None},
        {"item": None},
        {"item": "x"},
        {"reaction": 5},
        {"event_ts": None},
        {"item": {"type": "message"}},
    )
    for change in changes:
        with world.no_answer_expected():
            answer = await world.practice.deliver_event({**good, **change})
            await world.practice.settled()
        assert answer.status != 200, change
    assert "Nothing here yet" in await world.command("li", "engineering", "history")
    answer = await world.event({"type": "channel_rename", "channel": {"id": "C1", "name": "x"}})
    assert answer.status == 200  # nobody wants it, and nobody needs to send it again
    changed = {"type": "message", "subtype": "message_changed", "channel": "C0GENERAL", "ts": "1770000002.1"}
    answer = await world.event(changed)
    assert answer.status == 200


def _signed(
    world: World, body: bytes, *, at: float | None = None, secret: str | None = None
) -> dict[str, str]:
    stamp = str(int(time.time() if at is None else at))
    key = (secret or world.practice.signing_secret).encode()
    digest = hmac.new(key, b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={digest}",
    }


@pytest.mark.parametrize("transport", ["http"], indirect=True)
async def test_only_slack_is_let_in(world: World) -> None:
    url = world.practice.events_url
    assert url
    sound = urlencode((await world.try_command("ana", "design", "values")).payload).encode()

    async with aiohttp.ClientSession() as session:

        async def post(body: bytes, headers: dict[str, str]) -> int:
            async with session.post(url, data=body, headers=headers) as response:
                assert "Traceback" not in await response.text()
                return response.status

        assert await post(sound, _signed(world, sound)) == 200
        assert await post(sound, _signed(world, sound, at=time.time() - 301)) == 401
        assert await post(sound, _signed(world, sound, at=time.time() + 301)) == 401
        assert await post(sound, _signed(world, sound, secret="x" * 32)) == 401
        assert await post(sound + b"x", _signed(world, sound)) == 401
        assert await post(sound, {"content-type": "application/x-www-form-urlencoded"}) == 401
        large = sound + b"&pad=" + b"x" * 1_000_000
        assert await post(large, _signed(world, large)) == 413
        for broken in (b"payload=%7Bnot+json", b"payload=[1]", b"hello", b"payload=7"):
            assert await post(broken, _signed(world, broken)) == 400, broken
        assert await post(b"\xff\xfe", _signed(world, b"\xff\xfe")) in (400, 401)
        event = json.dumps({"type": "event_callback", "event": []}).encode()
        assert await post(event, {**_signed(world, event), "content-type": "application/json"}) == 400
        assert await post(event, {**_signed(world, event), "content-type": "text/plain"}) == 415
        foreign = urlencode(
            {
                "command": "/kudos",
                "team_id": "T0OTHER",
                "user_id": "U1",
                "channel_id": "C1",
                "trigger_id": "1",
                "text": "",
            }
        ).encode()
        assert await post(foreign, _signed(world, foreign)) == 403
        challenge = json.dumps({"type": "url_verification", "challenge": "abc", "token": "t"}).encode()
        headers = {**_signed(world, challenge), "content-type": "application/json"}
        async with session.post(url, data=challenge, headers=headers) as response:
            assert (response.status, await response.json()) == (200, {"challenge": "abc"})
        base = url.removesuffix("/slack/events")
        for path in ("/healthz", "/readyz", "/metrics"):
            async with session.get(base + path) as response:
                assert response.status == 200, path
    await world.settled()


async def test_nothing_that_people_say_gets_into_the_log(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.practice.fail("chat.postMessage", status=500, times=1)
    await world.try_command("ana", "design", "@maya thanks for the very secret sketches")
    await world.bot.deliveries.drain()
    world.bot.deps.database.close()
    await world.try_command("ana", "design", "@maya thanks for the very secret sketches")
    await asyncio.sleep(0)
    shown = "".join(capsys.readouterr())
    assert "secret" not in shown
    assert "xoxb" not in shown
    assert "Traceback" not in shown
