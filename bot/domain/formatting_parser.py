"""Reading the marks of formatting in stored text."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from bot.domain import emoji
from bot.domain.characters import WORD_JOINER, ZERO_WIDTH_SPACE, is_blank, is_word
from bot.domain.formatting import (
    BULLETS,
    FENCE,
    MARKS,
    MAX_INDENT,
    PLAIN,
    STYLES,
    CodeSection,
    EmojiName,
    ListSection,
    Paragraph,
    Section,
    Style,
    TextRun,
    merge_runs,
)
from bot.domain.formatting_source import MarkupSource, remove_joiners
from bot.domain.mentions import TextToken
from bot.domain.typed_text import is_too_long

MAX_LITERAL = 8_000
"""Characters (Slack markup) that are kept of text that is too long to be parsed."""

_SPECIAL = re.compile(f"[{re.escape(MARKS)}:{WORD_JOINER}{ZERO_WIDTH_SPACE}]")
_STYLE_MARK = re.compile(f"[{re.escape(''.join(STYLES))}]")
_BESIDE_A_MARK = re.compile(f"(?<=[{MARKS}:]){ZERO_WIDTH_SPACE}|{ZERO_WIDTH_SPACE}(?=[{MARKS}:])")
_ITEM = re.compile(
    r"(?<![ \t])(?P<blanks>[ \t]{0,40})"
    rf"(?:(?P<bullet>[{BULLETS}])\ufe0e?|(?P<number>\d{{1,4}})\.)[ \t]{{1,40}}(?=\S)"
)


def parse_formatting(text: str) -> tuple[Section, ...]:
    """Parse stored text, in time proportional to its length.

    The beginning of a text that is too long to be parsed, which is never stored, is literal.
    """
    is_literal = is_too_long(text)
    source = MarkupSource(text[:MAX_LITERAL] if is_literal else text)
    if is_literal:
        return (Paragraph(merge_runs(source.list_literal_runs(0, len(source.shape)))),)
    sections: list[Section] = []
    position = 0
    while (start := source.find_fence(position)) >= 0 and (
        end := source.find_fence(start + len(FENCE) + 1)
    ) >= 0:
        _add_lines(source, position, start, sections, follows=bool(sections), is_followed=True)
        sections.append(
            CodeSection(merge_runs(source.list_literal_runs(*source.trim_range(start + len(FENCE), end))))
        )
        position = end + len(FENCE)
    _add_lines(source, position, len(source.shape), sections, follows=bool(sections), is_followed=False)
    return tuple(sections)


def remove_guards(text: str) -> str:
    """Return the text without the invisible characters that mark literals for `parse_formatting`."""
    unguarded = remove_joiners(text)
    return _BESIDE_A_MARK.sub("", unguarded) if ZERO_WIDTH_SPACE in unguarded else unguarded


def _add_lines(
    source: MarkupSource, start: int, end: int, sections: list[Section], *, follows: bool, is_followed: bool
) -> None:
    """Add the paragraphs and list items between two code blocks."""
    if follows and source.shape.startswith("\n", start, end):
        start += 1
    if is_followed and source.shape.endswith("\n", start, end):
        end -= 1
        if start == end and follows:
            sections.append(Paragraph(()))
            return
    if start == end:
        return
    lines = _split_lines(source.shape, start, end)
    items = _split_items(source.shape, lines)
    open_runs: list[TextRun] | None = None
    for (first, last), item in zip(lines, items, strict=True):
        if item:
            if open_runs is not None:
                sections.append(Paragraph(merge_runs(open_runs)))
                open_runs = None
            runs = merge_runs(_Line(source, first + item.end() - item.start(), last).split_runs())
            sections.append(_parse_item(item, runs))
            continue
        if open_runs is None:
            open_runs = []
        else:
            open_runs.append(TextRun(TextToken("\n")))
        open_runs += _Line(source, first, last).split_runs()
    if open_runs is not None:
        sections.append(Paragraph(merge_runs(open_runs)))


def _split_lines(shape: str, start: int, end: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    while (found := shape.find("\n", start, end)) >= 0:
        lines.append((start, found))
        start = found + 1
    return [*lines, (start, end)]


def _split_items(shape: str, lines: Sequence[tuple[int, int]]) -> list[re.Match[str] | None]:
    """Return what makes a line an item of a list.

    A number alone does not: a list begins with 1, or it has two numbers that follow each other.
    """
    found = [_ITEM.match(shape, *line) for line in lines]
    if not any(found):
        return found
    numbers = [int(match["number"]) if match and match["number"] else None for match in found]
    is_item = [
        match is not None
        and (
            number is None
            or number == 1
            or number - 1 in numbers[max(0, at - 1) : at]
            or number + 1 in numbers[at + 1 : at + 2]
        )
        for at, (match, number) in enumerate(zip(found, numbers, strict=True))
    ]
    return [match if there else None for match, there in zip(found, is_item, strict=True)]


def _parse_item(match: re.Match[str], runs: tuple[TextRun, ...]) -> ListSection:
    level = BULLETS.index(match["bullet"]) if match["bullet"] else 0
    indent = min(max(len(match["blanks"].replace("\t", "    ")) // 4, level), MAX_INDENT)
    return ListSection(runs, int(match["number"]) if match["number"] else None, indent)


class _Line:
    """One line, in which marks are found."""

    def __init__(self, source: MarkupSource, start: int, end: int) -> None:
        """Take the line from the source."""
        self._source = source
        self._start = start
        self._end = end
        self._opaque: dict[int, tuple[int, EmojiName | None]] = {}
        """Where code and emoji begin: where they end, and which emoji it is."""
        self._partners: Mapping[int, int] = {}
        self._stops: Sequence[int] = ()
        """Where code, emoji and styles begin, in order."""

    def split_runs(self) -> Iterator[TextRun]:
        """Yield what is in the line."""
        if not _SPECIAL.search(self._source.shape, self._start, self._end):
            yield from self._source.list_literal_runs(self._start, self._end)
            return
        self._find_code()
        self._find_emoji()
        self._partners = self._find_partners()
        self._stops = sorted({*self._opaque, *self._partners})
        yield from self._apply_style(self._start, self._end, PLAIN)

    def _read_at(self, place: int) -> str:
        return self._source.shape[place] if self._start <= place < self._end else "\n"

    def _is_literal(self, place: int) -> bool:
        return self._read_at(place - 1) == WORD_JOINER

    def _read_backtick(self, position: int) -> int:
        found = self._source.shape.find("`", position, self._end)
        while found >= 0 and self._is_literal(found):
            found = self._source.shape.find("`", found + 1, self._end)
        return found

    def _find_code(self) -> None:
        start = self._read_backtick(self._start)
        while start >= 0 and (end := self._read_backtick(start + 1)) >= 0:
            before, after = self._read_at(start - 1), self._read_at(end + 1)
            inside = self._source.shape[start + 1 : end]
            is_code = not (is_word(before) or is_word(after) or "`" in (before, after) or inside.isspace())
            if is_code and inside:
                self._opaque[start] = (end + 1, None)
                start = self._read_backtick(end + 1)
            else:
                start = end

    def _find_emoji(self) -> None:
        text = self._source.shape[self._start : self._end]
        code = [(start, end) for start, (end, _) in sorted(self._opaque.items())]
        passed = 0
        for found in emoji.find_emoji_names(text):
            start, end = found.start + self._start, found.end + self._start
            while passed < len(code) and code[passed][1] <= start:
                passed += 1
            if passed == len(code) or code[passed][0] >= end:
                self._opaque[start] = (end, EmojiName(found.name))

    def _find_partners(self) -> dict[int, int]:
        """Return for each mark that may begin a style the mark that ends it."""
        marks: list[int] = []
        position = self._start
        for start, (end, _) in (*sorted(self._opaque.items()), (self._end, (self._end, None))):
            found = _STYLE_MARK.finditer(self._source.shape, position, start)
            marks += (match.start() for match in found if not self._is_literal(match.start()))
            position = end
        partners: dict[int, int] = {}
        nearest: dict[str, int] = {}
        for place in reversed(marks):
            mark, before, after = self._read_at(place), self._read_at(place - 1), self._read_at(place + 1)
            if mark in nearest and not (
                is_word(before) or before == mark or is_blank(after) or after == mark
            ):
                partners[place] = nearest[mark]
            if not (is_word(before) and is_word(after)):
                ends = not (is_blank(before) or is_word(after) or after == mark)
                nearest[mark] = place if ends else -1
        return {place: partner for place, partner in partners.items() if partner >= 0}

    def _apply_style(self, start: int, end: int, style: Style) -> Iterator[TextRun]:
        literal = place = start
        while (place := self._find_stop(place)) < end:
            if place in self._opaque:
                after, name = self._opaque[place]
                yield from self._source.list_literal_runs(
                    literal, self._find_end_before(place, literal), style
                )
                if name:
                    yield TextRun(name, style)
                else:
                    yield from self._source.list_literal_runs(place + 1, after - 1, replace(style, code=True))
                literal = place = self._find_start_after(after)
                continue
            partner = self._partners.get(place, end)
            name_of_style = STYLES.get(self._source.shape[place])
            if partner < end and name_of_style and not getattr(style, name_of_style):
                yield from self._source.list_literal_runs(
                    literal, self._find_end_before(place, literal), style
                )
                yield from self._apply_style(place + 1, partner, replace(style, **{name_of_style: True}))
                literal = place = self._find_start_after(partner + 1)
                continue
            place += 1
        yield from self._source.list_literal_runs(literal, end, style)

    def _find_stop(self, place: int) -> int:
        """Return where code, an emoji or a style begins from here on; the end of the line if none does."""
        at = bisect_left(self._stops, place)
        return self._stops[at] if at < len(self._stops) else self._end

    def _find_end_before(self, place: int, least: int) -> int:
        """Return where the text before a mark ends, without blanks that no one sees."""
        while place > least and self._read_at(place - 1) == ZERO_WIDTH_SPACE:
            place -= 1
        return place

    def _find_start_after(self, place: int) -> int:
        """Return where the text after a mark begins, without blanks that no one sees."""
        while self._read_at(place) == ZERO_WIDTH_SPACE:
            place += 1
        return place
