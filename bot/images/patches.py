"""One patch: its color, its motifs and the stitches along its edge."""

import zlib
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

from bot.images.colors import TONES
from bot.images.motifs import motif_mask
from bot.images.patch_blocks import BLOCKS, block_mask
from bot.images.value_styles import PLAIN, ValueStyle

MAX_STYLES = 9
"""Values that one patch can show."""
_ROTATIONS = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
_USUAL = len(_ROTATIONS)
"""The seed of a patch that is upright, whole and of the usual tone."""
_MIN_VARIED_SIDE = 160
"""Pixels of the side from which on patches use several blocks."""
_EDGE = 0.12
_ROUNDING = 0.07
_MIN_STITCHED_SIDE = 40
_THREAD = 191
"""The color of stitches, between that of the patch (0) and of its motif (255)."""
_OVERSAMPLING = 4
_OUTSIDE = [255] + [0] * 255
"""Turns the mask of an outline into that of what is outside."""


class PatchRenderer:
    """Draws patches of one size, each kind once."""

    def __init__(self, side: int, ground: int) -> None:
        """Draw patches of `side` pixels on the background color number `ground`."""
        self._side = side
        self._ground = ground
        self._made: dict[tuple[tuple[ValueStyle, ...], int], Image.Image] = {}

    def patch(self, styles: tuple[ValueStyle, ...], name: str = "") -> Image.Image:
        """Return a patch with these styles, `MAX_STYLES` at most; with a heart if there are none.

        `name` seeds its rotation, its tone and, if it is large, its block. In a legend it has none.
        """
        ways = len(_ROTATIONS) * TONES * (len(BLOCKS) if self._side >= _MIN_VARIED_SIDE else 1)
        seed = zlib.crc32(name.encode()) % ways if name else _USUAL
        key = styles[:MAX_STYLES] or (PLAIN,), seed
        if key not in self._made:
            self._made[key] = _draw_patch(*key, self._side, self._ground)
        return self._made[key]


def _draw_patch(styles: tuple[ValueStyle, ...], seed: int, side: int, ground: int) -> Image.Image:
    """Draw a patch: a single style covers it, several share it as a grid."""
    block, rest = divmod(seed, len(_ROTATIONS) * TONES)
    tone, turn = divmod(rest, len(_ROTATIONS))
    only = styles[0] if len(styles) == 1 else None
    edge = round(side * _EDGE)
    mask = Image.new("L", (side, side))
    if only:
        mask.paste(_rotate(block_mask(block, only.motif, side - 2 * edge), only, turn), (edge, edge))
    if side >= _MIN_STITCHED_SIDE:
        mask.paste(_THREAD, mask=_stitch_mask(side))
    outline = rounded_rectangle(side, side, max(2, round(side * _ROUNDING)))
    # The light end of a color's colors is near enough to the ground to make the corners smooth.
    covered = only or PLAIN
    mask.paste(0 if covered.is_ground_light else 255, mask=ImageChops.invert(outline))
    patch = _colorize(mask, covered, tone)
    if len(styles) > 1:
        _draw_grid(patch, styles, edge, tone, turn)
    patch.paste(ground, mask=outline.point(_OUTSIDE))
    return patch


def _draw_grid(patch: Image.Image, styles: tuple[ValueStyle, ...], edge: int, tone: int, turn: int) -> None:
    """Draw a grid of small pieces on the patch, as many of each style as of the others."""
    count = len(styles)
    across = next(number for number in range(1, count + 1) if number**2 % count == 0)
    size = (patch.width - 2 * edge) // across
    start = (patch.width - size * across) // 2
    for place in range(across**2):
        # One further in each round, so that equal pieces do not lie below one another.
        style = styles[(place + place // count) % count]
        piece = _colorize(_rotate(motif_mask(style.motif, size), style, turn), style, tone)
        patch.paste(piece, (start + place % across * size, start + place // across * size))


def _colorize(mask: Image.Image, style: ValueStyle, tone: int) -> Image.Image:
    """Translate a mask into the colors of the style."""
    return mask.point(style.tones[tone].table(is_reversed=style.is_inverted))


def _rotate(motif: Image.Image, style: ValueStyle, turn: int) -> Image.Image:
    """Rotate the motif; a heart stays upright."""
    way = None if style == PLAIN else _ROTATIONS[turn]
    return motif if way is None else motif.transpose(way)


@lru_cache(maxsize=16)
def _stitch_mask(side: int) -> Image.Image:
    """Return stitches along the four sides, as a mask. Callers must not change it."""
    size = side * _OVERSAMPLING
    mask = Image.new("L", (size, size))
    pen = ImageDraw.Draw(mask)
    inset, half = size * _EDGE / 2, max(1.4, side * 0.013) * _OVERSAMPLING / 2
    count = max(5, side // 12)
    length = (size - 2 * inset) / count
    for number in range(count):
        begin, end = (inset + length * (number + share) for share in (0.2, 0.8))
        for across in (inset, size - inset):
            pen.rounded_rectangle((begin, across - half, end, across + half), half, fill=255)
            pen.rounded_rectangle((across - half, begin, across + half, end), half, fill=255)
    return mask.reduce(_OVERSAMPLING)


def rounded_rectangle(width: int, height: int, radius: int) -> Image.Image:
    """Return a rectangle with smoothly rounded corners, as a mask."""
    mask = Image.new("L", (width, height), 255)
    corner = _corner(radius)
    right, bottom = width - radius, height - radius
    mask.paste(corner, (0, 0))
    mask.paste(corner.transpose(Image.Transpose.ROTATE_270), (right, 0))
    mask.paste(corner.transpose(Image.Transpose.ROTATE_90), (0, bottom))
    mask.paste(corner.transpose(Image.Transpose.ROTATE_180), (right, bottom))
    return mask


@lru_cache(maxsize=64)
def _corner(radius: int) -> Image.Image:
    """Return the corner at the upper left, as a mask."""
    size = radius * _OVERSAMPLING
    quarter = Image.new("L", (size, size))
    ImageDraw.Draw(quarter).ellipse((0, 0, 2 * size, 2 * size), fill=255)
    return quarter.reduce(_OVERSAMPLING)
