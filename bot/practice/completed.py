"""What Slack adds to the blocks that it takes: ids, and what texts leave unsaid."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable

from bot.practice.records import JsonObject


def completed(blocks: Iterable[JsonObject], new_id: Callable[[], str]) -> list[JsonObject]:
    """The blocks as Slack keeps them: spelt out, and with an id each; `new_id` makes one for a block."""
    return [_completed(block, new_id) for block in blocks]


def spelt_out(value: object) -> object:
    """The same with every text saying whether it has emoji, or is taken verbatim."""
    if isinstance(value, list):
        return [spelt_out(each) for each in value]
    if not isinstance(value, dict):
        return value
    defaults = {"plain_text": {"emoji": True}, "mrkdwn": {"verbatim": False}}.get(str(value.get("type")), {})
    return {
        **{key: spelt_out(each) for key, each in value.items()},
        **defaults,
        **{k: value[k] for k in defaults if k in value},
    }


def _completed(block: JsonObject, new_id: Callable[[], str]) -> JsonObject:
    whole: JsonObject = {key: spelt_out(value) for key, value in block.items()}
    whole["block_id"] = block.get("block_id") or new_id()
    if block["type"] == "input":
        whole = {"optional": False, "dispatch_action": False, **whole}
    if block["type"] == "actions":
        whole["elements"] = [_actionable(element) for element in whole["elements"]]
    for key in ("accessory", "element"):
        if key in block:
            whole[key] = _actionable(whole[key])
    return whole


def _actionable(element: JsonObject) -> JsonObject:
    if element["type"] == "image":
        return element
    return {**element, "action_id": element.get("action_id") or secrets.token_urlsafe(4)}
