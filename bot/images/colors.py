"""The colours of a picture: a fixed palette, so that files are small and quickly made, and colours exact.

A picture is composed as a greyscale image whose pixels are numbers of colours. Masks, which tell how much of
a pixel something covers, become such numbers through a `Ramp`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

Colour = tuple[int, int, int]

_CREAM: Colour = (248, 242, 232)
_BACKING: Colour = (236, 226, 212)
_LINEN: Colour = (214, 200, 182)
_ROSE: Colour = (158, 74, 86)
_BURGUNDY: Colour = (122, 62, 72)
_WRITING: Colour = (74, 58, 56)
_NIGHT: Colour = (38, 30, 34)
_CLOTHS: tuple[Colour, ...] = (
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
"""Muted, so that any of them may lie beside any other."""
_INK = 0.68
"""How much of the cream there is in what is printed on a cloth."""
_COARSE, _FINE = 5, 16


@dataclass(frozen=True, slots=True)
class Ramp:
    """So many colours of the palette, from the `first` on, that lead evenly from one to another."""

    first: int
    steps: int

    @property
    def start(self) -> int:
        """The number of the colour where a mask is empty (0)."""
        return self.first

    @property
    def end(self) -> int:
        """The number of the colour where a mask is full (255)."""
        return self.first + self.steps - 1

    def table(self, *, is_reversed: bool = False) -> Sequence[int]:
        """The number of a colour for each of the 256 values of a mask."""
        numbers = [self.first + round(value * (self.steps - 1) / 255) for value in range(256)]
        return numbers[::-1] if is_reversed else numbers


class _Palette:
    """Colours with their opacity, in the order in which they are asked for."""

    def __init__(self) -> None:
        self.colours: list[tuple[int, int, int, int]] = []

    def ramp(self, one: Colour, other: Colour, steps: int) -> Ramp:
        first = len(self.colours)
        shares = [step / (steps - 1) for step in range(steps)]
        self.colours += [(*_mixed(one, other, share), 255) for share in shares]
        return Ramp(first, steps)

    def fading(self, colour: Colour, steps: int) -> Ramp:
        first = len(self.colours)
        self.colours += [(*colour, round(255 * step / (steps - 1))) for step in range(steps)]
        return Ramp(first, steps)

    def worn(self, cloth: Colour, ink: Colour) -> tuple[Ramp, ...]:
        pairs = (_mixed(cloth, _NIGHT, 0.07), _mixed(ink, _NIGHT, 0.04)), (cloth, ink)
        lighter = _mixed(cloth, _CREAM, 0.1), _mixed(ink, _CREAM, 0.2)
        return tuple(self.ramp(*pair, _COARSE) for pair in (*pairs, lighter))


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    """A colour between two; `share` (0 to 1) is how much it has of the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


_palette = _Palette()

BINDING = _palette.fading(_BURGUNDY, _FINE)
"""From nothing to the edge of the picture: dark enough for a white page, light enough for a dark one."""
CARD = _palette.ramp(_BURGUNDY, _CREAM, _COARSE)
"""From the edge to the ground of the writing."""
WRITING = _palette.ramp(_CREAM, _WRITING, _FINE)
BACKING = _palette.ramp(_BACKING, _mixed(_BACKING, _LINEN, 0.9), _COARSE)
"""From what the patches lie on to the thread that it is quilted with."""
CLOTHS = tuple(_palette.worn(cloth, _mixed(cloth, _CREAM, _INK)) for cloth in _CLOTHS)
"""From each cloth to what is printed on it, in `TONES`, as if it came from several bolts: darker, usual,
lighter."""
LINEN = _palette.worn(_LINEN, _ROSE)
"""The cloth of what has no value and the heart on it, in the same tones."""
TONES = len(LINEN)

PALETTE = tuple(_palette.colours)
"""Red, green, blue and opacity of each colour, 0 to 255; at most 256 of them."""
