"""The fields in which one writes: words, numbers, addresses, dates and times."""

from collections.abc import Callable, Mapping
from typing import Final

from markupsafe import Markup

from bot.practice.page import controls, dates, written
from bot.practice.page.reader import Reader
from bot.practice.page.shapes import string, whole

_Element = Mapping[str, object]
Drawer = Callable[[_Element, Markup, Markup, Reader], Markup]
"""Draws an element, with the attributes of its name and of what connects it with its label, for a reader."""


def _line(element: _Element, named: Markup, about: Markup, _: Reader) -> Markup:
    value, hint = string(element.get("initial_value")), controls.plain(element.get("placeholder"))
    if element.get("multiline") is True:
        return _area(named, about, hint, value)
    return _input("text", element, named, about)


def _rich(element: _Element, named: Markup, about: Markup, reader: Reader) -> Markup:
    value = written.words(element.get("initial_value"), reader)
    return _area(named, about, controls.plain(element.get("placeholder")), value)


def _area(named: Markup, about: Markup, hint: str, value: str) -> Markup:
    # The browser drops one line break at the start.
    return Markup('<textarea rows="4"{}{} placeholder="{}">\n{}</textarea>').format(named, about, hint, value)


def _input(
    kind: str, element: _Element, named: Markup, about: Markup, limits: Markup | None = None
) -> Markup:
    return Markup('<input type="{}" autocomplete="off"{}{}{} placeholder="{}" value="{}">').format(
        kind,
        named,
        about,
        limits or Markup(""),
        controls.plain(element.get("placeholder")),
        string(element.get("initial_value")),
    )


def _address(kind: str) -> Drawer:
    return lambda element, named, about, _: _input(kind, element, named, about)


def _number(element: _Element, named: Markup, about: Markup, _: Reader) -> Markup:
    step = "any" if element.get("is_decimal_allowed") is True else "1"
    limits = Markup(' step="{}"').format(step)
    for attribute, key in (("min", "min_value"), ("max", "max_value")):
        if string(element.get(key)):
            limits += Markup(' {}="{}"').format(attribute, string(element.get(key)))
    return _input("number", element, named, about, limits)


def _moment(kind: str, key: str) -> Drawer:
    def drawn(element: _Element, named: Markup, about: Markup, _: Reader) -> Markup:
        return Markup('<input type="{}"{}{} value="{}">').format(kind, named, about, string(element.get(key)))

    return drawn


def _date_and_time(element: _Element, named: Markup, about: Markup, reader: Reader) -> Markup:
    """A moment in the reader's own zone, as the form sends it back."""
    seconds = whole(element.get("initial_date_time"))
    when = dates.moment(seconds, reader) if seconds is not None else None
    shown = f"{when:%Y-%m-%dT%H:%M}" if when else ""
    return Markup('<input type="datetime-local"{}{} value="{}">').format(named, about, shown)


DRAWERS: Final[Mapping[str, Drawer]] = {
    "plain_text_input": _line,
    "rich_text_input": _rich,
    "number_input": _number,
    "email_text_input": _address("email"),
    "url_text_input": _address("url"),
    "datepicker": _moment("date", "initial_date"),
    "timepicker": _moment("time", "initial_time"),
    "datetimepicker": _date_and_time,
}
"""Of each kind of element that one writes in: what draws it."""
