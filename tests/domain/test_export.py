"""A person's data as files."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from bot.domain.export import COLUMNS, KEYS, ExportDirection, ExportedRecognition
from bot.domain.export_files import Spreadsheet, escape_formula, write_json_file, write_plain_text
from bot.domain.ids import ChannelId, UserId
from bot.domain.mentions import escape, parse_markup, write_markup
from bot.domain.message_text import clean_text
from bot.domain.user import ERASED
from tests.domain.commands.typing import everything

EVIL = UserId("UEVIL")

ANA = UserId("UANA")
NAMES = {
    ANA: "Ana",
    UserId("UMAYA"): "Maya",
    EVIL: '=HYPERLINK("https://evil.example")',
}
MOMENT = datetime(2026, 11, 25, 10, 0, 1, 500_000, tzinfo=UTC)
FORMULAE = ("=", "+", "-", "@", "\t", "\r")


def thanks(text: str = "thanks", giver: UserId = ANA) -> ExportedRecognition:
    return ExportedRecognition(
        id="019936a0-0000-7000-8000-000000000001",
        at=MOMENT,
        edited_at=None,
        source="command",
        givers=(giver,),
        recipients={UserId("UMAYA"): "public", UserId("UUNKNOWN"): "private"},
        seen_by="public",
        text=text,
        values=("creativity", "retired"),
        comments={},
        endorsers=(),
        channel=ChannelId("C0DESIGN"),
        link="",
    )


def rows(*added: ExportedRecognition) -> list[list[str]]:
    sheet = Spreadsheet()
    for one in added:
        sheet.add(ExportDirection.RECEIVED, one, NAMES, {"creativity": "Creativity"})
    content = sheet.content()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_row_is_readable() -> None:
    said = {ANA: "and me, <@UMAYA>"}
    assert rows(replace(thanks("thanks <@UMAYA>, R&amp;D &lt;3"), comments=said)) == [
        list(COLUMNS),
        [
            "received",
            "2026-11-25 10:00:01",
            "Ana",
            "Maya, UUNKNOWN",
            "thanks @Maya, R&D <3",
            "Creativity, retired",
            "public",
            "C0DESIGN",
            "",
            "Ana: and me, @Maya",
            "command",
            "",
            "019936a0-0000-7000-8000-000000000001",
        ],
    ]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("<@UANA> and <@UNOBODY>", "@Ana and @UNOBODY"),
        (f"<@{ERASED}> helped", "a colleague helped"),
        ("<#C1|design> <#C2>", "#design #C2"),
        ("<!subteam^S1|@backend> <!subteam^S1>", "@backend @S1"),
        ("<!here> <https://a.example/?x=1&amp;y=2>", "@here https://a.example/?x=1&y=2"),
        ("<https://a.example|the page>", "the page (https://a.example)"),
        ("<https://a.example|a.example>", "https://a.example"),
    ],
)
def test_text_has_no_markup(words: str, shown: str) -> None:
    assert write_plain_text(words, NAMES) == shown


@given(everything)
@example("=1+1")
@example("@maya\t")
@example('a "quoted", b')
@example("one\r\ntwo\rthree")
@example("\ud800")
def test_any_text_survives_in_the_row(text: str) -> None:
    words = write_markup(parse_markup(clean_text(text)))
    _, row = rows(thanks(words))
    told, cell = write_plain_text(words, NAMES), row[COLUMNS.index("text")]
    assert cell == escape_formula(told)
    assert len(row) == len(COLUMNS)
    assert not any(cell.startswith(FORMULAE) for cell in row)


@given(st.text())
def test_no_cell_is_a_formula(cell: str) -> None:
    shown = escape_formula(cell)
    assert shown.replace("'", "") == cell.replace("'", "")
    # No cell is a formula, however a spreadsheet separates cells and lines.
    for separator in (";", "\t", "|", "\n", "\r"):
        assert not any(part.strip(' "').startswith(FORMULAE[:4]) for part in shown.split(separator))
    assert not shown.startswith(FORMULAE)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("thanks;=1+1", "thanks;'=1+1"),
        ("thanks; =1+1", "thanks; '=1+1"),
        ('thanks;"=1+1', "thanks;\"'=1+1"),
        (' "@SUM(A1)', "' \"@SUM(A1)"),
        ("a\t-1", "a\t'-1"),
        ("a\n+1|＝2", "a\n'+1|'＝2"),
        ("well done; really", "well done; really"),
        ("a-b = c + d", "a-b = c + d"),
    ],
)
def test_no_cell_of_another_separator_is_a_formula(cell: str, shown: str) -> None:
    assert escape_formula(cell) == shown


def test_name_is_no_formula() -> None:
    _, row = rows(thanks(giver=EVIL))
    assert row[COLUMNS.index("from")] == "'" + NAMES[EVIL]


def test_json_file_describes_its_content() -> None:
    parts = [("made_at", MOMENT), ("given", iter([thanks("ä <@UMAYA>")])), ("received", iter([]))]
    content = write_json_file(iter(parts))
    assert "ä" in content.decode()
    told = json.loads(content)
    assert told["about"] == KEYS
    assert told["made_at"] == "2026-11-25T10:00:01.500Z"
    assert told["received"] == []
    assert told["given"][0] == {
        **asdict(thanks()),
        "at": "2026-11-25T10:00:01.500Z",
        "text": "ä <@UMAYA>",
        "givers": ["UANA"],
        "values": ["creativity", "retired"],
        "teams": [],
        "endorsers": [],
        "credits": [],
        "replies": [],
    }


def test_each_item_is_on_a_line() -> None:
    content = write_json_file([("given", iter([{"id": 1}, {"id": 2}]))]).decode()
    assert content.endswith('"given": [\n {"id": 1},\n {"id": 2}\n]\n}\n')


@given(everything)
def test_any_text_survives_in_the_file(text: str) -> None:
    words = escape(clean_text(text))
    assert json.loads(write_json_file([("given", iter([thanks(words)]))]))["given"][0]["text"] == words


def test_unknown_type_is_refused() -> None:
    with pytest.raises(TypeError):
        write_json_file([("given", object())])


def test_users_in_the_export_are_found() -> None:
    assert thanks("for <@UTOM>'s sake").users == {"UANA", "UMAYA", "UUNKNOWN", "UTOM"}
