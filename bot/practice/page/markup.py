"""Block Kit as safe HTML, for one reader: functions for the template `blocks.html`, and what it draws.

What cannot be drawn is named in its place, and no part of it reaches the page unescape. A button is a submit
button of the form around it; its value says what was pressed. A field is named after its block and element,
as a JSON list of the two ids.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from jinja2 import ChainableUndefined, Environment, FileSystemLoader, Undefined
from markupsafe import Markup, escape

from bot.practice.entries import KEYS, fill_blocks, initial_key, lets_through
from bot.practice.objects import find_portrayed_user
from bot.practice.page import emoji, field_text, mrkdwn
from bot.practice.page.reader import Reader, items, mapping, string, whole
from bot.practice.records import JsonObject
from bot.practice.typed_text import unescape
from bot.practice.views import View

_Element = Mapping[str, object]


class _Option(NamedTuple):
    value: str
    """What the form sends."""
    words: str
    """Its words where no HTML can be."""
    shown: Markup
    is_chosen: bool = False


def message(text: str, blocks: object, reader: Reader) -> Markup:
    """Draw what a message says: its blocks if it has any, else its text."""
    drawn = Markup("").join(block(each, reader) for each in items(blocks))
    return drawn or Markup('<div class="words">{}</div>').format(mrkdwn.draw(text, reader))


def block(value: object, reader: Reader) -> Markup:
    """Draw one block; a change in one of its fields is sent to the app at once."""
    drawn: Markup = _macros.block(mapping(value), reader)
    return drawn


def modal_body(view: View, reader: Reader) -> Markup:
    """Draw the blocks of a modal, with what was entered in them and what is wrong with it."""
    blocks = fill_blocks(view.blocks, view.values)
    return Markup("").join(_macros.modal_block(each, view.id, view.errors, reader) for each in blocks)


def is_field(element: _Element) -> bool:
    """Return True if an element is one that people write or choose in."""
    return string(element.get("type")) in KEYS


def field_name(element: _Element, block_id: str) -> str:
    """Return the name of a field in a form."""
    return json.dumps([block_id, string(element.get("action_id"))])


def label(text_object: object, reader: Reader) -> Markup:
    """Draw the words of a text object without any formatting but emoji."""
    text = mapping(text_object)
    words = unescape(string(text.get("text")))
    return escape(words) if text.get("emoji") is False else mrkdwn.with_emoji(words, reader)


def _plain(text_object: object) -> str:
    text = mapping(text_object)
    words = unescape(string(text.get("text")))
    return words if text.get("emoji") is False else emoji.with_characters(words)


def _words(text_object: object, reader: Reader) -> Markup:
    """Draw a text object of either kind: mrkdwn with its marks, any other as its plain words."""
    text = mapping(text_object)
    if text.get("type") == "mrkdwn":
        return mrkdwn.draw(string(text.get("text")), reader)
    return label(text, reader)


def _press(element: _Element, block_id: str, chosen: str | None) -> Markup:
    """Return the attributes by which a form says what was pressed; `chosen` is a menu's option."""
    pressed = {"action_id": string(element.get("action_id")), "block_id": block_id, "value": chosen}
    return Markup(' name="press" value="{}"').format(json.dumps(pressed))


def _is_group(element: _Element) -> bool:
    """Return True if a field is a group of boxes, whose label is a legend."""
    kind = string(element.get("type"))
    return kind in ("checkboxes", "radio_buttons") or kind.startswith("multi_")


def _options(element: _Element, reader: Reader) -> Iterator[_Option]:
    initial = element.get(initial_key(string(element.get("type"))))
    several = items(initial) or [initial]
    chosen = {string(mapping(each).get("value")) or string(each) for each in several} - {""}
    for option in _available_options(element, reader):
        yield option._replace(is_chosen=option.value in chosen)


def _available_options(element: _Element, reader: Reader) -> Iterator[_Option]:
    kind = string(element.get("type"))
    if "users" in kind:
        for user_id, name in reader.colleagues.items():
            yield _Option(user_id, name, mrkdwn.with_emoji(name, reader))
    elif "conversations" in kind:
        for each in reader.conversations:
            if lets_through(element, each.kind, is_shared=each.is_shared, is_with_app=each.is_with_app):
                yield _Option(each.id, each.shown, mrkdwn.with_emoji(each.shown, reader))
    else:
        for option in map(mapping, items(element.get("options"))):
            words = " – ".join(filter(None, (_plain(option.get("text")), _plain(option.get("description")))))
            shown, small = _words(option.get("text"), reader), _words(option.get("description"), reader)
            if "select" in kind:
                shown = mrkdwn.with_emoji(words, reader)
            elif small:
                shown = Markup("{}<small>{}</small>").format(shown, small)
            yield _Option(string(option.get("value")), words, shown)


def _quote(block_id: JsonObject) -> str:
    return quote(string(block_id), safe="")


def template_environment(undefined: type[Undefined]) -> Environment:
    """Return an environment for the page's templates; `undefined` is what a name without a value gives."""
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # The files belong to the program: asking each time if they changed takes longer than filling them.
        auto_reload=False,
    )


_environment: Final = template_environment(ChainableUndefined)
_environment.filters.update(obj=mapping, list_of=items, str=string, whole=whole)
_environment.globals.update(
    label=label,
    words=_words,
    plain=_plain,
    press=_press,
    is_field=is_field,
    is_group=_is_group,
    field_name=field_name,
    options=_options,
    plain_rich_text=field_text.words,
    find_portrayed_user=find_portrayed_user,
    person=mrkdwn.person,
    channel=mrkdwn.channel,
    draw_emoji=mrkdwn.draw_emoji,
    link=mrkdwn.link,
    quoted=_quote,
)
_macros: Final[Any] = _environment.get_template("blocks.html").module
