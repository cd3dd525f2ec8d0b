"""Block Kit as safe HTML, for one reader: functions for the template `blocks.html`, and what it draws.

What cannot be drawn is named in its place, and no part of it reaches the page unescaped. A button is a submit
button of the form around it; its value says what was pressed. A field is named after its block and element,
as a JSON list of the two ids.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from jinja2 import ChainableUndefined, Environment, FileSystemLoader
from markupsafe import Markup, escape

from bot.practice.entries import fill_blocks, lets_through
from bot.practice.objects import find_portrayed_user
from bot.practice.page import emoji, field_text, mrkdwn
from bot.practice.page.reader import Reader, items, mapping, string, whole
from bot.practice.records import JsonObject
from bot.practice.typed_text import unescaped
from bot.practice.views import View

TEMPLATES: Final = Path(__file__).parent / "templates"
_INITIAL: Final = {
    "checkboxes": "initial_options",
    "radio_buttons": "initial_option",
    "static_select": "initial_option",
    "multi_static_select": "initial_options",
    "users_select": "initial_user",
    "multi_users_select": "initial_users",
    "conversations_select": "initial_conversation",
    "multi_conversations_select": "initial_conversations",
}
"""From a field with options to the key of those that are chosen at first."""
_FIELDS: Final = {"plain_text_input", "rich_text_input", "datepicker", "timepicker", *_INITIAL}

_Element = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Option:
    value: str
    """What the form sends."""
    words: str
    """Its words where no HTML can be."""
    shown: Markup
    is_chosen: bool


def message(text: str, blocks: object, reader: Reader) -> Markup:
    """Draw what a message says: its blocks if it has any, else its text."""
    drawn = Markup("").join(block(each, reader) for each in items(blocks))
    return drawn or Markup('<div class="words">{}</div>').format(mrkdwn.draw(text, reader))


def block(value: object, reader: Reader) -> Markup:
    """Draw one block; the fields in it tell the app at once what changes."""
    drawn: Markup = _macros.block(mapping(value), reader)
    return drawn


def modal_body(view: View, reader: Reader) -> Markup:
    """Draw the blocks of a modal, with what was entered in them and what is wrong with it."""
    blocks = fill_blocks(view.blocks, view.values)
    return Markup("").join(_macros.modal_block(each, view.id, view.errors, reader) for each in blocks)


def is_field(element: _Element) -> bool:
    """Return True if an element is one that people write or choose in."""
    return string(element.get("type")) in _FIELDS


def field_name(element: _Element, block_id: str) -> str:
    """Return the name of a field in a form."""
    return json.dumps([block_id, string(element.get("action_id"))])


def label(text_object: object, reader: Reader) -> Markup:
    """Draw the words of a text object without any formatting but emoji."""
    text = mapping(text_object)
    words = unescaped(string(text.get("text")))
    return escape(words) if text.get("emoji") is False else mrkdwn.with_emoji(words, reader)


def _plain(text_object: object) -> str:
    text = mapping(text_object)
    words = unescaped(string(text.get("text")))
    return words if text.get("emoji") is False else emoji.with_characters(words)


def _words(text_object: object, reader: Reader) -> Markup:
    """Draw a text object of either kind: mrkdwn with its marks, any other as its plain words."""
    found = mapping(text_object)
    if found.get("type") == "mrkdwn":
        return mrkdwn.draw(string(found.get("text")), reader)
    return label(found, reader)


def _press(element: _Element, block_id: str, chosen: str | None) -> Markup:
    """Return the attributes by which a form says what was pressed; `chosen` is a menu's option."""
    pressed = {"action_id": string(element.get("action_id")), "block_id": block_id, "value": chosen}
    return Markup(' name="press" value="{}"').format(json.dumps(pressed))


def _is_group(element: _Element) -> bool:
    """Return True if a field is a group of boxes, whose label is a legend."""
    kind = string(element.get("type"))
    return kind in ("checkboxes", "radio_buttons") or kind.startswith("multi_")


def _options(element: _Element, reader: Reader) -> Iterable[_Option]:
    initial = element.get(_INITIAL[string(element.get("type"))])
    several = items(initial) or [initial]
    chosen = {string(mapping(each).get("value")) or string(each) for each in several} - {""}
    for value, words, shown in _offered(element, reader):
        yield _Option(value, words, shown, value in chosen)


def _offered(element: _Element, reader: Reader) -> Iterator[tuple[str, str, Markup]]:
    kind = string(element.get("type"))
    if "users" in kind:
        for user_id, name in reader.colleagues.items():
            yield user_id, name, mrkdwn.with_emoji(name, reader)
    elif "conversations" in kind:
        for each in reader.conversations:
            if lets_through(element, each.kind, is_shared=each.is_shared, is_with_app=each.is_with_app):
                yield each.id, each.shown, mrkdwn.with_emoji(each.shown, reader)
    else:
        for option in map(mapping, items(element.get("options"))):
            value, words = string(option.get("value")), _plain(option.get("text"))
            if more := _plain(option.get("description")):
                words = f"{words} – {more}"
            if "select" in kind:
                yield value, words, mrkdwn.with_emoji(words, reader)
                continue
            shown, small = _words(option.get("text"), reader), _words(option.get("description"), reader)
            yield value, words, Markup("{}<small>{}</small>").format(shown, small) if small else shown


def _quoted(block_id: JsonObject) -> str:
    return quote(string(block_id), safe="")


_environment: Final = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=ChainableUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
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
    emoji_named=mrkdwn.emoji_named,
    link=mrkdwn.link,
    quoted=_quoted,
)
_macros: Final[Any] = _environment.get_template("blocks.html").module
