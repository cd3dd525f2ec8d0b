"""Blocks: how a large patch shows its motif, so that patches of one value vary.

Each has the motif upright and large enough to be found in the legend.
"""

from collections.abc import Callable
from functools import lru_cache

from PIL import Image

from bot.images.motifs import Motif, Pen, motif_mask

Block = Callable[[Motif, int], Image.Image]
"""Draws a motif into a square of this many pixels: a greyscale mask, white where the motif's color is."""

_OVERSAMPLING = 4


def whole(motif: Motif, side: int) -> Image.Image:
    """Fill the square with the motif."""
    return motif_mask(motif, side)


def _four(motif: Motif, side: int) -> Image.Image:
    """Repeat the motif, two by two."""
    gap = side // 20
    half = (side - gap) // 2
    mask, small = Image.new("L", (side, side)), motif_mask(motif, half)
    for x in (0, side - half):
        for y in (0, side - half):
            mask.paste(small, (x, y))
    return mask


def _cornered(motif: Motif, side: int) -> Image.Image:
    """Put a triangle into each corner."""
    mask = Image.new("L", (side * _OVERSAMPLING, side * _OVERSAMPLING))
    pen, reach = Pen(mask), 0.24
    for x, inwards_x in ((0, reach), (1, 1 - reach)):
        for y, inwards_y in ((0, reach), (1, 1 - reach)):
            pen.shape((x, y), (inwards_x, y), (x, inwards_y))
    return _centred(mask.reduce(_OVERSAMPLING), motif, 0.7)


def _framed(motif: Motif, side: int) -> Image.Image:
    """Put a row of triangles along each side."""
    mask = Image.new("L", (side * _OVERSAMPLING, side * _OVERSAMPLING))
    pen, count = Pen(mask), 6
    step = 1 / count
    for number in range(count):
        begin, middle, end = number * step, (number + 0.5) * step, (number + 1) * step
        for edge, tip in ((0.0, step / 2), (1.0, 1 - step / 2)):
            pen.shape((begin, edge), (end, edge), (middle, tip))
            pen.shape((edge, begin), (edge, end), (tip, middle))
    return _centred(mask.reduce(_OVERSAMPLING), motif, 0.7)


def _centred(mask: Image.Image, motif: Motif, share: float) -> Image.Image:
    size = round(mask.width * share)
    start = (mask.width - size) // 2
    drawn = motif_mask(motif, size)
    mask.paste(255, (start, start), drawn)
    return mask


BLOCKS: tuple[Block, ...] = (whole, _cornered, _four, _framed)


@lru_cache(maxsize=128)
def block_mask(number: int, motif: Motif, side: int) -> Image.Image:
    """Return the motif in the block with this number, as a mask. Callers must not change it."""
    return BLOCKS[number](motif, side)
