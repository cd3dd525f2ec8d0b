"""Block Kit as safe HTML: pure functions from a message's blocks to markup, for one reader.

What cannot be drawn is named in its place, and no part of it reaches the page unescaped.
"""

from collections.abc import Callable, Mapping
from typing import Final

from markupsafe import Markup, escape

from bot.practice.objects import portrayed
from bot.practice.page import elements, mrkdwn
from bot.practice.page.elements import unknown
from bot.practice.page.reader import Reader, items, mapping, string, whole

_DEEPEST_INDENT: Final = 8
_STYLES: Final = (("code", "code"), ("strike", "s"), ("italic", "i"), ("bold", "b"))

_Inline = Mapping[str, object]


def draw_rich_text(block: Mapping[str, object], reader: Reader) -> Markup:
    """Draw a block of type ``rich_text``."""
    return Markup("").join(_part(mapping(part), reader) for part in items(block.get("elements")))


def _part(part: _Inline, reader: Reader) -> Markup:
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


def _list(part: _Inline, reader: Reader) -> Markup:
    tag = "ol" if part.get("style") == "ordered" else "ul"
    indent = min(max(whole(part.get("indent")) or 0, 0), _DEEPEST_INDENT)
    start = max(whole(part.get("offset")) or 0, 0) + 1
    numbering = Markup(' start="{}"').format(start) if tag == "ol" and start > 1 else Markup("")
    entries = Markup("").join(
        Markup("<li>{}</li>").format(_inline(mapping(entry), reader)) for entry in items(part.get("elements"))
    )
    return Markup('<{0} class="indent-{1}"{2}>{3}</{0}>').format(tag, indent, numbering, entries)


def _inline(part: _Inline, reader: Reader) -> Markup:
    return Markup("").join(_draw_inline(mapping(element), reader) for element in items(part.get("elements")))


def _draw_inline(element: _Inline, reader: Reader) -> Markup:
    kind = string(element.get("type"))
    drawer = _INLINE_DRAWERS.get(kind)
    drawn = unknown(kind) if drawer is None else drawer(element, reader)
    style = mapping(element.get("style"))
    for name, tag in _STYLES:
        if style.get(name) is True:
            drawn = Markup("<{0}>{1}</{0}>").format(tag, drawn)
    return drawn


def _emoji(element: _Inline, reader: Reader) -> Markup:
    tone = whole(element.get("skin_tone"))
    ending = "" if tone is None else f"::skin-tone-{tone}"
    return mrkdwn.emoji_named(string(element.get("name")) + ending, reader)


def _link(element: _Inline, reader: Reader) -> Markup:
    url = string(element.get("url"))
    return mrkdwn.link(url, string(element.get("text")) or url, reader)


_INLINE_DRAWERS: Final[dict[str, Callable[[_Inline, Reader], Markup]]] = {
    "text": lambda element, _: escape(string(element.get("text"))),
    "user": lambda element, reader: mrkdwn.person(string(element.get("user_id")), "", reader),
    "channel": lambda element, reader: mrkdwn.channel(string(element.get("channel_id")), reader),
    "emoji": _emoji,
    "link": _link,
}


_Block = Mapping[str, object]


def message(text: str, blocks: object, reader: Reader) -> Markup:
    """Draw what a message says: its blocks if it has any, else its text."""
    drawn = Markup("").join(block(each, reader) for each in items(blocks))
    return drawn or Markup('<div class="words">{}</div>').format(mrkdwn.draw(text, reader))


def block(value: object, reader: Reader) -> Markup:
    """Draw one block; the fields in it tell the app at once what changes."""
    found = mapping(value)
    kind = string(found.get("type"))
    drawer = _DRAWERS.get(kind)
    return _unknown(kind) if drawer is None else drawer(found, reader)


def _unknown(kind: str) -> Markup:
    named = f"A block of type “{kind}”" if kind else "A block without a type"
    return Markup('<p class="unknown">{}</p>').format(f"{named} can't be shown here.")


def _header(found: _Block, reader: Reader) -> Markup:
    return Markup('<h3 class="header">{}</h3>').format(elements.label(found.get("text"), reader))


def _section(found: _Block, reader: Reader) -> Markup:
    words = Markup('<div class="words">{}</div>').format(elements.words(found.get("text"), reader))
    accessory = mapping(found.get("accessory"))
    beside = (
        Markup('<div class="beside">{}</div>').format(_element(accessory, found, reader)) if accessory else ""
    )
    return Markup('<div class="section"><div class="text">{}</div>{}</div>').format(words, beside)


def _context(found: _Block, reader: Reader) -> Markup:
    parts = (
        _picture(mapping(each), reader)
        if mapping(each).get("type") == "image"
        else elements.words(each, reader)
        for each in items(found.get("elements"))
    )
    drawn = Markup("").join(Markup('<div class="words">{}</div>').format(part) for part in parts)
    return Markup('<div class="context">{}</div>').format(drawn)


def _actions(found: _Block, reader: Reader) -> Markup:
    drawn = Markup("").join(_element(mapping(each), found, reader) for each in items(found.get("elements")))
    return Markup('<div class="actions">{}</div>').format(drawn)


def _element(element: _Block, around: _Block, reader: Reader) -> Markup:
    kind, block_id = string(element.get("type")), string(around.get("block_id"))
    if kind == "button":
        return elements.button(element, block_id, reader)
    if kind in elements.MENUS:
        return elements.menu(element, block_id, reader)
    if elements.is_field(element):
        return elements.draw_live(element, block_id, reader)
    return _picture(element, reader) if kind == "image" else elements.unknown(kind)


def _image(found: _Block, reader: Reader) -> Markup:
    return Markup('<figure class="image">{}</figure>').format(_picture(found, reader))


def _picture(found: _Block, reader: Reader) -> Markup:
    """Draw a picture that was uploaded here, or a face; of any other its description: nothing is loaded."""
    description = string(found.get("alt_text")) or "no description"
    address = reader.pictures.get(string(mapping(found.get("slack_file")).get("id")))
    if address:
        return Markup('<img src="{}" alt="{}" loading="lazy">').format(address, description)
    if face := reader.faces.get(portrayed(string(found.get("image_url")))):
        initials, colour = face
        drawn = Markup('<span class="avatar colour-{}" role="img" aria-label="{}">{}</span>')
        return drawn.format(colour, description, initials)
    return Markup('<span class="picture">Picture: {}</span>').format(description)


def _rich_text(found: _Block, reader: Reader) -> Markup:
    return Markup('<div class="words rich">{}</div>').format(draw_rich_text(found, reader))


def _divider(_: _Block, __: Reader) -> Markup:
    return Markup("<hr>")


_DRAWERS: Final[dict[str, Callable[[_Block, Reader], Markup]]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "divider": _divider,
    "image": _image,
    "rich_text": _rich_text,
}
