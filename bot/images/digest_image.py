"""The week's quilt: a patch for each recognition, pieced together in the order of the days.

It counts nothing and sets nobody beside anybody: all patches are of one size, nothing is sorted, and there
are neither names of people nor numbers. The same patches make the same picture, byte for byte.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from bot.domain.values import Values
from bot.images.border import Box, draw_border, quilted_ground
from bot.images.colors import BACKING, BINDING, CARD, PALETTE, WRITING
from bot.images.layout import MOST_PATCHES, Layout, layout
from bot.images.legend import Entry, Legend, legend
from bot.images.lettering import can_write, composed, lines, written
from bot.images.patches import Basket, rounded
from bot.images.value_styles import PLAIN, Look, look

WIDTH = 1_200
"""Pixels. A telephone shows a picture at less than a third of that, so writing and motifs are large."""
_BINDING = 12
_SQUARE = 42
"""Pixels of a square of the border; the width inside the binding is a multiple of it."""
_INSET = 20
"""Pixels at least between the border and the patches."""
_FIELD = WIDTH - 2 * (_BINDING + _SQUARE)
ROOM_FOR_PATCHES = _FIELD - 2 * _INSET
"""Pixels from the left of the widest quilt's patches to their right."""
_ROUNDING = 30
_MARGIN = 30
"""Pixels around what is written."""
_ROOM = WIDTH - 2 * (_BINDING + _MARGIN)
_TITLE_SIZE, _TITLE_LINE = 50, 64


@dataclass(frozen=True, slots=True)
class Patch:
    """A recognition in the quilt: its id, which seeds the small differences that things made by hand have,
    and the keys of its values."""

    id: str
    values: tuple[str, ...] = ()


def occurring(patches: Sequence[Patch], values: Values) -> tuple[Entry, ...]:
    """The legend of the quilt of these patches, for the words that go with the picture."""
    return legend((key for patch in patches for key in patch.values), values)


def is_any_plain(patches: Sequence[Patch], values: Values) -> bool:
    """Return True if one of these patches carries no value, and so a heart."""
    return any(not values.in_order(patch.values) for patch in patches)


def quilt(patches: Sequence[Patch], values: Values, *, title: str = "", plain: str = "") -> bytes:
    """The picture, as PNG, 1,200 pixels wide. A title with characters that the font lacks is left out.

    `plain` is what the legend calls recognitions without a value; without it, or where the font lacks a
    character of it, the legend leaves them out. Of more than `MOST_PATCHES` patches the picture shows so
    many, chosen evenly from the first to the last. ValueError without any, since there is no quilt then.
    """
    if not patches:
        raise ValueError("a quilt has at least one patch")
    shown = _evenly(patches)
    plan = layout(len(shown), ROOM_FOR_PATCHES)
    labels = [(entry.label, look(entry.value.look)) for entry in occurring(patches, values)]
    looks = [of for _, of in labels]
    if is_any_plain(patches, values):
        looks.append(PLAIN)
        if can_write(composed(plain)):
            labels.append((composed(plain), PLAIN))
    key = Legend(labels, _ROOM) if labels else None
    heading = lines(composed(title), _TITLE_SIZE, _ROOM) if can_write(composed(title)) else []
    above = _BINDING + (2 * _MARGIN + len(heading) * _TITLE_LINE if heading else 0)
    squares = -(-(plan.height + 2 * _INSET) // _SQUARE) + 2
    below = above + squares * _SQUARE
    height = below + (_BINDING + 2 * _MARGIN + key.height if key else 0) + _BINDING
    # A quilt with its binding around it, beyond whose corners the page shows, be it light or dark.
    image = rounded(WIDTH, height, _ROUNDING).point(BINDING.table())
    card = rounded(WIDTH - 2 * _BINDING, height - 2 * _BINDING, _ROUNDING - _BINDING)
    image.paste(card.point(CARD.table()), (_BINDING, _BINDING))
    _write(image, heading)
    box = _BINDING, above, WIDTH - _BINDING, below
    _sew(image, box, plan, [(_looks(patch, values), patch.id) for patch in shown])
    draw_border(image, box, _SQUARE, looks)
    if key:
        image.paste(CARD.start, (0, below, WIDTH, below + _BINDING))
        key.draw(image, _BINDING + _MARGIN, below + _BINDING + _MARGIN)
    return _png(image)


def _looks(patch: Patch, values: Values) -> tuple[Look, ...]:
    return tuple(look(value.look) for value in values.in_order(patch.values))


def _evenly(patches: Sequence[Patch]) -> Sequence[Patch]:
    if len(patches) <= MOST_PATCHES:
        return patches
    last = len(patches) - 1
    return [patches[number * last // (MOST_PATCHES - 1)] for number in range(MOST_PATCHES)]


def _write(image: Image.Image, heading: list[str]) -> None:
    for number, line in enumerate(heading):
        mask = written(line, _TITLE_SIZE, _TITLE_LINE)
        place = (WIDTH - mask.width) // 2, _BINDING + _MARGIN + number * _TITLE_LINE
        image.paste(mask.point(WRITING.table()), place)


def _sew(
    image: Image.Image,
    box: Box,
    plan: Layout,
    patches: list[tuple[tuple[Look, ...], str]],
) -> None:
    """The patches on their ground, in the middle of this box."""
    left, top, right, bottom = box
    image.paste(quilted_ground(right - left, bottom - top), (left, top))
    left, top = (left + right - plan.width) // 2, (top + bottom - plan.height) // 2
    basket = Basket(plan.side, BACKING.start)
    for (x, y), (looks, name) in zip(plan.places(), patches, strict=True):
        image.paste(basket.patch(looks, name), (left + x, top + y))


def _png(image: Image.Image) -> bytes:
    image.putpalette([part for colour in PALETTE for part in colour], "RGBA")
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
