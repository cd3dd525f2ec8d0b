"""Rich text as one writes it in a plain field, and back: people, channels, emoji and links by their signs."""

from bot.practice import typed_text
from bot.practice.page import emoji
from bot.practice.page.reader import Reader, items, mapping, string
from bot.practice.records import JsonObject
from bot.practice.typed_text import as_message
from bot.practice.workspace import Workspace


def rich_text(workspace: Workspace, writer: str, text: str) -> JsonObject | None:
    """Return the `rich_text` block that Slack makes of what someone types; None of nothing."""
    return typed_text.block(
        as_message(workspace, writer, text),
        lambda name: emoji.character(name) is not None or name in workspace.emoji,
    )


def words(block: object, reader: Reader) -> str:
    """Return a `rich_text` block as one would type it; bold and its like get lost."""
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
