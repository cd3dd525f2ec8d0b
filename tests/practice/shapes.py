"""Shapes of JSON: which keys there are, and of which types their values."""

from __future__ import annotations

from collections.abc import Iterator

Shape = object
"""A type, None for null, a tuple of alternatives, a list of one shape for each item, or keys with shapes.

A key that ends in a question mark may be missing. No other keys may be there.
"""


def differences(value: object, shape: Shape, where: str = "") -> Iterator[str]:
    """A line for each place where a value is not of a shape; none if it is."""
    if isinstance(shape, tuple):
        if all(list(differences(value, each, where)) for each in shape):
            yield f"{where}: {value!r} is none of {shape}"
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{where}: {value!r} is no list"
            return
        for number, each in enumerate(value):
            yield from differences(each, shape[0], f"{where}/{number}")
    elif isinstance(shape, dict):
        if not isinstance(value, dict):
            yield f"{where}: {value!r} is no object"
            return
        known = {key.removesuffix("?"): inner for key, inner in shape.items()}
        yield from (f"{where}/{key}: missing" for key in shape if key[-1] != "?" and key not in value)
        yield from (f"{where}/{key}: not Slack's" for key in value if key not in known)
        for key in value.keys() & known.keys():
            yield from differences(value[key], known[key], f"{where}/{key}")
    elif shape is None or value is None:
        if shape is not value:
            yield f"{where}: {value!r} is not {shape}"
    elif type(value) is not shape:
        yield f"{where}: {value!r} is no {shape}"


def keyed(shape: Shape, *without: str, **more: Shape) -> dict[str, Shape]:
    """The same keys without some, and with more."""
    assert isinstance(shape, dict)
    return {key: each for key, each in shape.items() if key not in without} | more
