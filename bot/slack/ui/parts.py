"""The parts of a message."""

from msgspec import Struct

from bot.slack.ui.inline import Spans

MAX_FACES = 3
"""Pictures of users beside each other: more would leave no room for the text on a phone."""


class Heading(Struct, frozen=True):
    """A heading, in plain text of at most 150 characters."""

    text: str


class Line(Struct, frozen=True):
    """A paragraph."""

    spans: Spans


class Quote(Struct, frozen=True):
    """A quoted text."""

    spans: Spans


class Passage(Struct, frozen=True):
    """Lines and quotes in one block."""

    parts: tuple[Line | Quote, ...]


class Face(Struct, frozen=True):
    """A user's picture, by its web address, and their name for screen readers."""

    picture: str
    name: str


class NoteLine(Struct, frozen=True):
    """A small line, with up to `MAX_FACES` pictures before it."""

    spans: Spans
    faces: tuple[Face, ...] = ()


class Button(Struct, frozen=True):
    """A button: `action` names what it does, `value` (at most 2,000 characters) on what.

    With `confirm` (title, question, yes, no) Slack asks first. `spoken` is the label for screen readers, at
    most 75 characters, or "" for the same label.
    """

    label: str
    action: str
    value: str
    style: str | None = None
    confirm: tuple[str, str, str, str] | None = None
    spoken: str = ""


class Menu(Struct, frozen=True):
    """An overflow menu behind three dots: up to five pairs of a label and a value.

    The chosen option's value arrives as the `value` of the `action`.
    """

    action: str
    options: tuple[tuple[str, str], ...]


class Select(Struct, frozen=True):
    """A menu of up to 100 options, as pairs of a label and a value.

    It shows the option with the value `chosen` or, without one, the `placeholder`. The chosen option's value
    arrives as the `value` of the `action`.
    """

    action: str
    placeholder: str
    options: tuple[tuple[str, str], ...]
    chosen: str = ""


class Choice(Struct, frozen=True):
    """A sentence with a menu beside it (below it on a phone)."""

    spans: Spans
    select: Select


class Buttons(Struct, frozen=True):
    """A row of buttons and a menu, at most 25 together."""

    buttons: tuple[Button, ...]
    menu: Menu | Select | None = None


class Divider(Struct, frozen=True):
    """A horizontal line."""


Part = Heading | Passage | NoteLine | Buttons | Menu | Choice | Divider
