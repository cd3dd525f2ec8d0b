"""What people choose and write in the elements of blocks, and what Slack's window accepts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from bot.practice.checks.blocks import map_elements
from bot.practice.directory import Directory
from bot.practice.records import ChannelKind, JsonObject, SlackError

KEYS: Mapping[str, str] = {
    "plain_text_input": "value",
    "rich_text_input": "rich_text_value",
    "static_select": "selected_option",
    "radio_buttons": "selected_option",
    "multi_static_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
}
"""By kind of element that keeps an entry: the key of that in payloads, a plural for several."""

MAX_WRITTEN = 3000
"""Characters that a text field takes if its `max_length` says nothing."""

Values = Mapping[str, Mapping[str, JsonObject]]
"""Entries by `block_id` and `action_id`: Slack's `state.values`."""


class InitialRichText(dict[str, Any]):
    """The entry of a rich text field in which the person has changed nothing yet."""


def iterate_elements(blocks: Iterable[JsonObject]) -> Iterator[tuple[JsonObject, JsonObject]]:
    """Yield every element that people can use, with the block it is in."""
    for block in blocks:
        beside = [block[key] for key in ("accessory", "element") if key in block]
        for element in block["elements"] if block["type"] == "actions" else beside:
            if "action_id" in element:
                yield block, element


def find_element(
    blocks: Iterable[JsonObject], action_id: str, block_id: str | None = None
) -> tuple[JsonObject, JsonObject]:
    """Return the first element of this `action_id`, with its block; SlackError `action_not_found`."""
    for block, element in iterate_elements(blocks):
        if element["action_id"] == action_id and block_id in (None, block["block_id"]):
            return block, element
    raise SlackError("action_not_found", f"There is no element {action_id!r}.")


def initial_entry(element: JsonObject, here: str = "") -> JsonObject:
    """Return the entry of an element before anybody used it; `here` is the conversation one came from, or "".

    An element that begins with that one begins with no other
    (https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element).
    """
    if element.get("default_to_current_conversation"):
        return _entry(element, [here] if here and _is_several(element) else here)
    entry = _entry(element, element.get(initial_key(element["type"])))
    return InitialRichText(entry) if element["type"] == "rich_text_input" else entry


def make_entry(element: JsonObject, value: object) -> JsonObject:
    """Return the entry of an element in which `value` was chosen or written; SlackError `option_not_found`.

    Options go by their values, people and conversations by their ids, rich text is a `rich_text` block.
    """
    if not value:
        return _entry(element, None)
    if _is_several(element):
        if not isinstance(value, list | tuple | set):
            raise SlackError("option_not_found", f"{element['action_id']!r} takes a list.")
        has_options = "options" in element
        return _entry(element, [_option(element, each) if has_options else each for each in value])
    return _entry(element, _option(element, value) if "options" in element else value)


def describe_action(block: JsonObject, element: JsonObject, value: object) -> JsonObject:
    """Return what `block_actions` says of an element that was used; SlackError `option_not_found`.

    The `value` of a button takes the place of its own, unless it is None.
    """
    kind, action_id = element["type"], element["action_id"]
    about: JsonObject = {"type": kind, "action_id": action_id, "block_id": block["block_id"]}
    about |= {key: element[key] for key in (_OF_BUTTON if kind == "button" else _OF_FIELD) if key in element}
    if kind == "button":
        return about if value is None else {**about, "value": value}
    if kind == "overflow":
        return {**about, "selected_option": _option(element, value)}
    if kind not in KEYS:
        raise SlackError("action_not_found", f"{action_id!r} tells the app nothing.")
    if not value and KEYS[kind].startswith("selected_") and not _is_several(element):
        raise SlackError("option_not_found", f"Nothing was chosen in {action_id!r}.")
    return {**about, **make_entry(element, value)}


def current_values(
    blocks: Iterable[JsonObject], before: Values, here: Callable[[JsonObject], str] = lambda _: ""
) -> dict[str, dict[str, JsonObject]]:
    """Return what is in all elements; entries of `before` stay where `block_id` and `action_id` are the same.

    `here` gives the conversation that one came from, "" where an element does not offer it.
    """
    values: dict[str, dict[str, JsonObject]] = {}
    for block, element in iterate_elements(blocks):
        if element["type"] not in KEYS:
            continue
        entry = before.get(block["block_id"], {}).get(element["action_id"])
        if entry is None or entry["type"] != element["type"]:
            entry = initial_entry(element, here(element))
        values.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return values


def fill_blocks(blocks: Iterable[JsonObject], values: Values) -> list[JsonObject]:
    """Return the blocks as they look with these entries: each element begins with what is in it now."""

    def fill(block: JsonObject, element: JsonObject) -> JsonObject:
        entry = values.get(block["block_id"], {}).get(element.get("action_id", ""))
        if entry is None:
            return element
        initial = initial_key(element["type"])
        rest = {key: value for key, value in element.items() if key != initial}
        return {**rest, initial: entry_value(entry)} if entry_value(entry) else rest

    return [map_elements(block, partial(fill, block)) for block in blocks]


def entry_value(entry: JsonObject) -> object:
    """Return what was chosen or written in an entry, without what says how."""
    return entry[KEYS[entry["type"]]]


_OF_BUTTON = ("text", "value", "style", "confirm")
_OF_FIELD = (
    *("placeholder", "confirm", "initial_option", "initial_options", "initial_user", "initial_users"),
    *("initial_conversation", "initial_conversations", "initial_date", "initial_time"),
)
"""What the description of a used element repeats of it, as far as the app has said so."""


def initial_key(kind: str) -> str:
    """Return the key under which an element of a kind says what is in it at first."""
    key = KEYS[kind]
    return "initial_value" if key in ("value", "rich_text_value") else key.replace("selected", "initial")


def _entry(element: JsonObject, value: object) -> JsonObject:
    key = KEYS[element["type"]]
    return {"type": element["type"], key: value or ([] if _is_several(element) else None)}


def _is_several(element: JsonObject) -> bool:
    return KEYS[element["type"]].endswith("s")


def _option(element: JsonObject, value: object) -> JsonObject:
    option: JsonObject | None = next((each for each in element["options"] if each["value"] == value), None)
    if option is None:
        raise SlackError("option_not_found", f"No option {value!r} in {element['action_id']!r}.")
    return option


REQUIRED = "Please complete this required field."
UNSENDABLE = "Slack can't send this field before you change it."
"""Rich text whose `initial_value` mentions someone cannot be sent back as it is (bolt-python#1003,
bolt-js#2266, deno-slack-sdk#503). Slack's own words are less clear."""

_MENTIONS = ("user", "channel")


def submission_errors(blocks: Iterable[JsonObject], values: Values) -> dict[str, str]:
    """Return by `block_id` why Slack's window would not let someone submit this; empty if it would."""
    errors: dict[str, str] = {}
    for block in blocks:
        if block["type"] == "input":
            entry = values[block["block_id"]][block["element"]["action_id"]]
            error = _submission_error(block["element"], entry, is_optional=bool(block.get("optional")))
            if error:
                errors[block["block_id"]] = error
    return errors


def _submission_error(element: JsonObject, entry: JsonObject, *, is_optional: bool) -> str:
    value = entry_value(entry)
    if not value:
        return "" if is_optional else REQUIRED
    if isinstance(entry, InitialRichText) and _has_mention(value):
        return UNSENDABLE
    if element["type"] == "plain_text_input":
        most = element.get("max_length", MAX_WRITTEN)
        return f"Please write at most {most} characters." if len(str(value)) > most else ""
    most = element.get("max_selected_items")
    if most is not None and isinstance(value, list) and len(value) > most:
        return f"Please choose at most {most}."
    return ""


def _has_mention(value: object) -> bool:
    """Return True if rich text has an element that Slack fails to send back."""
    if isinstance(value, list):
        return any(map(_has_mention, value))
    if not isinstance(value, dict):
        return False
    return value.get("type") in _MENTIONS or _has_mention(value.get("elements"))


def offers(directory: Directory, element: Mapping[str, object], channel_id: str) -> bool:
    """Return True if a menu of conversations offers this one."""
    channel = directory.channel(channel_id)
    is_with_app = directory.is_with_app(channel)
    return lets_through(element, channel.kind, is_shared=channel.is_ext_shared, is_with_app=is_with_app)


def lets_through(
    element: Mapping[str, object], kind: ChannelKind | str, *, is_shared: bool, is_with_app: bool
) -> bool:
    """Return True if a menu offers a conversation of this kind; one without a filter offers them all."""
    wanted = element.get("filter")
    if not isinstance(wanted, Mapping):
        return True
    kinds = wanted.get("include")
    if isinstance(kinds, list) and kinds and kind not in kinds:
        return False
    is_excluded = is_shared and wanted.get("exclude_external_shared_channels") is True
    return not (is_excluded or (is_with_app and wanted.get("exclude_bot_users") is True))
