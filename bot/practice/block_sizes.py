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
    "channel": ("channel_id", "<#>"),
    "emoji": ("name", "::"),
}
"""From an element of rich text to the key that says which, and to what its markup has around it."""


def count_characters(blocks: Iterable[JsonObject]) -> int:
    """Return the counted characters of checked blocks: their texts as escaped, and their containers."""
    return sum(BLOCK - PART + _count(block) for block in blocks)


def _count(value: object) -> int:
    if isinstance(value, list):
        return sum(map(_count, value))
    if not isinstance(value, dict):
        return 0
    key, around = _MENTIONS.get(str(value.get("type")), ("", ""))
    inner = sum(
        _letters(inner) if name in _TEXTS and isinstance(inner, str) else _count(inner)
        for name, inner in value.items()
        if name != "style"
    )
    return PART + len(around) + _letters(value.get(key)) + inner


def _letters(text: object) -> int:
    """Return the UTF-16 units of a text with its escapes: an emoji that is typed has two or more."""
    if not isinstance(text, str):
        return 0
    escapes = 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))
    return len(text) + sum(letter > "\uffff" for letter in text) + escapes
