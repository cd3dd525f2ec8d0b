"""The elements of blocks as safe HTML: buttons, menus, and the fields of forms.

A button is a submit button of the form around it; its value says what was pressed. A field is named after its
block and element, as a JSON list of the two ids.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from markupsafe import Markup, escape

from bot.practice.entries import lets_through
from bot.practice.page import emoji, field_text, mrkdwn
from bot.practice.page.reader import Reader, items, mapping, string
from bot.practice.typed_text import unescaped

MENUS: Final = frozenset({"static_select", "overflow"})
"""The elements that `menu` draws."""

_STYLES: Final = {"primary": "button primary", "danger": "button danger"}

_Element = Mapping[str, object]


def unknown(kind: str) -> Markup:
    """Say visibly that something of this type cannot be drawn here."""
    named = f"A part of type “{kind}”" if kind else "A part without a type"
    return Markup('<span class="unknown">{}</span>').format(f"{named} can't be shown here.")


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
    return escape(words) if text.get("emoji") is False else mrkdwn.with_emoji(words, reader)


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


_Drawer = Callable[[_Element, Markup, Markup, Reader], Markup]
"""Draws an element, with the attributes of its name and of what connects it with its label, for a reader."""
_Options = Iterable[tuple[str, str | Markup]]
"""Of each option: what the form sends, and its words."""

GROUPS: Final = frozenset({"checkboxes", "radio_buttons"})
"""Those that are several boxes, as are all whose type begins with `multi_`."""


def is_group(element: _Element) -> bool:
    """Whether a field is a group of boxes, whose label is a legend."""
    kind = string(element.get("type"))
    return kind in GROUPS or kind.startswith("multi_")


def is_field(element: _Element) -> bool:
    """Whether `draw` knows an element."""
    return string(element.get("type")) in _DRAWERS


def name(element: _Element, block_id: str) -> str:
    """The name of a field in a form."""
    return json.dumps([block_id, string(element.get("action_id"))])


def draw(element: _Element, block_id: str, reader: Reader, about: Markup) -> Markup:
    """Draw a field with what stands in it; `about` are the attributes that connect it with its label."""
    kind = string(element.get("type"))
    drawer = _DRAWERS.get(kind)
    if drawer is None:
        return unknown(kind)
    focus = Markup(" data-first") if element.get("focus_on_load") is True else Markup("")
    named = Markup(' name="{}"').format(name(element, block_id))
    return drawer(element, named, about + focus, reader)


def draw_live(element: _Element, block_id: str, reader: Reader) -> Markup:
    """Draw a field that tells the app at once: the button after it is pressed by every change."""
    label = plain(element.get("placeholder")) or _LABELS.get(string(element.get("type")), "Choose")
    drawn = draw(element, block_id, reader, Markup(' aria-label="{}"').format(label))
    return live(element, block_id, drawn)


def live(element: _Element, block_id: str, drawn: Markup) -> Markup:
    """Put the button that is pressed by every change after a field."""
    return Markup('<span class="live">{}<button hidden{}></button></span>').format(
        drawn, pressed(element, block_id, None)
    )


def _line(element: _Element, named: Markup, about: Markup, _: Reader) -> Markup:
    value, hint = string(element.get("initial_value")), plain(element.get("placeholder"))
    if element.get("multiline") is True:
        return _area(named, about, hint, value)
    return Markup('<input type="text" autocomplete="off"{}{} placeholder="{}" value="{}">').format(
        named, about, hint, value
    )


def _rich(element: _Element, named: Markup, about: Markup, reader: Reader) -> Markup:
    value = field_text.words(element.get("initial_value"), reader)
    return _area(named, about, plain(element.get("placeholder")), value)


def _area(named: Markup, about: Markup, hint: str, value: str) -> Markup:
    # The browser drops one line break at the start.
    return Markup('<textarea rows="4"{}{} placeholder="{}">\n{}</textarea>').format(named, about, hint, value)


def _moment(kind: str, key: str) -> _Drawer:
    def drawn(element: _Element, named: Markup, about: Markup, _: Reader) -> Markup:
        return Markup('<input type="{}"{}{} value="{}">').format(kind, named, about, string(element.get(key)))

    return drawn


def _draw_select(options: Callable[[_Element, Reader], _Options], key: str) -> _Drawer:
    def drawn(element: _Element, named: Markup, about: Markup, reader: Reader) -> Markup:
        chosen = _chosen(element.get(key))
        first = plain(element.get("placeholder")) or "Choose"
        entries = Markup("").join(
            Markup('<option value="{}"{}>{}</option>').format(
                value, Markup(" selected") if value in chosen else "", words
            )
            for value, words in [("", first), *options(element, reader)]
        )
        return Markup("<select{}{}>{}</select>").format(named, about, entries)

    return drawn


def _boxes(kind: str, options: Callable[[_Element, Reader], _Options], key: str) -> _Drawer:
    def drawn(element: _Element, named: Markup, about: Markup, reader: Reader) -> Markup:
        chosen = _chosen(element.get(key))
        entries = Markup("").join(
            Markup('<label><input type="{}"{} value="{}"{}> <span>{}</span></label>').format(
                kind,
                named,
                value,
                Markup(" checked") if value in chosen else "",
                words if isinstance(words, Markup) else mrkdwn.with_emoji(words, reader),
            )
            for value, words in options(element, reader)
        )
        # Sent also when no box is ticked.
        present = Markup('<input type="hidden"{} value="">').format(named)
        return Markup('<div class="boxes" role="group"{}>{}{}</div>').format(about, present, entries)

    return drawn


def _chosen(initial: object) -> frozenset[str]:
    """What stands in a menu: the values of options, or ids."""
    several = items(initial) or [initial]
    return frozenset(string(mapping(each).get("value")) or string(each) for each in several) - {""}


def _own(element: _Element, _: Reader) -> _Options:
    return map(_option, items(element.get("options")))


def _option(option: object) -> tuple[str, str]:
    found = mapping(option)
    words, more = plain(found.get("text")), plain(found.get("description"))
    return string(found.get("value")), f"{words} – {more}" if more else words


def _marked_up(element: _Element, reader: Reader) -> _Options:
    """The options of boxes, whose words may be mrkdwn."""
    for each in items(element.get("options")):
        option = mapping(each)
        shown, more = words(option.get("text"), reader), words(option.get("description"), reader)
        yield (
            string(option.get("value")),
            Markup("{}<small>{}</small>").format(shown, more) if more else shown,
        )


def _people(_: _Element, reader: Reader) -> _Options:
    return reader.colleagues.items()


def _conversations(element: _Element, reader: Reader) -> _Options:
    return [
        (each.id, each.shown)
        for each in reader.conversations
        if lets_through(element, each.kind, is_shared=each.is_shared, is_with_app=each.is_with_app)
    ]


_LABELS: Final = {
    "datepicker": "Choose a date",
    "timepicker": "Choose a time",
}
_DRAWERS: Final[dict[str, _Drawer]] = {
    "plain_text_input": _line,
    "rich_text_input": _rich,
    "datepicker": _moment("date", "initial_date"),
    "timepicker": _moment("time", "initial_time"),
    "checkboxes": _boxes("checkbox", _marked_up, "initial_options"),
    "radio_buttons": _boxes("radio", _marked_up, "initial_option"),
    "static_select": _draw_select(_own, "initial_option"),
    "multi_static_select": _boxes("checkbox", _own, "initial_options"),
    "users_select": _draw_select(_people, "initial_user"),
    "multi_users_select": _boxes("checkbox", _people, "initial_users"),
    "conversations_select": _draw_select(_conversations, "initial_conversation"),
    "multi_conversations_select": _boxes("checkbox", _conversations, "initial_conversations"),
}
