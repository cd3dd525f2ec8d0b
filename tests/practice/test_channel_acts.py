"""Archived channels and those where not everybody may post, and what the app hears of channels."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.practice.company import ANA, HEARTEN, JONAS, MAYA, SAM
from bot.practice.records import Restriction, SlackError
from bot.practice.server import Practice
from tests.practice.conftest import Refused
from tests.practice.receiver import Receiver

DESIGN, OFFICE = "C0DESIGN1", "C0OFFICE1"


def events(receiver: Receiver) -> list[dict[str, Any]]:
    return [received.payload["event"] for received in receiver.received]


@pytest.mark.parametrize(("channel", "family"), [(DESIGN, "channel"), (OFFICE, "group")])
async def test_archiving_is_sent(practice: Practice, receiver: Receiver, channel: str, family: str) -> None:
    who = practice.workspace.person("priya").id
    assert await practice.archive(who, channel)
    assert await practice.unarchive(who, channel)
    archived, unarchived = events(receiver)
    assert archived | {"event_ts": ""} == {
        "type": f"{family}_archive",
        "channel": channel,
        "user": who,
        "is_moved": 0,
        "event_ts": "",
    }
    assert unarchived | {"event_ts": ""} == {
        "type": f"{family}_unarchive",
        "channel": channel,
        "user": who,
        "event_ts": "",
    }


async def test_impossible_archiving_is_refused(practice: Practice, receiver: Receiver) -> None:
    practice.workspace.events -= {"channel_archive"}
    assert await practice.archive(ANA.id, DESIGN) is None
    assert receiver.received == []
    direct = practice.workspace.dm_channel(ANA.id).id
    for act, error in (
        (practice.archive(ANA.id, DESIGN), "already_archived"),
        (practice.archive(ANA.id, "C0GENERAL"), "cant_archive_general"),
        (practice.unarchive(ANA.id, "C0GENERAL"), "not_archived"),
        (practice.archive(ANA.id, direct), "method_not_supported_for_channel_type"),
        (practice.archive(SAM.id, "C0LEADS01"), "channel_not_found"),
    ):
        with pytest.raises(SlackError, match=error):
            await act


async def test_messages_in_an_archived_channel_cannot_be_changed(
    practice: Practice, client: AsyncWebClient, refused: Refused, receiver: Receiver
) -> None:
    ts = (await client.chat_postMessage(channel=DESIGN, text="thanks"))["ts"]
    await practice.command(ANA.id, DESIGN, "help")
    webhook = AsyncWebhookClient(receiver.received[-1].payload["response_url"])
    await practice.archive(ANA.id, DESIGN)
    for call, error in (
        (client.chat_update(channel=DESIGN, ts=ts, text="less"), "is_inactive"),
        (client.chat_delete(channel=DESIGN, ts=ts), "is_inactive"),
        (client.chat_postMessage(channel=DESIGN, text="more"), "is_archived"),
        (client.chat_postEphemeral(channel=DESIGN, user=ANA.id, text="more"), "is_archived"),
    ):
        assert (await refused(call))["error"] == error
    assert (await webhook.send(text="more", response_type="in_channel")).status_code == 400
    with pytest.raises(SlackError, match="is_archived"):
        await practice.react(ANA.id, DESIGN, ts, "bulb")
    assert [m.text for m in practice.workspace.visible_messages(DESIGN, ANA.id)] == ["thanks"]
    assert (await client.conversations_info(channel=DESIGN))["channel"]["is_archived"]

    await practice.unarchive(ANA.id, DESIGN)
    assert (await client.chat_update(channel=DESIGN, ts=ts, text="less"))["ok"]
    assert (await client.chat_delete(channel=DESIGN, ts=ts))["ok"]
    assert practice.workspace.visible_messages(DESIGN, ANA.id) == []


@pytest.mark.parametrize("change", ["replace_original", "delete_original"])
async def test_press_in_an_archived_channel_changes_nothing(
    practice: Practice, client: AsyncWebClient, receiver: Receiver, change: str
) -> None:
    button = {"type": "button", "action_id": "undo", "text": {"type": "plain_text", "text": "Undo"}}
    blocks = [{"type": "actions", "elements": [button]}]
    ts = (await client.chat_postMessage(channel=DESIGN, text="thanks", blocks=blocks))["ts"]
    await practice.archive(ANA.id, DESIGN)
    await practice.press(ANA.id, DESIGN, ts, "undo")
    webhook = AsyncWebhookClient(receiver.received[-1].payload["response_url"])
    answer = await webhook.send_dict({"text": "gone", change: True})
    assert (answer.status_code, "is_inactive" in answer.body) == (400, True)
    assert practice.workspace.message(DESIGN, ts).text == "thanks"


@pytest.mark.parametrize(
    ("restriction", "in_channel", "in_thread"),
    [
        ("", True, True),
        ("read_only_channel", False, False),
        ("thread_only_channel", False, True),
        ("non_threadable_channel", True, False),
    ],
)
async def test_channel_restrictions_refuse_posts(
    practice: Practice,
    client: AsyncWebClient,
    refused: Refused,
    restriction: Restriction,
    in_channel: bool,
    in_thread: bool,
) -> None:
    root = await practice.say(ANA.id, DESIGN, "hello")
    practice.workspace.channel(DESIGN).restriction = restriction
    for is_possible, thread_ts in ((in_channel, None), (in_thread, root.ts)):
        call = client.chat_postMessage(channel=DESIGN, text="thanks", thread_ts=thread_ts)
        if is_possible:
            assert (await call)["ok"]
        else:
            assert (await refused(call))["error"] == f"restricted_action_{restriction}"


async def test_response_url_posts_in_a_read_only_channel(practice: Practice, receiver: Receiver) -> None:
    practice.workspace.channel("C0GENERAL").restriction = "read_only_channel"
    for act in (practice.say(ANA.id, "general", "hello"), practice.command(ANA.id, "general", "help")):
        with pytest.raises(SlackError, match="restricted_action_read_only_channel"):
            await act
    await practice.command(JONAS.id, "general", "@maya thanks")
    webhook = AsyncWebhookClient(receiver.received[-1].payload["response_url"])
    assert (await webhook.send(text="Thanks!", response_type="in_channel")).status_code == 200
    assert [m.text for m in practice.workspace.visible_messages("C0GENERAL", ANA.id)] == ["Thanks!"]


@pytest.mark.parametrize(("channel", "kind"), [(DESIGN, "channel_left"), (OFFICE, "group_left")])
async def test_removal_of_the_app_is_sent(
    practice: Practice, receiver: Receiver, channel: str, kind: str
) -> None:
    who = practice.workspace.person("priya").id
    assert await practice.leave(HEARTEN.id, channel, by=who)
    (event,) = events(receiver)
    assert event | {"event_ts": ""} == {"type": kind, "channel": channel, "actor_id": who, "event_ts": ""}


async def test_removal_of_the_app_can_be_withheld(
    practice: Practice, receiver: Receiver, client: AsyncWebClient, refused: Refused
) -> None:
    assert await practice.leave(HEARTEN.id, DESIGN, is_withheld=True) is None
    assert await practice.leave(MAYA.id, "C0ENGINE1", is_withheld=True) is None
    practice.workspace.events -= {"group_left"}
    assert await practice.leave(HEARTEN.id, OFFICE) is None
    assert receiver.received == []
    assert (await refused(client.chat_postMessage(channel=OFFICE, text="hello")))["error"] == (
        "channel_not_found"
    )
