"""Menus of conversations: what they offer, and where they begin."""

from __future__ import annotations

from typing import Any

import pytest

from bot.practice.checks.views import check_view
from bot.practice.company import ANA, MAYA
from bot.practice.entries import lets_through
from bot.practice.records import SlackError
from bot.practice.server import Practice
from tests.practice.forms import field, modal

DESIGN, OFFICE, NORTHLIGHT = "C0DESIGN1", "C0OFFICE1", "C0NORTHL1"
CHANNELS = {"include": ["public", "private"]}


def begins(practice: Practice, here: str, kind: str = "conversations_select", **more: Any) -> object:
    """What stands in a menu that begins with the conversation from which its modal was opened."""
    menu = field("place", kind, default_to_current_conversation=True, **more)
    shown = practice.workspace.modals.open(ANA.id, check_view(modal(menu)), here)
    entry = shown.values["place"]["place"]
    return entry.get("selected_conversation", entry.get("selected_conversations"))


async def test_menu_defaults_to_the_current_conversation_if_offered(practice: Practice) -> None:
    assert begins(practice, DESIGN) == DESIGN
    assert begins(practice, DESIGN, filter=CHANNELS) == DESIGN
    assert begins(practice, DESIGN, filter={"include": ["private"]}) is None
    assert begins(practice, NORTHLIGHT, filter={"exclude_external_shared_channels": True}) is None


async def test_channel_menu_has_no_default_in_a_direct_message(practice: Practice) -> None:
    with_app = practice.workspace.dm_channel(ANA.id).id
    between = practice.workspace.conversation(ANA.id, MAYA.id).id
    assert begins(practice, with_app) == with_app
    assert begins(practice, with_app, filter=CHANNELS) is None
    assert begins(practice, with_app, filter={"exclude_bot_users": True}) is None
    assert begins(practice, between, filter={"exclude_bot_users": True}) == between
    assert begins(practice, between, "multi_conversations_select", filter=CHANNELS) == []
    assert begins(practice, between, "multi_conversations_select") == [between]


async def test_current_conversation_wins_over_the_initial_one(practice: Practice) -> None:
    assert begins(practice, DESIGN, initial_conversation=OFFICE) == DESIGN
    assert begins(practice, "", initial_conversation=OFFICE) is None


async def test_update_keeps_the_filter(practice: Practice) -> None:
    direct = practice.workspace.dm_channel(ANA.id).id
    shown = practice.workspace.modals.open(ANA.id, check_view(modal()), direct)
    menu = field("place", "conversations_select", default_to_current_conversation=True, filter=CHANNELS)
    changed = practice.workspace.modals.update(shown, check_view(modal(menu)))
    assert changed.values["place"]["place"]["selected_conversation"] is None


async def test_filtered_conversation_cannot_be_chosen(practice: Practice) -> None:
    direct = practice.workspace.dm_channel(ANA.id).id
    practice.workspace.modals.open(
        ANA.id, check_view(modal(field("place", "conversations_select", filter=CHANNELS)))
    )
    with pytest.raises(SlackError, match="option_not_found"):
        practice.fill(ANA.id, {"place": direct})
    assert (
        practice.fill(ANA.id, {"place": DESIGN}).values["place"]["place"]["selected_conversation"] == DESIGN
    )


@pytest.mark.parametrize("filter_", [None, [], "public", {"include": "public"}, {"include": []}])
def test_invalid_filter_excludes_nothing(filter_: object) -> None:
    assert lets_through({"filter": filter_}, "im", is_shared=True, is_with_app=True)
