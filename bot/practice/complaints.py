"""What Slack's own window says of fields before it lets anybody submit a modal."""

from __future__ import annotations

from collections.abc import Iterable

from bot.practice.entries import UntouchedEntry, Values, chosen
from bot.practice.fields import WRITTEN
from bot.practice.records import JsonObject

REQUIRED = "Please complete this required field."
UNSENDABLE = "Slack can't send this field before you change it."
"""Rich text whose `initial_value` mentions somebody cannot be sent back as it is (bolt-python#1003,
bolt-js#2266, deno-slack-sdk#503). Slack's own words are less clear."""

_MENTIONS = ("user", "channel")


def complaints(blocks: Iterable[JsonObject], values: Values) -> dict[str, str]:
    """By `block_id`, why Slack's window would not let somebody submit this; empty if it would."""
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            entry = values[block["block_id"]][element["action_id"]]
            words = _complaint(element, chosen(entry), is_optional=bool(block.get("optional")))
            if not words and isinstance(entry, UntouchedEntry) and _mentions(chosen(entry)):
                words = UNSENDABLE
            if words:
                found[block["block_id"]] = words
    return found


def _complaint(element: JsonObject, found: object, *, is_optional: bool) -> str:
    if not found:
        return "" if is_optional else REQUIRED
    if element["type"] == "plain_text_input":
        most = element.get("max_length", WRITTEN)
        return f"Please write at most {most} characters." if len(str(found)) > most else ""
    most = element.get("max_selected_items")
    if most is not None and isinstance(found, list) and len(found) > most:
        return f"Please choose at most {most}."
    return ""


def _mentions(value: object) -> bool:
    """Return whether rich text has an element that Slack fails to send back."""
    if isinstance(value, list):
        return any(map(_mentions, value))
    if not isinstance(value, dict):
        return False
    return value.get("type") in _MENTIONS or _mentions(value.get("elements"))
