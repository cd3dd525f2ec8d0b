"""What Slack's own window says of fields before it lets anybody submit a modal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation

from bot.practice.entries import UntouchedEntry, Values, chosen
from bot.practice.fields import WRITTEN
from bot.practice.records import JsonObject

REQUIRED = "Please complete this required field."
UNSENDABLE = "Slack can't send this field before you change it."
"""Rich text whose `initial_value` mentions somebody cannot be sent back as it is (bolt-python#1003,
bolt-js#2266, deno-slack-sdk#503). Slack's own words are less clear."""

_MENTIONS = ("user", "usergroup", "channel", "broadcast")
_EMAIL = re.compile(r"\A[^@\s]+@[^@\s]+\.[^@\s.]+")
_URL = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)


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
    rule = _RULES.get(element["type"])
    if rule is not None:
        return rule(element, str(found))
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


def _words(element: JsonObject, found: str) -> str:
    least, most = element.get("min_length", 0), element.get("max_length", WRITTEN)
    if len(found) < least:
        return f"Please write at least {least} characters."
    return f"Please write at most {most} characters." if len(found) > most else ""


def _number(element: JsonObject, found: str) -> str:
    try:
        number = Decimal(found)
    except InvalidOperation:
        return "Please enter a number."
    if not number.is_finite():
        return "Please enter a number."
    if not element["is_decimal_allowed"] and number % 1:
        return "Please enter a whole number."
    if "min_value" in element and number < Decimal(element["min_value"]):
        return f"Please enter at least {element['min_value']}."
    if "max_value" in element and number > Decimal(element["max_value"]):
        return f"Please enter at most {element['max_value']}."
    return ""


def _email(_: JsonObject, found: str) -> str:
    return "" if _EMAIL.fullmatch(found) else "Please enter an email address."


def _url(_: JsonObject, found: str) -> str:
    return "" if _URL.fullmatch(found) else "Please enter an address that begins with http:// or https://."


_RULES: Mapping[str, Callable[[JsonObject, str], str]] = {
    "plain_text_input": _words,
    "number_input": _number,
    "email_text_input": _email,
    "url_text_input": _url,
}
