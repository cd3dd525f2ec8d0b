"""A keepsake as a page for the browser: one file, which asks for nothing elsewhere."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from bot.keepsake.page import (
    Entry,
    KeepsakePage,
    Note,
    Paragraph,
    ParagraphKind,
    Picture,
    Run,
    Section,
    is_right_to_left,
    list_characters,
    list_paragraphs,
    list_texts,
)
from bot.keepsake.typefaces import Typefaces, embed

_STYLE = Path(__file__).with_name("page.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
"""What the page may load (https://www.w3.org/TR/CSP3/): nothing but what it carries."""


def render_html(page: KeepsakePage, typefaces: Typefaces) -> bytes:
    """Return the page as a document of its own."""
    style = _render_fonts(page, typefaces) + _STYLE.read_text(encoding="utf-8")
    direction = "rtl" if is_right_to_left(page.title) else "ltr"
    parts = [
        f'<!DOCTYPE html>\n<html lang="{escape(page.lang)}" dir="{direction}">\n',
        '<head>\n<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n',
        f"<title>{escape(page.title)} · {escape(page.period)}</title>\n<style>\n{style}</style>\n</head>\n",
        "<body>\n<main>\n",
        *_render_header(page),
        *(part for section in page.sections for part in _render_section(section)),
        "</main>\n<footer>\n",
        *(f"<p>{escape(sentence)}</p>\n" for sentence in page.closing),
        "</footer>\n</body>\n</html>\n",
    ]
    # What a process of the system passed on as a lone surrogate could not be written.
    return "".join(parts).encode("utf-8", "replace")


def _render_fonts(page: KeepsakePage, typefaces: Typefaces) -> str:
    """Return the fonts with those characters alone that are on the page."""
    all_characters = list_characters(list_texts(page))
    by_style = {
        ("normal", 400): all_characters,
        ("italic", 400): list_characters(run.text for run in _list_runs(page) if run.italic),
        ("normal", 600): list_characters(
            [page.title, *(run.text for run in _list_runs(page) if run.bold), *_list_section_titles(page)]
        ),
    }
    rules: list[str] = []
    families: dict[str, None] = {}
    for face in typefaces.faces:
        wanted = by_style.get((face.style, face.weight), frozenset())
        # Emoji are joined by characters that other fonts have, too.
        if font := embed(face, all_characters if face.is_emoji else wanted):
            families[f'"{face.family}"'] = None
            source = f"url(data:font/woff;base64,{b64encode(font).decode()})"
            rules.append(
                f'@font-face {{ font-family: "{face.family}"; font-style: {face.style}; '
                f'font-weight: {face.weight}; src: {source} format("woff"); }}\n'
            )
        # The fonts after it need not carry the same characters.
        by_style[face.style, face.weight] = frozenset(c for c in wanted if ord(c) not in face.characters)
    return f"{''.join(rules)}:root {{ --fonts: {', '.join(families)}; }}\n"


def _list_runs(page: KeepsakePage) -> Iterator[Run]:
    for section in page.sections:
        for entry in section.entries:
            for paragraph in list_paragraphs(entry):
                yield from paragraph.runs


def _list_section_titles(page: KeepsakePage) -> list[str]:
    return [section.title for section in page.sections]


def _render_header(page: KeepsakePage) -> Iterator[str]:
    yield "<header>\n"
    if page.picture:
        yield _render_picture(page.picture)
    yield f"<h1>{escape(page.title)}</h1>\n"
    yield f'<p class="owner"><bdi>{escape(page.owner)}</bdi></p>\n'
    yield f'<p class="period">{escape(page.period)}</p>\n'
    if page.notice:
        yield f'<p class="notice">{escape(page.notice)}</p>\n'
    yield "</header>\n"


def _render_picture(picture: Picture) -> str:
    source = f"data:image/png;base64,{b64encode(picture.png).decode()}"
    return f'<img class="picture" src="{source}" alt="{escape(picture.alt)}">\n'


def _render_section(section: Section) -> Iterator[str]:
    yield f"<section>\n<h2>{escape(section.title)}</h2>\n"
    for entry in section.entries:
        yield from _render_entry(entry)
    yield "</section>\n"


def _render_entry(entry: Entry) -> Iterator[str]:
    yield "<article>\n"
    if entry.text:
        yield f"<blockquote>\n{_render_paragraphs(entry.text)}</blockquote>\n"
    yield f'<p class="line">{_render_runs(entry.line.runs)}</p>\n'
    place = f" · <bdi>{escape(entry.place)}</bdi>" if entry.place else ""
    private = f' <span class="private">{escape(entry.private)}</span>' if entry.private else ""
    yield f'<p class="when"><time datetime="{entry.iso_day}">{escape(entry.day)}</time>{place}{private}</p>\n'
    if entry.notes:
        yield f'<div class="notes">\n{"".join(map(_render_note, entry.notes))}</div>\n'
    yield "</article>\n"


def _render_note(note: Note) -> str:
    # A sentence of Hearten's keeps its direction, though it may begin with a name of another one.
    line = f"<p>{_render_runs(note.line.runs)}</p>\n"
    return line + (f"<blockquote>\n{_render_paragraphs(note.quoted)}</blockquote>\n" if note.quoted else "")


def _render_paragraphs(paragraphs: Iterable[Paragraph]) -> str:
    return "".join(map(_render_paragraph, paragraphs))


def _render_paragraph(paragraph: Paragraph) -> str:
    match paragraph.kind:
        case ParagraphKind.CODE:
            return f'<pre dir="ltr"><code>{escape(paragraph.text)}</code></pre>\n'
        case ParagraphKind.ITEM:
            marker = f'<span class="marker">{escape(paragraph.marker)}</span>'
            runs = _render_runs(paragraph.runs)
            return f'<p class="item indent-{min(paragraph.indent, 3)}" dir="auto">{marker} {runs}</p>\n'
        case _:
            return f'<p dir="auto">{_render_runs(paragraph.runs)}</p>\n'


def _render_runs(runs: Iterable[Run]) -> str:
    return "".join(map(_render_run, runs))


def _render_run(run: Run) -> str:
    text = escape(run.text)
    for tag, is_set in (("code", run.code), ("s", run.strike), ("em", run.italic), ("strong", run.bold)):
        if is_set:
            text = f"<{tag}>{text}</{tag}>"
    if run.url.startswith(("https://", "http://", "mailto:")):
        text = f'<a href="{escape(run.url)}" rel="noreferrer noopener">{text}</a>'
    return text
