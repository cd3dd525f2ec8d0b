"""Slack's rules for blocks and views, read from `block_kit.toml`."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any, Final

from bot.practice.checks.schema import (
    Check,
    Rule,
    boolean,
    choice,
    exactly_one,
    integer,
    items,
    null_or,
    problem,
    record,
    text,
    typed,
)
from bot.practice.custom_emoji import EMOJI_NAME

_OBJECTS: Final[dict[str, Any]] = tomllib.loads(
    files("bot.practice.checks").joinpath("block_kit.toml").read_text(encoding="utf-8")
)
_GROUPS: Final[dict[str, list[str]]] = _OBJECTS.pop("groups")
_TEXTS: Final = {"plain_text": "emoji", "mrkdwn": "verbatim"}
"""The kinds of text object, and the property that each has besides its text."""


def read_rule(rule: str) -> Check:
    """Return the check that a rule of `block_kit.toml` describes."""
    word, _, rest = rule.partition(" ")
    match word:
        case "boolean":
            return boolean
        case "emoji_name":
            return text(100, pattern=EMOJI_NAME)
        case "one_of":
            return choice(*rest.split())
        case "null_or":
            return null_or(read_rule(rest))
        case "typed":
            return typed(object_checks(rest.split()))
        case "plain_text":
            return typed(object_checks([f"plain_text.{rest}"]))
        case "any_text":
            return typed(object_checks([f"plain_text.{rest}", f"mrkdwn.{rest}"]))
        case "string" | "integer" | "list":
            size, _, detail = rest.partition(" ")
            low, _, high = size.rpartition("-")
            minimum, maximum = int(low or 1), int(high)
            if word == "string":
                return text(maximum, minimum=minimum, pattern=detail)
            if word == "integer":
                return integer(minimum, maximum)
            return items(read_rule(detail), maximum, minimum=minimum)
    return object_check(word)


def object_checks(names: Iterable[str]) -> dict[str, Check]:
    """Return the checks of these objects by their `type`; a name can also be that of a group of objects."""
    checks: dict[str, Check] = {}
    for name in names:
        if name in _GROUPS:
            checks |= object_checks(_GROUPS[name])
        else:
            checks[name.partition(".")[0]] = object_check(name)
    return checks


def object_check(name: str, *rules: Rule) -> Check:
    """Return the check of an object without its `type`; `rules` check it as a whole, too."""
    kind, _, size = name.partition(".")
    if kind in _TEXTS:
        return record({"text": text(int(size))}, {_TEXTS[kind]: boolean})
    properties = {key: read_rule(rule) for key, rule in _properties(name).items()}
    return record(
        {key: check for key, check in properties.items() if not key.endswith("?")},
        {key[:-1]: check for key, check in properties.items() if key.endswith("?")},
        *_RULES.get(kind, ()),
        *rules,
    )


def _properties(name: str) -> dict[str, str]:
    properties: dict[str, str] = dict(_OBJECTS[name])
    shared = properties.pop("+", None)
    return {**_properties(shared), **properties} if shared else properties


def _check_action_ids(value: Mapping[str, Any], pointer: str) -> Iterator[str]:
    seen: set[str] = set()
    for number, element in enumerate(_as_list(value.get("elements"))):
        action_id = element.get("action_id") if isinstance(element, dict) else None
        if isinstance(action_id, str):
            if action_id in seen:
                where = f"{pointer}/elements/{number}/action_id"
                yield problem(f"`action_id` already exists: {action_id}", where)
            seen.add(action_id)


def _check_initial_options(value: Mapping[str, Any], pointer: str) -> Iterator[str]:
    """Yield a problem for each initial option that is not among the options."""
    offered = [_identity(option) for option in _as_list(value.get("options"))]
    if "initial_option" in value and _identity(value["initial_option"]) not in offered:
        yield problem("must match one of the options", f"{pointer}/initial_option")
    for number, option in enumerate(_as_list(value.get("initial_options"))):
        if _identity(option) not in offered:
            yield problem("must match one of the options", f"{pointer}/initial_options/{number}")


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _identity(option: object) -> object:
    """Return what makes two options the same: the value and the words, however these are marked up."""
    if not isinstance(option, dict) or not isinstance(option.get("text"), dict):
        return None
    return option.get("value"), option["text"].get("text")


_RULES: Final[dict[str, tuple[Rule, ...]]] = {
    "actions": (_check_action_ids,),
    "image": (exactly_one("image_url", "slack_file"),),
    **dict.fromkeys(
        ("static_select", "multi_static_select", "checkboxes", "radio_buttons"), (_check_initial_options,)
    ),
}
"""Rules about an object as a whole, by its type."""

BLOCKS: Final = object_checks(["blocks"])
"""The kinds of block that are in messages and in views."""
