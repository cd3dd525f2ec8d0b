"""The digest image: a patch for each recognition, in the order of the days.

It neither counts nor compares people: all patches have one size, nothing is sorted, and there are no names of
people and no numbers. The same patches give the same image, byte for byte.
"""

import io
from collections.abc import Sequence

from PIL import Image

from bot.domain.values import Values
from bot.images.border import Box, draw_background, draw_border
from bot.images.colors import BACKING, BINDING, CARD, PALETTE, WRITING
from bot.images.image_content import Patch, has_plain_patch, legend_of
from bot.images.layout import MAX_PATCHES, Layout, layout
from bot.images.legend import Legend
from bot.images.lettering import can_draw, draw_text, normalize_text, wrap_text
from bot.images.patches import PatchRenderer, rounded_rectangle
from bot.images.value_styles import PLAIN, ValueStyle, value_style

WIDTH = 1_200
"""Pixels. A phone shows a picture at less than a third of that, so text and motifs are large."""
_BINDING = 12
_SQUARE = 42
"""Pixels of a square of the border; the width inside the binding is a multiple of it."""
_INSET = 20
"""Pixels at least between the border and the patches."""
_FIELD = WIDTH - 2 * (_BINDING + _SQUARE)
ROOM_FOR_PATCHES = _FIELD - 2 * _INSET
"""Pixels that a row of patches may be wide."""
_ROUNDING = 30
_MARGIN = 30
"""Pixels around text."""
_ROOM = WIDTH - 2 * (_BINDING + _MARGIN)
_TITLE_SIZE, _TITLE_LINE = 50, 64


def draw_digest_image(patches: Sequence[Patch], values: Values, *, title: str = "", plain: str = "") -> bytes:
    """Draw the image as PNG, 1,200 pixels wide. A title that the font lacks characters for is left out.

    `plain` is what the legend calls recognitions without a value; without it, or where the font lacks a
    character of it, the legend leaves them out. Of more than `MAX_PATCHES` patches the picture shows so
    many, chosen evenly from the first to the last. Raise ValueError if there are none.
    """
    if not patches:
        raise ValueError("an image has at least one patch")
    shown = _sample_evenly(patches)
    plan = layout(len(shown), ROOM_FOR_PATCHES)
    labels = [(entry.label, value_style(entry.value.style)) for entry in legend_of(patches, values)]
    styles = [of for _, of in labels]
    if has_plain_patch(patches, values):
        styles.append(PLAIN)
        if can_draw(normalize_text(plain)):
            labels.append((normalize_text(plain), PLAIN))
    key = Legend(labels, _ROOM) if labels else None
    heading = wrap_text(normalize_text(title), _TITLE_SIZE, _ROOM) if can_draw(normalize_text(title)) else []
    above = _BINDING + (2 * _MARGIN + len(heading) * _TITLE_LINE if heading else 0)
    squares = -(-(plan.height + 2 * _INSET) // _SQUARE) + 2
    below = above + squares * _SQUARE
    height = below + (_BINDING + 2 * _MARGIN + key.height if key else 0) + _BINDING
    # Outside the rounded corners the image is transparent: pages are light or dark.
    image = rounded_rectangle(WIDTH, height, _ROUNDING).point(BINDING.table())
    card = rounded_rectangle(WIDTH - 2 * _BINDING, height - 2 * _BINDING, _ROUNDING - _BINDING)
    image.paste(card.point(CARD.table()), (_BINDING, _BINDING))
    _write(image, heading)
    box = _BINDING, above, WIDTH - _BINDING, below
    _draw_patches(image, box, plan, [(_styles(patch, values), patch.id) for patch in shown])
    draw_border(image, box, _SQUARE, styles)
    if key:
        image.paste(CARD.start, (0, below, WIDTH, below + _BINDING))
        key.draw(image, _BINDING + _MARGIN, below + _BINDING + _MARGIN)
    return _encode_png(image)


def _styles(patch: Patch, values: Values) -> tuple[ValueStyle, ...]:
    return tuple(value_style(value.style) for value in values.sort_keys(patch.values))


def _sample_evenly(patches: Sequence[Patch]) -> Sequence[Patch]:
    if len(patches) <= MAX_PATCHES:
        return patches
    last = len(patches) - 1
    return [patches[number * last // (MAX_PATCHES - 1)] for number in range(MAX_PATCHES)]


def _write(image: Image.Image, heading: list[str]) -> None:
    for number, line in enumerate(heading):
        mask = draw_text(line, _TITLE_SIZE, _TITLE_LINE)
        place = (WIDTH - mask.width) // 2, _BINDING + _MARGIN + number * _TITLE_LINE
        image.paste(mask.point(WRITING.table()), place)


def _draw_patches(
    image: Image.Image,
    box: Box,
    plan: Layout,
    patches: list[tuple[tuple[ValueStyle, ...], str]],
) -> None:
    """Draw the background and the patches, in the middle of `box`."""
    left, top, right, bottom = box
    image.paste(draw_background(right - left, bottom - top), (left, top))
    left, top = (left + right - plan.width) // 2, (top + bottom - plan.height) // 2
    renderer = PatchRenderer(plan.side, BACKING.start)
    for (x, y), (styles, name) in zip(plan.positions(), patches, strict=True):
        image.paste(renderer.patch(styles, name), (left + x, top + y))


def _encode_png(image: Image.Image) -> bytes:
    image.putpalette([part for color in PALETTE for part in color], "RGBA")
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
