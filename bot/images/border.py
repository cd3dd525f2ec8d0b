"""The border of a digest image: squares of two triangles each, in the colors of the values that occur.

The colors alternate, so the border counts nothing.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import cycle

from PIL import Image, ImageChops

from bot.images.colors import BACKING, TONES
from bot.images.motifs import Pen
from bot.images.value_styles import ValueStyle

_OVERSAMPLING = 4
_USUAL_TONE = TONES // 2
_STITCH_LINES = 42
"""Pixels between the lines of stitches on the background."""
_STITCH = 14
"""Pixels from one stitch to the next."""
_THREAD = 3.2
"""Pixels of the thread's width."""


Box = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels."""


def draw_border(image: Image.Image, box: Box, square: int, styles: Sequence[ValueStyle]) -> None:
    """Draw the border inside `box`, whose sides are multiples of `square`."""
    colors = cycle(styles)
    left, top, right, bottom = box
    middle_x, middle_y = (left + right) // 2, (top + bottom) // 2
    for x, y in _around(box, square):
        # The triangles point to the middle from both sides.
        is_falling = (x < middle_x) == (y < middle_y)
        style = next(colors)
        table = style.tones[_USUAL_TONE].table(is_reversed=style.is_ground_light)
        image.paste(_triangle(square, is_falling=is_falling).point(table), (x, y))


def _around(box: Box, square: int) -> Iterator[tuple[int, int]]:
    """Yield the positions of the squares, clockwise from the upper left."""
    left, top, right, bottom = box
    last_x, last_y = right - square, bottom - square
    yield from ((x, top) for x in range(left, last_x, square))
    yield from ((last_x, y) for y in range(top, last_y, square))
    yield from ((x, last_y) for x in range(last_x, left, -square))
    yield from ((left, y) for y in range(last_y, top, -square))


@lru_cache(maxsize=8)
def _triangle(side: int, *, is_falling: bool) -> Image.Image:
    image = Image.new("L", (side * _OVERSAMPLING, side * _OVERSAMPLING))
    Pen(image).shape((0, 0), (1, 0), (1, 1) if is_falling else (0, 1))
    return image.reduce(_OVERSAMPLING)


def draw_background(width: int, height: int) -> Image.Image:
    """Draw the background of the patches, with diagonal stitches, in numbers of colors."""
    tile = _diamond(_STITCH_LINES * 2)
    mask = Image.new("L", (width, height))
    # Start in the middle: both sides are then the same.
    for x in range((width // 2) % tile.width - tile.width, width, tile.width):
        for y in range((height // 2) % tile.height - tile.height, height, tile.height):
            mask.paste(tile, (x, y))
    return mask.point(BACKING.table())


@lru_cache(maxsize=2)
def _diamond(side: int) -> Image.Image:
    """Draw two crossing lines of stitches, which continue in the next tile."""
    image = Image.new("L", (side * _OVERSAMPLING, side * _OVERSAMPLING))
    pen = Pen(image)
    count = side // _STITCH
    half = _THREAD / side / 2
    for number in range(count):
        begin, end = (number + 0.2) / count, (number + 0.75) / count
        pen.shape(
            (begin - half, begin + half),
            (begin + half, begin - half),
            (end + half, end - half),
            (end - half, end + half),
        )
    falling = image.reduce(_OVERSAMPLING)
    return ImageChops.lighter(falling, falling.transpose(Image.Transpose.FLIP_TOP_BOTTOM))
