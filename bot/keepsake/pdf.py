"""A keepsake as a PDF, set by Typst, with tags for screen readers (PDF/UA-1).

`python -m bot.keepsake.pdf` reads a page from its input and writes the PDF: Typst keeps memory until its
process ends.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from bot.keepsake.page import Entry, KeepsakePage, Note, Paragraph, Run, is_right_to_left, list_paragraphs

_TEMPLATE = Path(__file__).with_name("keepsake.typ")
_LONG_ENTRY = 1_200
"""Characters from which on an entry may begin on one page and end on the next."""
STANDARD: Final = "ua-1"
"""Typst refuses to write characters that no font has, and pictures without alt text."""


def make_job(page: KeepsakePage, families: Sequence[str], folders: Sequence[Path]) -> bytes:
    """Return what the process reads: a page, and the fonts (families, and the folders of their files)."""
    job = {
        "page": {**_write_page(page), "fonts": [*families]},
        "folders": [str(folder) for folder in folders],
    }
    return json.dumps(job).encode()


def run_job(job: bytes) -> bytes:
    """Set a page that `make_job` wrote, and return the PDF."""
    import typst

    content = json.loads(job)
    return typst.compile(
        _TEMPLATE.read_bytes(),
        sys_inputs={"page": json.dumps(content["page"])},
        format="pdf",
        font_paths=content["folders"],
        ignore_system_fonts=True,
        pdf_standards=[STANDARD],
    )


def _write_page(page: KeepsakePage) -> dict[str, Any]:
    return {
        "lang": page.lang.partition("-")[0],
        "rtl": is_right_to_left(page.title),
        "paper": page.paper,
        "title": page.title,
        "owner": page.owner,
        "period": page.period,
        "notice": page.notice,
        "closing": [*page.closing],
        # Typst has no other way for bytes that are in no file.
        "picture": [*page.picture.png] if page.picture else [],
        "picture-alt": page.picture.alt if page.picture else "",
        "sections": [
            {"title": section.title, "entries": [_write_entry(entry) for entry in section.entries]}
            for section in page.sections
        ],
    }


def _write_entry(entry: Entry) -> dict[str, Any]:
    return {
        "text": [_write_paragraph(paragraph) for paragraph in entry.text],
        "line": _write_paragraph(entry.line),
        "day": entry.day,
        "place": entry.place,
        "private": entry.private,
        "notes": [_write_note(note) for note in entry.notes],
        "long": sum(len(paragraph.text) for paragraph in list_paragraphs(entry)) > _LONG_ENTRY,
    }


def _write_note(note: Note) -> dict[str, Any]:
    return {"line": _write_paragraph(note.line), "quoted": [_write_paragraph(one) for one in note.quoted]}


def _write_paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {
        "kind": paragraph.kind.value,
        "marker": paragraph.marker,
        "indent": paragraph.indent,
        "rtl": paragraph.is_right_to_left,
        "runs": [_write_run(run) for run in paragraph.runs],
    }


def _write_run(run: Run) -> dict[str, Any]:
    return {
        "text": run.text,
        "bold": run.bold,
        "italic": run.italic,
        "strike": run.strike,
        "code": run.code,
        "url": run.url if run.url.startswith(("https://", "http://", "mailto:")) else "",
    }


if __name__ == "__main__":
    sys.stdout.buffer.write(run_job(sys.stdin.buffer.read()))
