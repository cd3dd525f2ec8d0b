"""The colors of an image: a fixed palette keeps files small, drawing fast and colors exact.

An image is composed in greyscale: its pixels are numbers of colors. A `Ramp` translates a mask, which says
how much of each pixel is covered, into such numbers.
"""

from collections.abc import Sequence

from msgspec import Struct

Color = tuple[int, int, int]

_CREAM: Color = (248, 242, 232)
_BACKING: Color = (236, 226, 212)
_PLAIN: Color = (214, 200, 182)
_ROSE: Color = (158, 74, 86)
_BURGUNDY: Color = (122, 62, 72)
_WRITING: Color = (74, 58, 56)
_NIGHT: Color = (38, 30, 34)
_VALUE_COLORS: tuple[Color, ...] = (
    _BURGUNDY,
    (86, 122, 124),
    (190, 146, 82),
    (70, 88, 122),
    (178, 104, 82),
    (124, 142, 112),
    (116, 90, 122),
    (192, 132, 132),
    (96, 106, 74),
    (108, 136, 166),
    (132, 98, 78),
    (74, 96, 102),
)
"""Muted, so that any two of them match."""
_INK = 0.68
"""The share of cream in a motif, which is printed on its color."""
_COARSE, _FINE = 5, 16


class Ramp(Struct, frozen=True):
    """`steps` colors of the palette, from number `first` on: an even gradient."""

    first: int
    steps: int

    @property
    def start(self) -> int:
        """The number of the color for an empty mask (0)."""
        return self.first

    @property
    def end(self) -> int:
        """The number of the color for a full mask (255)."""
        return self.first + self.steps - 1

    def table(self, *, is_reversed: bool = False) -> Sequence[int]:
        """Return the number of a color for each of the 256 values of a mask."""
        numbers = [self.first + round(value * (self.steps - 1) / 255) for value in range(256)]
        return numbers[::-1] if is_reversed else numbers


class _Palette:
    """Collects colors with their opacity, and numbers them."""

    def __init__(self) -> None:
        self.colors: list[tuple[int, int, int, int]] = []

    def add_ramp(self, one: Color, other: Color, steps: int) -> Ramp:
        first = len(self.colors)
        shares = [step / (steps - 1) for step in range(steps)]
        self.colors += [(*_mix_colors(one, other, share), 255) for share in shares]
        return Ramp(first, steps)

    def add_fade(self, color: Color, steps: int) -> Ramp:
        first = len(self.colors)
        self.colors += [(*color, round(255 * step / (steps - 1))) for step in range(steps)]
        return Ramp(first, steps)

    def add_tones(self, color: Color, ink: Color) -> tuple[Ramp, ...]:
        pairs = (_mix_colors(color, _NIGHT, 0.07), _mix_colors(ink, _NIGHT, 0.04)), (color, ink)
        lighter = _mix_colors(color, _CREAM, 0.1), _mix_colors(ink, _CREAM, 0.2)
        return tuple(self.add_ramp(*pair, _COARSE) for pair in (*pairs, lighter))


def _mix_colors(one: Color, other: Color, share: float) -> Color:
    """Mix two colors; `share` (0 to 1) is the part of the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


_palette = _Palette()

BINDING = _palette.add_fade(_BURGUNDY, _FINE)
"""From transparent to the edge: dark enough for a white page, light enough for a dark one."""
CARD = _palette.add_ramp(_BURGUNDY, _CREAM, _COARSE)
"""From the edge to the background of the legend."""
WRITING = _palette.add_ramp(_CREAM, _WRITING, _FINE)
BACKING = _palette.add_ramp(_BACKING, _mix_colors(_BACKING, _PLAIN, 0.9), _COARSE)
"""From the background of the patches to its stitches."""
VALUE_RAMPS = tuple(_palette.add_tones(color, _mix_colors(color, _CREAM, _INK)) for color in _VALUE_COLORS)
"""From the color of a value to that of its motif, in `TONES`: darker, usual, lighter."""
PLAIN_RAMPS = _palette.add_tones(_PLAIN, _ROSE)
"""From the color of a recognition without a value to that of its heart, in the same tones."""
TONES = len(PLAIN_RAMPS)

PALETTE = tuple(_palette.colors)
"""Red, green, blue and opacity of each color, 0 to 255; at most 256 of them."""
