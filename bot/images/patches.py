"""One patch: its cloth, its motifs and the stitches along its edge."""

import zlib
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

from bot.images.colors import TONES
from bot.images.motifs import stencil
from bot.images.patch_blocks import BLOCKS, block_mask
from bot.images.value_styles import PLAIN, Look

MOST_LOOKS = 9
"""Looks that one patch can show."""
_TURNS = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
_USUAL = len(_TURNS)
"""The seed of a patch that is upright, whole and of the usual tone."""
_SMALLEST_VARIED = 160
"""Pixels of the side of a patch whose motif can be set into it in several ways."""
_EDGE = 0.12
_ROUNDING = 0.07
_SMALLEST_STITCHED = 40
_THREAD = 191
"""How far the colour of the thread is from that of the cloth to that of the motif, of 255."""
_OVERSAMPLING = 4
_OUTSIDE = [255] + [0] * 255
"""Turns an outline into what it leaves free."""


class Basket:
    """The patches of one size, each made once for all the places where it is sewn in."""

    def __init__(self, side: int, ground: int) -> None:
        """Prepare for patches of this side, in pixels, on a ground with this number of a colour."""
        self._side = side
        self._ground = ground
        self._made: dict[tuple[tuple[Look, ...], int], Image.Image] = {}

    def patch(self, looks: tuple[Look, ...], name: str = "") -> Image.Image:
        """Return a patch that shows these looks, as far as there is room for them; without any, a heart.

        By its name it is turned, and a little lighter or darker, as things made by hand are; where it is
        large, its motif is also set into it in one of several ways. Without a name it is as in a legend.
        """
        ways = len(_TURNS) * TONES * (len(BLOCKS) if self._side >= _SMALLEST_VARIED else 1)
        seed = zlib.crc32(name.encode()) % ways if name else _USUAL
        key = looks[:MOST_LOOKS] or (PLAIN,), seed
        if key not in self._made:
            self._made[key] = _sewn(*key, self._side, self._ground)
        return self._made[key]


def _sewn(looks: tuple[Look, ...], seed: int, side: int, ground: int) -> Image.Image:
    """A single look covers its patch. Several share one, like a small quilt on linen."""
    block, rest = divmod(seed, len(_TURNS) * TONES)
    tone, turn = divmod(rest, len(_TURNS))
    only = looks[0] if len(looks) == 1 else None
    edge = round(side * _EDGE)
    mask = Image.new("L", (side, side))
    if only:
        mask.paste(_turned(block_mask(block, only.motif, side - 2 * edge), only, turn), (edge, edge))
    if side >= _SMALLEST_STITCHED:
        mask.paste(_THREAD, mask=_stitches(side))
    outline = rounded(side, side, max(2, round(side * _ROUNDING)))
    # The light end of a cloth's colours is near enough to the ground to make the corners smooth.
    covered = only or PLAIN
    mask.paste(0 if covered.is_ground_light else 255, mask=ImageChops.invert(outline))
    patch = _dyed(mask, covered, tone)
    if len(looks) > 1:
        _share(patch, looks, edge, tone, turn)
    patch.paste(ground, mask=outline.point(_OUTSIDE))
    return patch


def _share(patch: Image.Image, looks: tuple[Look, ...], edge: int, tone: int, turn: int) -> None:
    """Sew a square of small pieces on the patch, in which each look has as many places as the others."""
    count = len(looks)
    across = next(number for number in range(1, count + 1) if number**2 % count == 0)
    size = (patch.width - 2 * edge) // across
    start = (patch.width - size * across) // 2
    for place in range(across**2):
        # One further in each round, so that equal pieces do not lie below one another.
        look = looks[(place + place // count) % count]
        piece = _dyed(_turned(stencil(look.motif, size), look, turn), look, tone)
        patch.paste(piece, (start + place % across * size, start + place // across * size))


def _dyed(mask: Image.Image, look: Look, tone: int) -> Image.Image:
    """The mask in the colours of the look."""
    return mask.point(look.tones[tone].table(is_reversed=look.is_inverted))


def _turned(motif: Image.Image, look: Look, turn: int) -> Image.Image:
    """The motif turned; a heart stays upright."""
    way = None if look == PLAIN else _TURNS[turn]
    return motif if way is None else motif.transpose(way)


@lru_cache(maxsize=16)
def _stitches(side: int) -> Image.Image:
    """A running stitch along the four sides, as a mask; nobody may draw on it."""
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


def rounded(width: int, height: int, radius: int) -> Image.Image:
    """A rectangle with smoothly rounded corners, as a mask."""
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
    """The corner at the upper left."""
    size = radius * _OVERSAMPLING
    quarter = Image.new("L", (size, size))
    ImageDraw.Draw(quarter).ellipse((0, 0, 2 * size, 2 * size), fill=255)
    return quarter.reduce(_OVERSAMPLING)
