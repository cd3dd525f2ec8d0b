"""How patches are laid out."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.images.layout import MAX_PATCHES, MAX_PITCH, MIN_PITCH, layout

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
def test_rows_by_number_of_patches(count: int, rows: tuple[int, ...]) -> None:
    assert layout(count, ROOM).rows == rows


@given(st.integers(1, MAX_PATCHES))
def test_patches_do_not_overlap(count: int) -> None:
    plan = layout(count, ROOM)
    positions = list(plan.positions())
    assert len(positions) == len(set(positions)) == count
    assert positions == sorted(positions, key=lambda place: (place[1], place[0]))
    assert MIN_PITCH <= plan.pitch <= MAX_PITCH
    assert plan.width <= ROOM
    assert plan.height <= 2_500
    assert min(x for x, _ in positions) == min(y for _, y in positions) == 0
    assert max(x for x, _ in positions) + plan.side == plan.width
    assert max(y for _, y in positions) + plan.side == plan.height
    for (x, y), (next_x, next_y) in itertools.pairwise(positions):
        assert next_x - x == plan.pitch if next_y == y else next_y - y == plan.pitch


@given(st.integers(1, MAX_PATCHES))
def test_rows_differ_by_one_patch_at_most(count: int) -> None:
    rows = layout(count, ROOM).rows
    assert max(rows) - min(rows) <= 1
