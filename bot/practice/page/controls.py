"""What can be pressed in a message: buttons and menus, with the question that some ask first.

Each is a submit button of the form that the page puts around a message; its value says what was pressed.
"""

import json
from collections.abc import Mapping
from typing import Final

from markupsafe import Markup, escape

from bot.practice.page import emoji, mrkdwn, references
from bot.practice.page.reader import Reader
from bot.practice.page.shapes import items, mapping, string
from bot.practice.pieces import unescaped

MENUS: Final = frozenset({"static_select", "overflow"})
"""The elements that `menu` draws."""

_STYLES: Final = {"primary": "button primary", "danger": "button danger"}

_Element = Mapping[str, object]


def button(element: _Element, block_id: str, reader: Reader) -> Markup:
    """Draw a button of a block."""
    words = label(element.get("text"), reader)
    look = _STYLES.get(string(element.get("style")), "button")
    spoken = string(element.get("accessibility_label"))
    return Markup('<button class="{}"{}{}{}>{}</button>').format(
        look,
        pressed(element, block_id, None),
        Markup(' aria-label="{}"').format(spoken) if spoken else "",
        question(mapping(element.get("confirm")), reader),
        words,
    )


def menu(element: _Element, block_id: str, reader: Reader) -> Markup:
    """Draw a menu of a block, closed, with what is chosen at present; its entries choose."""
    entries = Markup("").join(
        Markup("<li>{}</li>").format(_entry(element, block_id, mapping(option), reader))
        for option in items(element.get("options"))
    )
    if element.get("type") == "overflow":
        head = Markup('<summary class="button" aria-label="More">⋯</summary>')
    else:
        head = Markup('<summary class="button">{}</summary>').format(
            label(mapping(element.get("initial_option")).get("text"), reader)
            or label(element.get("placeholder"), reader)
            or "Choose"
        )
    return Markup('<details class="menu options">{}<ul>{}</ul></details>').format(head, entries)


def label(text_object: object, reader: Reader) -> Markup:
    """Draw the words of a text object without any formatting but emoji."""
    text = mapping(text_object)
    words = unescaped(string(text.get("text")))
    return escape(words) if text.get("emoji") is False else references.with_emoji(words, reader)


def _entry(element: _Element, block_id: str, option: _Element, reader: Reader) -> Markup:
    """Draw an option as a button that chooses it."""
    words, more = label(option.get("text"), reader), label(option.get("description"), reader)
    shown = Markup("{}<small>{}</small>").format(words, more) if more else words
    return Markup("<button{}>{}</button>").format(
        pressed(element, block_id, string(option.get("value"))), shown
    )


def plain(text_object: object) -> str:
    """Give the words of a text object for where no HTML can stand, Slack's emoji as characters."""
    text = mapping(text_object)
    words = unescaped(string(text.get("text")))
    return words if text.get("emoji") is False else emoji.with_characters(words)


def words(text_object: object, reader: Reader) -> Markup:
    """Draw a text object of either kind: one of mrkdwn with its marks, any other as its plain words."""
    found = mapping(text_object)
    if found.get("type") == "mrkdwn":
        return mrkdwn.draw(string(found.get("text")), reader)
    return label(found, reader)


def pressed(element: _Element, block_id: str, chosen: str | None) -> Markup:
    """Attributes by which a form tells what was pressed; `chosen` is the option of a menu of buttons."""
    told = {"action_id": string(element.get("action_id")), "block_id": block_id, "value": chosen}
    return Markup(' name="press" value="{}"').format(json.dumps(told))


def question(confirm: _Element, reader: Reader) -> Markup:
    """Attributes that make the page ask before it presses; none if there is nothing to ask.

    What is asked is HTML already, as it may be mrkdwn.
    """
    if not confirm:
        return Markup("")
    return Markup(
        ' data-ask-title="{}" data-ask="{}" data-ask-yes="{}" data-ask-no="{}" data-ask-style="{}"'
    ).format(
        plain(confirm.get("title")),
        str(words(confirm.get("text"), reader)),
        plain(confirm.get("confirm")) or "Yes",
        plain(confirm.get("deny")) or "Cancel",
        "danger" if confirm.get("style") == "danger" else "primary",
    )
