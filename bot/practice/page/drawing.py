"""Block Kit as safe HTML: pure functions from a message's blocks to markup, for one reader.

Blocks come from outside and may have any shape. Nothing here raises on a strange one: what cannot be drawn
is named where it would stand, and no part of it reaches the page unescaped.
"""

from collections.abc import Callable, Mapping
from typing import Final

from markupsafe import Markup

from bot.practice.objects import portrayed
from bot.practice.page import controls, fields, mrkdwn, rich_text
from bot.practice.page.reader import Reader
from bot.practice.page.shapes import items, mapping, string

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
    return Markup('<h3 class="header">{}</h3>').format(controls.label(found.get("text"), reader))


def _section(found: _Block, reader: Reader) -> Markup:
    words = Markup('<div class="words">{}</div>').format(controls.words(found.get("text"), reader))
    accessory = mapping(found.get("accessory"))
    beside = (
        Markup('<div class="beside">{}</div>').format(_element(accessory, found, reader)) if accessory else ""
    )
    return Markup('<div class="section"><div class="text">{}</div>{}</div>').format(words, beside)


def _context(found: _Block, reader: Reader) -> Markup:
    parts = (
        _picture(mapping(each), reader)
        if mapping(each).get("type") == "image"
        else controls.words(each, reader)
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
        return controls.button(element, block_id, reader)
    if kind in controls.MENUS:
        return controls.menu(element, block_id, reader)
    if fields.is_field(element):
        return fields.draw_live(element, block_id, reader)
    return _picture(element, reader) if kind == "image" else rich_text.unknown(kind)


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
    return Markup('<div class="words rich">{}</div>').format(rich_text.draw(found, reader))


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
