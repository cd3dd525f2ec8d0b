"""Files to import: Hearten's own columns, and what other programs export.

HeyTaco's columns and its way to write dates are those that another program reads
(https://github.com/parasae/Heytaco-AllEvents, src/app/api/import/route.ts). KudoChest exports people and
their points, and no words (https://github.com/jcraigk/kudochest, app/workers/data_export_worker.rb).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, tzinfo

from msgspec import Struct

from bot.domain.imports.records import (
    NOT_UTF8,
    BrokenLine,
    Record,
    is_undecodable,
    read_header,
    read_records,
)

GIVER, RECIPIENTS, TEXT, DATE, VALUES = "giver", "recipients", "text", "date", "values"
"""Hearten's own columns. The last one may be missing; any others are skipped."""
REQUIRED = (GIVER, RECIPIENTS, TEXT, DATE)
_HEYTACO = ("giver uid", "receiver uid", "message", "timestamp")
_KUDOCHEST = ("id", "name")
_HEYTACO_DATE = "%m-%d-%Y %I:%M:%S %p"
_SEPARATORS = re.compile(r"[;\n]")
_VALUE_SEPARATORS = re.compile(r"[,;\n]")
NOON = time(12)
"""The time of a date without one: so it is the same day in most time zones."""


class UnknownColumnsError(ValueError):
    """The file has no columns that can be imported. The message is a sentence about what to do."""


PersonName = tuple[str, ...]
"""What a file calls one person, the surest first: Slack's id, an e-mail address, a name."""


class Row(Struct, frozen=True):
    """A recognition as the file has it; `date` is in UTC, `text` is plain."""

    line: int
    giver: PersonName
    recipients: tuple[PersonName, ...]
    text: str
    date: datetime
    values: tuple[str, ...]


def read_rows(lines: Iterator[str], zone: tzinfo) -> Iterator[Row | BrokenLine]:
    """Yield the rows of a file. Dates without a zone are in `zone`.

    Raise `UnknownColumnsError` before the first one for a file of another kind.
    """
    columns, delimiter = read_header(lines)
    if any(map(is_undecodable, columns)):
        raise UnknownColumnsError(NOT_UTF8)
    is_heytaco = set(columns).issuperset(_HEYTACO)
    if not is_heytaco:
        _check_own(columns)
    read, date_column = (_read_heytaco, "timestamp") if is_heytaco else (_read_own, DATE)
    place = columns.index(date_column)

    def has_date(cells: Sequence[str]) -> bool:
        return parse_date(cells[place], zone) is not None

    for record in read_records(lines, delimiter, len(columns), has_date):
        if isinstance(record, BrokenLine):
            yield record
        else:
            yield read(record, dict(zip(columns, record.cells, strict=True)), zone)


def _check_own(columns: tuple[str, ...]) -> None:
    if twice := [name for name in (*REQUIRED, VALUES) if columns.count(name) > 1]:
        raise UnknownColumnsError(f"two columns are called {twice[0]}, so rename the wrong one")
    if missing := [name for name in REQUIRED if name not in columns]:
        if len(columns) == 3 and columns[:2] == _KUDOCHEST:
            raise UnknownColumnsError(
                "KudoChest exports people and points, but no words, so there is nothing to bring along"
            )
        raise UnknownColumnsError(
            f"the first line lacks {', '.join(missing)}: it must name the columns "
            f"{', '.join(REQUIRED)} and, if you like, {VALUES}"
        )


def _read_own(record: Record, cells: Mapping[str, str], zone: tzinfo) -> Row | BrokenLine:
    recipients = [name.strip() for name in _SEPARATORS.split(cells[RECIPIENTS])]
    return make_row(
        record.line,
        (cells[GIVER],),
        tuple((name,) for name in recipients if name),
        cells[TEXT],
        parse_date(cells[DATE], zone),
        _VALUE_SEPARATORS.split(cells.get(VALUES, "")),
    )


def _read_heytaco(record: Record, cells: Mapping[str, str], zone: tzinfo) -> Row | BrokenLine:
    giver, receiver = (
        tuple(cells.get(f"{role} {column}", "") for column in ("uid", "email", "username"))
        for role in ("giver", "receiver")
    )
    return make_row(
        record.line,
        giver,
        (receiver,),
        cells["message"],
        parse_date(cells["timestamp"], zone),
        _VALUE_SEPARATORS.split(cells.get("tags", "")),
    )


def make_row(
    line: int,
    giver: PersonName,
    recipients: tuple[PersonName, ...],
    text: str,
    moment: datetime | None,
    values: list[str],
) -> Row | BrokenLine:
    """Return a row, or what it lacks."""
    if moment is None:
        return BrokenLine(line, "The date is not like 2026-03-31 or 2026-03-31T14:30:00+02:00.")
    if not any(giver):
        return BrokenLine(line, "It does not say who thanks.")
    if not any(map(any, recipients)):
        return BrokenLine(line, "It does not say who is thanked.")
    names = (value.strip().lstrip("#") for value in values)
    return Row(line, giver, recipients, text, moment, tuple(dict.fromkeys(name for name in names if name)))


def parse_date(text: str, zone: tzinfo) -> datetime | None:
    """Return an instant in UTC, None if it is not one."""
    try:
        moment = _read_date(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _read_date(text: str) -> datetime:
    """Raise ValueError if it is none."""
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            found = read(text)
        except ValueError:
            continue
        return found if isinstance(found, datetime) else datetime.combine(found, NOON)
    return datetime.strptime(text, _HEYTACO_DATE)  # noqa: DTZ007 -- the caller knows the zone
