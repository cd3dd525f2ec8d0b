"""The process that makes a keepsake, so that the one that serves keeps its time and its memory.

It reads frames: pages of recognitions, newest first, an empty one, and a `KeepsakeJob`. It writes the files
as frames: the page, and one or more PDFs.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bot.domain.recognition import RecognitionView
from bot.domain.values import Values
from bot.keepsake.html import render_html
from bot.keepsake.page import KeepsakePage, list_characters, list_texts
from bot.keepsake.pdf import make_job
from bot.keepsake.typefaces import find_typefaces, leave_out_unset
from bot.slack.features.keepsake.job import KeepsakeJob, make_frame, read_frame
from bot.slack.features.keepsake.page_builder import build_page
from bot.slack.ui.language import language

PDF_PROGRAM = "bot.keepsake.pdf"
"""The program that makes a PDF."""
MAX_PDF_SECONDS = 60
"""Seconds that one PDF may take."""
NICENESS = 10
"""What people do in Slack meanwhile comes first."""


def make_files(job: KeepsakeJob, recognitions: list[RecognitionView]) -> Iterator[bytes]:
    """Yield the page, and PDFs until one fails. `recognitions` come oldest first."""
    words = language(job.locale, job.command)
    page = build_page(words, Values(job.values), replace(job.content, recognitions=recognitions))
    typefaces = find_typefaces(Path(job.fonts) if job.fonts else None)
    page = leave_out_unset(page, typefaces)
    yield render_html(page, typefaces)
    families = typefaces.select_families(list_characters(list_texts(page)))
    for part in page.split():
        pdf = _make_pdf(part, families, typefaces.folders)
        if pdf is None:
            return
        yield pdf


def _make_pdf(page: KeepsakePage, families: Sequence[str], folders: Sequence[Path]) -> bytes | None:
    job = make_job(page, families, folders)
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", PDF_PROGRAM],
            input=job,
            stdout=subprocess.PIPE,
            # What it says of an error may quote the text.
            stderr=subprocess.DEVNULL,
            timeout=MAX_PDF_SECONDS,
            check=True,
        )
    except subprocess.SubprocessError:
        return None
    return done.stdout


def main() -> None:
    """Read the input, and write the files."""
    os.nice(NICENESS)
    source, target = sys.stdin.buffer, sys.stdout.buffer
    recognitions: list[RecognitionView] = []
    while page := read_frame(source):
        recognitions += msgspec.msgpack.decode(page, type=list[RecognitionView])
    job = msgspec.msgpack.decode(read_frame(source) or b"", type=KeepsakeJob)
    for content in make_files(job, recognitions[::-1]):
        target.write(make_frame(content))
        target.flush()


if __name__ == "__main__":
    main()
