"""The motifs of the patches, after those of quilts: values differ without color, too.

A motif stays another one when it is turned by quarters, and when it is seen small: it has few, large parts.
"""

import math
from collections.abc import Callable, Iterable
from functools import lru_cache

from PIL import Image, ImageDraw

_OVERSAMPLING = 4

Point = tuple[float, float]


class Pen:
    """Draws in the unit square, for images of any size."""

    def __init__(self, image: Image.Image) -> None:
        """Draw on a square greyscale image."""
        self._draw = ImageDraw.Draw(image)
        self._size = image.width

    def shape(self, *corners: Point, fill: int = 255) -> None:
        """Draw a filled polygon."""
        self._draw.polygon([(x * self._size, y * self._size) for x, y in corners], fill=fill)

    def block(self, left: float, top: float, width: float, height: float, fill: int = 255) -> None:
        """Draw a filled rectangle."""
        right, bottom = left + width, top + height
        self.shape((left, top), (right, top), (right, bottom), (left, bottom), fill=fill)

    def disc(self, x: float, y: float, radius: float, fill: int = 255) -> None:
        """Draw a filled circle around a point."""
        box = [(part * self._size) for part in (x - radius, y - radius, x + radius, y + radius)]
        self._draw.ellipse(box, fill=fill)

    def ribbon(self, points: Iterable[Point], width: float) -> None:
        """Draw a band of `width` along points from left to right."""
        way = list(points)
        upper = [(x, y - width / 2) for x, y in way]
        lower = [(x, y + width / 2) for x, y in reversed(way)]
        self.shape(*upper, *lower)


Motif = Callable[[Pen], None]


def _pinwheel(pen: Pen) -> None:
    pen.shape((0, 0), (0.5, 0.5), (0.5, 0))
    pen.shape((1, 0), (0.5, 0.5), (1, 0.5))
    pen.shape((1, 1), (0.5, 0.5), (0.5, 1))
    pen.shape((0, 1), (0.5, 0.5), (0, 0.5))


def _petals(pen: Pen) -> None:
    for left, top, rises in ((0, 0, False), (0.5, 0, True), (0, 0.5, True), (0.5, 0.5, False)):
        pen.shape(*((left + x / 2, top + (1 - y if rises else y) / 2) for x, y in _LEAF))


def _leaf() -> list[Point]:
    """Draw the overlap of two quarter circles around opposite corners."""
    arc = [math.pi / 2 * step / 24 for step in range(25)]
    one = [(math.sin(angle), 1 - math.cos(angle)) for angle in arc]
    return [*one, *((y, x) for x, y in reversed(one))]


_LEAF = _leaf()


def _waves(pen: Pen) -> None:
    for middle in (0.18, 0.5, 0.82):
        steps = [step / 48 for step in range(49)]
        pen.ribbon([(x, middle + 0.075 * math.sin(4 * math.pi * x)) for x in steps], 0.13)


def _dots(pen: Pen) -> None:
    for x in (1, 3, 5):
        for y in (1, 3, 5):
            pen.disc(x / 6, y / 6, 0.105)


def _chevrons(pen: Pen) -> None:
    for top in (-0.22, 0.12, 0.46, 0.8):
        pen.ribbon([(0, top + 0.3), (0.5, top), (1, top + 0.3)], 0.15)


def _star(pen: Pen) -> None:
    pen.block(0.3, 0.3, 0.4, 0.4)
    for near, far in ((0.3, 0.02), (0.7, 0.98)):
        pen.shape((0.3, near), (0.3, far), (0.5, near))
        pen.shape((0.7, near), (0.7, far), (0.5, near))
        pen.shape((near, 0.3), (far, 0.3), (near, 0.5))
        pen.shape((near, 0.7), (far, 0.7), (near, 0.5))


def _stripes(pen: Pen) -> None:
    for top in (0.04, 0.3, 0.56, 0.82):
        pen.block(0, top, 1, 0.14)


def _rings(pen: Pen) -> None:
    for number, radius in enumerate((0.47, 0.36, 0.25, 0.14)):
        pen.disc(0.5, 0.5, radius, fill=0 if number % 2 else 255)


def _crosses(pen: Pen) -> None:
    for x in (0.25, 0.75):
        for y in (0.25, 0.75):
            pen.block(x - 0.19, y - 0.065, 0.38, 0.13)
            pen.block(x - 0.065, y - 0.19, 0.13, 0.38)


def _diamond(pen: Pen) -> None:
    for reach, fill in ((0.48, 255), (0.3, 0), (0.16, 255)):
        pen.shape((0.5, 0.5 - reach), (0.5 + reach, 0.5), (0.5, 0.5 + reach), (0.5 - reach, 0.5), fill=fill)


def _checks(pen: Pen) -> None:
    for row in range(4):
        for column in range(row % 2, 4, 2):
            pen.block(column / 4, row / 4, 0.25, 0.25)


def _scales(pen: Pen) -> None:
    for row in range(6):
        for column in range(4):
            x, y = column / 3 + row % 2 / 6, row * 0.19
            pen.disc(x, y, 0.19)
            pen.disc(x, y, 0.115, fill=0)


def _geese(pen: Pen) -> None:
    for left in (0.04, 0.54):
        for top in (0.04, 0.36, 0.68):
            pen.shape((left, top + 0.28), (left + 0.21, top), (left + 0.42, top + 0.28))


def _hourglass(pen: Pen) -> None:
    pen.shape((0, 0), (1, 0), (0.5, 0.5))
    pen.shape((0, 1), (1, 1), (0.5, 0.5))


def _diagonals(pen: Pen) -> None:
    for start in (-0.9, -0.5, -0.1, 0.3, 0.7):
        pen.shape((start, 1), (start + 0.2, 1), (start + 1.2, 0), (start + 1, 0))


def _squares(pen: Pen) -> None:
    for number, inset in enumerate((0.03, 0.14, 0.26, 0.38)):
        pen.block(inset, inset, 1 - 2 * inset, 1 - 2 * inset, fill=0 if number % 2 else 255)


def _lattice(pen: Pen) -> None:
    for start in (-0.545, -0.045, 0.455):
        pen.shape((start, 1), (start + 0.09, 1), (start + 1.09, 0), (start + 1, 0))
        pen.shape((start, 0), (start + 0.09, 0), (start + 1.09, 1), (start + 1, 1))


def _steps(pen: Pen) -> None:
    for step in range(4):
        pen.block(step / 4, 1 - (step + 1) / 4, 0.25, (step + 1) / 4)


def _rays(pen: Pen) -> None:
    for number in range(8):
        middle = math.pi / 4 * number
        ends = [middle - 0.2, middle + 0.2]
        pen.shape((0.5, 0.5), *((0.5 + 0.48 * math.cos(end), 0.5 + 0.48 * math.sin(end)) for end in ends))


def _moon(pen: Pen) -> None:
    pen.disc(0.46, 0.5, 0.4)
    pen.disc(0.66, 0.5, 0.33, fill=0)


def _heart(pen: Pen) -> None:
    curve = [2 * math.pi * step / 96 for step in range(96)]
    wide = [16 * math.sin(angle) ** 3 for angle in curve]
    high = [
        13 * math.cos(angle) - 5 * math.cos(2 * angle) - 2 * math.cos(3 * angle) - math.cos(4 * angle)
        for angle in curve
    ]
    pen.shape(*((0.5 + x / 36, 0.46 - y / 36) for x, y in zip(wide, high, strict=True)))


HEART: Motif = _heart
"""The motif of recognitions without a value. No value has it."""
MOTIFS: tuple[Motif, ...] = (
    _pinwheel,
    _petals,
    _waves,
    _dots,
    _chevrons,
    _star,
    _stripes,
    _rings,
    _crosses,
    _diamond,
    _checks,
    _scales,
    _geese,
    _hourglass,
    _diagonals,
    _squares,
    _lattice,
    _steps,
    _rays,
    _moon,
)


@lru_cache(maxsize=128)
def motif_mask(motif: Motif, side: int) -> Image.Image:
    """Return the motif as a greyscale square, white where it is. Callers must not change it."""
    image = Image.new("L", (side * _OVERSAMPLING, side * _OVERSAMPLING))
    motif(Pen(image))
    return image.reduce(_OVERSAMPLING)
