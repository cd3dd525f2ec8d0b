"""Slack's JSON objects, read from `shapes.json` and filled with what is in the workspace."""

import json
from importlib.resources import files
from typing import Any, Final

from bot.practice.records import JsonObject

_SHAPES: Final[dict[str, JsonObject]] = json.loads(
    files("bot.practice").joinpath("shapes.json").read_text(encoding="utf-8")
)
"""By kind of object: all that it has. A name in braces is replaced by a value, as it is or within a text."""


def fill_shape(kind: str, /, **context: Any) -> JsonObject:
    """Return a new object of a kind; its names in braces are taken from `context`, with their attributes."""
    return {key: _fill(value, context) for key, value in _SHAPES[kind].items()}


def _fill(shape: object, context: dict[str, Any]) -> object:
    if isinstance(shape, dict):
        return {key: _fill(value, context) for key, value in shape.items()}
    if isinstance(shape, list):
        return [_fill(each, context) for each in shape]
    if not isinstance(shape, str) or "{" not in shape:
        return shape
    if shape.count("{") > 1 or shape[0] + shape[-1] != "{}":
        return shape.format(**context)
    name, *attributes = shape[1:-1].split(".")
    value = context[name]
    for attribute in attributes:
        value = getattr(value, attribute)
    return value
