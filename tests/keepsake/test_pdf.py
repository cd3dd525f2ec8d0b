"""The PDF: its words in all scripts, its tags, its fonts."""

import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.keepsake.page import KeepsakePage, Section, list_characters, list_texts
from bot.keepsake.pdf import make_job, run_job
from bot.keepsake.typefaces import find_typefaces, leave_out_unset
from tests.keepsake.example import PAGE, entry

needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils")


def make_pdf(page: KeepsakePage) -> bytes:
    typefaces = find_typefaces()
    families = typefaces.select_families(list_characters(list_texts(page)))
    return run_job(make_job(page, families, typefaces.folders))


def ask(program: str, pdf: bytes, *options: str) -> str:
    return subprocess.run(
        [program, *options, "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


@needs_poppler
def test_pdf_has_all_words_and_tags(tmp_path: Path) -> None:
    pdf = make_pdf(PAGE)
    (tmp_path / "keepsake.pdf").write_bytes(pdf)
    text = subprocess.check_output(["pdftotext", tmp_path / "keepsake.pdf", "-"]).decode()
    for words in (
        "My good words",
        "Jürgen",
        "Łódź",
        "本当に助かりました",
        "In private",
        "ευχαριστώ",
        "select 1 < 2;",
    ):
        assert words in text
    info = subprocess.check_output(["pdfinfo", tmp_path / "keepsake.pdf"], stderr=subprocess.DEVNULL).decode()
    assert "Title:           My good words · 2026" in info
    assert "Tagged:          yes" in info
    fonts = subprocess.check_output(["pdffonts", tmp_path / "keepsake.pdf"]).decode().splitlines()[2:]
    families = {line.split()[0].partition("+")[2].partition("-")[0] for line in fonts}
    assert {"LibertinusSerif", "NotoNaskhArabic", "NotoSerifCJKjp"} <= families
    assert (
        b"A quilt." in pdf
        or "Figure"
        in subprocess.check_output(
            ["pdfinfo", "-struct", tmp_path / "keepsake.pdf"], stderr=subprocess.DEVNULL
        ).decode()
    )


def test_what_no_font_has_is_marked_and_said(tmp_path: Path) -> None:
    page = replace(PAGE, sections=(Section("March 2026", (entry("감사합니다 Maya, 정말로"),)),))
    marked = leave_out_unset(page, find_typefaces())
    (shown,) = marked.sections[0].entries
    assert shown.text[0].text == "[…] Maya, […]"
    assert marked.notice == page.unset_note
    assert make_pdf(marked).startswith(b"%PDF-")
    # A folder of the operators with a font for it.
    unmarked = leave_out_unset(PAGE, find_typefaces())
    assert unmarked is PAGE


def test_typst_refuses_what_no_font_has() -> None:
    """A character that were overlooked would end the PDF, and not be an empty box in it."""
    import typst

    page = replace(PAGE, sections=(Section("March 2026", (entry("감사합니다"),)),))
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        make_pdf(page)


def test_long_ones_are_split_and_nothing_is_lost() -> None:
    entries = tuple(entry(f"word{number}") for number in range(25))
    page = replace(PAGE, sections=(Section("March", entries[:7]), Section("April", entries[7:])))
    parts = list(page.split(10))
    assert [[len(section.entries) for section in part.sections] for part in parts] == [[7, 3], [10], [5]]
    assert [part.picture is not None for part in parts] == [True, False, False]
    together = [one for part in parts for section in part.sections for one in section.entries]
    assert together == list(entries)
