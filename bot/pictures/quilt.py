"""The week's quilt: a patch for each recognition, pieced together in the order of the days.

It counts nothing and sets nobody beside anybody: all patches are of one size, nothing is sorted, and there
are neither names of people nor numbers. The same patches make the same picture, byte for byte.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from bot.domain.values import Values
from bot.pictures.dyes import BACKING, BINDING, CARD, PALETTE
from bot.pictures.layout import MOST_PATCHES, Layout, layout
from bot.pictures.legend import Entry, Legend, legend
from bot.pictures.lettering import can_write, composed, lines, written
from bot.pictures.looks import Look, look
from bot.pictures.patches import Basket, rounded

WIDTH = 1_200
"""Pixels. Slack shows a picture at about a third of that, so writing and motifs are large."""
_MARGIN = 56
_BINDING, _BORDER = 7, 10
_FRAME = _BINDING + _BORDER
_ROOM = WIDTH - 2 * _MARGIN
ROOM_FOR_PATCHES = _ROOM - 2 * _FRAME
"""Pixels from the left of the widest quilt's patches to their right."""
_ROUNDING, _PATCH_ROUNDING = 40, 4
_TITLE_SIZE, _TITLE_LINE = 38, 52
_AFTER_TITLE, _BEFORE_LEGEND = 24, 44


@dataclass(frozen=True, slots=True)
class Patch:
    """A recognition in the quilt: its id, which seeds the small differences that things made by hand have,
    and the keys of its values."""

    id: str
    values: tuple[str, ...] = ()


def occurring(patches: Sequence[Patch], values: Values) -> tuple[Entry, ...]:
    """The legend of the quilt of these patches, for the words that go with the picture."""
    return legend((key for patch in patches for key in patch.values), values)


def quilt(patches: Sequence[Patch], values: Values, *, title: str = "") -> bytes:
    """The picture, as PNG, 1,200 pixels wide. A title with characters that the font lacks is left out.

    Of more than `MOST_PATCHES` patches it shows so many, chosen evenly from the first to the last. ValueError
    without any, since there is no quilt then.
    """
    if not patches:
        raise ValueError("a quilt has at least one patch")
    looks = {value.key: look(position) for position, value in enumerate(values.ever.all)}
    shown = _evenly(patches)
    plan = layout(len(shown), ROOM_FOR_PATCHES)
    labels = [(entry.label, looks[entry.value.key]) for entry in occurring(patches, values)]
    key = Legend(labels, _ROOM) if labels else None
    heading = lines(composed(title), _TITLE_SIZE, _ROOM) if can_write(composed(title)) else []
    above = _MARGIN + (len(heading) * _TITLE_LINE + _AFTER_TITLE if heading else 0)
    below = above + plan.height + 2 * _FRAME
    height = below + (_BEFORE_LEGEND + key.height if key else 0) + _MARGIN
    # A card, around whose corners the page shows, be it light or dark.
    image = rounded(WIDTH, height, _ROUNDING).point(CARD.table())
    _write(image, heading)
    sewn = [(tuple(looks[value.key] for value in values.in_order(patch.values)), patch.id) for patch in shown]
    _sew(image, above, plan, sewn)
    if key:
        key.draw(image, _MARGIN, below + _BEFORE_LEGEND)
    return _png(image)


def _evenly(patches: Sequence[Patch]) -> Sequence[Patch]:
    if len(patches) <= MOST_PATCHES:
        return patches
    last = len(patches) - 1
    return [patches[number * last // (MOST_PATCHES - 1)] for number in range(MOST_PATCHES)]


def _write(image: Image.Image, heading: list[str]) -> None:
    for number, line in enumerate(heading):
        mask = written(line, _TITLE_SIZE, _TITLE_LINE)
        place = (WIDTH - mask.width) // 2, _MARGIN + number * _TITLE_LINE
        image.paste(mask.point(BINDING.table()), place)


def _sew(image: Image.Image, top: int, plan: Layout, patches: list[tuple[tuple[Look, ...], str]]) -> None:
    """The patches on their backing, with a binding around."""
    left = (WIDTH - plan.width) // 2
    top += _FRAME
    for ramp, reach in ((BINDING, _FRAME), (BACKING, _BORDER)):
        ground = rounded(plan.width + 2 * reach, plan.height + 2 * reach, reach + _PATCH_ROUNDING)
        image.paste(ground.point(ramp.table()), (left - reach, top - reach))
    basket = Basket(plan.side, BACKING.end)
    for (x, y), (looks, name) in zip(plan.places(), patches, strict=True):
        image.paste(basket.patch(looks, name), (left + x, top + y))


def _png(image: Image.Image) -> bytes:
    image.putpalette([part for colour in PALETTE for part in colour], "RGBA")
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
