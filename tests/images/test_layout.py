"""How patches are laid out."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.images.layout import MOST_PATCHES, NARROWEST_PITCH, WIDEST_PITCH, layout

ROOM = 1_054


@pytest.mark.parametrize(
    ("count", "rows"),
    [
        (1, (1,)),
        (2, (2,)),
        (3, (3,)),
        (4, (2, 2)),
        (5, (3, 2)),
        (7, (4, 3)),
        (11, (4, 3, 4)),
        (13, (4, 5, 4)),
        (40, (8,) * 5),
        (300, (25,) * 12),
    ],
)
def test_quilts_of_some_sizes(count: int, rows: tuple[int, ...]) -> None:
    assert layout(count, ROOM).rows == rows


@given(st.integers(1, MOST_PATCHES))
def test_every_patch_has_a_place_of_its_own(count: int) -> None:
    plan = layout(count, ROOM)
    places = list(plan.places())
    assert len(places) == len(set(places)) == count
    assert places == sorted(places, key=lambda place: (place[1], place[0]))
    assert NARROWEST_PITCH <= plan.pitch <= WIDEST_PITCH
    assert plan.width <= ROOM
    assert plan.height <= 2_500
    assert min(x for x, _ in places) == min(y for _, y in places) == 0
    assert max(x for x, _ in places) + plan.side == plan.width
    assert max(y for _, y in places) + plan.side == plan.height
    for (x, y), (next_x, next_y) in itertools.pairwise(places):
        assert next_x - x == plan.pitch if next_y == y else next_y - y == plan.pitch


@given(st.integers(1, MOST_PATCHES))
def test_rows_differ_by_one_patch_at_most(count: int) -> None:
    rows = layout(count, ROOM).rows
    assert max(rows) - min(rows) <= 1
