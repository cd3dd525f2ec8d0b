"""Text in images, with the fonts that Hearten ships.

Pillow is imported when text is measured or drawn: see `image_content`.

They are parts of Noto Sans, so an image is the same on every machine: one with the Latin, Greek and Cyrillic
letters, and one with the Japanese characters in use, which is read when a text needs it. All scripts together
would be many times as large as the rest of the program, and those that join their letters need libraries of
the system as well. The alt text says what the fonts cannot.
"""

from __future__ import annotations

import math
import string
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image, ImageFont

_FONTS = tuple(Path(__file__).with_name("fonts") / name for name in ("NotoSans.ttf", "NotoSansJP.otf"))
_ABSENT = "\U0010fffd"


@cache
def _load(file: Path, size: int) -> ImageFont.FreeTypeFont:
    """Return a font at this size, in pixels."""
    from PIL import ImageFont

    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def _font(text: str, size: int) -> ImageFont.FreeTypeFont:
    """Return the font that a text is drawn with."""
    return _load(_find_font(text) or _FONTS[0], size)


@lru_cache(maxsize=1_024)
def _find_font(text: str) -> Path | None:
    """Return the first font that has each character of a text; None if there is none."""
    return next((file for file in _FONTS if all(_has(file, character) for character in text)), None)


def normalize_text(text: str) -> str:
    """Combine letters with their marks, and runs of blanks to single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def can_draw(text: str) -> bool:
    """Return True if the text is not empty and one font has each of its characters."""
    return text != "" and _find_font(text) is not None


@lru_cache(maxsize=2_048)
def _has(file: Path, character: str) -> bool:
    """Return True unless the font draws its empty box for the character."""
    if not character.isprintable() or unicodedata.combining(character):
        return False
    drawn = _load(file, 32)
    mask, absent = drawn.getmask(character), drawn.getmask(_ABSENT)
    return mask.size != absent.size or bytes(mask) != bytes(absent)


def width(line: str, size: int) -> int:
    """Return the width of a line in pixels, with room for letters that overhang at its end."""
    return math.ceil(_font(line, size).getlength(line)) + 2


def wrap_text(text: str, size: int, room: int) -> list[str]:
    """Break text into lines of at most `room` pixels: between words, or inside one that is too long."""
    made: list[str] = []
    for piece in _pieces(text, size, room):
        if made and width(f"{made[-1]} {piece}", size) <= room:
            made[-1] += f" {piece}"
        else:
            made.append(piece)
    return made


def _pieces(text: str, size: int, room: int) -> Iterator[str]:
    """Yield the words; of one that is longer than a line, parts that fill a line."""
    for word in text.split():
        rest = word
        while width(rest, size) > room and len(rest) > 1:
            fits = _fitting(rest, size, room)
            yield rest[:fits]
            rest = rest[fits:]
        yield rest


def _fitting(word: str, size: int, room: int) -> int:
    """Return how many characters of the word, at least one, fit into `room` pixels."""
    return next((end for end in range(len(word) - 1, 1, -1) if width(word[:end], size) <= room), 1)


def draw_text(line: str, size: int, height: int) -> Image.Image:
    """Draw a line as a mask of its own width, in the middle of `height` pixels."""
    from PIL import Image, ImageDraw

    mask = Image.new("L", (width(line, size), height))
    ImageDraw.Draw(mask).text((0, height // 2), line, 255, _font(line, size), "lm")
    return mask


def letter(number: int) -> str:
    """Return A, B, …, Z, AA, AB, … for 0, 1, …"""
    name = ""
    while number >= 0:
        number, place = divmod(number, len(string.ascii_uppercase))
        name = string.ascii_uppercase[place] + name
        number -= 1
    return name
