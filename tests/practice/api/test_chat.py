"""chat.*, called by Slack's own client."""

from __future__ import annotations

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.company import ANA, BUILD_BOT_ID, ERIK, SAM
from bot.practice.server import Practice
from tests.practice.conftest import Refused

DESIGN, LEADS = "C0DESIGN1", "C0LEADS01"
HELLO = [{"type": "section", "text": {"type": "mrkdwn", "text": "*hello*", "verbatim": False}}]


async def test_message_is_posted(practice: Practice, client: AsyncWebClient) -> None:
    metadata = {"event_type": "shout_out", "event_payload": {"id": "r1"}}
    posted = await client.chat_postMessage(
        channel=DESIGN, text="hello", blocks=HELLO, metadata=metadata, unfurl_links=False, unfurl_media=False
    )
    assert posted["channel"] == DESIGN
    assert posted["message"]["bot_id"] == "B0HEARTEN"
    assert posted["message"]["user"] == "U0HEARTEN"
    assert posted["message"]["metadata"] == metadata
    message = practice.workspace.message(DESIGN, posted["ts"])
    assert (message.text, message.metadata) == ("hello", metadata)
    assert (
        message.blocks
        == posted["message"]["blocks"]
        == [{**HELLO[0], "block_id": message.blocks[0]["block_id"]}]
    )


async def test_message_to_a_user_id_reaches_the_direct_message(
    practice: Practice, client: AsyncWebClient
) -> None:
    posted = await client.chat_postMessage(channel=ANA.id, text="hello")
    assert posted["channel"] == practice.workspace.dm_channel(ANA.id).id
    again = await client.chat_postMessage(channel=posted["channel"], text="hello again")
    assert [m.ts for m in practice.workspace.visible_messages(posted["channel"], ANA.id)] == [
        posted["ts"],
        again["ts"],
    ]


async def test_deactivated_person_has_a_direct_message(client: AsyncWebClient) -> None:
    assert (await client.chat_postMessage(channel=ERIK.id, text="hello"))["ok"]


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0NOWHERE", "channel_not_found"),
        ("U0NOBODY1", "channel_not_found"),
        (LEADS, "channel_not_found"),
        ("U0BUILD01", "cannot_dm_bot"),
        ("USLACKBOT", "cannot_dm_bot"),
    ],
)
async def test_unreachable_channels_are_refused(
    client: AsyncWebClient, refused: Refused, channel: str, error: str
) -> None:
    assert (await refused(client.chat_postMessage(channel=channel, text="hello")))["error"] == error


async def test_public_channels_need_membership_or_the_scope(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    practice.workspace.leave(DESIGN, "U0HEARTEN")
    assert (await client.chat_postMessage(channel=DESIGN, text="hello"))["ok"]
    practice.workspace.scopes.remove("chat:write.public")
    refusal = await refused(client.chat_postMessage(channel=DESIGN, text="hello"))
    assert refusal["error"] == "not_in_channel"


async def test_archived_channel_is_refused(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    practice.workspace.channel(DESIGN).is_archived = True
    assert (await refused(client.chat_postMessage(channel=DESIGN, text="hello")))["error"] == "is_archived"


async def test_invalid_messages_are_refused(client: AsyncWebClient, refused: Refused) -> None:
    nothing = await refused(client.api_call("chat.postMessage", json={"channel": DESIGN}))
    assert nothing["error"] == "no_text"
    long = await refused(client.chat_postMessage(channel=DESIGN, text="x" * 40_001))
    assert long["error"] == "msg_too_long"
    metadata = await refused(
        client.chat_postMessage(channel=DESIGN, text="hello", metadata={"event_type": "x"})
    )
    assert metadata["error"] == "invalid_metadata_format"
    blocks = await refused(
        client.chat_postMessage(channel=DESIGN, text="hello", blocks=[{"type": "section"}])
    )
    problem = "missing required field: text [json-pointer:/blocks/0]"
    assert blocks["error"] == "invalid_blocks"
    assert blocks["errors"] == [problem]
    assert blocks["response_metadata"] == {"messages": [f"[ERROR] {problem}"]}
    no_json = await refused(client.api_call("chat.postMessage", data={"channel": DESIGN, "blocks": "[{"}))
    assert no_json["error"] == "invalid_blocks_format"
    no_channel = await refused(client.api_call("chat.postMessage", json={"text": "hello"}))
    assert no_channel["error"] == "invalid_arguments"
    assert no_channel["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


async def test_reply_is_in_its_thread(practice: Practice, client: AsyncWebClient, refused: Refused) -> None:
    question = await practice.say(ANA.id, DESIGN, "why?")
    reply = await client.chat_postMessage(channel=DESIGN, text="because", thread_ts=question.ts)
    assert reply["message"]["thread_ts"] == question.ts
    lost = await refused(client.chat_postMessage(channel=DESIGN, text="because", thread_ts="1.000000"))
    assert lost["error"] == "thread_not_found"


async def test_ephemeral_message_is_seen_by_one_person(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    shown = await client.chat_postEphemeral(channel=DESIGN, user=ANA.id, text="psst")
    assert practice.workspace.message(DESIGN, shown["message_ts"]).ephemeral_to == ANA.id
    absent = await refused(client.chat_postEphemeral(channel=DESIGN, user=SAM.id, text="psst"))
    assert absent["error"] == "user_not_in_channel"
    assert (await refused(client.chat_postEphemeral(channel=LEADS, user=ANA.id, text="psst")))["error"] == (
        "channel_not_found"
    )
    practice.workspace.leave(DESIGN, "U0HEARTEN")
    assert (await refused(client.chat_postEphemeral(channel=DESIGN, user=ANA.id, text="psst")))["error"] == (
        "not_in_channel"
    )


async def test_message_is_updated(practice: Practice, client: AsyncWebClient, refused: Refused) -> None:
    posted = await client.chat_postMessage(channel=DESIGN, text="hello", blocks=HELLO)
    where = {"channel": DESIGN, "ts": posted["ts"]}
    updated = await client.chat_update(**where, text="hello again")
    assert updated["text"] == "hello again"
    message = practice.workspace.message(DESIGN, posted["ts"])
    assert (message.text, bool(message.edited_ts), len(message.blocks)) == ("hello again", True, 1)
    await client.chat_update(
        **where, text="hello", blocks=[], metadata={"event_type": "a", "event_payload": {}}
    )
    assert practice.workspace.message(DESIGN, posted["ts"]).blocks == []
    assert message.metadata == {"event_type": "a", "event_payload": {}}
    assert (await refused(client.api_call("chat.update", json=where)))["error"] == "no_text"


@pytest.mark.parametrize("nothing", [{}, {"text": ""}])
async def test_update_without_text_keeps_the_text(
    practice: Practice, client: AsyncWebClient, nothing: dict[str, str]
) -> None:
    posted = await client.chat_postMessage(channel=DESIGN, text="what is read aloud", blocks=HELLO)
    other = [{"type": "divider"}]
    update = {"channel": DESIGN, "ts": posted["ts"], "blocks": other, **nothing}
    answer = await client.api_call("chat.update", json=update)
    assert answer["text"] == "what is read aloud"
    message = practice.workspace.message(DESIGN, posted["ts"])
    assert (message.text, message.blocks[0]["type"]) == ("what is read aloud", "divider")


async def test_only_own_messages_can_be_changed(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    theirs = await practice.say(ANA.id, DESIGN, "mine")
    webhook = practice.workspace.post(DESIGN, user=None, bot_id=BUILD_BOT_ID, text="green")
    for ts in (theirs.ts, webhook.ts):
        update = await refused(client.chat_update(channel=DESIGN, ts=ts, text="ours"))
        assert update["error"] == "cant_update_message"
        delete = await refused(client.chat_delete(channel=DESIGN, ts=ts))
        assert delete["error"] == "cant_delete_message"


async def test_message_is_deleted(practice: Practice, client: AsyncWebClient, refused: Refused) -> None:
    posted = await client.chat_postMessage(channel=DESIGN, text="hello")
    assert (await client.chat_delete(channel=DESIGN, ts=posted["ts"]))["ts"] == posted["ts"]
    assert practice.workspace.visible_messages(DESIGN, ANA.id) == []
    assert (await refused(client.chat_delete(channel=DESIGN, ts=posted["ts"])))[
        "error"
    ] == "message_not_found"


async def test_ephemeral_messages_cannot_be_found(client: AsyncWebClient, refused: Refused) -> None:
    ts = (await client.chat_postEphemeral(channel=DESIGN, user=ANA.id, text="psst"))["message_ts"]
    for call in (
        client.chat_update(channel=DESIGN, ts=ts, text="loud"),
        client.chat_delete(channel=DESIGN, ts=ts),
    ):
        assert (await refused(call))["error"] == "message_not_found"
