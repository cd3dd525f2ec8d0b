"""How many patches go into each row of a quilt, and how large they are."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

WIDEST_PITCH = 300
NARROWEST_PITCH = 27
"""Pixels from one patch to the next: a few patches are no larger than this, many no smaller."""
MOST_PATCHES = 3_200
"""More would make the picture taller than it is read in a channel."""
_ASPECT = 1.8
_ALTERNATING, _IRREGULAR = 0.1, 0.4
_GAP = 0.06


@dataclass(frozen=True, slots=True)
class Layout:
    """Patches of one size, all of them: `rows` tells how many each row has, `pitch` is the distance from one
    to the next, `gap` the part of it that lies between them (pixels).

    Rows differ by one patch at most. A shorter one is set in by half a patch, as in a brick wall, so that any
    number of patches makes a whole quilt, without a row that breaks off.
    """

    rows: tuple[int, ...]
    pitch: int
    gap: int

    @property
    def side(self) -> int:
        """The side of a patch, in pixels."""
        return self.pitch - self.gap

    @property
    def width(self) -> int:
        """Pixels from the first patch of a long row to the end of its last."""
        return max(self.rows) * self.pitch - self.gap

    @property
    def height(self) -> int:
        """Pixels from the first row to the end of the last."""
        return len(self.rows) * self.pitch - self.gap

    def places(self) -> Iterator[tuple[int, int]]:
        """Where each patch begins, in reading order: pixels from the left and from the top."""
        longest = max(self.rows)
        for row, patches in enumerate(self.rows):
            inset = (longest - patches) * self.pitch // 2
            for column in range(patches):
                yield inset + column * self.pitch, row * self.pitch


def layout(count: int, room: int) -> Layout:
    """The calmest way to lay `count` patches, at least one, into a width of `room` pixels."""
    most = room // NARROWEST_PITCH
    rows = min(range(math.ceil(count / most), count + 1), key=lambda rows: _unrest(count, rows))
    longest = math.ceil(count / rows)
    shorter = rows * longest - count
    short = {int((number + 0.5) * rows / shorter) for number in range(shorter)}
    pitch = min(WIDEST_PITCH, room // longest)
    return Layout(tuple(longest - (row in short) for row in range(rows)), pitch, max(3, round(pitch * _GAP)))


def _unrest(count: int, rows: int) -> float:
    """How far so many rows are from a quilt of the usual shape that has equal or alternating rows."""
    longest = math.ceil(count / rows)
    shorter = rows * longest - count
    shape = math.log(longest / rows / _ASPECT) ** 2
    if shorter == 0:
        return shape
    return shape + (_ALTERNATING if abs(2 * shorter - rows) == 1 else _IRREGULAR)
