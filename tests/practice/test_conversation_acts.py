"""What people write, and what the app hears of it."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.company import ANA, HEARTEN, JONAS, MAYA, PRIYA, ROSA
from bot.practice.records import SlackError
from bot.practice.server import Practice
from tests.practice.conftest import Refused
from tests.practice.receiver import Receiver

DESIGN, LEADS, NORTHLIGHT = "C0DESIGN1", "C0LEADS01", "C0NORTHL1"


@pytest.fixture(autouse=True)
def scopes(practice: Practice) -> None:
    practice.workspace.scopes |= {"app_mentions:read", "im:history", "channels:history"}


def heard(receiver: Receiver) -> list[dict[str, Any]]:
    return [received.payload["event"] for received in receiver.received]


async def test_mention_is_sent(practice: Practice, receiver: Receiver) -> None:
    said = await practice.say(ANA.id, DESIGN, "@hearten thanks @maya :tada: at 10:30:15")
    (event,) = heard(receiver)
    words = [
        {"type": "user", "user_id": HEARTEN.id},
        {"type": "text", "text": " thanks "},
        {"type": "user", "user_id": MAYA.id},
        {"type": "text", "text": " "},
        {"type": "emoji", "name": "tada"},
        {"type": "text", "text": " at 10:30:15"},
    ]
    section = {"type": "rich_text_section", "elements": words}
    assert event == {
        "type": "app_mention",
        "user": ANA.id,
        "ts": said.ts,
        "client_msg_id": event["client_msg_id"],
        "text": f"<@{HEARTEN.id}> thanks <@{MAYA.id}> :tada: at 10:30:15",
        "team": "T0BRIGHT1",
        "blocks": [{"type": "rich_text", "block_id": f"w{said.ts}", "elements": [section]}],
        "channel": DESIGN,
        "event_ts": said.ts,
    }


async def test_reply_event_has_its_thread(practice: Practice, receiver: Receiver) -> None:
    first = await practice.say(MAYA.id, DESIGN, "done")
    await practice.say(ANA.id, DESIGN, "@hearten thanks @maya", thread_ts=first.ts)
    (event,) = heard(receiver)
    assert (event["thread_ts"], event["parent_user_id"]) == (first.ts, MAYA.id)


async def test_strangers_message_names_their_team(practice: Practice, receiver: Receiver) -> None:
    await practice.say(ROSA.id, NORTHLIGHT, "@hearten thanks @ana")
    (event,) = heard(receiver)
    assert event["user_team"] == event["source_team"] == ROSA.team_id


async def test_direct_message_is_sent(practice: Practice, receiver: Receiver) -> None:
    direct = practice.workspace.dm_channel(ANA.id).id
    await practice.say(ANA.id, direct, "hello @hearten")
    (event,) = heard(receiver)
    assert (event["type"], event["channel"], event["channel_type"]) == ("message", direct, "im")


async def test_edited_mention_is_sent_again(practice: Practice, receiver: Receiver) -> None:
    said = await practice.say(ANA.id, DESIGN, "@hearten thanks")
    answer = await practice.edit(ANA.id, DESIGN, said.ts, "@hearten thanks @maya")
    assert answer is not None
    first, again = heard(receiver)
    assert [event["type"] for event in (first, again)] == ["app_mention", "app_mention"]
    assert (first["ts"], first["client_msg_id"]) == (again["ts"], again["client_msg_id"])
    assert "edited" not in first
    assert "edited" in again
    assert await practice.edit(ANA.id, DESIGN, said.ts, "nothing") is None


async def test_edited_direct_message_is_sent(practice: Practice, receiver: Receiver) -> None:
    direct = practice.workspace.dm_channel(ANA.id).id
    said = await practice.say(ANA.id, direct, "helo")
    await practice.edit(ANA.id, direct, said.ts, "hello")
    event = heard(receiver)[-1]
    assert (event["subtype"], event["channel_type"]) == ("message_changed", "im")
    assert (event["previous_message"]["text"], event["message"]["text"]) == ("helo", "hello")
    assert event["ts"] != said.ts == event["message"]["ts"]


async def test_message_of_another_is_not_edited(practice: Practice) -> None:
    said = await practice.say(ANA.id, DESIGN, "mine")
    with pytest.raises(SlackError, match="cant_update_message"):
        await practice.edit(MAYA.id, DESIGN, said.ts, "hers")


async def test_other_messages_are_not_sent(practice: Practice, receiver: Receiver) -> None:
    direct, workspace = practice.workspace.dm_channel(ANA.id).id, practice.workspace
    await practice.say(ANA.id, DESIGN, "hearten is nice")
    await practice.say(JONAS.id, LEADS, "@hearten is not here")
    between = workspace.conversation(ANA.id, MAYA.id).id
    await practice.say(ANA.id, between, "@hearten is not here")
    workspace.scopes -= {"app_mentions:read", "im:history"}
    await practice.say(ANA.id, DESIGN, "@hearten thanks @maya")
    await practice.say(ANA.id, direct, "hello")
    assert receiver.received == []


async def test_closed_messages_tab_refuses_messages(practice: Practice) -> None:
    direct = practice.workspace.dm_channel(ANA.id).id
    practice.workspace.messages_tab_read_only = True
    for act in (practice.say, practice.command):
        with pytest.raises(SlackError, match="messages_tab_disabled"):
            await act(ANA.id, direct, "hello")
    await practice.say(ANA.id, practice.workspace.conversation(ANA.id, MAYA.id).id, "hello")


async def test_replies_are_read_oldest_first(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    first = await practice.say(ANA.id, DESIGN, "one")
    replies = [await practice.say(MAYA.id, DESIGN, text, thread_ts=first.ts) for text in ("two", "three")]
    await practice.say(PRIYA.id, DESIGN, "elsewhere")
    found = await client.conversations_replies(channel=DESIGN, ts=first.ts)
    assert [message["text"] for message in found["messages"]] == ["one", "two", "three"]
    later = await client.conversations_replies(channel=DESIGN, ts=first.ts, oldest=replies[0].ts)
    assert [message["text"] for message in later["messages"]] == ["one", "three"]
    missing = await refused(client.conversations_replies(channel=DESIGN, ts="1.2"))
    assert missing["error"] == "thread_not_found"
    practice.workspace.scopes.remove("channels:history")
    unread = await refused(client.conversations_replies(channel=DESIGN, ts=first.ts))
    assert (unread["error"], unread["needed"]) == ("missing_scope", "channels:history")


async def test_ephemeral_reply_needs_an_answered_thread(practice: Practice, client: AsyncWebClient) -> None:
    first = await practice.say(ANA.id, DESIGN, "one")
    await client.chat_postEphemeral(channel=DESIGN, user=ANA.id, text="lost", thread_ts=first.ts)
    await practice.say(MAYA.id, DESIGN, "two", thread_ts=first.ts)
    await client.chat_postEphemeral(channel=DESIGN, user=ANA.id, text="seen", thread_ts=first.ts)
    shown = practice.workspace.visible_messages(DESIGN, ANA.id)
    assert [message.text for message in shown] == ["one", "two", "seen"]


async def test_permalink_of_a_reply_has_its_thread(practice: Practice) -> None:
    first = await practice.say(ANA.id, DESIGN, "one")
    reply = await practice.say(MAYA.id, DESIGN, "two", thread_ts=first.ts)
    assert practice.workspace.permalink(reply).endswith(f"?thread_ts={first.ts}&cid={DESIGN}")
