"""Records of a CSV file, with the lines that they begin in. One that is broken harms no other."""

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

MAX_LINES = 200
"""Lines of one record: texts have line breaks. A quotation mark that is still open then is a mistake."""
MAX_CHARACTERS = 60_000
"""Characters of one record."""
DELIMITERS = ",;\t"
"""Characters that separate cells. Spreadsheets write semicolons in countries with a decimal comma."""

WRONG_QUOTATION_MARK = "A quotation mark is not closed, or is in the wrong place."
NOT_UTF8 = "it is not UTF-8: save the file as “CSV UTF-8”"


class Record(Struct, frozen=True):
    """The cells of a record; `line` is the number of its first line, from 1."""

    line: int
    cells: tuple[str, ...]


class BrokenLine(Struct, frozen=True):
    """A line that cannot be read, and why, as a sentence."""

    line: int
    reason: str


def read_header(lines: Iterator[str]) -> tuple[tuple[str, ...], str]:
    """Take the first line; return the names of the columns in lower case, and the delimiter.

    Without any line there are no names.
    """
    first = next(lines, "")
    rows = {delimiter: next(csv.reader([first], delimiter=delimiter), []) for delimiter in DELIMITERS}
    delimiter = max(rows, key=lambda each: len(rows[each]))
    return tuple(" ".join(cell.split()).casefold() for cell in rows[delimiter]), delimiter


def read_records(
    lines: Iterable[str], delimiter: str, columns: int, is_likely: Callable[[Sequence[str]], bool]
) -> Iterator[Record | BrokenLine]:
    """Yield the records after the header. Each has this number of `columns`; empty lines are skipped.

    After a broken line, reading continues with the next line, so that a quotation mark that is never closed
    takes no others along: a record has none in its text that `is_likely` one by its cells.
    """
    source = enumerate(lines, 2)
    pending: deque[tuple[int, str]] = deque()
    while taken := _take_lines(pending, source):
        number, others = taken[0][0], taken[1:]
        found = _read_record(number, [text for _, text in taken], delimiter, columns)
        if others and any(_is_record(text, delimiter, columns, is_likely) for _, text in others):
            found = BrokenLine(number, WRONG_QUOTATION_MARK)
        if isinstance(found, BrokenLine):
            pending.extendleft(reversed(others))
        if found is not None:
            yield found


def _is_record(line: str, delimiter: str, columns: int, is_likely: Callable[[Sequence[str]], bool]) -> bool:
    """Return True if a line is a record by itself."""
    record = _read_record(0, [line], delimiter, columns)
    return isinstance(record, Record) and is_likely(record.cells)


def _take_lines(pending: deque[tuple[int, str]], source: Iterator[tuple[int, str]]) -> list[tuple[int, str]]:
    """Take lines until all quotation marks are closed, or until they are too many for one record."""
    taken: list[tuple[int, str]] = []
    quotes = characters = 0
    while len(taken) < MAX_LINES and characters <= MAX_CHARACTERS and (quotes % 2 or not taken):
        line = pending.popleft() if pending else next(source, None)
        if line is None:
            break
        taken.append(line)
        quotes += line[1].count('"')
        characters += len(line[1])
    return taken


def _read_record(number: int, lines: list[str], delimiter: str, columns: int) -> Record | BrokenLine | None:
    """Return the record of these lines, or None for an empty line."""
    if not any(line.strip() for line in lines):
        return None
    if sum(line.count('"') for line in lines) % 2:
        return BrokenLine(number, WRONG_QUOTATION_MARK)
    if any(map(is_undecodable, lines)):
        return BrokenLine(number, f"{NOT_UTF8[0].upper()}{NOT_UTF8[1:]}.")
    if len(lines) == 1 and len(lines[0]) > MAX_CHARACTERS:
        return BrokenLine(number, "It is longer than any thanks.")
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return BrokenLine(number, WRONG_QUOTATION_MARK)
    if len(rows) != 1:
        return BrokenLine(number, WRONG_QUOTATION_MARK)
    (cells,) = rows
    if len(cells) != columns:
        return BrokenLine(number, f"It has {len(cells)} cells, and the header has {columns}.")
    return Record(number, tuple(cell.strip() for cell in cells))


def is_undecodable(line: str) -> bool:
    """Return True for a line with bytes that are not UTF-8: they were decoded as surrogates.

    UTF-16, which spreadsheets call “Unicode text”, begins with such bytes.
    """
    return not line.isascii() and any("\udc80" <= character <= "\udcff" for character in line)
