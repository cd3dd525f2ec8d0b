"""The legend of an image: the values that occur, each with a swatch and its name."""

from collections.abc import Sequence

from msgspec import Struct
from PIL import Image

from bot.images.colors import CARD, WRITING
from bot.images.lettering import draw_text, width, wrap_text
from bot.images.patches import PatchRenderer
from bot.images.value_styles import ValueStyle

SIZE = 44
"""Pixels of the text. A phone shows the image at less than a third, and this as 13 pixels."""
_LINE = 58
_SWATCH, _BESIDE = 64, 16
_BETWEEN_ENTRIES, _BETWEEN_ROWS = 40, 14


class _Label(Struct, frozen=True):
    """A label, broken into lines, and the pixels that it needs with its swatch."""

    text: tuple[str, ...]
    style: ValueStyle
    width: int

    @property
    def height(self) -> int:
        return max(_SWATCH, len(self.text) * _LINE)


class Legend:
    """Labels beside swatches, centered, as many in each row as fit."""

    def __init__(self, labels: Sequence[tuple[str, ValueStyle]], room: int) -> None:
        """Arrange at least one label in a width of `room` pixels."""
        self._room = room
        self._rows: list[list[_Label]] = []
        left = 0
        for label, style in labels:
            entry = _label(label, style, room)
            if not self._rows or entry.width > left:
                self._rows.append([])
                left = room
            self._rows[-1].append(entry)
            left -= entry.width + _BETWEEN_ENTRIES

    @property
    def height(self) -> int:
        """Pixels of all rows."""
        heights = [max(entry.height for entry in row) for row in self._rows]
        return sum(heights) + _BETWEEN_ROWS * (len(heights) - 1)

    def draw(self, image: Image.Image, left: int, top: int) -> None:
        """Draw the legend on the image; `left` and `top` are where its room begins."""
        renderer = PatchRenderer(_SWATCH, CARD.end)
        for row in self._rows:
            height = max(entry.height for entry in row)
            taken = sum(entry.width for entry in row) + _BETWEEN_ENTRIES * (len(row) - 1)
            x, middle = left + (self._room - taken) // 2, top + height // 2
            for entry in row:
                image.paste(renderer.patch((entry.style,)), (x, middle - _SWATCH // 2))
                _write(image, entry.text, x + _SWATCH + _BESIDE, middle)
                x += entry.width + _BETWEEN_ENTRIES
            top += height + _BETWEEN_ROWS


def _label(label: str, style: ValueStyle, room: int) -> _Label:
    text = wrap_text(label, SIZE, room - _SWATCH - _BESIDE)
    return _Label(tuple(text), style, _SWATCH + _BESIDE + max(width(line, SIZE) for line in text))


def _write(image: Image.Image, text: Sequence[str], left: int, middle: int) -> None:
    top = middle - len(text) * _LINE // 2
    for number, line in enumerate(text):
        image.paste(draw_text(line, SIZE, _LINE).point(WRITING.table()), (left, top + number * _LINE))
