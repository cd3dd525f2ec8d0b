"""What Bonusly's API answers, as a file to import."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.imports.bonusly import read_bonuses
from bot.domain.imports.files import Row, UnknownColumnsError
from bot.domain.imports.records import BrokenLine

ANA, MAYA = (
    {"id": "1", "email": f"{name}@x.example", "full_name": name.title(), "display_name": name}
    for name in ("ana", "maya")
)
BONUS = {
    "id": "5b",
    "created_at": "2026-03-31T14:05:00Z",
    "reason": "+10 @maya for the sketches #teamwork",
    "reason_decoded": "+10 @maya for the sketches & 2+2 #teamwork",
    "amount": 10,
    "value": "#teamwork",
    "hashtag": "#other",
    "giver": ANA,
    "receivers": [MAYA],
}
ROW = Row(
    1,
    ("ana@x.example", "Ana"),
    (("maya@x.example", "Maya"),),
    "@maya for the sketches & 2+2 #teamwork",
    datetime(2026, 3, 31, 14, 5, tzinfo=UTC),
    ("teamwork",),
)


def read(data: Any) -> list[Row | BrokenLine]:
    return list(read_bonuses(json.dumps(data)))


def test_points_stay_behind() -> None:
    assert read({"success": True, "result": [BONUS]}) == read([BONUS]) == [ROW]
    older = {**BONUS, "receiver": MAYA}
    del older["receivers"]
    assert read([older]) == [ROW]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"giver": None}, "It does not say who thanks."),
        ({"receivers": []}, "It does not say who is thanked."),
        ({"receivers": {"a": 1}}, "It does not say who is thanked."),
        ({"created_at": 7}, "The date is not like 2026-03-31 or 2026-03-31T14:30:00+02:00."),
    ],
)
def test_broken_bonus_takes_no_other_along(change: dict[str, Any], reason: str) -> None:
    assert [row for row in read([{**BONUS, **change}, BONUS]) if isinstance(row, BrokenLine)] == [
        BrokenLine(1, reason)
    ]
    assert isinstance(read([7, "x", None, BONUS])[3], Row)


@pytest.mark.parametrize("content", ["", "{", "7", '{"result": 7}', "[" * 100_000, "giver,recipients"])
def test_other_files_are_refused(content: str) -> None:
    with pytest.raises(UnknownColumnsError):
        list(read_bonuses(content))


def test_what_cannot_be_stored_is_replaced() -> None:
    (row,) = read([{**BONUS, "reason_decoded": "\ud800 x"}])
    assert isinstance(row, Row)
    assert row.text == "? x"
