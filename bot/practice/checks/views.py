"""What Slack accepts as the view of a modal or a Home, with its limits, and what it adds to one."""

import json
import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from bot.practice.checks.block_kit import object_check
from bot.practice.checks.blocks import add_text_defaults, complete_blocks, repeated_block_ids
from bot.practice.checks.schema import Check, problem, typed
from bot.practice.records import JsonObject, SlackError

VIEW_BYTES = 250_000
"""Bytes of a whole view, written as JSON."""


def _check_submit(view: Mapping[str, Any], pointer: str) -> Iterator[str]:
    """Yield a problem if a view has inputs and no submit button."""
    if not view.get("submit") and any(block.get("type") == "input" for block in _objects(view.get("blocks"))):
        yield problem("missing required field: submit", pointer)


def _check_response_urls(view: Mapping[str, Any], pointer: str) -> Iterator[str]:
    """Yield a problem for each menu of a Home that asks for a `response_url`, which only modals bring."""
    for number, block in enumerate(_objects(view.get("blocks"))):
        element = block.get("element")
        if isinstance(element, dict) and element.get("response_url_enabled") is True:
            yield problem("`response_url_enabled` is for modals", f"{pointer}/blocks/{number}/element")


def _objects(blocks: object) -> list[JsonObject]:
    """Return a list with an empty object in the place of whatever is none."""
    listed = blocks if isinstance(blocks, list) else []
    return [block if isinstance(block, dict) else {} for block in listed]


def _check_block_ids(view: Mapping[str, Any], pointer: str) -> Iterator[str]:
    yield from repeated_block_ids(view.get("blocks"), f"{pointer}/blocks")


_modal = typed({"modal": object_check("modal", _check_submit, _check_block_ids)})
_home = typed({"home": object_check("home", _check_block_ids, _check_response_urls)})


def check_home(view: object) -> JsonObject:
    """Check a Home as `check_view` does a modal; it has no title, no buttons and nothing to submit."""
    return _check(view, _home)


def check_view(view: object) -> JsonObject:
    """Return a modal's view as Slack keeps it, with everything that the app left out, if Slack would take it.

    Raises SlackError `invalid_arguments` (with a line for each problem and where it is), `view_too_large`.
    """
    return _check(view, _modal)


def _check(view: object, check: Check) -> JsonObject:
    if not isinstance(view, dict):
        raise SlackError("invalid_arguments", problem("must be an object", "/view"))
    if len(json.dumps(view)) > VIEW_BYTES:
        raise SlackError("view_too_large")
    problems = list(check(view, "/view"))
    if problems:
        raise SlackError("invalid_arguments", *problems)
    whole: JsonObject = {
        "submit": None,
        "close": None,
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        **view,
    }
    blocks = complete_blocks(view["blocks"], lambda: secrets.token_urlsafe(4))
    return {**{key: add_text_defaults(value) for key, value in whole.items()}, "blocks": blocks}
