"""A message as a document: its parts become blocks, and a complete top-level `text` for screen readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    MarkdownTextObject,
    Option,
    OverflowMenuElement,
    PlainTextObject,
    RichTextBlock,
    RichTextQuoteElement,
    RichTextSectionElement,
)

from bot.domain.mentions import escape
from bot.slack.blocks.inline import Spans, mrkdwn, rich

MAX_TEXT = 39_000
"""Characters of `text`: Slack cuts at 40,000."""
MAX_BLOCKS = 50
"""Blocks in a message (https://docs.slack.dev/reference/block-kit/blocks)."""

Message = dict[str, Any]
"""`text` and `blocks`, as `chat.postMessage` and a command's answer take them."""


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
class Note:
    """A small remark."""

    spans: Spans


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
class Buttons:
    """Buttons in a row, and a menu beside them: at most 25 together."""

    buttons: tuple[Button, ...]
    menu: Menu | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A line between things."""


Part = Heading | Passage | Note | Buttons | Menu | Rule


def line(spans: Spans) -> Passage:
    """A paragraph that stands alone."""
    return Passage((Line(spans),))


def message(parts: Sequence[Part]) -> Message:
    """The document as Slack takes it. Raises ValueError where it has too many blocks."""
    blocks = as_blocks(parts, MAX_BLOCKS)
    text = "\n".join(text for part in parts if (text := _text(part)))
    return {"text": text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…", "blocks": blocks}


def as_blocks(parts: Sequence[Part], most: int) -> list[dict[str, Any]]:
    """The document's blocks alone, at most so many. Raises ValueError where they are more."""
    if len(parts) > most:
        raise ValueError(f"{len(parts)} blocks are more than {most}")
    return [_block(part).to_dict() for part in parts]


def length(part: Part) -> int:
    """Characters that a part takes, as mrkdwn."""
    return len(_text(part))


def _block(part: Part) -> Block:
    match part:
        case Heading(text):
            return HeaderBlock(text=PlainTextObject(text=text[:150], emoji=True))
        case Passage(parts):
            return RichTextBlock(
                elements=[
                    RichTextSectionElement(elements=rich(item.spans))
                    if isinstance(item, Line)
                    else RichTextQuoteElement(elements=rich(item.spans))
                    for item in parts
                ]
            )
        case Note(spans):
            return ContextBlock(elements=[MarkdownTextObject(text=mrkdwn(spans), verbatim=True)])
        case Buttons(buttons, menu):
            return ActionsBlock(elements=[*map(_button, buttons), *([_menu(menu)] if menu else [])])
        case Menu():
            return ActionsBlock(elements=[_menu(part)])
        case Rule():
            return DividerBlock()


def _menu(menu: Menu) -> OverflowMenuElement:
    shown = [Option(value=value, label=label[:75]) for label, value in menu.options]
    return OverflowMenuElement(action_id=menu.action, options=shown)


def _button(button: Button) -> ButtonElement:
    return ButtonElement(
        text=PlainTextObject(text=button.label[:75], emoji=True),
        action_id=button.action,
        value=button.value,
        style=button.style,
        confirm=_confirm(*button.confirm) if button.confirm else None,
        accessibility_label=button.spoken[:75] or None,
    )


def _confirm(title: str, question: str, yes: str, no: str) -> ConfirmObject:
    return ConfirmObject(
        title=PlainTextObject(text=title),
        text=PlainTextObject(text=question),
        confirm=PlainTextObject(text=yes),
        deny=PlainTextObject(text=no),
    )


def _text(part: Part) -> str:
    match part:
        case Heading(text):
            return escape(text)
        case Passage(parts):
            return "\n".join(
                mrkdwn(item.spans) if isinstance(item, Line) else f"“{mrkdwn(item.spans)}”" for item in parts
            )
        case Note(spans):
            return mrkdwn(spans)
        case Buttons() | Menu() | Rule():
            return ""
