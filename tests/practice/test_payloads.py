"""The keys of interactive payloads and the types of their values, set beside Slack's own."""

from __future__ import annotations

from typing import Any

import pytest

from bot.practice.checks.views import check_view
from bot.practice.company import ANA
from bot.practice.server import Practice
from tests.practice.forms import EVERY_FIELD, modal, options, plain
from tests.practice.receiver import Receiver

TEXT = {"type": str, "text": str, "emoji": bool}
USER = {"id": str, "username": str, "name": str, "team_id": str}
HEAD = {
    "type": str,
    "team": {"id": str, "domain": str},
    "user": USER,
    "api_app_id": str,
    "token": str,
    "enterprise": None,
    "is_enterprise_install": bool,
}
VIEW = {
    "id": str,
    "team_id": str,
    "type": str,
    "blocks": list,
    "private_metadata": str,
    "callback_id": str,
    "state": {"values": dict},
    "hash": str,
    "title": TEXT,
    "clear_on_close": bool,
    "notify_on_close": bool,
    "close": TEXT,
    "submit": TEXT,
    "previous_view_id": None,
    "root_view_id": str,
    "app_id": str,
    "external_id": str,
    "app_installed_team_id": str,
    "bot_id": str,
}
"""As Slack sends it, down to the keys that are null in most."""
SLACKS = {
    "view_submission": {**HEAD, "trigger_id": str, "view": VIEW, "response_urls": list},
    "block_actions": {
        **HEAD,
        "container": {"type": str, "view_id": str},
        "trigger_id": str,
        "view": VIEW,
        "actions": list,
    },
    "shortcut": {
        **{key: value for key, value in HEAD.items() if key != "api_app_id"},
        "user": {"id": str, "username": str, "team_id": str},
        "action_ts": str,
        "callback_id": str,
        "trigger_id": str,
    },
    "message_action": {
        **{key: value for key, value in HEAD.items() if key != "api_app_id"},
        "user": {"id": str, "name": str, "team_id": str},
        "action_ts": str,
        "callback_id": str,
        "trigger_id": str,
        "channel": {"id": str, "name": str},
        "message_ts": str,
        "message": dict,
        "response_url": str,
    },
}


def shape(value: Any, like: Any) -> Any:
    """The keys of a value and the types in it, as deep as `like` goes."""
    if isinstance(like, dict) and isinstance(value, dict):
        return {key: shape(each, like.get(key)) for key, each in value.items()}
    return None if value is None else type(value)


async def send(practice: Practice, kind: str) -> None:
    blocks = [
        *EVERY_FIELD[:1],
        {"type": "actions", "elements": [{"type": "button", "action_id": "more", "text": plain("More")}]},
    ]
    view = modal(*blocks, close=plain("Not now"))
    practice.workspace.modals.open(ANA.id, check_view(view))
    said = await practice.say(ANA.id, "C0DESIGN1", "hello")
    match kind:
        case "view_submission":
            practice.workspace.modals.open(ANA.id, check_view(modal(close=plain("Not now"))))
            await practice.submit(ANA.id, {"words": "thank you"})
        case "block_actions":
            await practice.press_in_view(ANA.id, "more")
        case "shortcut":
            await practice.shortcut(ANA.id, "give")
        case "message_action":
            await practice.message_action(ANA.id, "give", said.channel, said.ts)


@pytest.mark.parametrize("kind", SLACKS)
async def test_press_has_slacks_shape(practice: Practice, receiver: Receiver, kind: str) -> None:
    await send(practice, kind)
    (received,) = receiver.received
    assert received.payload["type"] == kind
    assert shape(received.payload, SLACKS[kind]) == SLACKS[kind]
    assert received.headers["content-type"] == "application/x-www-form-urlencoded"


async def test_press_in_a_view_has_slacks_shape(practice: Practice, receiver: Receiver) -> None:
    menu = {"type": "static_select", "action_id": "menu", "options": options("a"), "placeholder": plain()}
    practice.workspace.modals.open(
        ANA.id, check_view(modal({"type": "actions", "elements": [menu]}, submit=None))
    )
    await practice.press_in_view(ANA.id, "menu", "a")
    (action,) = receiver.received[0].payload["actions"]
    assert shape(action, {}) == {
        "type": str,
        "action_id": str,
        "block_id": str,
        "placeholder": dict,
        "selected_option": dict,
        "action_ts": str,
    }
