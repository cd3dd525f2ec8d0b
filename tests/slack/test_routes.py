"""Each payload has a handler: what the manifest asks Slack for, what is typed, and what views show."""

import json
from collections.abc import Iterator
from functools import reduce
from operator import or_
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast, get_args

import pytest

from bot.domain.commands.command import Command
from bot.slack import features
from bot.slack.context import Context
from bot.slack.manifest import CARD_SHORTCUT, EVENTS, ORGANISATION_EVENTS, RECOGNISE_SHORTCUT, THANK_SHORTCUT
from bot.slack.routes import Routes

PRESSED = ("button", "overflow", "static_select", "multi_static_select", "radio_buttons", "checkboxes")
VIEWS = [json.loads(file.read_text()) for file in Path(__file__).parent.rglob("__snapshots__/**/*.json")]


@pytest.fixture(scope="module")
def routes() -> Routes:
    routes = Routes()
    features.register(routes, cast(Context, SimpleNamespace(client=None)))
    return routes


def objects(value: object) -> Iterator[dict[str, Any]]:
    """Yield all objects in a view."""
    if isinstance(value, dict):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from objects(one)


def pressed_ids(view: object) -> set[str]:
    """Return the ids of what sends its action at once: elements of inputs do so only if they say it."""
    blocks = [block for block in objects(view) if "type" in block]
    waiting = [block for block in blocks if block["type"] == "input" and not block.get("dispatch_action")]
    silent = {id(one) for block in waiting for one in objects(block)}
    return {
        block["action_id"].partition(":")[0]
        for block in blocks
        if block["type"] in PRESSED and id(block) not in silent and "url" not in block
    }


def test_events_of_the_manifest_have_handlers(routes: Routes) -> None:
    # No app subscribes to the event of a step: Slack sends it to those that have one.
    subscribed = (*EVENTS, *ORGANISATION_EVENTS, "function_executed")
    assert {event.partition(".")[0] for event in subscribed} == set(routes.events)


def test_commands_have_handlers(routes: Routes) -> None:
    assert set(get_args(Command)) == set(routes.commands)


def test_shortcuts_of_the_manifest_have_handlers(routes: Routes) -> None:
    assert set(routes.shortcuts) == {THANK_SHORTCUT, RECOGNISE_SHORTCUT, CARD_SHORTCUT}


def test_buttons_and_menus_have_handlers(routes: Routes) -> None:
    shown = reduce(or_, map(pressed_ids, VIEWS))
    assert len(shown) > 40
    assert shown <= {*routes.actions, *routes.home_actions}


def test_forms_have_handlers(routes: Routes) -> None:
    shown = {view["callback_id"] for view in VIEWS if view.get("type") == "modal" and "submit" in view}
    assert len(shown) > 15
    assert shown <= set(routes.submissions)
