"""Channels that are shared inside and outside of an organisation, as conversations.info tells it."""

from __future__ import annotations

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.server import Practice
from tests.practice.shapes import differences
from tests.practice.slack_shapes import CHANNEL

FLAGS = ("is_shared", "is_org_shared", "is_ext_shared", "is_pending_ext_shared")


@pytest.mark.parametrize(
    ("channel", "change", "flags"),
    [
        ("design", {}, (False, False, False, False)),
        ("northlight", {}, (True, False, True, False)),
        ("design", {"is_org_shared": True}, (True, True, False, False)),
        ("design", {"is_pending_ext_shared": True}, (False, False, False, True)),
        ("northlight", {"is_org_shared": True}, (True, True, True, False)),
    ],
)
async def test_channel_flags_are_in_its_object(
    practice: Practice,
    client: AsyncWebClient,
    channel: str,
    change: dict[str, bool],
    flags: tuple[bool, ...],
) -> None:
    changed = practice.workspace.channel(channel)
    for name, value in change.items():
        setattr(changed, name, value)
    found = (await client.conversations_info(channel=changed.id))["channel"]
    assert tuple(found[flag] for flag in FLAGS) == flags
    assert bool(found["pending_shared"]) is found["is_pending_ext_shared"]
    assert list(differences(found, CHANNEL)) == []
