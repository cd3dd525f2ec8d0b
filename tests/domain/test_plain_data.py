"""Structs as plain data."""

from datetime import UTC, datetime
from enum import Enum, StrEnum
from typing import Any

import pytest
from msgspec import Struct, field

from bot.domain.plain_data import to_plain


class Color(StrEnum):
    RED = "red"


class Size(Enum):
    LARGE = 3


class Inner(Struct, frozen=True):
    name: str
    note: str = ""


class Outer(Struct, frozen=True):
    inner: Inner | None = None
    parts: tuple[Inner, ...] = ()
    places: dict[str, tuple[str, ...]] = field(default_factory=dict)
    color: Color | None = None
    is_on: bool = True
    at: datetime | None = None


@pytest.mark.parametrize(
    ("data", "plain"),
    [
        (Outer(), {}),
        (Outer(inner=Inner("a", "")), {"inner": {"name": "a"}}),
        (Outer(parts=(Inner(""), Inner("b", "c"))), {"parts": [{"name": ""}, {"name": "b", "note": "c"}]}),
        (Outer(places={"@Maya": ("<@U1>",)}), {"places": {"@Maya": ["<@U1>"]}}),
        (Outer(color=Color.RED, is_on=False), {"color": "red", "is_on": False}),
        (Outer(at=datetime(2026, 11, 28, 8, tzinfo=UTC)), {"at": "2026-11-28T08:00:00+00:00"}),
        ({"size": Size.LARGE, "kinds": [Color.RED, None, 1.5]}, {"size": 3, "kinds": ["red", None, 1.5]}),
    ],
)
def test_fields_with_their_default_are_left_out_at_any_depth(data: object, plain: Any) -> None:
    written = to_plain(data)
    assert written == plain
    assert type(written.get("color", "")) is str
