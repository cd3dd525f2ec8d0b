"""Which events reach the app: those it has subscribed to, has the scope for, and where it is."""

from __future__ import annotations

from typing import Any

import pytest

from bot.practice.company import ANA, HEARTEN, MAYA, SAM
from bot.practice.records import SlackError, SlashCommand
from bot.practice.server import Practice
from tests.practice.receiver import Receiver

DESIGN, OFFICE, LEADS = "C0DESIGN1", "C0OFFICE1", "C0LEADS01"


@pytest.fixture(autouse=True)
def scopes(practice: Practice) -> None:
    practice.workspace.scopes |= {"app_mentions:read", "reactions:read"} | {
        f"{family}:history" for family in ("channels", "groups", "im", "mpim")
    }


def heard(receiver: Receiver) -> list[dict[str, Any]]:
    return [received.payload["event"] for received in receiver.received]


async def do_everything(practice: Practice) -> None:
    """All that an app can hear of, in a public channel, in a group message and in its direct message."""
    said = await practice.say(ANA.id, DESIGN, "hello @hearten")
    await practice.react(ANA.id, DESIGN, said.ts, "bulb")
    await practice.unreact(ANA.id, DESIGN, said.ts, "bulb")
    await practice.edit(ANA.id, DESIGN, said.ts, "good morning")
    await practice.delete(ANA.id, DESIGN, said.ts)
    await practice.join(SAM.id, DESIGN)
    await practice.leave(SAM.id, DESIGN)
    await practice.say(ANA.id, practice.workspace.dm_channel(ANA.id).id, "hello")
    together = practice.workspace.conversation(ANA.id, MAYA.id, HEARTEN.id)
    await practice.say(MAYA.id, together.id, "hello")
    await practice.say(practice.workspace.person("jonas").id, OFFICE, "hello")
    await practice.open_home(ANA.id)


async def test_rate_limit_is_sent_without_an_envelope(practice: Practice, receiver: Receiver) -> None:
    assert (await practice.send_rate_limited()).status == 200
    assert receiver.received[0].payload == {
        "token": practice.workspace.verification_token,
        "type": "app_rate_limited",
        "team_id": practice.workspace.team_id,
        "minute_rate_limited": 1795428000,
        "api_app_id": practice.workspace.app_id,
    }


@pytest.mark.parametrize(
    ("subscription", "told"),
    [
        ("app_home_opened", ["app_home_opened"]),
        ("app_mention", ["app_mention"]),
        ("reaction_added", ["reaction_added"]),
        ("reaction_removed", ["reaction_removed"]),
        ("member_joined_channel", ["member_joined_channel"]),
        ("member_left_channel", ["member_left_channel"]),
        ("message.channels", ["message", "message_changed", "message_deleted"]),
        ("message.groups", ["message"]),
        ("message.im", ["message"]),
        ("message.mpim", ["message"]),
        ("team_join", []),
    ],
)
async def test_only_subscribed_events_are_sent(
    practice: Practice, receiver: Receiver, subscription: str, told: list[str]
) -> None:
    practice.workspace.events = frozenset({subscription})
    await do_everything(practice)
    events = heard(receiver)
    assert [event.get("subtype") or event["type"] for event in events] == told
    kinds = {"channels": "channel", "groups": "group", "im": "im", "mpim": "mpim"}
    wanted = {kinds[subscription.partition(".")[2]]} if subscription.startswith("message.") else set()
    assert {event["channel_type"] for event in events if event["type"] == "message"} == wanted


async def test_messages_need_scope_and_membership(practice: Practice, receiver: Receiver) -> None:
    practice.workspace.events = frozenset({"message.channels", "message.groups"})
    practice.workspace.scopes.remove("channels:history")
    await practice.say(ANA.id, DESIGN, "hello")
    await practice.say(practice.workspace.person("jonas").id, LEADS, "hello")
    assert receiver.received == []


async def test_mention_in_a_followed_channel_is_two_events(practice: Practice, receiver: Receiver) -> None:
    practice.workspace.events |= {"message.channels"}
    said = await practice.say(ANA.id, DESIGN, "hello @hearten")
    await practice.edit(ANA.id, DESIGN, said.ts, "hello again @hearten")
    assert [(event["type"], event.get("subtype")) for event in heard(receiver)] == [
        ("message", None),
        ("app_mention", None),
        ("message", "message_changed"),
        ("app_mention", None),
    ]


async def test_edit_event_has_both_texts(practice: Practice, receiver: Receiver) -> None:
    practice.workspace.events |= {"message.channels"}
    said = await practice.say(ANA.id, DESIGN, "helo")
    await practice.edit(ANA.id, DESIGN, said.ts, "hello")
    first, event = heard(receiver)
    common = {"type", "user", "ts", "client_msg_id", "text", "team", "blocks"}
    assert event.keys() == {
        *("type", "subtype", "message", "previous_message", "channel"),
        *("hidden", "ts", "event_ts", "channel_type"),
    }
    assert event["message"].keys() == common | {"edited"}
    assert event["previous_message"] == {key: first[key] for key in common}
    assert (event["message"]["text"], event["channel"], event["hidden"]) == ("hello", DESIGN, True)
    edited = event["message"]["edited"]
    assert edited["user"] == ANA.id
    assert said.ts < edited["ts"] < event["ts"]


async def test_deletion_event_has_the_deleted_message(practice: Practice, receiver: Receiver) -> None:
    practice.workspace.events |= {"message.channels"}
    said = await practice.say(ANA.id, DESIGN, "oops")
    await practice.delete(ANA.id, DESIGN, said.ts)
    event = heard(receiver)[-1]
    assert event == {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": event["previous_message"],
        "channel": DESIGN,
        "hidden": True,
        "deleted_ts": said.ts,
        "ts": event["ts"],
        "event_ts": event["ts"],
        "channel_type": "channel",
    }
    assert (event["previous_message"]["text"], event["previous_message"]["ts"]) == ("oops", said.ts)
    assert event["ts"] > said.ts


async def test_deleted_root_becomes_a_tombstone(practice: Practice, receiver: Receiver) -> None:
    practice.workspace.events |= {"message.channels"}
    said = await practice.say(ANA.id, DESIGN, "oops")
    await practice.say(MAYA.id, DESIGN, "why?", thread_ts=said.ts)
    await practice.delete(ANA.id, DESIGN, said.ts)
    event = heard(receiver)[-1]
    assert (event["subtype"], event["message"]["subtype"]) == ("message_changed", "tombstone")
    assert event["message"]["user"] == "USLACKBOT"
    assert event["previous_message"]["text"] == "oops"


async def test_message_of_another_is_not_deleted(practice: Practice, receiver: Receiver) -> None:
    practice.workspace.events |= {"message.channels"}
    said = await practice.say(ANA.id, DESIGN, "mine")
    with pytest.raises(SlackError, match="cant_delete_message"):
        await practice.delete(MAYA.id, DESIGN, said.ts)
    assert len(heard(receiver)) == 1


async def test_unknown_commands_are_refused(practice: Practice, receiver: Receiver) -> None:
    with pytest.raises(SlackError, match="unknown_command"):
        await practice.command(ANA.id, DESIGN, "hello", name="/thanks")
    assert receiver.received == []


async def test_unescaped_command_keeps_the_typed_text(practice: Practice, receiver: Receiver) -> None:
    practice.workspace.commands = (SlashCommand("/raw", should_escape=False), SlashCommand("/kudos"))
    typed = "@maya & @li in #design"
    for name in ("/raw", "/kudos"):
        await practice.command(ANA.id, DESIGN, typed, name=name)
    raw, escaped = (received.payload["text"] for received in receiver.received)
    assert raw == typed
    assert escaped == "<@U0MAYA001|maya> &amp; <@U0LIWEI01|li> in <#C0DESIGN1|design>"
