"""Every limit of Slack's: what is just small enough is taken, and one more is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.checks.blocks import check_blocks
from bot.practice.checks.views import check_home, check_view
from bot.practice.records import SlackError
from tests.practice.conftest import Refused
from tests.practice.forms import Json, field, modal, options, plain

Make = Callable[[int], Json]
"""Makes a block, or a view, that measures so much."""


def letters(count: int) -> Json:
    return plain("x" * count)


def marked(count: int) -> Json:
    return {"type": "mrkdwn", "text": "x" * count}


def link(count: int) -> str:
    return "https://" + "x" * (count - 8)


def many(count: int) -> list[Json]:
    return options(*(f"v{number}" for number in range(count)))


def one(**more: Any) -> list[Json]:
    """A single option."""
    return [{"text": plain(), "value": "a", **more}]


def row(kind: str, **more: Any) -> Json:
    return {"type": "actions", "elements": [{"type": kind, "action_id": "a", **more}]}


def button(**more: Any) -> Json:
    return row("button", **{"text": plain(), **more})


def buttons(count: int) -> Json:
    found = [{"type": "button", "text": plain(), "action_id": str(number)} for number in range(count)]
    return {"type": "actions", "elements": found}


def asking(**more: Any) -> Json:
    """A button with a question."""
    return button(confirm={"title": plain(), "text": plain(), "confirm": plain(), "deny": plain(), **more})


def menu(**more: Any) -> Json:
    return row("static_select", **{"options": one()} | more)


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://a.example", "alt_text": "a", **more}


BLOCKS: dict[str, tuple[int, Make]] = {
    "block_id": (255, lambda n: {"type": "divider", "block_id": "x" * n}),
    "section text": (3000, lambda n: {"type": "section", "text": letters(n)}),
    "header": (150, lambda n: {"type": "header", "text": letters(n)}),
    "context elements": (10, lambda n: {"type": "context", "elements": [plain()] * n}),
    "actions": (25, buttons),
    "image alt_text": (2000, lambda n: image(alt_text="x" * n)),
    "image image_url": (3000, lambda n: image(image_url=link(n))),
    "action_id": (255, lambda n: button(action_id="x" * n)),
    "button text": (75, lambda n: button(text=letters(n))),
    "button value": (2000, lambda n: button(value="x" * n)),
    "button accessibility_label": (75, lambda n: button(accessibility_label="x" * n)),
    "confirm title": (100, lambda n: asking(title=letters(n))),
    "confirm text": (300, lambda n: asking(text=marked(n))),
    "confirm confirm": (30, lambda n: asking(confirm=letters(n))),
    "confirm deny": (30, lambda n: asking(deny=letters(n))),
    "options": (100, lambda n: menu(options=many(n))),
    "option text": (75, lambda n: menu(options=one(text=letters(n)))),
    "option value": (150, lambda n: menu(options=one(value="x" * n))),
    "option description": (75, lambda n: menu(options=one(description=letters(n)))),
    "placeholder": (150, lambda n: menu(placeholder=letters(n))),
    "overflow options": (5, lambda n: row("overflow", options=many(n))),
    "checkboxes": (10, lambda n: row("checkboxes", options=many(n))),
    "radio buttons": (10, lambda n: row("radio_buttons", options=many(n))),
    "checkbox text": (75, lambda n: row("checkboxes", options=one(text=marked(n)))),
    "checkbox description": (75, lambda n: row("checkboxes", options=one(description=letters(n)))),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_block_limit_is_exact(name: str) -> None:
    limit, make = BLOCKS[name]
    assert check_blocks([make(limit)])
    with pytest.raises(SlackError, match="invalid_blocks"):
        check_blocks([make(limit + 1)])


def asked(kind: str, **more: Any) -> Json:
    return modal(field("a", kind, **more))


VIEWS: dict[str, tuple[int, Make]] = {
    "title": (24, lambda n: modal(title=letters(n))),
    "submit": (24, lambda n: modal(submit=letters(n))),
    "close": (24, lambda n: modal(close=letters(n))),
    "private_metadata": (3000, lambda n: modal(private_metadata="x" * n)),
    "callback_id": (255, lambda n: modal(callback_id="x" * n)),
    "blocks": (100, lambda n: modal(*[{"type": "divider"}] * n)),
    "label": (2000, lambda n: modal({**field("a", "users_select"), "label": letters(n)})),
    "hint": (2000, lambda n: modal({**field("a", "users_select"), "hint": letters(n)})),
    "text placeholder": (150, lambda n: asked("plain_text_input", placeholder=letters(n))),
    "max_length": (3000, lambda n: asked("plain_text_input", max_length=n)),
    "initial_value": (3000, lambda n: asked("plain_text_input", initial_value="x" * n)),
    "rich text placeholder": (150, lambda n: asked("rich_text_input", placeholder=letters(n))),
    "options": (100, lambda n: asked("multi_static_select", options=many(n))),
    "initial_options": (
        100,
        lambda n: asked("multi_static_select", options=many(n), initial_options=many(n)),
    ),
}


@pytest.mark.parametrize("name", VIEWS)
def test_view_limit_is_exact(name: str) -> None:
    limit, make = VIEWS[name]
    assert check_view(make(limit))
    with pytest.raises(SlackError, match="invalid_arguments"):
        check_view(make(limit + 1))


def test_home_takes_as_many_blocks_as_a_modal() -> None:
    assert check_home({"type": "home", "blocks": [{"type": "divider"}] * 100})
    with pytest.raises(SlackError, match="no more than 100 items allowed"):
        check_home({"type": "home", "blocks": [{"type": "divider"}] * 101})


async def test_message_text_limit_is_exact(client: AsyncWebClient, refused: Refused) -> None:
    assert (await client.chat_postMessage(channel="C0DESIGN1", text="x" * 40_000))["ok"]
    refusal = await refused(client.chat_postMessage(channel="C0DESIGN1", text="x" * 40_001))
    assert refusal["error"] == "msg_too_long"


@pytest.mark.parametrize("letter", ["x", "ü", "ま", "🎉"])
async def test_update_text_limit_is_exact(client: AsyncWebClient, refused: Refused, letter: str) -> None:
    posted = await client.chat_postMessage(channel="C0DESIGN1", text="x" * 40_000)
    where: Json = {"channel": "C0DESIGN1", "ts": posted["ts"]}
    most = letter * (4_000 // len(letter.encode()))
    assert (await client.chat_update(**where, text=most))["text"] == most
    for blocks in ([], [{"type": "divider"}]):
        refusal = await refused(client.chat_update(**where, text=f"{most}{letter}", blocks=blocks))
        assert refusal["error"] == "msg_too_long"
    assert (await client.chat_update(**where, text=most))["text"] == most


@pytest.mark.parametrize(
    "element",
    [
        {"type": "datepicker", "initial_date": "tomorrow"},
        {"type": "static_select"},
        {"type": "overflow", "options": one()},
    ],
)
def test_invalid_field_values_are_refused(element: Json) -> None:
    block = {"type": "input", "block_id": "a", "label": plain(), "element": {**element, "action_id": "a"}}
    with pytest.raises(SlackError, match="invalid_arguments"):
        check_view(modal(block))


@pytest.mark.parametrize("kind", ["plain_text_input", "rich_text_input"])
def test_text_fields_are_refused_in_messages(kind: str) -> None:
    with pytest.raises(SlackError, match=f"unsupported type: {kind}"):
        check_blocks([row(kind)])
