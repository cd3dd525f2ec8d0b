"""Channels, as Slack describes them."""

from typing import Any

import pytest

from bot.domain.ids import ChannelId
from bot.domain.visibility import ChannelKind
from bot.slack.payloads.conversation_type import ConversationType
from tests.slack.api.conftest import OpenDirectory

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

EXT, PENDING, ORG = "is_ext_shared", "is_pending_ext_shared", "is_org_shared"


@pytest.mark.parametrize(
    ("told", "is_shared"),
    [
        ({}, True),
        ({"is_shared": None}, True),
        ({"is_shared": False}, False),
        ({"is_shared": True}, True),
        ({"is_shared": True, ORG: False}, True),
        ({"is_shared": True, ORG: True}, False),
        ({"is_shared": True, ORG: True, EXT: False, PENDING: False}, False),
        ({"is_shared": True, ORG: True, EXT: True}, True),
        ({"is_shared": True, ORG: True, EXT: False, PENDING: True}, True),
        ({"is_shared": False, ORG: False, EXT: False, PENDING: True}, True),
        ({"is_shared": False, EXT: True}, True),
        ({"is_shared": True, EXT: True}, True),
        ({EXT: False}, False),
        ({ORG: True}, False),
    ],
    ids=str,
)
async def test_channel_is_shared_only_with_other_organisations(
    open_directory: OpenDirectory, told: dict[str, Any], is_shared: bool
) -> None:
    open_directory.slack.answering(
        {"ok": True, "channel": {"id": "C1", "name": "c", "is_private": False, **told}}
    )
    assert (
        await open_directory.directory.channels.find(open_directory.workspace, ChannelId("C1"))
    ).is_shared is is_shared


@pytest.mark.parametrize("channel", ["C1", "G1", "D1"])
async def test_conversation_type_of_payload_saves_the_call(
    open_directory: OpenDirectory, channel: ChannelId
) -> None:
    for told in (ConversationType.DIRECT, ConversationType.GROUP):
        found = await open_directory.directory.channels.find(open_directory.workspace, channel, told)
        assert (found.kind, found.can_post) == (ChannelKind.DIRECT, False)
    assert open_directory.methods() == []


@pytest.mark.parametrize("channel", ["C1", "G1", "D1"])
@pytest.mark.parametrize(
    ("info", "kind"),
    [
        ({"is_im": True}, ChannelKind.DIRECT),
        ({"is_mpim": True, "is_private": True}, ChannelKind.DIRECT),
        ({"is_mpim": False, "is_private": True, "name": "a"}, ChannelKind.PRIVATE),
        ({"is_private": False, "name": "a"}, ChannelKind.PUBLIC),
    ],
    ids=str,
)
async def test_kind_follows_slacks_answer_not_the_id(
    open_directory: OpenDirectory, channel: ChannelId, info: dict[str, Any], kind: ChannelKind
) -> None:
    open_directory.slack.answering({"ok": True, "channel": {"id": channel, **info}})
    for _ in range(2):
        assert (await open_directory.directory.channels.find(open_directory.workspace, channel)).kind is kind
    # A direct message stays one: it is asked for once.
    if kind is ChannelKind.DIRECT:
        assert open_directory.methods() == ["conversations.info"]


@pytest.mark.parametrize(
    ("error", "channel", "kind"),
    [
        ("missing_scope", "C1", ChannelKind.DIRECT),
        ("channel_not_found", "C1", ChannelKind.PRIVATE),
        ("channel_not_found", "D1", ChannelKind.DIRECT),
        ("internal_error", "C1", ChannelKind.PRIVATE),
    ],
)
async def test_unknown_channel_is_private_or_direct(
    open_directory: OpenDirectory, error: str, channel: ChannelId, kind: ChannelKind
) -> None:
    open_directory.slack.answering({"ok": False, "error": error})
    assert (await open_directory.directory.channels.find(open_directory.workspace, channel)).kind is kind
