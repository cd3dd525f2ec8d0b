"""Threads in the practice workspace: replies, what stands in the channel, and what deleting leaves."""

from __future__ import annotations

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.company import ANA, MAYA, brightside
from bot.practice.objects import message_object
from bot.practice.records import SlackError
from bot.practice.server import Practice
from bot.practice.workspace import Workspace

DESIGN = "C0DESIGN1"


@pytest.fixture
def workspace() -> Workspace:
    return brightside()


def test_replies_to_a_reply_are_in_its_thread(workspace: Workspace) -> None:
    root = workspace.post(DESIGN, user=ANA.id, text="root")
    assert (root.thread_ts, root.is_reply) == (None, False)
    reply = workspace.post(DESIGN, user=MAYA.id, text="reply", thread_ts=root.ts)
    further = workspace.post(DESIGN, user=ANA.id, text="to the reply", thread_ts=reply.ts)
    assert [each.thread_ts for each in (root, reply, further)] == [root.ts] * 3
    assert [each.is_reply for each in (root, reply, further)] == [False, True, True]
    assert workspace.replies(DESIGN, root.ts) == [reply, further]
    told = message_object(workspace, root)
    assert (told["reply_count"], told["latest_reply"]) == (2, further.ts)
    with pytest.raises(SlackError, match="thread_not_found"):
        workspace.post(DESIGN, user=ANA.id, text="nowhere", thread_ts="1.000001")


def test_ephemeral_reply_begins_no_thread(workspace: Workspace) -> None:
    root = workspace.post(DESIGN, user=ANA.id, text="root")
    workspace.post(DESIGN, user=MAYA.id, text="psst", thread_ts=root.ts, ephemeral_to=ANA.id)
    assert root.thread_ts is None
    assert workspace.replies(DESIGN, root.ts) == []


def test_deleted_root_leaves_a_tombstone(workspace: Workspace) -> None:
    root = workspace.post(DESIGN, user=ANA.id, text="root")
    reply = workspace.post(DESIGN, user=MAYA.id, text="reply", thread_ts=root.ts)
    workspace.delete(DESIGN, root.ts)
    tombstone, kept = workspace.visible_messages(DESIGN, ANA.id)
    assert (tombstone.ts, tombstone.text, kept) == (root.ts, "This message was deleted.", reply)
    assert message_object(workspace, tombstone)["subtype"] == "tombstone"
    with pytest.raises(SlackError, match="message_not_found"):
        workspace.message(DESIGN, root.ts)
    workspace.post(DESIGN, user=ANA.id, text="still here", thread_ts=root.ts)

    for each in workspace.replies(DESIGN, root.ts):
        workspace.delete(DESIGN, each.ts)
    assert workspace.visible_messages(DESIGN, ANA.id) == []


def test_message_without_replies_is_no_thread(workspace: Workspace) -> None:
    root = workspace.post(DESIGN, user=ANA.id, text="root")
    reply = workspace.post(DESIGN, user=MAYA.id, text="reply", thread_ts=root.ts)
    workspace.delete(DESIGN, reply.ts)
    assert root.thread_ts is None
    assert "reply_count" not in message_object(workspace, root)


async def test_replies_are_not_in_the_channel(practice: Practice, client: AsyncWebClient) -> None:
    practice.workspace.scopes.add("channels:history")
    root = practice.workspace.post(DESIGN, user=ANA.id, text="root")
    await client.chat_postMessage(channel=DESIGN, text="quiet", thread_ts=root.ts)
    await practice.say(ANA.id, DESIGN, "loud", thread_ts=root.ts, is_broadcast=True)
    found = (await client.conversations_history(channel=DESIGN))["messages"]
    assert [(each["text"], each.get("subtype")) for each in found] == [
        ("loud", "thread_broadcast"),
        ("root", None),
    ]
