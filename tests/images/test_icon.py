"""The app's icon: the same heart everywhere, and a PNG that shows it."""

import re
from pathlib import Path

from PIL import Image

FOLDER = Path(__file__).parents[2]
ICON = FOLDER / ".github" / "icon.svg"
HEART = re.compile('<path fill="#fff" d="([^"]+)"')


def test_icon_has_the_heart_of_the_demo() -> None:
    shown = FOLDER / "bot/practice/page/static/heart.svg"
    assert HEART.search(ICON.read_text()) is not None
    assert ICON.read_text() == shown.read_text()


def test_png_shows_the_icon() -> None:
    with Image.open(ICON.with_suffix(".png")) as picture:
        assert picture.size == (1_024, 1_024)
        image = picture.convert("RGBA")
    scale = 1_024 / 24
    red, white, nothing = (0xB8, 0x40, 0x5A, 255), (255, 255, 255, 255), 0
    # Points of the drawing, by its own measure: the tile, the heart's middle, lobes and tip, and around it.
    for x, y in ((12, 1), (1, 12), (12, 6.5), (4, 12), (7.5, 17)):
        assert image.getpixel((int(x * scale), int(y * scale))) == red, (x, y)
    for x, y in ((12, 12), (8, 9), (16, 9), (12, 18)):
        assert image.getpixel((int(x * scale), int(y * scale))) == white, (x, y)
    corner = image.getpixel((3, 3))
    assert isinstance(corner, tuple)
    assert corner[3] == nothing


def test_readme_shows_the_icon() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert ".github/icon.svg" in readme
    assert ".github/icon.png" in readme
