"""The state of the practice workspace."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from bot.practice.company import ANA, BUILD_BOT_ID, ERIK, MAYA, ROSA, SAM, TOM, brightside
from bot.practice.records import SlackError
from bot.practice.workspace import Workspace

DESIGN = "C0DESIGN1"
GENERAL = "C0GENERAL"


@pytest.fixture
def workspace() -> Workspace:
    founded = brightside()
    founded.now = lambda: datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    return founded


def test_ts_is_the_time_and_never_the_same_twice(workspace: Workspace) -> None:
    stamps = [workspace.next_ts() for _ in range(3)]
    assert stamps == ["1795428000.000000", "1795428000.000001", "1795428000.000002"]


def test_permalink_is_slacks_address(workspace: Workspace) -> None:
    message = workspace.post(DESIGN, user=ANA.id, text="hello")
    assert workspace.permalink(message) == "https://brightside.slack.com/archives/C0DESIGN1/p1795428000000000"


def test_people_and_channels_are_found_by_id_or_name(workspace: Workspace) -> None:
    assert workspace.person("maya") is workspace.person(MAYA.id)
    assert workspace.channel("design") is workspace.channel(DESIGN)
    assert workspace.group("backend").members == [MAYA.id, "U0LIWEI01", "U0JONAS01"]
    for lookup, error in (
        (workspace.person, "user_not_found"),
        (workspace.channel, "channel_not_found"),
        (workspace.group, "no_such_subteam"),
    ):
        with pytest.raises(SlackError, match=error):
            lookup("nobody")


@pytest.mark.parametrize(
    ("person", "channel", "sees"),
    [
        ("ana", "design", True),
        ("sam", "design", True),
        ("tom", "design", True),
        ("tom", "general", False),
        ("rosa", "northlight", True),
        ("rosa", "general", False),
        ("ana", "leads", False),
        ("jonas", "leads", True),
    ],
)
def test_channel_visibility_follows_membership(
    workspace: Workspace, person: str, channel: str, sees: bool
) -> None:
    found = workspace.channel(channel)
    viewer = workspace.person(person).id
    assert workspace.can_see(viewer, found.id) is sees
    assert (found in workspace.visible_channels(viewer)) is sees


def test_ephemeral_messages_are_seen_by_one_person(workspace: Workspace) -> None:
    open_to_all = workspace.post(DESIGN, user=ANA.id, text="hello")
    for_maya = workspace.post(DESIGN, user=workspace.bot_user_id, text="psst", ephemeral_to=MAYA.id)
    assert workspace.visible_messages(DESIGN, MAYA.id) == [open_to_all, for_maya]
    assert workspace.visible_messages(DESIGN, ANA.id) == [open_to_all]
    assert workspace.visible_messages("C0LEADS01", ANA.id) == []


def test_a_conversation_is_the_same_for_the_same_people(workspace: Workspace) -> None:
    direct = workspace.dm_channel(ANA.id)
    assert direct is workspace.dm_channel(ANA.id)
    assert direct.kind == "im"
    group = workspace.conversation(ANA.id, MAYA.id, SAM.id)
    assert (group.kind, group.name) == ("mpim", "mpdm-ana--maya--sam-1")
    assert group is workspace.conversation(SAM.id, ANA.id, MAYA.id)


@pytest.mark.parametrize("key", ["U0BUILD01", "USLACKBOT", "U0HEARTEN"])
def test_bots_have_no_direct_message_with_the_app(workspace: Workspace, key: str) -> None:
    with pytest.raises(SlackError, match="cannot_dm_bot"):
        workspace.dm_channel(key)


def test_impossible_posts_are_refused(workspace: Workspace) -> None:
    workspace.channel(DESIGN).is_archived = True
    with pytest.raises(SlackError, match="is_archived"):
        workspace.post(DESIGN, user=ANA.id, text="hello")
    with pytest.raises(SlackError, match="thread_not_found"):
        workspace.post(GENERAL, user=ANA.id, text="hello", thread_ts="1.000000")


def test_reactions_are_put_on_and_taken_off(workspace: Workspace) -> None:
    message = workspace.post(GENERAL, user=ANA.id, text="hello")
    workspace.add_reaction(MAYA.id, GENERAL, message.ts, "bulb")
    workspace.add_reaction(SAM.id, GENERAL, message.ts, "bulb")
    workspace.add_reaction(SAM.id, GENERAL, message.ts, "handshake::skin-tone-3")
    assert [(r.name, r.users) for r in message.reactions] == [
        ("bulb", [MAYA.id, SAM.id]),
        ("handshake::skin-tone-3", [SAM.id]),
    ]
    with pytest.raises(SlackError, match="already_reacted"):
        workspace.add_reaction(MAYA.id, GENERAL, message.ts, "bulb")
    with pytest.raises(SlackError, match="invalid_name"):
        workspace.add_reaction(MAYA.id, GENERAL, message.ts, ":bulb:")
    workspace.remove_reaction(MAYA.id, GENERAL, message.ts, "bulb")
    workspace.remove_reaction(SAM.id, GENERAL, message.ts, "bulb")
    assert [r.name for r in message.reactions] == ["handshake::skin-tone-3"]
    with pytest.raises(SlackError, match="no_reaction"):
        workspace.remove_reaction(MAYA.id, GENERAL, message.ts, "bulb")


def test_ephemeral_messages_take_no_reactions(workspace: Workspace) -> None:
    message = workspace.post(GENERAL, user=workspace.bot_user_id, text="psst", ephemeral_to=ANA.id)
    with pytest.raises(SlackError, match="message_not_found"):
        workspace.add_reaction(ANA.id, GENERAL, message.ts, "bulb")


def test_message_is_edited_and_deleted(workspace: Workspace) -> None:
    message = workspace.post(GENERAL, user=ANA.id, text="helo")
    workspace.update(GENERAL, message.ts, text="hello", blocks=[])
    assert (message.text, bool(message.edited_ts)) == ("hello", True)
    workspace.delete(GENERAL, message.ts)
    with pytest.raises(SlackError, match="message_not_found"):
        workspace.message(GENERAL, message.ts)


def test_blocks_get_ids(workspace: Workspace) -> None:
    message = workspace.post(
        GENERAL, user=ANA.id, blocks=[{"type": "divider"}, {"type": "divider", "block_id": "mine"}]
    )
    first, second = message.blocks
    assert first["block_id"]
    assert second["block_id"] == "mine"


def test_membership_and_deactivation_change_what_is_seen(workspace: Workspace) -> None:
    workspace.join(DESIGN, SAM.id)
    assert SAM.id in workspace.channel(DESIGN).members
    workspace.leave(DESIGN, SAM.id)
    workspace.leave(DESIGN, SAM.id)
    assert SAM.id not in workspace.channel(DESIGN).members
    assert workspace.change_person(SAM.id, deleted=True).deleted
    assert workspace.person("sam").deleted


async def test_change_wakes_waiting_readers(workspace: Workspace) -> None:
    seen = workspace.revision
    waiting = asyncio.create_task(workspace.wait_for_change(seen))
    await asyncio.sleep(0)
    assert not waiting.done()
    workspace.post(GENERAL, user=ANA.id, text="hello")
    assert await waiting == workspace.revision == seen + 1
    assert await workspace.wait_for_change(seen) == seen + 1


def test_brightside_has_its_people_and_channels(workspace: Workspace) -> None:
    assert ERIK.deleted
    assert TOM.is_restricted
    assert TOM.is_ultra_restricted
    assert ROSA.is_stranger
    assert ROSA.team_id != workspace.team_id
    assert not workspace.person("USLACKBOT").is_bot
    joined = {c.name for c in workspace.channels.values() if workspace.bot_user_id in c.members}
    assert {c.name for c in workspace.channels.values()} - joined == {
        "leads",
        "mpdm-ana--maya--priya-1",
    }
    webhook = workspace.post(GENERAL, user=None, bot_id=BUILD_BOT_ID, username="Build bot", text="green")
    assert webhook.user is None
