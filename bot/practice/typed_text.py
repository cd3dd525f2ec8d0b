"""What Slack makes of the text that a person types: its markup, and the rich text of that."""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Final

from bot.practice.custom_emoji import EMOJI_BASE, EMOJI_TONES
from bot.practice.records import JsonObject
from bot.practice.workspace import Workspace

_URL = r"https?://[^\s<>|]*[^\s<>|.,;:!?)'\"]"
_REFERENCE = re.compile(r"<(?P<sigil>@|#|!subteam\^|!)?(?P<key>[^|<>]+)(?:\|(?P<label>[^<>]*))?>")
_BROADCASTS = {"here": "<!here>", "channel": "<!channel>", "everyone": "<!everyone>"}


def as_command(workspace: Workspace, writer: str, text: str) -> str:
    """Return the text of a slash command with `should_escape`: `@maya` becomes `<@U…|maya>`, and so on."""
    return _with_references(workspace, writer, text, lambda sigil, key, name: f"<{sigil}{key}|{name}>")


def as_message(workspace: Workspace, writer: str, text: str) -> str:
    """Return the text of a message: `@maya` is `<@U…>`; channels keep their names."""
    return _with_references(
        workspace,
        writer,
        text,
        lambda sigil, key, name: f"<@{key}>" if sigil == "@" else f"<{sigil}{key}|{name}>",
    )


def as_typed(workspace: Workspace, text: str) -> str:
    """Return the text of a message as someone would type it: `as_message` undone, with today's names."""

    def name(match: re.Match[str]) -> str:
        key, label = match["key"], match["label"] or ""
        match match["sigil"]:
            case "@":
                person = workspace.people.get(key)
                return f"@{person.name if person else label or key}"
            case "#":
                channel = workspace.channels.get(key)
                return f"#{channel.name if channel else label or key}"
            case "!subteam^":
                group = workspace.groups.get(key)
                return f"@{group.handle if group else label.removeprefix('@') or key}"
            case "!":
                return f"@{key}" if key in _BROADCASTS else label or match[0]
        return key

    return unescape(_REFERENCE.sub(name, text))


def _with_references(
    workspace: Workspace, writer: str, text: str, refer: Callable[[str, str, str], str]
) -> str:
    people, channels = _after_at(workspace, refer), _after_hash(workspace, writer, refer)
    pattern = re.compile(
        rf"(?P<url>{_URL})|(?<!\w)(?:@(?P<at>{_names(people)})|#(?P<hash>{_names(channels)}))(?![\w-])",
        re.IGNORECASE,
    )
    pieces: list[str] = []
    end = 0
    for match in pattern.finditer(text):
        pieces.append(escape(text[end : match.start()], quote=False))
        if match["url"]:
            pieces.append(f"<{escape(match['url'], quote=False)}>")
        else:
            pieces.append(people[match["at"].lower()] if match["at"] else channels[match["hash"].lower()])
        end = match.end()
    return "".join([*pieces, escape(text[end:], quote=False)])


def _after_at(workspace: Workspace, refer: Callable[[str, str, str], str]) -> dict[str, str]:
    """Return everything that an @ can be before, in lower case: a handle wins over another's display name."""
    named = {
        person.display_name.lower(): person for person in workspace.people.values() if person.display_name
    }
    named |= {person.name.lower(): person for person in workspace.people.values()}
    groups = {group.handle.lower(): group for group in workspace.groups.values()}
    return {
        **{name: refer("@", person.id, person.name) for name, person in named.items()},
        **{handle: refer("!subteam^", group.id, f"@{group.handle}") for handle, group in groups.items()},
        **_BROADCASTS,
    }


def _after_hash(workspace: Workspace, writer: str, refer: Callable[[str, str, str], str]) -> dict[str, str]:
    visible = workspace.visible_channels(writer)
    named = (channel for channel in visible if channel.kind in ("public", "private"))
    return {channel.name.lower(): refer("#", channel.id, channel.name) for channel in named}


def _names(known: Mapping[str, str]) -> str:
    """Return an alternation that prefers the longest name; for no names at all, one that never matches."""
    return "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True)) or r"(?!)"


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
"""From what a piece is to the type of its element, and the key that says which."""


def block(markup: str, is_emoji: Callable[[str], bool]) -> JsonObject | None:
    """Return the `rich_text` block of a message with this markup; None of nothing.

    `is_emoji` says of a name between colons whether it is one.
    """
    elements: list[JsonObject] = []

    def add(words: str) -> None:
        if words:
            elements.append({"type": "text", "text": unescape(words)})

    end = 0
    for match in _PIECE.finditer(markup):
        kind = next(kind for kind in _KEYS if match[kind] is not None)
        if kind == "emoji" and not is_emoji(match[kind]):
            continue
        add(markup[end : match.start()])
        type_, key = _KEYS[kind]
        element: JsonObject = {"type": type_, key: unescape(match[kind])}
        elements.append(_with_tones(element, match["tones"] or ""))
        end = match.end()
    add(markup[end:])
    if not elements:
        return None
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def _with_tones(element: JsonObject, tones: str) -> JsonObject:
    """Return the emoji with its skin tone; two of them stay a part of its name."""
    tone = tones.removeprefix("::skin-tone-")
    if len(tone) > 1:
        return {**element, "name": element["name"] + tones}
    return {**element, "skin_tone": int(tone)} if tone else element


def unescape(text: str) -> str:
    """Undo the escaping that Slack asks of senders, and no other."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
