"""Checks of JSON values, put together like the sentences of a specification.

A check takes a value and the JSON pointer to it, and yields a line for each problem, in Slack's wording.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Check = Callable[[object, str], Iterator[str]]
Rule = Callable[[Mapping[str, Any], str], Iterator[str]]
"""A check of an object as a whole."""

UNKNOWN = "the practice workspace doesn't know"
"""Begins the refusal of something that Slack takes but Hearten doesn't send."""
_NOT_SENT = frozenset(
    {
        *("table", "video", "file", "markdown", "file_input", "workflow_button", "feedback_buttons"),
        *("number_input", "email_text_input", "url_text_input", "datetimepicker", "timezone"),
        *("external_select", "multi_external_select", "min_query_length", "option_groups"),
        *("channels_select", "multi_channels_select", "dispatch_action_config", "min_length"),
        *("usergroup", "broadcast", "date", "color", "underline", "unicode", "unsafe", "language"),
        *("fields", "expand", "url", "title", "confirm", "image_width", "image_height", "image_bytes"),
        *("external_id", "clear_on_close", "notify_on_close"),
    }
)
"""Types and properties of Slack's that Hearten doesn't send, at least not everywhere."""


def problem(what: str, pointer: str) -> str:
    """Return a line saying what is wrong, and where."""
    return f"{what} [json-pointer:{pointer}]"


def text(maximum: int, *, minimum: int = 1, pattern: str = "") -> Check:
    """Return a check for a string of so many characters, matching `pattern` as a whole if one is given."""
    wanted = re.compile(rf"\A(?:{pattern})", re.DOTALL) if pattern else None

    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield problem("must be a valid string", pointer)
        elif len(value) > maximum:
            yield problem(f"must be less than {maximum + 1} characters", pointer)
        elif len(value) < minimum:
            yield problem(f"must be more than {minimum - 1} characters", pointer)
        elif wanted and not wanted.fullmatch(value):
            yield problem(f"must match pattern: {pattern}", pointer)

    return check


def boolean(value: object, pointer: str) -> Iterator[str]:
    """Yield a problem unless the value is true or false."""
    if not isinstance(value, bool):
        yield problem("must be a valid boolean", pointer)


def integer(minimum: int, maximum: int) -> Check:
    """Return a check for a whole number between the two, both included."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield problem("must be a valid integer", pointer)
        elif not minimum <= value <= maximum:
            yield problem(f"must be between {minimum} and {maximum}", pointer)

    return check


def choice(*allowed: str) -> Check:
    """Return a check for one of these words."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if value not in allowed:
            yield problem(f"must be one of: {', '.join(allowed)}", pointer)

    return check


def items(each: Check, maximum: int, *, minimum: int = 1) -> Check:
    """Return a check for a list of so many items, every one of which passes `each`."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield problem("must be an array", pointer)
            return
        if len(value) > maximum:
            yield problem(f"no more than {maximum} items allowed", pointer)
        if len(value) < minimum:
            yield problem(f"no less than {minimum} items allowed", pointer)
        for number, item in enumerate(value):
            yield from each(item, f"{pointer}/{number}")

    return check


def record(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None, *rules: Rule) -> Check:
    """Return a check for an object with these keys and no others; the `rules` check it as a whole."""
    known = {**required, **(optional or {})}

    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must be an object", pointer)
            return
        for key in required:
            if key not in value:
                yield problem(f"missing required field: {key}", pointer)
        for key, inner in value.items():
            if key in known:
                yield from known[key](inner, f"{pointer}/{key}")
            else:
                words = f"{UNKNOWN} {key}" if key in _NOT_SENT else f"invalid additional property: {key}"
                yield problem(words, pointer)
        for rule in rules:
            yield from rule(value, pointer)

    return check


def null_or(check: Check) -> Check:
    """Return a check that also takes null, for a value that was left out."""
    return lambda value, pointer: iter(()) if value is None else check(value, pointer)


def exactly_one(*keys: str) -> Rule:
    """Return a rule for `record`: one of these keys, neither none nor several."""

    def check(value: Mapping[str, Any], pointer: str) -> Iterator[str]:
        if sum(key in value for key in keys) != 1:
            yield problem(f"must define either {' or '.join(f'`{key}`' for key in keys)}", pointer)

    return check


def typed(kinds: Mapping[str, Check]) -> Check:
    """Return a check for an object whose `type` chooses the check for its other keys."""

    def check(value: object, pointer: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must be an object", pointer)
        elif "type" not in value:
            yield problem("missing required field: type", pointer)
        elif not isinstance(kind := value["type"], str) or kind not in kinds:
            is_slacks = isinstance(kind, str) and kind in _NOT_SENT
            words = f"{UNKNOWN} {kind}" if is_slacks else f"unsupported type: {kind}"
            yield problem(words, f"{pointer}/type")
        else:
            others = {key: inner for key, inner in value.items() if key != "type"}
            yield from kinds[kind](others, pointer)

    return check


def parse_json(text: str | bytes) -> object:
    """Return what a text says in JSON; ValueError if it says nothing.

    Half of a surrogate pair, which JSON can write and no UTF-8 can carry, becomes a question mark.
    """
    value: object = json.loads(text)
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        value = json.loads(json.dumps(value, ensure_ascii=False).encode(errors="replace"))
    return value
