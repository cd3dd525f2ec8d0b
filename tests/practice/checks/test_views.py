"""Which views Slack takes, what it says of the others, and what it adds."""

from __future__ import annotations

from typing import Any

import pytest

from bot.practice.checks.views import VIEW_BYTES, check_view
from bot.practice.records import SlackError
from tests.practice.forms import EVERY_FIELD, Json, field, modal, options, plain

RICH = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]}

ACCEPTED: list[Json] = [
    modal(),
    modal(*EVERY_FIELD),
    modal(
        {"type": "section", "text": plain(), "accessory": {"type": "multi_users_select", "action_id": "who"}},
        {"type": "actions", "elements": [{"type": "radio_buttons", "options": options("a", "b")}]},
        submit=None,
        close=None,
    ),
    modal(*[field(f"b{number}", "plain_text_input") for number in range(100)]),
    modal(title=plain("x" * 24), submit=plain("x" * 24), close=plain("x" * 24)),
    modal(private_metadata="x" * 3000, callback_id="x" * 255),
    modal(field("a", "rich_text_input", initial_value=RICH)),
    modal(field("a", "checkboxes", options=[{"text": {"type": "mrkdwn", "text": "*a*"}, "value": "a"}])),
    modal(field("a", "plain_text_input", max_length=3000, initial_value="", focus_on_load=True)),
    modal(field("a", "plain_text_input", dispatch=True)),
]


@pytest.mark.parametrize("view", ACCEPTED)
def test_valid_view_is_accepted(view: Json) -> None:
    assert check_view(view)["title"]["text"] == view["title"]["text"]


def element(kind: str, **more: Any) -> Json:
    return modal(field("a", kind, **more))


REFUSED: list[tuple[object, str]] = [
    ([], "must be an object [json-pointer:/view]"),
    ({}, "missing required field: type [json-pointer:/view]"),
    (modal(type="home"), "unsupported type: home [json-pointer:/view/type]"),
    (modal(colour="red"), "invalid additional property: colour [json-pointer:/view]"),
    (modal(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
    (modal(title=None), "must be an object [json-pointer:/view/title]"),
    (modal(submit=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/submit/text]"),
    (modal(submit=None), "missing required field: submit [json-pointer:/view]"),
    (
        modal(close={"type": "mrkdwn", "text": "a"}),
        "unsupported type: mrkdwn [json-pointer:/view/close/type]",
    ),
    (modal(blocks=[]), "no less than 1 items allowed [json-pointer:/view/blocks]"),
    (
        modal(*[{"type": "divider"}] * 101),
        "no more than 100 items allowed [json-pointer:/view/blocks]",
    ),
    (
        modal(private_metadata="x" * 3001),
        "must be less than 3001 characters [json-pointer:/view/private_metadata]",
    ),
    (modal(callback_id="x" * 256), "must be less than 256 characters [json-pointer:/view/callback_id]"),
    (
        modal({"type": "input", "element": {"type": "plain_text_input"}}),
        "missing required field: label [json-pointer:/view/blocks/0]",
    ),
    (element("button"), "unsupported type: button [json-pointer:/view/blocks/0/element/type]"),
    (
        modal({"type": "actions", "elements": [{"type": "plain_text_input"}]}),
        "unsupported type: plain_text_input [json-pointer:/view/blocks/0/elements/0/type]",
    ),
    (
        modal({"type": "actions", "elements": [{"type": "multi_users_select"}]}),
        "unsupported type: multi_users_select [json-pointer:/view/blocks/0/elements/0/type]",
    ),
    (
        element("plain_text_input", max_length=3001),
        "must be between 1 and 3000 [json-pointer:/view/blocks/0/element/max_length]",
    ),
    (
        element("plain_text_input", placeholder=plain("x" * 151)),
        "must be less than 151 characters [json-pointer:/view/blocks/0/element/placeholder/text]",
    ),
    (
        element("rich_text_input", initial_value={"type": "rich_text"}),
        "missing required field: elements [json-pointer:/view/blocks/0/element/initial_value]",
    ),
    (
        element("static_select", options=options("a"), initial_option=options("b")[0]),
        "must match one of the options [json-pointer:/view/blocks/0/element/initial_option]",
    ),
    (
        element("checkboxes", options=options("a"), initial_options=options("a", "b")),
        "must match one of the options [json-pointer:/view/blocks/0/element/initial_options/1]",
    ),
    (
        element("checkboxes", options=options(*"abcdefghijk")),
        "no more than 10 items allowed [json-pointer:/view/blocks/0/element/options]",
    ),
    (
        element("multi_users_select", max_selected_items=0),
        "must be between 1 and 1000 [json-pointer:/view/blocks/0/element/max_selected_items]",
    ),
    (
        element("conversations_select", filter={"include": ["secret"]}),
        "must be one of: im, mpim, private, public [json-pointer:/view/blocks/0/element/filter/include/0]",
    ),
    (
        element("timepicker", initial_time="24:00"),
        "must match pattern: ([01]\\d|2[0-3]):[0-5]\\d [json-pointer:/view/blocks/0/element/initial_time]",
    ),
]


@pytest.mark.parametrize(("view", "problem"), REFUSED)
def test_invalid_view_is_refused(view: object, problem: str) -> None:
    with pytest.raises(SlackError) as refusal:
        check_view(view)
    assert refusal.value.error == "invalid_arguments"
    assert refusal.value.messages == (problem,)


NOT_SENT: list[tuple[object, str]] = [
    (modal(external_id="a"), "external_id"),
    (modal(clear_on_close=True), "clear_on_close"),
    (modal(notify_on_close=True), "notify_on_close"),
    *(
        (element(kind), kind)
        for kind in (
            *("number_input", "email_text_input", "url_text_input", "datetimepicker", "file_input"),
            *("external_select", "multi_external_select", "channels_select", "multi_channels_select"),
        )
    ),
    (element("plain_text_input", min_length=1), "min_length"),
    (element("plain_text_input", dispatch_action_config={}), "dispatch_action_config"),
    (element("static_select", options=options("a"), option_groups=[]), "option_groups"),
    (element("timepicker", timezone="Europe/Berlin"), "timezone"),
    (element("users_select", confirm={}), "confirm"),
]


@pytest.mark.parametrize(("view", "name"), NOT_SENT)
def test_view_that_hearten_never_sends_is_refused_by_name(view: object, name: str) -> None:
    with pytest.raises(SlackError, match=f"the practice workspace doesn't know {name} "):
        check_view(view)


def test_repeated_block_ids_are_refused() -> None:
    with pytest.raises(SlackError) as refusal:
        check_view(modal(field("a", "plain_text_input"), field("a", "plain_text_input")))
    assert refusal.value.messages == tuple(
        f"`block_id` is not unique: a [json-pointer:/view/blocks/{number}/block_id]" for number in (0, 1)
    )


def test_too_large_view_is_refused() -> None:
    many = [{"type": "section", "block_id": f"b{number}", "text": plain("x" * 3000)} for number in range(90)]
    with pytest.raises(SlackError, match="view_too_large"):
        check_view(modal(*many))
    assert check_view(modal(*many[: VIEW_BYTES // 3100]))


def test_defaults_are_added() -> None:
    asked = {"type": "plain_text_input"}
    view = check_view(
        {
            "type": "modal",
            "title": plain(),
            "submit": plain(),
            "blocks": [
                {"type": "input", "label": plain(), "element": asked},
                {"type": "section", "text": {"type": "mrkdwn", "text": "a", "verbatim": True}},
            ],
        }
    )
    first, second = view["blocks"]
    assert view["title"] == {"type": "plain_text", "text": "words", "emoji": True}
    assert first["block_id"]
    assert first["element"]["action_id"]
    assert (first["optional"], first["dispatch_action"]) == (False, False)
    assert second["text"]["verbatim"]
    assert (view["close"], view["private_metadata"], view["external_id"]) == (None, "", "")
    assert (view["clear_on_close"], view["notify_on_close"]) == (False, False)
    assert "action_id" not in asked
