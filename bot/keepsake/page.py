"""What a keepsake says, ready to be set: all text is in the reader's language, and all names are resolved."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

MAX_ENTRIES_PER_PDF = 1_500
"""Recognitions in one PDF. Setting them takes about three seconds and 200 MB; others have the rest."""


class ParagraphKind(StrEnum):
    """How a paragraph is set."""

    TEXT = "text"
    ITEM = "item"
    CODE = "code"


class Run(Struct, frozen=True):
    """Characters in one style. With a `url` they are a link."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    url: str = ""


class Paragraph(Struct, frozen=True):
    """A paragraph; an item has a `marker` ("•", "1."), and an `indent` of 0 or more."""

    runs: tuple[Run, ...]
    kind: ParagraphKind = ParagraphKind.TEXT
    marker: str = ""
    indent: int = 0

    @property
    def text(self) -> str:
        """Return the characters alone."""
        return "".join(run.text for run in self.runs)

    @property
    def is_right_to_left(self) -> bool:
        """Return True if the first letter belongs to a script that is written from right to left."""
        return is_right_to_left(self.text)


class Note(Struct, frozen=True):
    """What belongs to an entry: who joined in, a comment, a shared credit or a reply, and its text."""

    line: Paragraph
    quoted: tuple[Paragraph, ...] = ()


class Entry(Struct, frozen=True):
    """A recognition: who thanked (`line`), when and where; what marks it if it is `private`, or ""."""

    text: tuple[Paragraph, ...]
    line: Paragraph
    day: str
    iso_day: str
    place: str = ""
    private: str = ""
    notes: tuple[Note, ...] = ()


class Section(Struct, frozen=True):
    """The entries of one month, oldest first."""

    title: str
    entries: tuple[Entry, ...]


class Picture(Struct, frozen=True):
    """A picture (PNG) and what it shows, for those who don't see it."""

    png: bytes
    alt: str


class KeepsakePage(Struct, frozen=True):
    """A keepsake. `lang` is a language tag, `paper` a size of paper, `closing` the last sentences.

    `unset_note` explains `UNSET_MARK`. It is the `notice` of a page where characters had to be left out.
    """

    lang: str
    paper: str
    title: str
    owner: str
    period: str
    closing: tuple[str, ...]
    unset_note: str
    sections: tuple[Section, ...] = ()
    picture: Picture | None = None
    notice: str = ""

    def split(self, size: int = MAX_ENTRIES_PER_PDF) -> Iterator["KeepsakePage"]:
        """Yield pages with at most `size` entries each; the picture is on the first."""
        sections: list[Section] = []
        room, picture = size, self.picture
        for section in self.sections:
            rest = section
            while rest.entries:
                taken = rest.entries[:room]
                sections.append(replace(rest, entries=taken))
                rest, room = replace(rest, entries=rest.entries[room:]), room - len(taken)
                if not room:
                    yield replace(self, sections=tuple(sections), picture=picture)
                    sections, room, picture = [], size, None
        if sections:
            yield replace(self, sections=tuple(sections), picture=picture)


UNSET_MARK = "[…]"
"""Stands for characters that no font has. A sentence says so."""


def is_right_to_left(text: str) -> bool:
    """Return True if the first letter belongs to a script that is written from right to left."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def list_paragraphs(entry: Entry) -> Iterator[Paragraph]:
    """Yield all paragraphs of an entry."""
    yield from entry.text
    yield entry.line
    for note in entry.notes:
        yield note.line
        yield from note.quoted


def list_texts(page: KeepsakePage) -> Iterator[str]:
    """Yield all text of a page."""
    yield from (page.title, page.owner, page.period, page.notice, *page.closing)
    for section in page.sections:
        yield section.title
        for entry in section.entries:
            yield from (entry.day, entry.place, entry.private)
            yield from (run.text for paragraph in list_paragraphs(entry) for run in paragraph.runs)
            yield from (paragraph.marker for paragraph in list_paragraphs(entry))


def map_text(page: KeepsakePage, change: Callable[[str], str]) -> KeepsakePage:
    """Return the page with all its text changed."""

    def change_paragraph(paragraph: Paragraph) -> Paragraph:
        return replace(paragraph, runs=tuple(replace(run, text=change(run.text)) for run in paragraph.runs))

    def change_entry(entry: Entry) -> Entry:
        return Entry(
            text=tuple(map(change_paragraph, entry.text)),
            line=change_paragraph(entry.line),
            day=change(entry.day),
            iso_day=entry.iso_day,
            place=change(entry.place),
            private=change(entry.private),
            notes=tuple(
                Note(change_paragraph(note.line), tuple(map(change_paragraph, note.quoted)))
                for note in entry.notes
            ),
        )

    return replace(
        page,
        title=change(page.title),
        owner=change(page.owner),
        period=change(page.period),
        closing=tuple(map(change, page.closing)),
        sections=tuple(
            Section(change(section.title), tuple(map(change_entry, section.entries)))
            for section in page.sections
        ),
    )


def list_characters(texts: Iterable[str]) -> frozenset[str]:
    """Return the characters of these texts."""
    found: set[str] = set()
    for text in texts:
        found.update(text)
    return frozenset(found)
