"""Tables as people see them."""

from __future__ import annotations

from bot.practice.page import drawing
from bot.practice.page.reader import Reader


def test_a_table(reader: Reader) -> None:
    def raw(text: str) -> dict[str, str]:
        return {"type": "raw_text", "text": text}

    user = {"type": "rich_text_section", "elements": [{"type": "user", "user_id": "U1"}]}
    block = {
        "type": "table",
        "column_settings": [None, {"align": "right", "is_wrapped": True}, {"align": "<script>"}],
        "rows": [
            [raw("Who"), raw("What"), raw("*When*")],
            [{"type": "rich_text", "elements": [user]}, raw("<b>"), {"type": "image"}],
        ],
    }
    assert str(drawing.block(block, reader)) == (
        '<div class="table" role="group" aria-label="Table" tabindex="0"><table>'
        '<tr><th scope="col">Who</th><th scope="col" class="align-right wrapped">What</th>'
        '<th scope="col">*When*</th></tr>'
        '<tr><td><p><span class="mention mine">@Ana</span></p></td>'
        '<td class="align-right wrapped">&lt;b&gt;</td>'
        '<td><span class="unknown">A part of type “image” can\'t be shown here.</span></td></tr>'
        "</table></div>"
    ).replace("can't", "can&#39;t")


def test_strange_tables_are_drawn_all_the_same(reader: Reader) -> None:
    for rows in (None, "rows", [None], [[None]], [{"type": "raw_text"}]):
        assert "<table>" in drawing.block({"type": "table", "rows": rows, "column_settings": 7}, reader)
