"""Files to import: columns, separators, dates, and lines that are broken."""

import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.imports.files import Row, UnknownColumnsError, read_rows
from bot.domain.imports.records import MAX_LINES, WRONG_QUOTATION_MARK, BrokenLine

OWN = "giver,recipients,text,date,values\n"
HEYTACO = (
    "Receiver UID,Receiver Username,Receiver Email,Giver UID,Giver Username,Giver Email,"
    "Timestamp,Channel Name,Message,Tacos,Tags,Type\n"
)
NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)


def read(text: str, zone: str = "UTC") -> list[Row | BrokenLine]:
    return list(read_rows(iter(text.splitlines(keepends=True)), ZoneInfo(zone)))


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (OWN + "ana,maya,Thanks!,2026-03-31,\n", Row(2, ("ana",), (("maya",),), "Thanks!", NOON, ())),
        # In any order and case, with columns that nobody knows, and as spreadsheets write them in Germany.
        (
            " Date ;Points;GIVER;Text;Recipients\n2026-03-31;50;Ana Ribeiro;a, b;Maya; \n".replace(
                "Maya; ", '"Maya; Li Wei"'
            ),
            Row(2, ("Ana Ribeiro",), (("Maya",), ("Li Wei",)), "a, b", NOON, ()),
        ),
        (
            "giver\trecipients\ttext\tdate\tvalues\nana\tmaya\tx\t2026-03-31\t#teamwork, trust;trust\n",
            Row(2, ("ana",), (("maya",),), "x", NOON, ("teamwork", "trust")),
        ),
        (
            OWN + 'ana,maya,"Two\nlines, and ""quotes""",2026-03-31,\n',
            Row(2, ("ana",), (("maya",),), 'Two\nlines, and "quotes"', NOON, ()),
        ),
        (
            HEYTACO + "U0MAYA001,maya,maya@x.example,U0ANA0001,ana,,"
            "03-31-2026 2:05:00 PM,general,Great,5,,taco\n",
            Row(
                2,
                ("U0ANA0001", "", "ana"),
                (("U0MAYA001", "maya@x.example", "maya"),),
                "Great",
                datetime(2026, 3, 31, 14, 5, tzinfo=UTC),
                (),
            ),
        ),
    ],
)
def test_row(text: str, row: Row) -> None:
    assert read(text) == [row]


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("2026-03-31", datetime(2026, 3, 31, 10, tzinfo=UTC)),
        ("2026-03-31T14:30", datetime(2026, 3, 31, 12, 30, tzinfo=UTC)),
        ("2026-03-31 14:30:00", datetime(2026, 3, 31, 12, 30, tzinfo=UTC)),
        ("2026-03-31T14:30:00Z", datetime(2026, 3, 31, 14, 30, tzinfo=UTC)),
        ("2026-03-31T14:30:00-05:00", datetime(2026, 3, 31, 19, 30, tzinfo=UTC)),
        ("03-31-2026 12:00:00 AM", datetime(2026, 3, 30, 22, 0, tzinfo=UTC)),
        *(
            (wrong, None)
            for wrong in (
                "",
                "yesterday",
                "31.03.2026",
                "2026-02-30",
                "0001-01-01T00:00:00+02:00",
                "9" * 5000,
            )
        ),
    ],
)
def test_date_is_in_the_zone_unless_it_has_its_own(date: str, moment: datetime | None) -> None:
    (row,) = read(f"{OWN}ana,maya,x,{date},\n", "Europe/Berlin")
    assert row.date == moment if isinstance(row, Row) else moment is None


BROKEN = [
    ("ana,maya,x\n", "It has 3 cells, and the header has 5."),
    ("ana,maya,x,2026-03-31,,,\n", "It has 7 cells, and the header has 5."),
    ("ana,maya,x,soon,\n", "The date is not like 2026-03-31 or 2026-03-31T14:30:00+02:00."),
    (",maya,x,2026-03-31,\n", "It does not say who thanks."),
    ("ana, ; ,x,2026-03-31,\n", "It does not say who is thanked."),
    ('ana,maya,"x,2026-03-31,\n', WRONG_QUOTATION_MARK),
    ('ana,maya,5" nails,2026-03-31,\n', WRONG_QUOTATION_MARK),
    ('ana,maya,"x" y "z",2026-03-31,\n', WRONG_QUOTATION_MARK),
    ("ana,maya,Gr\udcfc\udcdfe,2026-03-31,\n", "It is not UTF-8: save the file as “CSV UTF-8”."),
]


@pytest.mark.parametrize(("line", "reason"), BROKEN)
def test_broken_line_takes_no_other_along(line: str, reason: str) -> None:
    good = "ana,maya,x,2026-03-31,\n"
    rows = read(f"{OWN}{good}\n{line}{good}{line}{good * MAX_LINES}")
    assert [row for row in rows if isinstance(row, BrokenLine)] == [
        BrokenLine(4, reason),
        BrokenLine(6, reason),
    ]
    assert [row.line for row in rows if isinstance(row, Row)] == [2, 5, *range(7, 7 + MAX_LINES)]


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("ID,Name,Points\n1,Ana,50\n", "KudoChest exports people and points, but no words"),
        ("giver,text\nana,x\n", "the first line lacks recipients, date: it must name the columns giver"),
        ("", "the first line lacks giver, recipients, text, date"),
        ("\x00\n\x00", "the first line lacks giver, recipients, text, date"),
    ],
)
def test_other_files_are_refused_at_once(header: str, sentence: str) -> None:
    with pytest.raises(UnknownColumnsError, match=sentence):
        read(header)


def test_two_quotation_marks_take_no_line_between_them_along() -> None:
    rows = read(f'{OWN}ana,maya,"x,2026-03-31,\nana,maya,kept,2026-03-31,\nana,maya,y",2026-03-31,\n')
    assert [(row.line, isinstance(row, Row)) for row in rows] == [(2, False), (3, True), (4, False)]


def test_many_unclosed_quotation_marks_are_read_in_time() -> None:
    rows = read(OWN + 'ana,maya,"x,2026-03-31,\nana,maya,x,2026-03-31,\n' * 1_000)
    assert [isinstance(row, Row) for row in rows] == [False, True] * 1_000


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("giver,recipients,text,date\n".encode("utf-16"), "it is not UTF-8: save the file as “CSV UTF-8”"),
        (b"giver,Giver,recipients,text,date\n", "two columns are called giver, so rename the wrong one"),
    ],
)
def test_odd_header_is_named(content: bytes, sentence: str) -> None:
    lines = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", errors="surrogateescape")
    with pytest.raises(UnknownColumnsError, match=f"^{sentence}$"):
        list(read_rows(lines, UTC))


def test_line_that_is_too_long_is_named() -> None:
    (broken, row) = read(f"{OWN}ana,maya,{'x' * 200_000},2026-03-31,\nana,maya,x,2026-03-31,\n")
    assert broken == BrokenLine(2, "It is longer than any thanks.")
    assert isinstance(row, Row)
