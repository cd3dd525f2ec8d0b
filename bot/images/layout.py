"""How many patches an image has in each row, and how large they are."""

import math
from collections.abc import Iterator

from msgspec import Struct

MAX_PITCH = 300
MIN_PITCH = 27
"""Pixels from one patch to the next: at most for a few patches, at least for many."""
MAX_PATCHES = 3_200
"""More would make the picture too tall for a channel."""
_ASPECT = 1.8
_ALTERNATING, _IRREGULAR = 0.1, 0.4
_GAP = 0.06


class Layout(Struct, frozen=True):
    """The positions of patches of one size. `rows` has the number of patches in each row.

    `pitch` is the distance from one patch to the next, `gap` the space between two, in pixels.

    Rows differ by one patch at most. A shorter one is set in by half a patch, as in a brick wall, so that any
    number of patches fills the image, without an incomplete last row.
    """

    rows: tuple[int, ...]
    pitch: int
    gap: int

    @property
    def side(self) -> int:
        """Pixels of a patch's side."""
        return self.pitch - self.gap

    @property
    def width(self) -> int:
        """Pixels from the first patch of a long row to the end of its last."""
        return max(self.rows) * self.pitch - self.gap

    @property
    def height(self) -> int:
        """Pixels from the first row to the end of the last."""
        return len(self.rows) * self.pitch - self.gap

    def positions(self) -> Iterator[tuple[int, int]]:
        """Yield the upper left corner of each patch, in reading order, in pixels."""
        longest = max(self.rows)
        for row, patches in enumerate(self.rows):
            inset = (longest - patches) * self.pitch // 2
            for column in range(patches):
                yield inset + column * self.pitch, row * self.pitch


def layout(count: int, room: int) -> Layout:
    """Return the most regular layout of `count` patches, at least one, in `room` pixels of width."""
    most = room // MIN_PITCH
    rows = min(range(math.ceil(count / most), count + 1), key=lambda rows: _irregularity(count, rows))
    longest = math.ceil(count / rows)
    shorter = rows * longest - count
    short = {int((number + 0.5) * rows / shorter) for number in range(shorter)}
    pitch = min(MAX_PITCH, room // longest)
    return Layout(tuple(longest - (row in short) for row in range(rows)), pitch, max(3, round(pitch * _GAP)))


def _irregularity(count: int, rows: int) -> float:
    """Measure how far this number of rows is from the usual shape with equal or alternating rows."""
    longest = math.ceil(count / rows)
    shorter = rows * longest - count
    shape = math.log(longest / rows / _ASPECT) ** 2
    if shorter == 0:
        return shape
    return shape + (_ALTERNATING if abs(2 * shorter - rows) == 1 else _IRREGULAR)
