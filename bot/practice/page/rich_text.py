"""Slack's rich text blocks as safe HTML: sections, lists, quotes, code, and what stands within them.

Unlike mrkdwn, rich text carries words literally: nothing in them is parsed or unescaped.
"""

from collections.abc import Callable, Mapping
from typing import Final

from markupsafe import Markup, escape

from bot.practice.page import references
from bot.practice.page.reader import Reader
from bot.practice.page.shapes import items, mapping, string, whole

_DEEPEST_INDENT: Final = 8
_STYLES: Final = (("code", "code"), ("strike", "s"), ("italic", "i"), ("bold", "b"))

_Element = Mapping[str, object]


def draw(block: Mapping[str, object], reader: Reader) -> Markup:
    """Draw a block of type ``rich_text``."""
    return Markup("").join(_part(mapping(part), reader) for part in items(block.get("elements")))


def unknown(kind: str) -> Markup:
    """Say visibly that something of this type cannot be drawn here."""
    named = f"A part of type “{kind}”" if kind else "A part without a type"
    return Markup('<span class="unknown">{}</span>').format(f"{named} can't be shown here.")


def _part(part: _Element, reader: Reader) -> Markup:
    kind = string(part.get("type"))
    if kind == "rich_text_section":
        return Markup("<p>{}</p>").format(_inline(part, reader))
    if kind == "rich_text_quote":
        return Markup("<blockquote>{}</blockquote>").format(_inline(part, reader))
    if kind == "rich_text_preformatted":
        return Markup("<pre>{}</pre>").format(_inline(part, reader))
    if kind == "rich_text_list":
        return _list(part, reader)
    return unknown(kind)


def _list(part: _Element, reader: Reader) -> Markup:
    tag = "ol" if part.get("style") == "ordered" else "ul"
    indent = min(max(whole(part.get("indent")) or 0, 0), _DEEPEST_INDENT)
    start = max(whole(part.get("offset")) or 0, 0) + 1
    numbering = Markup(' start="{}"').format(start) if tag == "ol" and start > 1 else Markup("")
    entries = Markup("").join(
        Markup("<li>{}</li>").format(_inline(mapping(entry), reader)) for entry in items(part.get("elements"))
    )
    return Markup('<{0} class="indent-{1}"{2}>{3}</{0}>').format(tag, indent, numbering, entries)


def _inline(part: _Element, reader: Reader) -> Markup:
    return Markup("").join(_element(mapping(element), reader) for element in items(part.get("elements")))


def _element(element: _Element, reader: Reader) -> Markup:
    kind = string(element.get("type"))
    drawer = _DRAWERS.get(kind)
    drawn = unknown(kind) if drawer is None else drawer(element, reader)
    style = mapping(element.get("style"))
    for name, tag in _STYLES:
        if style.get(name) is True:
            drawn = Markup("<{0}>{1}</{0}>").format(tag, drawn)
    return drawn


def _emoji(element: _Element, reader: Reader) -> Markup:
    tone = whole(element.get("skin_tone"))
    ending = "" if tone is None else f"::skin-tone-{tone}"
    return references.emoji_named(string(element.get("name")) + ending, reader)


def _link(element: _Element, reader: Reader) -> Markup:
    url = string(element.get("url"))
    return references.link(url, string(element.get("text")) or url, reader)


_DRAWERS: Final[dict[str, Callable[[_Element, Reader], Markup]]] = {
    "text": lambda element, _: escape(string(element.get("text"))),
    "user": lambda element, reader: references.person(string(element.get("user_id")), "", reader),
    "channel": lambda element, reader: references.channel(string(element.get("channel_id")), reader),
    "emoji": _emoji,
    "link": _link,
}
