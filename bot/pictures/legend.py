"""The legend of a quilt: which values occur, and how each is written beside its swatch."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PIL import Image

from bot.domain.values import Value, Values
from bot.pictures.dyes import CARD, WRITING
from bot.pictures.lettering import can_write, composed, letter, lines, width, written
from bot.pictures.looks import Look
from bot.pictures.patches import Basket

_SIZE, _LINE = 30, 38
_WIDEST = 264
"""Pixels; a longer name goes on in the next line, unless it is a single word."""
_SWATCH, _BESIDE = 56, 16
_BETWEEN_COLUMNS, _BETWEEN_ROWS = 40, 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A value, and what the picture says beside its swatch: its name or, where the font lacks a character of
    it, a letter, which the words beside the picture have to explain (`is_named` is false then).

    A letter, since a number would look like a count.
    """

    value: Value
    label: str
    is_named: bool


def legend(keys: Iterable[str], values: Values) -> tuple[Entry, ...]:
    """The values with these keys, each once, in the workspace's order; keys of no value are passed over."""
    return tuple(_entry(number, value) for number, value in enumerate(values.in_order(keys)))


def _entry(number: int, value: Value) -> Entry:
    name = composed(value.name)
    return Entry(value, name, True) if can_write(name) else Entry(value, letter(number), False)


class Legend:
    """Labels beside swatches, in rows and columns that are read row by row."""

    def __init__(self, labels: Sequence[tuple[str, Look]], room: int) -> None:
        """Arrange at least one label in a width of `room` pixels."""
        self._room = room
        self._entries = [(lines(label, _SIZE, _line_room(label, room)), look) for label, look in labels]
        fitting = [number for number in range(1, len(labels) + 1) if self._width(number) <= room]
        rows = math.ceil(len(labels) / max(fitting))
        self._columns = min(number for number in fitting if math.ceil(len(labels) / number) == rows)
        self._heights = [
            max(_SWATCH, *(len(text) * _LINE for text, _ in self._row(row))) for row in range(rows)
        ]

    @property
    def height(self) -> int:
        """Pixels."""
        return sum(self._heights) + _BETWEEN_ROWS * (len(self._heights) - 1)

    def draw(self, image: Image.Image, left: int, top: int) -> None:
        """Draw it on the picture, in the middle of its room, which begins here."""
        basket = Basket(_SWATCH, CARD.end)
        left += (self._room - self._width(self._columns)) // 2
        columns = self._column_widths(self._columns)
        for row, height in enumerate(self._heights):
            x, middle = left, top + height // 2
            for (text, look), column in zip(self._row(row), columns, strict=False):
                image.paste(basket.patch((look,)), (x, middle - _SWATCH // 2))
                _write(image, text, x + _SWATCH + _BESIDE, middle)
                x += column + _BETWEEN_COLUMNS
            top += height + _BETWEEN_ROWS

    def _row(self, row: int) -> list[tuple[list[str], Look]]:
        return self._entries[row * self._columns : (row + 1) * self._columns]

    def _column_widths(self, columns: int) -> list[int]:
        widths = [max(width(line, _SIZE) for line in text) for text, _ in self._entries]
        return [_SWATCH + _BESIDE + max(widths[column::columns]) for column in range(columns)]

    def _width(self, columns: int) -> int:
        return sum(self._column_widths(columns)) + _BETWEEN_COLUMNS * (columns - 1)


def _line_room(label: str, room: int) -> int:
    """How wide the lines of this label may be: no word is broken that the picture has room for."""
    longest = max(width(word, _SIZE) for word in label.split())
    return min(max(longest, _WIDEST), room - _SWATCH - _BESIDE)


def _write(image: Image.Image, text: list[str], left: int, middle: int) -> None:
    top = middle - len(text) * _LINE // 2
    for number, line in enumerate(text):
        image.paste(written(line, _SIZE, _LINE).point(WRITING.table()), (left, top + number * _LINE))
