"""Rich text as one writes it in a plain field, and back: people, channels, emoji and links by their signs."""

import re
from typing import Final

from bot.practice.page import emoji, references
from bot.practice.page.reader import Reader
from bot.practice.page.shapes import items, mapping, string
from bot.practice.records import JsonObject
from bot.practice.typed_text import as_message
from bot.practice.workspace import Workspace

_PIECE: Final = re.compile(
    r"<@(?P<user>\w+)>|<!subteam\^(?P<group>\w+)\|[^>]*>|<#(?P<channel>\w+)\|[^>]*>"
    r"|<!(?P<broadcast>here|channel|everyone)>|<(?P<link>https?://[^>]*)>|:(?P<emoji>[\w+'-]+):"
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


def rich_text(workspace: Workspace, writer: str, text: str) -> JsonObject | None:
    """The `rich_text` block that Slack makes of what somebody types; None of nothing."""
    elements: list[JsonObject] = []

    def add(words: str) -> None:
        if words:
            elements.append({"type": "text", "text": references.unescaped(words)})

    end, escaped = 0, as_message(workspace, writer, text)
    for match in _PIECE.finditer(escaped):
        kind = str(match.lastgroup)
        if kind == "emoji" and emoji.character(match[kind]) is None:
            continue
        add(escaped[end : match.start()])
        type_, key = _KEYS[kind]
        elements.append({"type": type_, key: references.unescaped(match[kind])})
        end = match.end()
    add(escaped[end:])
    if not elements:
        return None
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def words(block: object, reader: Reader) -> str:
    """A `rich_text` block as one would type it; bold and its like get lost."""
    return "\n".join(_part(mapping(part), reader) for part in items(mapping(block).get("elements")))


def _part(part: object, reader: Reader) -> str:
    found = mapping(part)
    joint = "\n" if found.get("type") == "rich_text_list" else ""
    return joint.join(_element(mapping(each), reader) for each in items(found.get("elements")))


def _element(element: object, reader: Reader) -> str:
    found = mapping(element)
    match string(found.get("type")):
        case "rich_text_section":
            return _part(found, reader)
        case "user":
            return f"@{reader.people.get(string(found.get('user_id')), 'someone')}"
        case "usergroup":
            return f"@{reader.groups.get(string(found.get('usergroup_id')), 'group')}"
        case "channel":
            return f"#{reader.channels.get(string(found.get('channel_id')), 'channel')}"
        case "broadcast":
            return f"@{string(found.get('range'))}"
        case "emoji":
            return f":{string(found.get('name'))}:"
        case "link":
            return string(found.get("text")) or string(found.get("url"))
        case _:
            return string(found.get("text"))
