"""The grammar of a table block (https://docs.slack.dev/reference/block-kit/blocks/table-block)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.practice.rich_text import RICH_TEXT
from bot.practice.schema import Check, boolean, choice, items, record, text, typed

ROWS = 100
COLUMNS = 20
CHARACTERS = 10_000
"""In all cells of a table together."""

_cell = typed({"raw_text": record({"text": text(CHARACTERS)}), "rich_text": RICH_TEXT})
_setting = record({}, {"align": choice("left", "center", "right"), "is_wrapped": boolean})


def _setting_or_none(value: object, pointer: str) -> Iterator[str]:
    """How a column looks, or null for one that looks as usual."""
    if value is not None:
        yield from _setting(value, pointer)


TABLE: Check = record(
    {"rows": items(items(_cell, COLUMNS), ROWS)},
    {"block_id": text(255), "column_settings": items(_setting_or_none, COLUMNS)},
)
"""A table; it stands in messages only, one in each."""
