"""The legend of a quilt: what occurs in it, and how each is written beside its swatch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PIL import Image

from bot.domain.values import Value, Values
from bot.images.colors import CARD, WRITING
from bot.images.lettering import can_write, composed, letter, lines, width, written
from bot.images.patches import Basket
from bot.images.value_styles import Look

SIZE = 44
"""Pixels: a telephone shows the picture at less than a third of its size, and this as 13 pixels."""
_LINE = 58
_SWATCH, _BESIDE = 64, 16
_BETWEEN_ENTRIES, _BETWEEN_ROWS = 40, 14


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


@dataclass(frozen=True, slots=True)
class _Label:
    """A label in its lines, and how many pixels it takes with its swatch."""

    text: tuple[str, ...]
    look: Look
    width: int

    @property
    def height(self) -> int:
        return max(_SWATCH, len(self.text) * _LINE)


class Legend:
    """Labels beside swatches, as many in each row as fit, in the middle, read row by row."""

    def __init__(self, labels: Sequence[tuple[str, Look]], room: int) -> None:
        """Arrange at least one label in a width of `room` pixels."""
        self._room = room
        self._rows: list[list[_Label]] = []
        left = 0
        for label, look in labels:
            entry = _label(label, look, room)
            if not self._rows or entry.width > left:
                self._rows.append([])
                left = room
            self._rows[-1].append(entry)
            left -= entry.width + _BETWEEN_ENTRIES

    @property
    def height(self) -> int:
        """Pixels."""
        heights = [max(entry.height for entry in row) for row in self._rows]
        return sum(heights) + _BETWEEN_ROWS * (len(heights) - 1)

    def draw(self, image: Image.Image, left: int, top: int) -> None:
        """Draw it on the picture, in the middle of its room, which begins here."""
        basket = Basket(_SWATCH, CARD.end)
        for row in self._rows:
            height = max(entry.height for entry in row)
            taken = sum(entry.width for entry in row) + _BETWEEN_ENTRIES * (len(row) - 1)
            x, middle = left + (self._room - taken) // 2, top + height // 2
            for entry in row:
                image.paste(basket.patch((entry.look,)), (x, middle - _SWATCH // 2))
                _write(image, entry.text, x + _SWATCH + _BESIDE, middle)
                x += entry.width + _BETWEEN_ENTRIES
            top += height + _BETWEEN_ROWS


def _label(label: str, look: Look, room: int) -> _Label:
    text = lines(label, SIZE, room - _SWATCH - _BESIDE)
    return _Label(tuple(text), look, _SWATCH + _BESIDE + max(width(line, SIZE) for line in text))


def _write(image: Image.Image, text: Sequence[str], left: int, middle: int) -> None:
    top = middle - len(text) * _LINE // 2
    for number, line in enumerate(text):
        image.paste(written(line, SIZE, _LINE).point(WRITING.table()), (left, top + number * _LINE))
