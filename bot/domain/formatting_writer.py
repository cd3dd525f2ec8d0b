"""Writing formatted words as they are stored."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.domain import emoji
from bot.domain.characters import WORD_JOINER, ZERO_WIDTH_SPACE, is_blank, is_word
from bot.domain.formatting import (
    BULLETS,
    FENCE,
    MARKS,
    STYLES,
    CodeSection,
    EmojiName,
    ListSection,
    Paragraph,
    Piece,
    Section,
    TextRun,
    merge_runs,
)
from bot.domain.mentions import TextToken, escape, write_markup

_MARK = re.compile(f"[{re.escape(MARKS)}]")


def write_formatting(sections: Sequence[Section]) -> str:
    """Return the words as they are stored: `parse_formatting` reads the same again.

    A word joiner keeps literal characters from being read as marks or emoji. Blanks at the edges of a style
    lose it, and a style ends with its line.
    """
    return _Writer(sections).write()


class _Writer:
    """Writes sections."""

    def __init__(self, sections: Sequence[Section]) -> None:
        """Find the marks that can have a partner."""
        self._sections = sections
        runs = [run for section in sections for run in section.runs]
        literal = "".join(run.piece.text for run in runs if isinstance(run.piece, TextToken))
        used = {mark for mark, name in STYLES.items() if any(getattr(run.style, name) for run in runs)}
        is_code = any(run.style.code for run in runs)
        self._is_styled = bool(used) or is_code
        self._paired = {mark for mark in MARKS if self._is_styled or literal.find(mark) < literal.rfind(mark)}

    def write(self) -> str:
        """Return the text."""
        return "\n".join(map(self._write_section, self._sections))

    def _write_section(self, section: Section) -> str:
        match section:
            case Paragraph(runs):
                return "\n".join(map(self._write_line, _split_lines(runs)))
            case ListSection(runs, number, indent):
                sign = f"{number}." if number is not None else BULLETS[min(indent, 2)]
                first, *more = map(self._write_line, _split_lines(runs))
                return "\n".join([f"{'    ' * indent}{sign} {first.strip()}", *more])
            case CodeSection(runs):
                code = "".join(_write_code(run.piece) for run in runs).strip("\n")
                return f"{FENCE}{code}{FENCE}" if code.strip() else code

    def _write_line(self, runs: Sequence[TextRun]) -> str:
        used = [
            (mark, name) for mark, name in STYLES.items() if any(getattr(run.style, name) for run in runs)
        ]
        return self._apply_styles(runs, used)

    def _apply_styles(self, runs: Sequence[TextRun], styles: Sequence[tuple[str, str]]) -> str:
        if not styles:
            return join_marked(self._write_piece(run) for run in runs)
        (mark, name), *inner = styles
        pieces: list[tuple[str, bool]] = []
        for is_marked, group in groupby(runs, key=lambda run: bool(getattr(run.style, name))):
            text = self._apply_styles(list(group), inner)
            pieces += wrap_style(text, mark) if is_marked else [(text, False)]
        return join_marked(pieces)

    def _write_piece(self, run: TextRun) -> tuple[str, bool]:
        if run.style.code and (code := _write_code(run.piece).strip()):
            return f"`{code}`", True
        match run.piece:
            case EmojiName(name):
                return f":{name}:", True
            case TextToken(text):
                return escape(self._guard(text)), False
            case reference:
                return write_markup([reference]), False

    def _guard(self, text: str) -> str:
        """Return literal text with a word joiner before what would be read as a mark or an emoji."""
        text = text.replace(WORD_JOINER, "")
        places = {found.start for found in emoji.find_emoji_names(text)}
        # Blanks at the edges may be stripped, so a mark beside nothing else is written as if they were.
        first, last = len(text) - len(text.lstrip()), len(text.rstrip()) - 1
        for match in _MARK.finditer(text):
            before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
            is_edge = match.start() in (first, last)
            is_inside = not is_edge and (is_word(before) == is_word(after) != is_blank(before))
            if match[0] in self._paired and (self._is_styled or not is_inside):
                places.add(match.start())
        parts = (f"{WORD_JOINER}{c}" if at in places else c for at, c in enumerate(text))
        return "".join(parts) if places else text


def _split_lines(runs: Sequence[TextRun]) -> list[list[TextRun]]:
    lines: list[list[TextRun]] = [[]]
    for run in runs:
        if not isinstance(run.piece, TextToken):
            lines[-1].append(run)
            continue
        first, *more = run.piece.text.split("\n")
        lines[-1].append(TextRun(TextToken(first), run.style))
        lines += ([TextRun(TextToken(line), run.style)] for line in more)
    return [list(merge_runs(line)) for line in lines]


def _write_code(piece: Piece) -> str:
    match piece:
        case EmojiName(name):
            return f":{name}:"
        case TextToken(text):
            return escape(text.replace(WORD_JOINER, "").replace("`", f"{WORD_JOINER}`"))
        case _:
            return write_markup([piece])


def wrap_style(text: str, mark: str) -> list[tuple[str, bool]]:
    """Return text between marks, with the blanks at its edges outside of them."""
    inside = text.strip(f" \t\xa0{ZERO_WIDTH_SPACE}")
    if not inside:
        return [(text, False)]
    before, _, after = text.partition(inside)
    blanks = (edge.replace(ZERO_WIDTH_SPACE, "") for edge in (before, after))
    return [(next(blanks), False), (f"{mark}{inside}{mark}", True), (next(blanks), False)]


def join_marked(pieces: Iterable[tuple[str, bool]]) -> str:
    """Join pieces, each with whether it has marks at its edges.

    An invisible blank sets off a marked piece from letters and marks beside it.
    """
    parts: list[str] = []
    last, was_marked = "", False
    for piece, is_marked in pieces:
        if not piece:
            continue
        may_join = is_marked or was_marked or last == ":"
        if last and may_join and _is_joined(last, was_marked, piece[0], is_marked):
            parts.append(ZERO_WIDTH_SPACE)
        parts.append(piece)
        last, was_marked = piece[-1], is_marked
    return "".join(parts)


def _is_joined(last: str, was_marked: bool, first: str, is_marked: bool) -> bool:
    if last == first == ":":
        return was_marked != is_marked
    return (is_marked and _is_glue(last)) or (was_marked and _is_glue(first))


def _is_glue(character: str) -> bool:
    return is_word(character) or character in MARKS
