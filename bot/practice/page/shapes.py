"""Careful reading of JSON that may have any shape: a wrong type counts as absent."""

from collections.abc import Mapping, Sequence


def mapping(value: object) -> Mapping[str, object]:
    """Give the value if it is a JSON object, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> Sequence[object]:
    """Give the value if it is a JSON array, else an empty one."""
    return value if isinstance(value, list) else ()


def string(value: object) -> str:
    """Give the value if it is a JSON string, else an empty one."""
    return value if isinstance(value, str) else ""


def whole(value: object) -> int | None:
    """Give the value if it is a whole number, else None."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
