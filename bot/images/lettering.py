"""Writing in pictures, with the one font that comes with them.

It is a part of Noto Sans with the Latin, Greek and Cyrillic letters, so that a picture is the same on every
machine, whatever fonts that has. All scripts together would be many times as large as the rest of the
program, and those that join their letters need libraries of the system as well: what cannot be written here
has to be said beside the picture.
"""

import math
import string
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_FILE = Path(__file__).with_name("fonts") / "NotoSans.ttf"
_ABSENT = "\U0010fffd"


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The font at this size, in pixels."""
    return ImageFont.truetype(_FILE, size, layout_engine=ImageFont.Layout.BASIC)


def composed(text: str) -> str:
    """The text as it is written: letters and their marks in one, no blanks but single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def can_write(text: str) -> bool:
    """Whether the font has every character of the text, and there is one."""
    return text != "" and all(_has(character) for character in text)


@lru_cache(maxsize=2_048)
def _has(character: str) -> bool:
    """What a font lacks, it draws as the same empty box."""
    if not character.isprintable() or unicodedata.combining(character):
        return False
    drawn = font(32)
    mask, absent = drawn.getmask(character), drawn.getmask(_ABSENT)
    return mask.size != absent.size or bytes(mask) != bytes(absent)


def width(line: str, size: int) -> int:
    """How many pixels wide the line is, with a little room for letters that lean over their end."""
    return math.ceil(font(size).getlength(line)) + 2


def lines(text: str, size: int, room: int) -> list[str]:
    """The text in lines of at most `room` pixels, broken between words, or within one that is too long."""
    made: list[str] = []
    for piece in _pieces(text, size, room):
        if made and width(f"{made[-1]} {piece}", size) <= room:
            made[-1] += f" {piece}"
        else:
            made.append(piece)
    return made


def _pieces(text: str, size: int, room: int) -> Iterator[str]:
    """The words, and parts that fill a line of those that are longer than one."""
    for word in text.split():
        rest = word
        while width(rest, size) > room and len(rest) > 1:
            fits = _fitting(rest, size, room)
            yield rest[:fits]
            rest = rest[fits:]
        yield rest


def _fitting(word: str, size: int, room: int) -> int:
    """How many characters of the word, at least one, fit into so many pixels."""
    return next((end for end in range(len(word) - 1, 1, -1) if width(word[:end], size) <= room), 1)


def written(line: str, size: int, height: int) -> Image.Image:
    """The line as a mask, as wide as it is and in the middle of `height` pixels."""
    mask = Image.new("L", (width(line, size), height))
    ImageDraw.Draw(mask).text((0, height // 2), line, 255, font(size), "lm")
    return mask


def letter(number: int) -> str:
    """A, B, …, Z, AA, AB, … for 0, 1, …"""
    name = ""
    while number >= 0:
        number, place = divmod(number, len(string.ascii_uppercase))
        name = string.ascii_uppercase[place] + name
        number -= 1
    return name
