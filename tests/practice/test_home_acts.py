"""Homes: what Slack takes, what it tells the app, and what a person's press brings."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.checks.views import VIEW_BYTES, check_home
from bot.practice.company import ANA, ERIK, MAYA
from bot.practice.records import SlackError
from bot.practice.server import Practice
from tests.practice.conftest import Refused
from tests.practice.forms import Json, field, modal, options, plain
from tests.practice.receiver import Receiver

BUTTON: Json = {
    "type": "actions",
    "block_id": "buttons",
    "elements": [{"type": "button", "text": plain(), "action_id": "turn", "value": "2"}],
}
MENU: Json = {
    "type": "actions",
    "block_id": "menus",
    "elements": [{"type": "static_select", "action_id": "how", "options": options("given", "received")}],
}


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks) or [{"type": "divider"}], **more}


@pytest.mark.parametrize(
    "view",
    [
        home(),
        home(BUTTON, MENU, private_metadata="x" * 3000, callback_id="x" * 255),
        home(*[{"type": "divider"}] * 100),
        home(field("words", "plain_text_input", dispatch=True)),
    ],
)
def test_valid_home_is_accepted(view: Json) -> None:
    whole = check_home(view)
    assert whole["type"] == "home"
    assert whole["submit"] is whole["close"] is None
    assert all(block["block_id"] for block in whole["blocks"])


@pytest.mark.parametrize(
    ("view", "error"),
    [
        (modal(), "invalid_arguments"),
        (home(title=plain()), "invalid_arguments"),
        (home(*[{"type": "divider"}] * 101), "invalid_arguments"),
        ({"type": "home", "blocks": []}, "invalid_arguments"),
        (home(private_metadata="x" * 3001), "invalid_arguments"),
        (home(BUTTON, BUTTON), "invalid_arguments"),
        ([], "invalid_arguments"),
        (home(private_metadata="x" * VIEW_BYTES), "view_too_large"),
    ],
)
def test_invalid_home_is_refused(view: object, error: str) -> None:
    with pytest.raises(SlackError) as refusal:
        check_home(view)
    assert refusal.value.error == error


async def test_home_is_published_and_changed(practice: Practice, client: AsyncWebClient) -> None:
    first = (await client.views_publish(user_id=MAYA.id, view=home(BUTTON)))["view"]
    assert (first["type"], first["root_view_id"]) == ("home", first["id"])
    again = (await client.views_publish(user_id=MAYA.id, view=home(MENU), hash=first["hash"]))["view"]
    assert again["id"] == first["id"]
    assert again["hash"] != first["hash"]
    shown = practice.find_home(MAYA.id)
    assert shown is not None
    assert [block["block_id"] for block in shown.blocks] == ["menus"]
    assert practice.find_home(ANA.id) is None


async def test_impossible_homes_are_refused(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    async def error(person: str = MAYA.id, **more: Any) -> object:
        view = more.pop("view", home())
        return (await refused(client.views_publish(user_id=person, view=view, **more)))["error"]

    assert await error("U0NOBODY") == "invalid_arguments"
    assert await error(hash="1.2") == "hash_conflict"
    await client.views_publish(user_id=MAYA.id, view=home())
    assert await error(hash="1.2") == "hash_conflict"
    practice.workspace.homes.is_enabled = False
    assert await error() == "not_enabled"


async def test_opened_home_is_sent_to_the_app(
    practice: Practice, receiver: Receiver, client: AsyncWebClient
) -> None:
    async def opened(tab: str = "home") -> dict[str, Any]:
        answer = await practice.open_home(MAYA.id, tab=tab)
        assert answer
        event: dict[str, Any] = answer.payload["event"]
        return event

    first = await opened()
    assert (first["type"], first["user"], first["tab"]) == ("app_home_opened", MAYA.id, "home")
    assert first["channel"] == practice.workspace.dm_channel(MAYA.id).id
    assert "view" not in first
    published = (await client.views_publish(user_id=MAYA.id, view=home(private_metadata="here")))["view"]
    again = await opened()
    assert (again["view"]["hash"], again["view"]["private_metadata"]) == (published["hash"], "here")
    assert "view" not in await opened("messages")
    with pytest.raises(SlackError, match="account_inactive"):
        await practice.open_home(ERIK.id)


async def test_press_on_home_has_a_view_and_no_message(
    practice: Practice, receiver: Receiver, client: AsyncWebClient
) -> None:
    with pytest.raises(SlackError, match="view_not_found"):
        await practice.press_on_home(MAYA.id, "turn")
    published = (await client.views_publish(user_id=MAYA.id, view=home(BUTTON, MENU)))["view"]
    sent = (await practice.press_on_home(MAYA.id, "turn")).payload
    assert sent["container"] == {"type": "view", "view_id": published["id"]}
    assert sent["view"]["type"] == "home"
    assert not {"response_url", "channel", "message"} & sent.keys()
    assert sent["actions"][0]["value"] == "2"
    sent = (await practice.press_on_home(MAYA.id, "how", "given")).payload
    assert sent["actions"][0]["selected_option"]["value"] == "given"
    assert sent["view"]["state"]["values"]["menus"]["how"]["selected_option"]["value"] == "given"
    with pytest.raises(SlackError, match="action_not_found"):
        await practice.press_on_home(MAYA.id, "nothing")


async def test_press_on_home_can_open_a_modal(
    practice: Practice, receiver: Receiver, client: AsyncWebClient
) -> None:
    await client.views_publish(user_id=MAYA.id, view=home(BUTTON))
    trigger = (await practice.press_on_home(MAYA.id, "turn")).payload["trigger_id"]
    await client.views_open(trigger_id=trigger, view=modal())
    assert practice.find_view(MAYA.id) is not None
    assert practice.find_home(MAYA.id) is not None
