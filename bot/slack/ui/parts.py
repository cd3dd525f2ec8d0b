"""The parts of a message."""

from dataclasses import dataclass

from bot.slack.ui.inline import Spans

MAX_FACES = 3
"""Pictures of users beside each other: more would leave no room for the text on a phone."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, in plain text of at most 150 characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted text."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines and quotes in one block."""

    parts: tuple[Line | Quote, ...]


@dataclass(frozen=True, slots=True)
class Face:
    """A user's picture, by its web address, and their name for screen readers."""

    picture: str
    name: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A small line, with up to `MAX_FACES` pictures before it."""

    spans: Spans
    faces: tuple[Face, ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
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


@dataclass(frozen=True, slots=True)
class Menu:
    """An overflow menu behind three dots: up to five pairs of a label and a value.

    The chosen option's value arrives as the `value` of the `action`.
    """

    action: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Select:
    """A menu of up to 100 options, as pairs of a label and a value.

    It shows the option with the value `chosen` or, without one, the `placeholder`. The chosen option's value
    arrives as the `value` of the `action`.
    """

    action: str
    placeholder: str
    options: tuple[tuple[str, str], ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence with a menu beside it (below it on a phone)."""

    spans: Spans
    select: Select


@dataclass(frozen=True, slots=True)
class Buttons:
    """A row of buttons and a menu, at most 25 together."""

    buttons: tuple[Button, ...]
    menu: Menu | Select | None = None


@dataclass(frozen=True, slots=True)
class Divider:
    """A horizontal line."""


Part = Heading | Passage | NoteLine | Buttons | Menu | Choice | Divider
