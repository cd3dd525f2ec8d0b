"""Weeks to draw, the same at every run, and images as people see them."""

from __future__ import annotations

import io
import random

from PIL import Image

from bot.domain.values import Value, Values
from bot.images.image_content import Patch

NAMES = [
    "creativity",
    "collaboration",
    "problem-solving",
    "kindness",
    "courage",
    "curiosity",
    "craft",
    "care",
    "honesty",
    "patience",
    "humour",
    "learning",
    "teaching",
    "listening",
    "focus",
    "ownership",
    "trust",
    "welcome",
    "clarity",
    "endurance",
]


def values(count: int) -> Values:
    return Values(value(f"v{n}", NAMES[n] if n < len(NAMES) else f"value {n}", n) for n in range(count))


def value(key: str, name: str, style: int = 0) -> Value:
    return Value(key, name, "", "", "", style=style)


def week(count: int, of: Values) -> list[Patch]:
    """Patches mostly of one value, some of several, some of none."""
    chance = random.Random(count)
    patches = []
    for number in range(count):
        several = chance.choice([0, 1, 1, 1, 1, 1, 1, 1, 2, 3]) if count > 1 else 1
        chosen = chance.sample(of.all, min(several, len(of.all)))
        patches.append(Patch(f"{count}-{number}", tuple(value.key for value in chosen)))
    return patches


def opened(picture: bytes, ground: str = "white") -> Image.Image:
    """The picture on a page of this color."""
    shown = Image.open(io.BytesIO(picture)).convert("RGBA")
    page = Image.new("RGB", shown.size, ground)
    page.paste(shown, (0, 0), shown)
    return page
