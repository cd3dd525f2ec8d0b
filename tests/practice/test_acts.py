"""What people do, and what the app gets of it over HTTP."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from aiohttp import web

from bot.practice.company import ANA, BUILD_BOT_ID, ERIK, JONAS, MAYA, PRIYA, ROSA, SAM, TOM, brightside
from bot.practice.records import JsonObject, Message, SlackError
from bot.practice.server import Practice
from tests.practice.receiver import Receiver

DESIGN, GENERAL, LEADS, OFFICE, NORTHLIGHT = "C0DESIGN1", "C0GENERAL", "C0LEADS01", "C0OFFICE1", "C0NORTHL1"
BUTTON: JsonObject = {
    "type": "button",
    "action_id": "undo",
    "text": {"type": "plain_text", "text": "Undo", "emoji": True},
    "value": "r1",
}
MENU: JsonObject = {
    "type": "static_select",
    "action_id": "add_value",
    "options": [{"text": {"type": "plain_text", "text": "Trust", "emoji": True}, "value": "trust"}],
}
BLOCKS: list[JsonObject] = [
    {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "Done", "verbatim": False},
        "accessory": BUTTON,
        "block_id": "top",
    },
    {"type": "actions", "elements": [{**BUTTON, "value": "r2"}, MENU], "block_id": "bottom"},
]


def seen(practice: Practice, channel: str, viewer: str) -> list[Message]:
    return practice.workspace.visible_messages(channel, viewer)


async def test_command_is_sent_and_answered(practice: Practice, receiver: Receiver) -> None:
    receiver.always(lambda: web.Response(text="Thank you, Ana."))
    answer = await practice.command(ANA.id, DESIGN, "@maya thanks for “this” & that #design")
    sent = receiver.received[0].payload
    assert {key: sent[key] for key in sent if key not in ("token", "response_url", "trigger_id")} == {
        "team_id": "T0BRIGHT1",
        "team_domain": "brightside",
        "channel_id": DESIGN,
        "channel_name": "design",
        "user_id": ANA.id,
        "user_name": "ana",
        "command": "/kudos",
        "text": "<@U0MAYA001|maya> thanks for “this” &amp; that <#C0DESIGN1|design>",
        "api_app_id": "A0HEARTEN",
        "is_enterprise_install": "false",
    }
    assert sent["response_url"].startswith(practice.url)
    assert (answer.status, answer.body, answer.tries, answer.payload) == (200, "Thank you, Ana.", 1, sent)
    (shown,) = seen(practice, DESIGN, ANA.id)
    assert (shown.text, shown.ephemeral_to, shown.user) == ("Thank you, Ana.", ANA.id, "U0HEARTEN")


async def test_unescaped_command_is_sent_as_it_is(practice: Practice, receiver: Receiver) -> None:
    await practice.command(ANA.id, DESIGN, "<@U0MAYA001> &amp; <@U0LIWEI01|>", name="/shoutout", escape=False)
    sent = receiver.received[0].payload
    assert (sent["command"], sent["text"]) == ("/shoutout", "<@U0MAYA001> &amp; <@U0LIWEI01|>")
    assert seen(practice, DESIGN, ANA.id) == []


async def test_payloads_name_public_channels_only(practice: Practice, receiver: Receiver) -> None:
    direct = practice.workspace.dm_channel(JONAS.id)
    group = practice.workspace.conversation(JONAS.id, ANA.id, SAM.id)
    for channel in (GENERAL, OFFICE, LEADS, direct.id, group.id):
        await practice.command(JONAS.id, channel, "help")
    assert [received.payload["channel_name"] for received in receiver.received] == [
        "general",
        "privategroup",
        "privategroup",
        "directmessage",
        "mpdm-jonas--ana--sam-1",
    ]


async def test_command_answers_with_blocks_in_channel(practice: Practice, receiver: Receiver) -> None:
    receiver.always(
        lambda: web.json_response({"response_type": "in_channel", "text": "Thanks!", "blocks": BLOCKS})
    )
    await practice.command(ANA.id, DESIGN, "@maya thanks")
    (shown,) = seen(practice, DESIGN, MAYA.id)
    assert (shown.text, shown.ephemeral_to, shown.blocks) == ("Thanks!", None, BLOCKS)


@pytest.mark.parametrize(
    ("response", "error"),
    [
        (web.Response(status=500, text="oh"), "dispatch_failed"),
        (web.Response(status=302, headers={"Location": "/"}), "dispatch_failed"),
        (web.json_response({"blocks": [{"type": "section"}]}), "invalid_command_response"),
    ],
)
async def test_failed_command_shows_its_error(
    practice: Practice, receiver: Receiver, response: web.Response, error: str
) -> None:
    receiver.always(lambda: response)
    answer = await practice.command(ANA.id, DESIGN, "@maya thanks")
    await practice.settled()
    assert (answer.status, answer.tries, len(receiver.received)) == (response.status, 1, 1)
    (shown,) = seen(practice, DESIGN, ANA.id)
    assert (shown.text, shown.ephemeral_to) == (f"/kudos failed with the error “{error}”", ANA.id)


@pytest.mark.usefixtures("waiting_time")
async def test_unanswered_command_shows_a_timeout() -> None:
    async with Practice(brightside(), patience=0.05) as practice, Receiver() as receiver:
        receiver.never()
        practice.events_url = receiver.url
        answer = await practice.command(ANA.id, DESIGN, "@maya thanks")
        await practice.settled()
        assert (answer.status, answer.failure, answer.tries) == (None, "http_timeout", 1)
        assert seen(practice, DESIGN, ANA.id)[0].text == "/kudos failed with the error “operation_timeout”"


async def test_command_without_app_fails(practice: Practice) -> None:
    answer = await practice.command(ANA.id, DESIGN, "help")
    assert (answer.status, answer.failure) == (None, "connection_failed")
    assert seen(practice, DESIGN, ANA.id)[0].text == "/kudos failed with the error “dispatch_failed”"


@pytest.mark.parametrize(
    ("person", "channel", "error"),
    [
        (ERIK.id, GENERAL, "account_inactive"),
        (ROSA.id, NORTHLIGHT, "restricted_action"),
        (ANA.id, LEADS, "channel_not_found"),
        (TOM.id, GENERAL, "channel_not_found"),
        (SAM.id, DESIGN, "not_in_channel"),
        ("U0NOBODY1", GENERAL, "user_not_found"),
    ],
)
async def test_command_is_refused_where_person_cannot_write(
    practice: Practice, person: str, channel: str, error: str
) -> None:
    with pytest.raises(SlackError, match=error):
        await practice.command(person, channel, "help")


async def test_written_message_mentions_by_id(practice: Practice) -> None:
    said = await practice.say(ROSA.id, NORTHLIGHT, "hello @ana")
    assert (said.text, said.user) == ("hello <@U0ANA0001>", ROSA.id)
    assert (await practice.say(ANA.id, NORTHLIGHT, "hello", thread_ts=said.ts)).thread_ts == said.ts
    practice.workspace.channel(NORTHLIGHT).is_archived = True
    with pytest.raises(SlackError, match="is_archived"):
        await practice.say(ANA.id, NORTHLIGHT, "hello")


async def test_reaction_is_sent_to_the_app(practice: Practice, receiver: Receiver) -> None:
    said = await practice.say(ANA.id, NORTHLIGHT, "the texts are done")
    answer = await practice.react(ROSA.id, NORTHLIGHT, said.ts, "handshake")
    assert answer is not None
    assert answer.status == 200
    sent = receiver.received[0].payload
    assert sent["event"] == {
        "type": "reaction_added",
        "user": ROSA.id,
        "reaction": "handshake",
        "item": {"type": "message", "channel": NORTHLIGHT, "ts": said.ts},
        "item_user": ANA.id,
        "event_ts": sent["event"]["event_ts"],
    }
    assert (sent["type"], sent["team_id"], sent["api_app_id"]) == ("event_callback", "T0BRIGHT1", "A0HEARTEN")
    assert sent["is_ext_shared_channel"]
    assert sent["authorizations"][0]["user_id"] == "U0HEARTEN"
    assert sent["event_id"].startswith("Ev")
    assert [(r.name, r.users) for r in said.reactions] == [("handshake", [ROSA.id])]

    await practice.unreact(ROSA.id, NORTHLIGHT, said.ts, "handshake")
    assert receiver.received[1].payload["event"]["type"] == "reaction_removed"
    assert receiver.received[1].payload["event_id"] != sent["event_id"]
    assert said.reactions == []


async def test_reaction_to_a_webhook_message_has_no_item_user(practice: Practice, receiver: Receiver) -> None:
    posted = practice.workspace.post(
        DESIGN, user=None, bot_id=BUILD_BOT_ID, username="Build bot", text="green"
    )
    await practice.react(ANA.id, DESIGN, posted.ts, "tada")
    assert "item_user" not in receiver.received[0].payload["event"]


async def test_reactions_elsewhere_are_not_sent(practice: Practice, receiver: Receiver) -> None:
    private = await practice.say(JONAS.id, LEADS, "hm")
    assert await practice.react(PRIYA.id, LEADS, private.ts, "bulb") is None
    practice.workspace.leave(DESIGN, "U0HEARTEN")
    said = await practice.say(ANA.id, DESIGN, "hm")
    assert await practice.react(MAYA.id, DESIGN, said.ts, "bulb") is None
    practice.workspace.join(DESIGN, "U0HEARTEN")
    practice.workspace.scopes.remove("reactions:read")
    assert await practice.unreact(MAYA.id, DESIGN, said.ts, "bulb") is None
    assert receiver.received == []


async def test_reaction_is_refused_where_person_cannot_see(practice: Practice) -> None:
    said = await practice.say(JONAS.id, LEADS, "hm")
    with pytest.raises(SlackError, match="channel_not_found"):
        await practice.react(ANA.id, LEADS, said.ts, "bulb")
    practice.workspace.change_person(PRIYA.id, deleted=True)
    with pytest.raises(SlackError, match="account_inactive"):
        await practice.react(PRIYA.id, LEADS, said.ts, "bulb")


async def test_button_press_is_sent(practice: Practice, receiver: Receiver) -> None:
    posted = practice.workspace.post(OFFICE, user="U0HEARTEN", bot_id="B0HEARTEN", text="Done", blocks=BLOCKS)
    answer = await practice.press(JONAS.id, OFFICE, posted.ts, "undo")
    assert answer.status == 200
    sent = receiver.received[0].payload
    assert sent["type"] == "block_actions"
    assert sent["user"] == {"id": JONAS.id, "username": "jonas", "name": "jonas", "team_id": "T0BRIGHT1"}
    assert sent["container"] == {
        "type": "message",
        "message_ts": posted.ts,
        "channel_id": OFFICE,
        "is_ephemeral": False,
    }
    assert sent["channel"] == {"id": OFFICE, "name": "privategroup"}
    assert (sent["message"]["ts"], sent["message"]["text"], sent["message"]["blocks"]) == (
        posted.ts,
        "Done",
        BLOCKS,
    )
    (action,) = sent["actions"]
    assert action == {
        "type": "button",
        "action_id": "undo",
        "block_id": "top",
        "text": BUTTON["text"],
        "value": "r1",
        "action_ts": action["action_ts"],
    }


async def test_element_is_chosen_by_block_and_action(practice: Practice, receiver: Receiver) -> None:
    posted = practice.workspace.post(DESIGN, user="U0HEARTEN", text="Done", blocks=BLOCKS)
    await practice.press(ANA.id, DESIGN, posted.ts, "undo", block_id="bottom")
    await practice.press(ANA.id, DESIGN, posted.ts, "undo", value="forged")
    await practice.press(ANA.id, DESIGN, posted.ts, "add_value", value="trust")
    actions = [received.payload["actions"][0] for received in receiver.received]
    assert [action.get("value") for action in actions] == ["r2", "forged", None]
    assert actions[2]["selected_option"]["value"] == "trust"
    assert len({received.payload["trigger_id"] for received in receiver.received}) == 3
    with pytest.raises(SlackError, match="action_not_found"):
        await practice.press(ANA.id, DESIGN, posted.ts, "redo")
    with pytest.raises(SlackError, match="option_not_found"):
        await practice.press(ANA.id, DESIGN, posted.ts, "add_value", value="doubt")


async def test_chosen_person_is_sent(practice: Practice, receiver: Receiver) -> None:
    menu = {"type": "actions", "elements": [{"type": "users_select", "action_id": "who"}]}
    posted = practice.workspace.post(DESIGN, user="U0HEARTEN", text="Who?", blocks=[menu])
    await practice.press(ANA.id, DESIGN, posted.ts, "who", value=MAYA.id)
    assert receiver.received[0].payload["actions"][0]["selected_user"] == MAYA.id


async def test_choices_are_kept_per_person(practice: Practice, receiver: Receiver) -> None:
    blocks: list[JsonObject] = [
        {"type": "section", "block_id": "who", "text": {"type": "mrkdwn", "text": "Who?"}}
        | {"accessory": {"type": "multi_users_select", "action_id": "people"}},
        {
            "type": "actions",
            "block_id": "row",
            "elements": [BUTTON, {"type": "datepicker", "action_id": "day"}],
        },
    ]
    posted = practice.workspace.post(DESIGN, user="U0HEARTEN", text="When?", blocks=blocks)
    await practice.press(ANA.id, DESIGN, posted.ts, "people", value=[MAYA.id, PRIYA.id])
    await practice.press(ANA.id, DESIGN, posted.ts, "undo")
    await practice.press(MAYA.id, DESIGN, posted.ts, "day", value="2026-12-01")
    people = {"type": "multi_users_select", "selected_users": [MAYA.id, PRIYA.id]}
    assert receiver.received[0].payload["actions"][0]["selected_users"] == [MAYA.id, PRIYA.id]
    assert [received.payload["state"]["values"] for received in receiver.received[1:]] == [
        {"who": {"people": people}, "row": {"day": {"type": "datepicker", "selected_date": None}}},
        {
            "who": {"people": {"type": "multi_users_select", "selected_users": []}},
            "row": {"day": {"type": "datepicker", "selected_date": "2026-12-01"}},
        },
    ]
    with pytest.raises(SlackError, match="option_not_found"):
        await practice.press(ANA.id, DESIGN, posted.ts, "day")


async def test_press_in_an_ephemeral_message_has_no_text(practice: Practice, receiver: Receiver) -> None:
    shown = practice.workspace.post(DESIGN, user="U0HEARTEN", text="Done", blocks=BLOCKS, ephemeral_to=ANA.id)
    await practice.press(ANA.id, DESIGN, shown.ts, "undo")
    sent = receiver.received[0].payload
    assert sent["container"]["is_ephemeral"]
    assert "message" not in sent
    with pytest.raises(SlackError, match="message_not_found"):
        await practice.press(MAYA.id, DESIGN, shown.ts, "undo")


async def test_app_can_call_while_it_answers(practice: Practice, receiver: Receiver) -> None:
    """The app may call back before its answer, as it does for everything that it does first."""

    async def replace_first(received: object) -> web.Response:
        url = receiver.received[-1].payload["response_url"]
        async with aiohttp.ClientSession() as session, session.post(url, json={"text": "first"}) as response:
            assert response.status == 200
        return web.Response(text="second")

    receiver.answer = replace_first
    await practice.command(ANA.id, DESIGN, "help")
    assert [message.text for message in seen(practice, DESIGN, ANA.id)] == ["first", "second"]


async def test_double_clicks_have_different_triggers(practice: Practice, receiver: Receiver) -> None:
    posted = practice.workspace.post(DESIGN, user="U0HEARTEN", text="Done", blocks=BLOCKS)
    await asyncio.gather(*(practice.press(ANA.id, DESIGN, posted.ts, "undo") for _ in range(2)))
    first, second = (received.payload for received in receiver.received)
    assert first["trigger_id"] != second["trigger_id"]
    assert first["actions"][0]["action_ts"] != second["actions"][0]["action_ts"]


async def test_joins_and_leaves_are_sent(practice: Practice, receiver: Receiver) -> None:
    joined = await practice.join(SAM.id, DESIGN)
    assert joined
    assert SAM.id in practice.workspace.channel(DESIGN).members
    # Once more is nothing new.
    assert await practice.join(SAM.id, DESIGN) is None
    left = await practice.leave(SAM.id, DESIGN)
    assert left
    events = [received.payload["event"] for received in receiver.received]
    assert [(event["type"], event["user"], event["channel_type"]) for event in events] == [
        ("member_joined_channel", SAM.id, "C"),
        ("member_left_channel", SAM.id, "C"),
    ]
    # The app is not in there.
    assert await practice.leave(JONAS.id, LEADS) is None
    with pytest.raises(SlackError, match="channel_not_found"):
        await practice.join(SAM.id, OFFICE + "X")
