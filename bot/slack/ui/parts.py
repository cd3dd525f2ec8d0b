"""The parts of which a message is put together."""

from dataclasses import dataclass

from bot.slack.ui.inline import Spans

MAX_FACES = 3
"""Faces beside each other: more would leave no room for the words on a phone."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A title, in plain text of at most 150 characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines and quotes that belong together."""

    parts: tuple[Line | Quote, ...]


@dataclass(frozen=True, slots=True)
class Face:
    """A person's picture, by its web address, and their name for screen readers."""

    picture: str
    name: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A small remark, with up to `MAX_FACES` faces before it."""

    spans: Spans
    faces: tuple[Face, ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    """A button. `action` names what it does, `value` on what (at most 2,000 characters).

    With `confirm` (title, question, yes, no) Slack asks before it tells us. `spoken` is what screen readers
    say in place of the label, "" for the same (at most 75 characters).
    """

    label: str
    action: str
    value: str
    style: str | None = None
    confirm: tuple[str, str, str, str] | None = None
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """What one rarely needs, behind three dots: up to five pairs of a label and what it is about.

    Which one was chosen comes as the `value` of the `action`.
    """

    action: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Select:
    """A menu of up to 100 options, as pairs of a label and a value.

    The option whose value is `chosen` is shown as chosen; if there is none, the `placeholder` is shown. What
    somebody chooses comes as the `value` of the `action`.
    """

    action: str
    placeholder: str
    options: tuple[tuple[str, str], ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence with a menu beside it, or below it on a phone."""

    spans: Spans
    select: Select


@dataclass(frozen=True, slots=True)
class Buttons:
    """Buttons in a row, and a menu beside them: at most 25 together."""

    buttons: tuple[Button, ...]
    menu: Menu | Select | None = None


@dataclass(frozen=True, slots=True)
class Divider:
    """A line between things."""


Part = Heading | Passage | NoteLine | Buttons | Menu | Choice | Divider
