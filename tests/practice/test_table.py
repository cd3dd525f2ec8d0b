"""Which tables Slack takes."""

from __future__ import annotations

from typing import Any

import pytest

from bot.practice.blocks import checked_blocks
from bot.practice.workspace import SlackError

Block = dict[str, Any]


def raw(text: str = "words") -> Block:
    return {"type": "raw_text", "text": text}


def rich(text: str = "words") -> Block:
    elements = [{"type": "text", "text": text, "style": {"bold": True}}]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def table(*rows: list[Block], **more: Any) -> Block:
    return {"type": "table", "rows": list(rows), **more}


@pytest.mark.parametrize(
    "block",
    [
        table([raw(), rich()]),
        table([raw()], block_id="t", column_settings=[{"align": "right"}, None, {"is_wrapped": True}]),
        table(*[[raw("x")] * 20] * 100),
    ],
)
def test_accepted(block: Block) -> None:
    assert checked_blocks([block]) == [block]


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        (table(), "no less than 1 items allowed [json-pointer:/blocks/0/rows]"),
        (table(*[[raw("x")]] * 101), "no more than 100 items allowed [json-pointer:/blocks/0/rows]"),
        (table([raw("x")] * 21), "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]"),
        (table([{"type": "image"}]), "unsupported type: image [json-pointer:/blocks/0/rows/0/0/type]"),
        (
            table([raw()], column_settings=[{"align": "middle"}]),
            "must be one of: left, center, right [json-pointer:/blocks/0/column_settings/0/align]",
        ),
        (
            table([raw("x" * 9000), rich("y" * 1001)]),
            "the table has too many characters [json-pointer:/blocks]",
        ),
    ],
)
def test_refused(block: Block, problem: str) -> None:
    with pytest.raises(SlackError) as refusal:
        checked_blocks([block])
    assert (refusal.value.error, refusal.value.messages) == ("invalid_blocks", (problem,))


def test_a_message_has_one_table() -> None:
    with pytest.raises(SlackError, match="invalid_attachments"):
        checked_blocks([table([raw()]), table([raw()])])
