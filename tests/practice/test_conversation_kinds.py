"""Commands, presses, reactions and edits in every kind of conversation, with the app in it or not."""

from __future__ import annotations

from typing import Any

import pytest

from bot.practice.company import ANA, HEARTEN, JONAS, MAYA, PRIYA
from bot.practice.server import Practice
from tests.practice.receiver import Receiver
from tests.practice.shapes import differences
from tests.practice.slack_shapes import EVENTS

BUTTON = {
    "type": "actions",
    "elements": [{"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "A"}}],
}

Kind = tuple[str, list[str], str, bool, str]
KINDS: dict[str, Kind] = {
    "public": ("design", [], "design", True, "channel"),
    "private": ("office-move", [], "privategroup", True, "group"),
    "private, without the app": ("leads", [], "privategroup", False, ""),
    "direct, with the app": ("", [PRIYA.id, HEARTEN.id], "directmessage", True, "im"),
    "direct, between people": ("", [PRIYA.id, MAYA.id], "directmessage", False, ""),
    "group": ("", [ANA.id, MAYA.id, PRIYA.id], "mpdm-ana--maya--priya-1", False, ""),
    "group, with the app": (
        "",
        [PRIYA.id, JONAS.id, HEARTEN.id],
        "mpdm-priya--jonas--hearten-1",
        True,
        "mpim",
    ),
}
"""Of each kind: its name or members, its name in payloads, whether the app is in it, what events call it."""


@pytest.fixture(autouse=True)
def everything(practice: Practice) -> None:
    practice.workspace.scopes |= {f"{family}:history" for family in ("channels", "groups", "im", "mpim")}
    practice.workspace.events |= {"message.channels", "message.groups", "message.im", "message.mpim"}


def payloads(receiver: Receiver) -> list[dict[str, Any]]:
    found = [received.payload for received in receiver.received]
    receiver.received.clear()
    return found


@pytest.mark.parametrize("kind", KINDS)
async def test_payloads_name_the_kind_of_conversation(
    practice: Practice, receiver: Receiver, kind: str
) -> None:
    name, members, spoken, is_there, told_as = KINDS[kind]
    workspace = practice.workspace
    channel = workspace.channel(name) if name else workspace.conversation(*members)
    where = {"id": channel.id, "name": spoken}

    await practice.command(PRIYA.id, channel.id, "")
    (command,) = payloads(receiver)
    assert {"id": command["channel_id"], "name": command["channel_name"]} == where

    said = await practice.say(PRIYA.id, channel.id, "hello")
    await practice.react(PRIYA.id, channel.id, said.ts, "bulb")
    await practice.edit(PRIYA.id, channel.id, said.ts, "good morning")
    await practice.delete(PRIYA.id, channel.id, said.ts)
    events = [payload["event"] for payload in payloads(receiver)]
    names = [event.get("subtype", event["type"]) for event in events]
    expected = ["message", "reaction_added", "message_changed", "message_deleted"]
    assert names == (expected if is_there else [])
    for event, event_name in zip(events, names, strict=True):
        assert list(differences(event, EVENTS[event_name])) == []
        assert event.get("channel_type", told_as) == told_as

    shown = workspace.post(channel.id, user=HEARTEN.id, bot_id=workspace.bot_id, blocks=[BUTTON], text="A")
    await practice.press(PRIYA.id, channel.id, shown.ts, "a")
    await practice.message_action(PRIYA.id, "about", channel.id, shown.ts)
    for payload in payloads(receiver):
        assert payload["channel"] == where
        assert payload["message"]["ts"] == shown.ts
