"""The fonts of keepsakes: those that Hearten ships, and further ones that its operators have.

fontTools is imported here alone, in the process that makes a keepsake.
"""

import io
import unicodedata
from collections.abc import Collection
from copy import copy
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont, TTLibError
from msgspec import Struct
from msgspec.structs import replace

from bot.keepsake.page import UNSET_MARK, KeepsakePage, list_characters, list_texts, map_text

FOLDER = Path(__file__).with_name("fonts")
_ENDINGS = {".otf", ".ttf"}
_COLLECTIONS = {".ttc", ".otc"}
_FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "init", "medi", "fina", "rlig", "calt"]
"""What joins letters, and places their marks."""
MAX_FURTHER_FILES = 200
"""Files of the operators' folder that are read."""
_FAMILY_MEMBER, _SELECTOR = ord("\N{WOMAN}"), 0xFE0F
_IGNORABLE = frozenset("\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff\t\n")
"""Characters without a glyph: joiners, marks of direction and of presentation."""


class Typeface(Struct, frozen=True):
    """A font file; `number` is its place in a collection, or -1."""

    path: Path
    family: str
    characters: frozenset[int]
    number: int = -1
    style: str = "normal"
    weight: int = 400

    @property
    def is_emoji(self) -> bool:
        """Return True if it has emoji: some are made of several characters, such as families."""
        return _FAMILY_MEMBER in self.characters


def load_own() -> list[Typeface]:
    """Return the fonts that Hearten ships."""
    faces = (
        ("LibertinusSerifRegular.otf", "normal", 400),
        ("LibertinusSerifItalic.otf", "italic", 400),
        ("LibertinusSerifSemibold.otf", "normal", 600),
        ("NotoNaskhArabic.ttf", "normal", 400),
        ("NotoSerifJP.otf", "normal", 400),
        ("TwemojiMozilla.ttf", "normal", 400),
    )
    return [_read(FOLDER / name, style, weight) for name, style, weight in faces]


def load_further(folder: Path | None) -> list[Typeface]:
    """Return the fonts in the operators' folder and the folders in it, without those that can't be read."""
    if folder is None:
        return []
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in _ENDINGS | _COLLECTIONS)
    found: list[Typeface] = []
    for file in files[:MAX_FURTHER_FILES]:
        try:
            if file.suffix.lower() in _COLLECTIONS:
                with TTCollection(file, lazy=True) as collection:
                    numbers = range(len(collection.fonts))
                found += [_read(file, number=number) for number in numbers]
            else:
                found.append(_read(file))
        except (TTLibError, OSError, AttributeError):
            continue
    return found


def _read(file: Path, style: str = "normal", weight: int = 400, *, number: int = -1) -> Typeface:
    with TTFont(file, lazy=True, fontNumber=number) as font:
        family = font["name"].getDebugName(16) or font["name"].getDebugName(1)
        return Typeface(file, family, frozenset(font.getBestCmap()), number, style, weight)


class Typefaces(Struct, frozen=True):
    """Fonts in the order in which they are looked through for a character, and the folders of their files."""

    faces: tuple[Typeface, ...]
    folders: tuple[Path, ...]

    def select_families(self, characters: Collection[str]) -> list[str]:
        """Return the families that these characters need, each once; the first one is that of all text."""
        left = {ord(character) for character in characters}
        families: list[str] = []
        for face in self.faces:
            if not families or (face.family not in families and left & face.characters):
                families.append(face.family)
            left -= face.characters
        return families

    def find_unset(self, characters: Collection[str]) -> frozenset[str]:
        """Return those of these characters that no font has."""
        left = {ord(one) for one in characters if one not in _IGNORABLE and not _is_blank(one)}
        for face in self.faces:
            left -= face.characters
        return frozenset(map(chr, left))


def find_typefaces(folder: Path | None = None) -> Typefaces:
    """Return all fonts: Hearten's own, and those in the operators' folder."""
    folders = (FOLDER, folder) if folder else (FOLDER,)
    return Typefaces((*load_own(), *load_further(folder)), folders)


def leave_out_unset(page: KeepsakePage, typefaces: Typefaces) -> KeepsakePage:
    """Return the page with a mark in place of each run of characters that no font has, and a notice of it."""
    unset = typefaces.find_unset(list_characters(list_texts(page)))
    if not unset:
        return page
    marks = str.maketrans(dict.fromkeys(unset, UNSET_MARK))

    def mark_unset(text: str) -> str:
        marked = text.translate(marks)
        while UNSET_MARK * 2 in marked:
            marked = marked.replace(UNSET_MARK * 2, UNSET_MARK)
        return marked

    return replace(map_text(page, mark_unset), notice=page.unset_note)


def _is_blank(character: str) -> bool:
    return unicodedata.category(character) in ("Zs", "Cc", "Cf")


def embed(face: Typeface, characters: Collection[str]) -> bytes:
    """Return a font for the web (WOFF) with these characters of the font alone; b"" if it has none."""
    wanted = {ord(character) for character in characters} & face.characters
    if not wanted:
        return b""
    options = Options()
    options.layout_features = _FEATURES
    options.hinting = False
    options.desubroutinize = True
    # Who made the font, and under which licence, stays in it.
    options.name_IDs = [0, 1, 2, 4, 13, 14]
    options.notdef_outline = True
    options.drop_tables = [*options.drop_tables, "FFTM"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    content = io.BytesIO()
    with TTFont(face.path, fontNumber=face.number, lazy=True) as font:
        subsetter.subset(font)
        if face.is_emoji:
            _join_without_selectors(font)
        font.flavor = "woff"
        font.save(content)
    return content.getvalue()


def _join_without_selectors(font: TTFont) -> None:
    """Let emoji be joined without U+FE0F, too: Chromium takes that away before it joins what is left."""
    selector = font.getBestCmap().get(_SELECTOR)
    for lookup in font["GSUB"].table.LookupList.Lookup if "GSUB" in font else ():
        for table in lookup.SubTable:
            for ligatures in getattr(table, "ligatures", {}).values():
                for ligature in [each for each in ligatures if selector in each.Component]:
                    shorter = copy(ligature)
                    shorter.Component = [part for part in ligature.Component if part != selector]
                    shorter.CompCount = len(shorter.Component) + 1
                    ligatures.append(shorter)
