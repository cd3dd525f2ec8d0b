"""Data as it is stored and carried: dictionaries, lists, texts, numbers."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any

from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields

_PLAIN = frozenset((str, int, float, bool, type(None)))
"""Most fields are one of these."""


def to_plain(data: Any) -> Any:
    """Return structs as dictionaries, without the fields that have their default, at any depth.

    Times become ISO text, members of an enum their values, tuples lists.
    """
    data_class: Any = type(data)
    if data_class in _PLAIN:
        return data
    if defaults := _find_defaults(data_class):
        return {
            name: to_plain(value) for name, default in defaults if (value := getattr(data, name)) != default
        }
    if isinstance(data, Enum):
        return data.value
    if isinstance(data, datetime):
        return data.isoformat()
    if isinstance(data, Mapping):
        return {key: to_plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [to_plain(value) for value in data]
    return data


@cache
def _find_defaults(data_class: Any) -> tuple[tuple[str, object], ...]:
    """Return the name and default of each field; none if it is no struct."""
    if not issubclass(data_class, Struct):
        return ()
    return tuple((field.name, _default(field)) for field in fields(data_class))


def _default(field: FieldInfo) -> object:
    return field.default if field.default_factory is NODEFAULT else field.default_factory()
