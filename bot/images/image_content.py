"""What a digest image shows: its patches, and the entries of its legend.

Here and in `lettering`, Pillow is imported when an image is drawn: it would be a part of each start.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from bot.domain.values import Value, Values
from bot.images.lettering import can_draw, letter, normalize_text


class Patch(Struct, frozen=True):
    """A recognition in the image. Its id seeds small differences from other patches of its values."""

    id: str
    values: tuple[str, ...] = ()


class Entry(Struct, frozen=True):
    """A value and the text beside its swatch: its name or, if the font lacks a character, a letter.

    The alt text explains letters; `is_named` is False for them. A number would look like a count.
    """

    value: Value
    label: str
    is_named: bool


def legend(keys: Iterable[str], values: Values) -> tuple[Entry, ...]:
    """Return an entry for each value with one of these keys, in the workspace's order. Skip unknown keys."""
    return tuple(_entry(number, value) for number, value in enumerate(values.sort_keys(keys)))


def _entry(number: int, value: Value) -> Entry:
    name = normalize_text(value.name)
    return Entry(value, name, True) if can_draw(name) else Entry(value, letter(number), False)


def legend_of(patches: Sequence[Patch], values: Values) -> tuple[Entry, ...]:
    """Return the legend of these patches, which the alt text repeats."""
    return legend((key for patch in patches for key in patch.values), values)


def has_plain_patch(patches: Sequence[Patch], values: Values) -> bool:
    """Return True if one of these patches has no value, and so a heart."""
    return any(not values.sort_keys(patch.values) for patch in patches)


def draw_png(patches: Sequence[Patch], values: Values, plain: str) -> bytes:
    """Draw the image as PNG; see `draw_digest_image`."""
    from bot.images.digest_image import draw_digest_image

    return draw_digest_image(patches, values, plain=plain)
