"""Which blocks Slack takes, and what it says of the others."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.practice.checks.blocks import check_blocks
from bot.practice.records import SlackError

Block = dict[str, Any]


def plain(text: str = "words") -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "words") -> Block:
    return {"type": "mrkdwn", "text": text}


def button(**more: Any) -> Block:
    return {"type": "button", "text": plain(), "action_id": "press", **more}


def section(**more: Any) -> Block:
    return {"type": "section", "text": mrkdwn(), **more}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def context(*elements: Block) -> Block:
    return {"type": "context", "elements": list(elements)}


def image(**more: Any) -> Block:
    return {"type": "image", "image_url": "https://a.example/a.png", "alt_text": "a picture", **more}


def rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def option(number: int = 1, **more: Any) -> Block:
    return {"text": plain(), "value": f"v{number}", **more}


def menu(**more: Any) -> Block:
    return {"type": "static_select", "action_id": "choose", "options": [option()], **more}


CONFIRM = {"title": plain(), "text": mrkdwn(), "confirm": plain(), "deny": plain()}

_KEYS = ("type", "text", "elements", "block_id", "action_id", "options", "accessory", "fields", "alt_text")

ACCEPTED: list[Block] = [
    section(),
    section(text=plain("x" * 3000), block_id="b" * 255),
    section(accessory=button()),
    section(accessory=image()),
    {"type": "header", "text": plain("x" * 150)},
    context(*[mrkdwn()] * 10),
    context(image(), plain()),
    {"type": "divider"},
    image(alt_text="x" * 2000),
    {"type": "image", "slack_file": {"id": "F123"}, "alt_text": "a picture"},
    actions(*[button(action_id=f"a{number}") for number in range(25)]),
    actions(button(value="x" * 2000, style="danger", confirm=CONFIRM)),
    actions({"type": "button", "text": plain("x" * 75)}),
    actions(menu(placeholder=plain(), initial_option=option())),
    actions(menu(options=[option(number) for number in range(100)])),
    actions({"type": "overflow", "options": [option()] * 5}),
    actions({"type": "users_select", "initial_user": "U0ANA0001"}),
    actions({"type": "conversations_select"}),
    actions({"type": "datepicker", "initial_date": "2026-11-23"}),
    rich(),
    rich(
        {"type": "text", "text": "a <b> & c", "style": {"bold": True, "code": False}},
        {"type": "user", "user_id": "U0ANA0001"},
        {"type": "channel", "channel_id": "C0DESIGN1"},
        {"type": "emoji", "name": "thumbsup", "skin_tone": 3},
        {"type": "link", "url": "https://a.example", "text": "a"},
    ),
    {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_list", "style": "bullet", "elements": rich()["elements"], "indent": 1},
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "so"}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x = 1"}], "border": 0},
        ],
    },
]


@pytest.mark.parametrize("block", ACCEPTED)
def test_valid_block_is_accepted(block: Block) -> None:
    assert check_blocks([block]) == [block]


REFUSED: list[tuple[Block, str]] = [
    ({}, "missing required field: type [json-pointer:/blocks/0]"),
    ({"type": "hologram"}, "unsupported type: hologram [json-pointer:/blocks/0/type]"),
    ({"type": ["section"]}, "unsupported type: ['section'] [json-pointer:/blocks/0/type]"),
    (
        {"type": "input", "label": plain(), "element": {"type": "plain_text_input"}},
        "unsupported type: input [json-pointer:/blocks/0/type]",
    ),
    ({"type": "section"}, "missing required field: text [json-pointer:/blocks/0]"),
    (
        section(text=mrkdwn("x" * 3001)),
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    (section(text=mrkdwn("")), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    (section(text="words"), "must be an object [json-pointer:/blocks/0/text]"),
    (
        section(text=mrkdwn() | {"emoji": True}),
        "invalid additional property: emoji [json-pointer:/blocks/0/text]",
    ),
    (section(colour="red"), "invalid additional property: colour [json-pointer:/blocks/0]"),
    (section(block_id="b" * 256), "must be less than 256 characters [json-pointer:/blocks/0/block_id]"),
    ({"type": "header", "text": mrkdwn()}, "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"),
    (
        {"type": "header", "text": plain("x" * 151)},
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    (context(), "no less than 1 items allowed [json-pointer:/blocks/0/elements]"),
    (context(*[plain()] * 11), "no more than 10 items allowed [json-pointer:/blocks/0/elements]"),
    (context(button()), "unsupported type: button [json-pointer:/blocks/0/elements/0/type]"),
    ({"type": "context", "elements": plain()}, "must be an array [json-pointer:/blocks/0/elements]"),
    ({"type": "divider", "text": plain()}, "invalid additional property: text [json-pointer:/blocks/0]"),
    (
        {"type": "image", "image_url": "https://a.example/a.png"},
        "missing required field: alt_text [json-pointer:/blocks/0]",
    ),
    (
        {"type": "image", "alt_text": "a picture"},
        "must define either `image_url` or `slack_file` [json-pointer:/blocks/0]",
    ),
    (image(alt_text="x" * 2001), "must be less than 2001 characters [json-pointer:/blocks/0/alt_text]"),
    (actions(), "no less than 1 items allowed [json-pointer:/blocks/0/elements]"),
    (
        actions(*[button(action_id=f"a{number}") for number in range(26)]),
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        actions(button(), button()),
        "`action_id` already exists: press [json-pointer:/blocks/0/elements/1/action_id]",
    ),
    (
        actions(button(text=plain("x" * 76))),
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    (
        actions(button(action_id="x" * 256)),
        "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
    ),
    (
        actions(button(value="x" * 2001)),
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        actions(button(style="default")),
        "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
    ),
    (
        actions(button(confirm={**CONFIRM, "deny": mrkdwn()})),
        "unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/confirm/deny/type]",
    ),
    (
        actions(menu(options=[option(number) for number in range(101)])),
        "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        actions({"type": "static_select"}),
        "missing required field: options [json-pointer:/blocks/0/elements/0]",
    ),
    (
        actions(menu(options=[option(value="x" * 151)])),
        "must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]",
    ),
    (
        actions({"type": "overflow", "options": [option()] * 6}),
        "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        rich({"type": "text", "text": ""}),
        "must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]",
    ),
    (
        rich({"type": "text", "text": "a", "style": {"blink": True}}),
        "invalid additional property: blink [json-pointer:/blocks/0/elements/0/elements/0/style]",
    ),
    (
        rich({"type": "emoji", "name": "bulb", "skin_tone": 7}),
        "must be between 2 and 6 [json-pointer:/blocks/0/elements/0/elements/0/skin_tone]",
    ),
    (
        {"type": "rich_text", "elements": [{"type": "text", "text": "a"}]},
        "unsupported type: text [json-pointer:/blocks/0/elements/0/type]",
    ),
]


@pytest.mark.parametrize(("block", "problem"), REFUSED)
def test_invalid_block_is_refused(block: Block, problem: str) -> None:
    with pytest.raises(SlackError) as refusal:
        check_blocks([block])
    assert refusal.value.error == "invalid_blocks"
    assert refusal.value.messages == (problem,)


NOT_SENT: list[tuple[Block, str]] = [
    ({"type": "table", "rows": []}, "table"),
    ({"type": "markdown", "text": "a"}, "markdown"),
    (section(fields=[plain()]), "fields"),
    (image(title=plain()), "title"),
    (actions(button(url="https://a.example")), "url"),
    (actions(menu(option_groups=[])), "option_groups"),
    *(
        (actions({"type": kind}), kind)
        for kind in ("channels_select", "external_select", "datetimepicker", "workflow_button")
    ),
    *((rich({"type": kind}), kind) for kind in ("usergroup", "broadcast", "date", "color")),
]


@pytest.mark.parametrize(("block", "name"), NOT_SENT)
def test_block_that_hearten_never_sends_is_refused_by_name(block: Block, name: str) -> None:
    with pytest.raises(SlackError, match=f"the practice workspace doesn't know {name} "):
        check_blocks([block])


def test_every_problem_is_listed() -> None:
    with pytest.raises(SlackError) as refusal:
        check_blocks([{"type": "section"}, {"type": "header"}])
    assert refusal.value.messages == (
        "missing required field: text [json-pointer:/blocks/0]",
        "missing required field: text [json-pointer:/blocks/1]",
    )


def test_link_needs_a_valid_url() -> None:
    with pytest.raises(SlackError, match="must match pattern"):
        check_blocks([rich({"type": "link", "url": "javascript:alert(1)"})])


def test_more_than_fifty_blocks_are_refused() -> None:
    assert check_blocks([{"type": "divider"}] * 50)
    with pytest.raises(SlackError, match="no more than 50 items allowed"):
        check_blocks([{"type": "divider"}] * 51)


def test_repeated_block_ids_are_refused() -> None:
    with pytest.raises(SlackError) as refusal:
        check_blocks([{"type": "divider", "block_id": "same"}] * 2)
    assert [message.split(" [")[0] for message in refusal.value.messages] == [
        "`block_id` is not unique: same"
    ] * 2


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=4),
    max_leaves=12,
)


def outcome(blocks: object) -> str:
    try:
        check_blocks(blocks)
    except SlackError as refusal:
        return refusal.error
    return "taken"


@given(_json)
def test_any_block_is_accepted_or_refused_as_by_slack(blocks: object) -> None:
    assert outcome(blocks) in ("taken", "invalid_blocks", "invalid_blocks_format")


@pytest.mark.parametrize("blocks", [{}, "blocks", ["section"], [[]]])
def test_blocks_must_be_a_list_of_objects(blocks: object) -> None:
    with pytest.raises(SlackError, match="invalid_blocks_format"):
        check_blocks(blocks)
