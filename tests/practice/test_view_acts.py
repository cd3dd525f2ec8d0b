"""What people do in modals, what the app gets of it, and what becomes of its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.checks.views import check_home, check_view
from bot.practice.company import ANA, ERIK, JONAS, LI, MAYA, ROSA, brightside
from bot.practice.records import SlackError
from bot.practice.server import Practice
from bot.practice.views import TROUBLE, View
from tests.practice.forms import EVERY_FIELD, Json, field, modal, options, plain
from tests.practice.receiver import Received, Receiver

DESIGN, LEADS, NORTHLIGHT = "C0DESIGN1", "C0LEADS01", "C0NORTHL1"
RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "hi"}]}],
}
Open = Callable[..., View]


@pytest.fixture
def show(practice: Practice) -> Open:
    """Put a modal before Ana, as `views.open` would."""

    def opened(view: Json | None = None, *, push: bool = False) -> View:
        modals, content = practice.workspace.modals, check_view(view or modal())
        return modals.push(ANA.id, content) if push else modals.open(ANA.id, content, DESIGN)

    return opened


def seen(practice: Practice) -> View:
    found = practice.find_view(ANA.id)
    assert found
    return found


def texted(value: str) -> Json:
    """An option as Slack tells it."""
    return {"text": {**plain(value.title()), "emoji": True}, "value": value}


async def test_every_kind_of_entry_is_sent(practice: Practice, receiver: Receiver, show: Open) -> None:
    shown = show(modal(*EVERY_FIELD))
    await practice.submit(
        ANA.id,
        {
            "words": "thank you",
            "rich": RICH,
            "value": {"value": "trust"},
            "values": ["trust", "care"],
            "person": MAYA.id,
            "people": [MAYA.id, LI.id],
            "place": DESIGN,
            "time": "10:00",
            "boxes": ["quietly"],
            "radio": "private",
        },
    )
    sent = receiver.received[0].payload
    assert sent["view"]["id"] == shown.id
    entries: dict[str, Json] = {
        "words": {"value": "thank you"},
        "rich": {"rich_text_value": RICH},
        "value": {"selected_option": texted("trust")},
        "values": {"selected_options": [texted("trust"), texted("care")]},
        "person": {"selected_user": MAYA.id},
        "people": {"selected_users": [MAYA.id, LI.id]},
        "place": {"selected_conversation": DESIGN},
        "places": {"selected_conversations": [DESIGN]},
        "day": {"selected_date": "2026-11-23"},
        "time": {"selected_time": "10:00"},
        "boxes": {"selected_options": [texted("quietly")]},
        "radio": {"selected_option": texted("private")},
    }
    kinds = {block["block_id"]: block["element"]["type"] for block in EVERY_FIELD}
    assert sent["view"]["state"]["values"] == {
        key: {key: {"type": kinds[key], **entry}} for key, entry in entries.items()
    }
    assert practice.find_view(ANA.id) is None


async def test_empty_fields_are_sent_as_null(practice: Practice, receiver: Receiver, show: Open) -> None:
    kinds = [block["element"]["type"] for block in EVERY_FIELD]
    offering = {"static_select", "multi_static_select", "checkboxes", "radio_buttons"}
    empty = [
        field(kind, kind, optional=True, options=options("a"))
        if kind in offering
        else field(kind, kind, optional=True)
        for kind in kinds
    ]
    section = {
        "type": "section",
        "block_id": "section",
        "text": plain(),
        "accessory": {"type": "static_select", "action_id": "beside", "options": options("a")},
    }
    show(modal(*empty, section))
    await practice.submit(ANA.id)
    values = receiver.received[0].payload["view"]["state"]["values"]
    assert {key: {**values[key][key], "type": ""} for key in kinds} == {
        key: {"type": "", entry: [] if entry.endswith("s") else None}
        for key, entry in {
            "plain_text_input": "value",
            "rich_text_input": "rich_text_value",
            "static_select": "selected_option",
            "multi_static_select": "selected_options",
            "users_select": "selected_user",
            "multi_users_select": "selected_users",
            "conversations_select": "selected_conversation",
            "multi_conversations_select": "selected_conversations",
            "datepicker": "selected_date",
            "timepicker": "selected_time",
            "checkboxes": "selected_options",
            "radio_buttons": "selected_option",
        }.items()
    }
    assert values["section"] == {"beside": {"type": "static_select", "selected_option": None}}


@pytest.mark.parametrize(
    ("block", "value", "words"),
    [
        (field("a", "plain_text_input"), None, "Please complete this required field."),
        (field("a", "multi_users_select"), [], "Please complete this required field."),
        (field("a", "plain_text_input", max_length=3), "abcd", "Please write at most 3 characters."),
        (field("a", "plain_text_input"), "x" * 3001, "Please write at most 3000 characters."),
        (
            field("a", "multi_users_select", max_selected_items=1),
            [ANA.id, MAYA.id],
            "Please choose at most 1.",
        ),
    ],
)
async def test_invalid_entries_are_not_sent(
    practice: Practice, receiver: Receiver, show: Open, block: Json, value: object, words: str
) -> None:
    show(modal(block))
    with pytest.raises(ValueError, match=words):
        await practice.submit(ANA.id, {"a": value})
    assert receiver.received == []
    assert seen(practice).errors == {"a": words}


async def test_impossible_entries_are_refused(practice: Practice, show: Open) -> None:
    show(modal(*EVERY_FIELD))
    for values, error in (
        ({"nothing": "a"}, "action_not_found"),
        ({"value": "doubt"}, "option_not_found"),
        ({"values": "trust"}, "option_not_found"),
        ({"person": "U0NOBODY1"}, "user_not_found"),
        ({"places": [DESIGN, LEADS]}, "channel_not_found"),
    ):
        with pytest.raises(SlackError, match=error):
            practice.fill(ANA.id, values)
    with pytest.raises(SlackError, match="view_not_found"):
        practice.fill(MAYA.id, {"words": "a"})
    show(modal({"type": "divider"}, submit=None))
    with pytest.raises(ValueError, match="no submit button"):
        await practice.submit(ANA.id)


async def answered(
    practice: Practice, receiver: Receiver, answer: Json | str | None, values: Json | None = None
) -> None:
    receiver.always(
        lambda: web.json_response(answer) if isinstance(answer, dict) else web.Response(text=answer or "")
    )
    await practice.submit(ANA.id, values or {"words": "thank you"})


@pytest.mark.parametrize("answer", [None, {}])
async def test_empty_answer_closes_the_top_view(
    practice: Practice, receiver: Receiver, show: Open, answer: Json | None
) -> None:
    below = show()
    show(push=True)
    await answered(practice, receiver, answer)
    assert seen(practice).id == below.id
    await answered(practice, receiver, answer)
    assert practice.find_view(ANA.id) is None


async def test_errors_are_shown_under_fields(practice: Practice, receiver: Receiver, show: Open) -> None:
    show()
    await answered(practice, receiver, {"response_action": "errors", "errors": {"words": "Too long."}})
    assert seen(practice).errors == {"words": "Too long."}
    assert seen(practice).values["words"]["words"]["value"] == "thank you"
    await answered(practice, receiver, None)
    assert practice.find_view(ANA.id) is None


async def test_update_answer_replaces_the_view(practice: Practice, receiver: Receiver, show: Open) -> None:
    shown = show()
    await answered(practice, receiver, {"response_action": "update", "view": modal(title=plain("Two"))})
    assert (seen(practice).id, seen(practice).title) == (shown.id, "Two")
    assert seen(practice).hash != shown.hash
    assert seen(practice).values["words"]["words"]["value"] == "thank you"


@pytest.mark.parametrize(
    "answer",
    [
        "ok",
        {"text": "hello"},
        {"response_action": "sing"},
        {"response_action": "errors"},
        {"response_action": "errors", "errors": {}},
        {"response_action": "errors", "errors": {"nothing": "Too long."}},
        {"response_action": "errors", "errors": {"words": 1}},
        {"response_action": "update"},
        {"response_action": "update", "view": modal(title=plain("x" * 25))},
        {"response_action": "push", "view": modal()},
        {"response_action": "clear"},
    ],
)
async def test_invalid_answers_are_shown_as_trouble(
    practice: Practice, receiver: Receiver, show: Open, answer: Json | str
) -> None:
    shown = show()
    await answered(practice, receiver, answer)
    assert (seen(practice).id, seen(practice).trouble) == (shown.id, TROUBLE)
    await answered(practice, receiver, {"response_action": "errors", "errors": {"words": "Too long."}})
    assert seen(practice).trouble == ""


@pytest.mark.parametrize("status", [500, 404])
async def test_failed_submission_is_shown_as_trouble(
    practice: Practice, receiver: Receiver, show: Open, status: int
) -> None:
    show()
    receiver.always(lambda: web.Response(status=status))
    await practice.submit(ANA.id, {"words": "thank you"})
    assert seen(practice).trouble == TROUBLE
    assert len(receiver.received) == 1


@pytest.mark.usefixtures("waiting_time")
async def test_unanswered_submission_is_shown_as_trouble() -> None:
    async with Practice(brightside(), patience=0.05) as practice, Receiver() as receiver:
        receiver.never()
        practice.events_url = receiver.url
        practice.workspace.modals.open(ANA.id, check_view(modal()))
        await practice.submit(ANA.id, {"words": "thank you"})
        assert seen(practice).trouble == TROUBLE


async def test_answer_for_a_closed_view_is_ignored(
    practice: Practice, receiver: Receiver, show: Open
) -> None:
    show()

    async def close_first(received: Received) -> web.Response:
        practice.workspace.modals.close(seen(practice))
        return web.Response(status=500)

    receiver.answer = close_first
    await practice.submit(ANA.id, {"words": "thank you"})
    assert practice.find_view(ANA.id) is None


async def test_close_is_not_sent(practice: Practice, receiver: Receiver, show: Open) -> None:
    below = show()
    show(push=True)
    await practice.close(ANA.id)
    assert seen(practice).id == below.id
    await practice.close(ANA.id)
    with pytest.raises(SlackError, match="view_not_found"):
        await practice.close(ANA.id)
    assert receiver.received == []


BUTTON: Json = {"type": "button", "action_id": "more", "text": plain("More"), "value": "v"}


async def test_press_in_a_view_is_sent(
    practice: Practice, receiver: Receiver, show: Open, client: AsyncWebClient
) -> None:
    actions = {
        "type": "actions",
        "block_id": "row",
        "elements": [BUTTON, {"type": "checkboxes", "action_id": "boxes", "options": options("a", "b")}],
    }
    live = field("live", "plain_text_input", dispatch=True)
    shown = show(modal(actions, live, field("still", "plain_text_input")))
    practice.fill(ANA.id, {"still": "typed so far"})
    for action_id, value in (("more", None), ("boxes", ["b"]), ("live", "hello")):
        await practice.press_in_view(ANA.id, action_id, value)
    button, boxes, written = (received.payload for received in receiver.received)
    (pressed,) = button["actions"]
    assert (pressed["action_id"], pressed["block_id"], pressed["value"]) == ("more", "row", "v")
    assert boxes["actions"][0]["selected_options"] == [texted("b")]
    assert boxes["view"]["state"]["values"]["row"]["boxes"]["selected_options"] == [texted("b")]
    assert "more" not in boxes["view"]["state"]["values"]["row"]
    assert written["actions"][0]["value"] == "hello"
    assert written["view"]["state"]["values"]["still"]["still"]["value"] == "typed so far"
    assert written["container"] == {"type": "view", "view_id": shown.id}
    with pytest.raises(SlackError, match="action_not_found"):
        await practice.press_in_view(ANA.id, "still", "a")
    # Its trigger opens the next view.
    await client.views_push(trigger_id=written["trigger_id"], view=modal(title=plain("Two")))
    assert seen(practice).title == "Two"


async def test_unacknowledged_press_is_shown_as_trouble(
    practice: Practice, receiver: Receiver, show: Open
) -> None:
    show(modal({"type": "actions", "elements": [BUTTON]}))
    receiver.always(lambda: web.Response(status=500))
    await practice.press_in_view(ANA.id, "more")
    assert seen(practice).trouble == TROUBLE


async def test_shortcut_is_sent(practice: Practice, receiver: Receiver, client: AsyncWebClient) -> None:
    await practice.shortcut(ANA.id, "give_thanks")
    sent = receiver.received[0].payload
    assert (sent["type"], sent["callback_id"]) == ("shortcut", "give_thanks")
    await client.views_open(trigger_id=sent["trigger_id"], view=modal())
    assert seen(practice).callback_id == "give"
    for person, error in ((ERIK, "account_inactive"), (ROSA, "restricted_action")):
        with pytest.raises(SlackError, match=error):
            await practice.shortcut(person.id, "give_thanks")


async def test_message_shortcut_carries_its_message(
    practice: Practice, receiver: Receiver, client: AsyncWebClient
) -> None:
    said = await practice.say(MAYA.id, DESIGN, "the drafts are done")
    await practice.message_action(ANA.id, "thank_for_this", DESIGN, said.ts)
    sent = receiver.received[0].payload
    assert (sent["type"], sent["callback_id"]) == ("message_action", "thank_for_this")
    assert (sent["message"]["text"], sent["message"]["user"]) == (said.text, MAYA.id)
    assert (sent["message_ts"], sent["channel"]) == (said.ts, {"id": DESIGN, "name": "design"})
    assert sent["response_url"].startswith(practice.url)
    await client.views_open(trigger_id=sent["trigger_id"], view=modal())
    assert seen(practice).here == DESIGN
    hidden = practice.workspace.post(DESIGN, user="U0HEARTEN", text="psst", ephemeral_to=ANA.id)
    with pytest.raises(SlackError, match="message_not_found"):
        await practice.message_action(ANA.id, "thank_for_this", DESIGN, hidden.ts)
    shared = await practice.say(ANA.id, NORTHLIGHT, "hello")
    with pytest.raises(SlackError, match="restricted_action"):
        await practice.message_action(ROSA.id, "thank_for_this", NORTHLIGHT, shared.ts)


async def test_every_interaction_carries_a_working_trigger(
    practice: Practice, receiver: Receiver, client: AsyncWebClient
) -> None:
    blocks = [{"type": "actions", "elements": [BUTTON]}]
    posted = practice.workspace.post(DESIGN, user="U0HEARTEN", text="Done", blocks=blocks)
    await practice.command(ANA.id, DESIGN, "")
    await practice.press(ANA.id, DESIGN, posted.ts, "more")
    keys: list[Any] = [received.payload["trigger_id"] for received in receiver.received]
    for key in keys:
        await client.views_open(trigger_id=key, view=modal())
    await practice.submit(ANA.id, {"words": "thank you"})
    await client.views_open(trigger_id=receiver.received[-1].payload["trigger_id"], view=modal())
    assert seen(practice)


async def test_menu_with_response_url_enabled_gives_a_response_url(
    practice: Practice, receiver: Receiver, show: Open
) -> None:
    place = field("place", "conversations_select", response_url_enabled=True)
    silent = field("silent", "conversations_select", initial_conversation=DESIGN)
    show(modal(place, silent))
    await practice.submit(ANA.id, {"place": DESIGN})
    (told,) = receiver.received[0].payload["response_urls"]
    assert told == {
        "block_id": "place",
        "action_id": "place",
        "channel_id": DESIGN,
        "response_url": told["response_url"],
    }
    body = {"text": "thank you", "response_type": "in_channel"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(told["response_url"], json=body) as response,
    ):
        assert response.status == 200
    assert practice.workspace.visible_messages(DESIGN, MAYA.id)[-1].text == "thank you"


@pytest.mark.parametrize(("who", "place"), [(JONAS.id, "C0LEADS01"), (ANA.id, "C0DRAFTS1")])
async def test_response_url_of_a_modal_reaches_channels_without_the_app(
    practice: Practice, receiver: Receiver, client: AsyncWebClient, who: str, place: str
) -> None:
    await practice.command(who, place, "")
    menu = field(
        "place", "conversations_select", response_url_enabled=True, default_to_current_conversation=True
    )
    trigger_id = receiver.received[-1].payload["trigger_id"]
    await client.views_open(trigger_id=trigger_id, view=modal(menu))
    await practice.submit(who)
    (told,) = receiver.received[-1].payload["response_urls"]
    assert told["channel_id"] == place
    body = {"text": "thank you", "response_type": "in_channel"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(told["response_url"], json=body) as response,
    ):
        assert response.status == 200
    (shown,) = practice.workspace.visible_messages(place, who)
    assert (shown.text, shown.ephemeral_to) == ("thank you", None)


def test_response_url_enabled_is_refused_on_home() -> None:
    menu = field("place", "conversations_select", response_url_enabled=True)
    assert check_view(modal(menu))
    with pytest.raises(SlackError, match="invalid_arguments"):
        check_home({"type": "home", "blocks": [menu]})
    silent = field("place", "conversations_select", response_url_enabled=False)
    assert check_home({"type": "home", "blocks": [silent]})
    for block in (
        {"type": "section", "text": plain(), "accessory": menu["element"]},
        {"type": "actions", "elements": [menu["element"]]},
    ):
        with pytest.raises(SlackError, match="invalid_arguments"):
            check_view(modal(block))
