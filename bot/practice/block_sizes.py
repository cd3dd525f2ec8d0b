"""How Slack counts the characters of a message's blocks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.practice.records import JsonObject

MESSAGE_CHARACTERS: Final = 11_300
"""Counted characters that all blocks of one message may have. Slack publishes neither a number nor a rule.

Its staff speak of 12,000 "with a buffer for block containers" (bolt-js#2509); rich text whose `text` fields
have 11,341 characters was refused (bolt-js#2867), and 13,297 is the most that anybody has seen accepted, in
bare markdown. This is the strictest reading of the reports. They say that messages through a `response_url`
may be longer; nothing here relies on that.
"""
BLOCK: Final = 24
"""What a block counts beside its text."""
PART: Final = 8
"""What every object inside of a block counts beside its text: text objects, buttons, options, sections of
rich text and each of their elements."""

_TEXTS: Final = ("text", "alt_text", "url", "fallback")
_MENTIONS: Final = {
    "user": ("user_id", "<@>"),
    "usergroup": ("usergroup_id", "<!subteam^>"),
    "channel": ("channel_id", "<#>"),
    "broadcast": ("range", "<!>"),
    "emoji": ("name", "::"),
}
"""From an element of rich text to the key that says which, and to what its markup has around it."""


def count_characters(blocks: Iterable[JsonObject]) -> int:
    """Return the counted characters of checked blocks: their texts as escaped, and their containers.

    A table, whose cells have a limit of their own, counts with its text alone.
    """
    return sum(_count_block(block) for block in blocks)


def _count_block(block: JsonObject) -> int:
    part = 0 if block["type"] == "table" else PART
    return BLOCK - part + _count(block, part)


def _count(value: object, part: int) -> int:
    if isinstance(value, list):
        return sum(_count(each, part) for each in value)
    if not isinstance(value, dict):
        return 0
    key, around = _MENTIONS.get(str(value.get("type")), ("", ""))
    inner = sum(
        _letters(inner) if name in _TEXTS and isinstance(inner, str) else _count(inner, part)
        for name, inner in value.items()
        if name != "style"
    )
    return part + len(around) + _letters(value.get(key)) + inner


def _letters(text: object) -> int:
    """Return the UTF-16 units of a text with its escapes: an emoji that is typed has two or more."""
    if not isinstance(text, str):
        return 0
    escapes = 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))
    return len(text) + sum(letter > "\uffff" for letter in text) + escapes
