"""conversations.* and users.conversations, called by Slack's own client."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.company import ANA, ERIK, JONAS, MAYA, SAM
from bot.practice.server import Practice
from tests.practice.conftest import Refused

DESIGN, LEADS, OFFICE = "C0DESIGN1", "C0LEADS01", "C0OFFICE1"


async def test_info_gives_a_channel(client: AsyncWebClient) -> None:
    design = (await client.conversations_info(channel=DESIGN))["channel"]
    assert design["name"] == "design"
    assert (design["is_channel"], design["is_private"], design["is_member"]) == (True, False, True)
    assert design["topic"]["value"] == "Sketches, drafts and second opinions"
    office = (await client.conversations_info(channel=OFFICE))["channel"]
    assert (office["is_channel"], office["is_group"], office["is_private"]) == (False, True, True)
    shared = (await client.conversations_info(channel="C0NORTHL1"))["channel"]
    assert shared["is_ext_shared"]
    assert shared["shared_team_ids"] == ["T0BRIGHT1", "T0NORTHL1"]


async def test_info_gives_a_direct_message(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    direct = practice.workspace.dm_channel(ANA.id)
    refusal = await refused(client.conversations_info(channel=direct.id))
    assert (refusal["error"], refusal["needed"]) == ("missing_scope", "im:read")
    assert "chat:write" in refusal["provided"].split(",")
    practice.workspace.scopes.add("im:read")
    found = (await client.conversations_info(channel=direct.id))["channel"]
    assert (found["is_im"], found["user"]) == (True, ANA.id)


async def test_foreign_conversations_are_not_found(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    between = practice.workspace.conversation(ANA.id, MAYA.id)
    for channel in (LEADS, between.id, "C0NOWHERE"):
        for call in (
            client.conversations_info(channel=channel),
            client.conversations_members(channel=channel),
        ):
            assert (await refused(call))["error"] == "channel_not_found"


async def test_members_are_paged(practice: Practice, client: AsyncWebClient, refused: Refused) -> None:
    everybody: list[str] = []
    cursor = ""
    pages = 0
    while True:
        page = await client.conversations_members(channel=DESIGN, limit=2, cursor=cursor)
        everybody += page["members"]
        pages += 1
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert pages == 3
    assert set(everybody) == practice.workspace.channel(DESIGN).members
    for broken in ("nonsense", "bmV4dDp4"):
        refusal = await refused(client.conversations_members(channel=DESIGN, cursor=broken))
        assert refusal["error"] == "invalid_cursor"


async def test_channels_are_listed(practice: Practice, client: AsyncWebClient, refused: Refused) -> None:
    found: list[str] = []
    cursor = ""
    while not found or cursor:
        types = "public_channel,private_channel"
        page = await client.conversations_list(types=types, limit=2, cursor=cursor)
        found += [channel["id"] for channel in page["channels"]]
        cursor = page["response_metadata"]["next_cursor"]
    assert {DESIGN, OFFICE} <= set(found)
    # The app is not in that private one.
    assert LEADS not in found
    public = (await client.conversations_list())["channels"]
    assert {channel["is_private"] for channel in public} == {False}
    practice.workspace.channels[DESIGN].is_archived = True
    others = (await client.conversations_list(exclude_archived=True))["channels"]
    assert {channel["id"] for channel in public} - {channel["id"] for channel in others} == {DESIGN}
    assert (await refused(client.conversations_list(types="im")))["needed"] == "im:read"
    assert (await refused(client.conversations_list(types="public")))["error"] == "invalid_types"


async def test_memberships_of_a_person_are_listed(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    both = "public_channel,private_channel"
    jonas = await client.users_conversations(user=JONAS.id, types=both)
    assert {channel["name"] for channel in jonas["channels"]} == {
        "general",
        "engineering",
        "northlight",
        "office-move",
    }
    own = await client.users_conversations(types=both, limit=999)
    assert len(own["channels"]) == 6
    first = await client.users_conversations(user=JONAS.id, types=both, limit=3)
    rest = await client.users_conversations(
        user=JONAS.id, types=both, limit=3, cursor=first["response_metadata"]["next_cursor"]
    )
    assert (len(first["channels"]), len(rest["channels"])) == (3, 1)
    assert (await refused(client.users_conversations(user="U0NOBODY1")))["error"] == "user_not_found"
    assert (await refused(client.users_conversations(types="secret")))["error"] == "invalid_types"
    lacking = await refused(client.users_conversations(types="public_channel,mpim"))
    assert lacking["needed"] == "mpim:read"


async def test_open_gives_the_direct_message(practice: Practice, client: AsyncWebClient) -> None:
    opened = await client.conversations_open(users=SAM.id)
    assert "already_open" not in opened.data
    again = await client.conversations_open(users=SAM.id)
    assert again["already_open"]
    assert again["channel"]["id"] == opened["channel"]["id"]
    assert again["channel"]["id"] == practice.workspace.dm_channel(SAM.id).id


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"users": "U0NOBODY1"}, "user_not_found"),
        ({"users": ERIK.id}, "user_disabled"),
        ({"users": "USLACKBOT"}, "cannot_dm_bot"),
        ({"users": "U0BUILD01"}, "cannot_dm_bot"),
        ({"users": ""}, "users_list_not_supplied"),
    ],
)
async def test_impossible_direct_messages_are_refused(
    client: AsyncWebClient, refused: Refused, asked: dict[str, str], error: str
) -> None:
    assert (await refused(client.api_call("conversations.open", json=asked)))["error"] == error


async def test_history_needs_its_scope(practice: Practice, client: AsyncWebClient, refused: Refused) -> None:
    assert (await refused(client.conversations_history(channel=DESIGN)))["needed"] == "channels:history"
    assert (await refused(client.conversations_history(channel=OFFICE)))["needed"] == "groups:history"
    assert (await refused(client.conversations_history(channel=LEADS)))["error"] == "channel_not_found"
    practice.workspace.scopes.add("channels:history")
    practice.workspace.leave(DESIGN, "U0HEARTEN")
    assert (await refused(client.conversations_history(channel=DESIGN)))["error"] == "not_in_channel"


async def test_history_is_newest_first(practice: Practice, client: AsyncWebClient, refused: Refused) -> None:
    practice.workspace.scopes.add("channels:history")
    said = [await practice.say(ANA.id, DESIGN, text) for text in ("one", "two", "three")]
    metadata = {"event_type": "shout_out", "event_payload": {"id": "r1"}}
    await client.chat_postMessage(channel=DESIGN, text="four", metadata=metadata)
    await client.chat_postEphemeral(channel=DESIGN, user=ANA.id, text="psst")
    await client.chat_postMessage(channel=DESIGN, text="a reply", thread_ts=said[0].ts)

    async def texts(**asked: Any) -> list[str]:
        found = await client.conversations_history(channel=DESIGN, **asked)
        return [message["text"] for message in found["messages"]]

    assert await texts() == ["four", "three", "two", "one"]
    assert await texts(oldest=said[1].ts) == ["four", "three"]
    page = await client.conversations_history(channel=DESIGN, limit=3)
    assert page["has_more"]
    assert await texts(limit=3, cursor=page["response_metadata"]["next_cursor"]) == ["one"]
    newest = (await client.conversations_history(channel=DESIGN, limit=1))["messages"][0]
    assert "metadata" not in newest
    known = await client.conversations_history(channel=DESIGN, limit=1, include_all_metadata=True)
    assert known["messages"][0]["metadata"] == metadata
    refusal = await refused(client.conversations_history(channel=DESIGN, oldest="yesterday"))
    assert refusal["error"] == "invalid_ts_oldest"


async def test_history_of_a_direct_message_is_readable(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    practice.workspace.scopes -= {"im:history"}
    channel: str = (await client.conversations_open(users=ANA.id))["channel"]["id"]
    posted = [
        (
            await client.chat_postMessage(
                channel=channel,
                text=str(number),
                metadata={"event_type": "sent", "event_payload": {"id": f"d{number}"}},
            )
        )["ts"]
        for number in range(5)
    ]
    refusal = await refused(client.conversations_history(channel=channel))
    assert (refusal["error"], refusal["needed"]) == ("missing_scope", "im:history")

    practice.workspace.scopes.add("im:history")
    asked: dict[str, Any] = {"channel": channel, "oldest": posted[1], "limit": 2}
    first = await client.conversations_history(**asked, include_all_metadata=True)
    assert first["has_more"]
    assert [message["metadata"]["event_payload"] for message in first["messages"]] == [
        {"id": "d4"},
        {"id": "d3"},
    ]
    cursor = first["response_metadata"]["next_cursor"]
    last = await client.conversations_history(**asked, cursor=cursor)
    assert [message["text"] for message in last["messages"]] == ["2"]
    assert "metadata" not in last["messages"][0]
    assert not last["has_more"]


async def test_history_of_a_group_message_is_readable(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    group = practice.workspace.conversation(practice.workspace.bot_user_id, ANA.id, MAYA.id)
    practice.workspace.post(group.id, user=ANA.id, text="hello")
    practice.workspace.scopes -= {"mpim:history"}
    assert (await refused(client.conversations_history(channel=group.id)))["needed"] == "mpim:history"
    practice.workspace.scopes.add("mpim:history")
    assert (await client.conversations_history(channel=group.id))["messages"][0]["text"] == "hello"
