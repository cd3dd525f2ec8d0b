"""Rich text as one writes it in a plain field, and back: people, channels, emoji and links by their signs."""

from collections.abc import Mapping
from functools import partial

from bot.practice import typed_text
from bot.practice.page import emoji
from bot.practice.page.reader import Reader, items, mapping, string
from bot.practice.records import JsonObject
from bot.practice.typed_text import as_message
from bot.practice.workspace import Workspace


def rich_text(workspace: Workspace, writer: str, text: str) -> JsonObject | None:
    """Return the `rich_text` block that Slack makes of what someone types; None of nothing."""
    return typed_text.block(as_message(workspace, writer, text), partial(emoji.is_known, workspace=workspace))


def words(block: object, reader: Reader) -> str:
    """Return a `rich_text` block as one would type it; bold and its like get lost."""
    return "\n".join(_part(mapping(part), reader) for part in items(mapping(block).get("elements")))


def _part(part: object, reader: Reader) -> str:
    elements = items(mapping(part).get("elements"))
    joint = "\n" if mapping(part).get("type") == "rich_text_list" else ""
    return joint.join(_element(mapping(each), reader) for each in elements)


def _element(element: Mapping[str, object], reader: Reader) -> str:
    def find_name(names: Mapping[str, str], key: str, otherwise: str) -> str:
        return names.get(string(element.get(key)), otherwise)

    match string(element.get("type")):
        case "rich_text_section":
            return _part(element, reader)
        case "user":
            return f"@{find_name(reader.people, 'user_id', 'someone')}"
        case "usergroup":
            return f"@{find_name(reader.groups, 'usergroup_id', 'group')}"
        case "channel":
            return f"#{find_name(reader.channels, 'channel_id', 'channel')}"
        case "broadcast":
            return f"@{string(element.get('range'))}"
        case "emoji":
            return f":{string(element.get('name'))}:"
    return string(element.get("text")) or string(element.get("url"))
