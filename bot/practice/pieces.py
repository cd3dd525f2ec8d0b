"""The elements of rich text that Slack makes of a message's markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from bot.practice.own_emoji import EMOJI_BASE, EMOJI_TONES
from bot.practice.records import JsonObject

_PIECE: Final = re.compile(
    r"<@(?P<user>\w+)>|<!subteam\^(?P<group>\w+)\|[^>]*>|<#(?P<channel>\w+)\|[^>]*>"
    r"|<!(?P<broadcast>here|channel|everyone)>|<(?P<link>https?://[^>]*)>"
    rf"|:(?P<emoji>{EMOJI_BASE})(?:(?P<tones>{EMOJI_TONES}))?:"
)
_KEYS: Final = {
    "user": ("user", "user_id"),
    "group": ("usergroup", "usergroup_id"),
    "channel": ("channel", "channel_id"),
    "broadcast": ("broadcast", "range"),
    "link": ("link", "url"),
    "emoji": ("emoji", "name"),
}
"""From what a piece is to the type of its element, and the key that tells which."""


def block(markup: str, is_emoji: Callable[[str], bool]) -> JsonObject | None:
    """The `rich_text` block of a message with this markup; None of nothing.

    `is_emoji` tells of a name between colons whether it is one.
    """
    elements: list[JsonObject] = []

    def add(words: str) -> None:
        if words:
            elements.append({"type": "text", "text": unescaped(words)})

    end = 0
    for match in _PIECE.finditer(markup):
        kind = next(kind for kind in _KEYS if match[kind] is not None)
        if kind == "emoji" and not is_emoji(match[kind]):
            continue
        add(markup[end : match.start()])
        type_, key = _KEYS[kind]
        element: JsonObject = {"type": type_, key: unescaped(match[kind])}
        elements.append(_with_tones(element, match["tones"] or ""))
        end = match.end()
    add(markup[end:])
    if not elements:
        return None
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def _with_tones(element: JsonObject, tones: str) -> JsonObject:
    """Return the emoji with its skin tone; two of them stay a part of its name."""
    found = tones.removeprefix("::skin-tone-")
    if len(found) > 1:
        return {**element, "name": element["name"] + tones}
    return {**element, "skin_tone": int(found)} if found else element


def unescaped(text: str) -> str:
    """Undo the escaping that Slack asks of senders, and no other."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
