"""Messages: parts that become blocks, and a top-level `text` for screen readers and notifications."""

from collections.abc import Sequence
from typing import Any

from bot.slack.ui.inline import Spans
from bot.slack.ui.message_text import cap_text
from bot.slack.ui.mrkdwn import literal_mrkdwn, mrkdwn, plain_object, text_object
from bot.slack.ui.parts import (
    Button,
    Buttons,
    Choice,
    Divider,
    Heading,
    Line,
    Menu,
    NoteLine,
    Part,
    Passage,
    Select,
)
from bot.slack.ui.rich_text_elements import quote_elements, section_element
from bot.slack.ui.sizes import shorten

MAX_BLOCKS = 50
"""Blocks in a message (https://docs.slack.dev/reference/block-kit/blocks)."""

Json = dict[str, Any]
"""A block, or a part of one."""

Message = dict[str, Any]
"""`text` and `blocks`, as in the arguments of `chat.postMessage` and in answers to commands."""


def line(spans: Spans) -> Passage:
    """Return a paragraph in a passage of its own."""
    return Passage((Line(spans),))


def build_message(parts: Sequence[Part], *, spoken: Sequence[Part] | None = None) -> Message:
    """Build a message; the longest passages are cut if there is too much text.

    The top-level `text` says what `spoken` says, by default the parts. Raises ValueError above `MAX_BLOCKS`.
    """
    blocks = build_blocks(shorten(parts), MAX_BLOCKS)
    text = "\n".join(text for part in (parts if spoken is None else spoken) if (text := _text(part)))
    return {"text": cap_text(text), "blocks": blocks}


def join_messages(*messages: Message) -> Message:
    """Join messages, one below the other."""
    return {
        "text": cap_text("\n".join(message["text"] for message in messages)),
        "blocks": [block for message in messages for block in message["blocks"]],
    }


def build_blocks(parts: Sequence[Part], max_blocks: int) -> list[Json]:
    """Build the blocks of a document. Raises ValueError above `max_blocks`.

    They are written without the SDK's models, which take twice as long as the rest of a message. Tests parse
    every message with them.
    """
    if len(parts) > max_blocks:
        raise ValueError(f"{len(parts)} blocks are more than {max_blocks}")
    return [_block(part) for part in parts]


def _block(part: Part) -> Json:
    match part:
        case Heading(text):
            return {"type": "header", "text": plain_object(text[:150])}
        case Passage(parts):
            elements = [
                element
                for item in parts
                for element in (
                    [section_element(item.spans)] if isinstance(item, Line) else quote_elements(item.spans)
                )
            ]
            return {"type": "rich_text", "elements": elements}
        case NoteLine(spans, faces):
            pictures: list[Json] = [
                {"type": "image", "image_url": face.picture, "alt_text": face.name} for face in faces
            ]
            return {"type": "context", "elements": [*pictures, text_object(spans)]}
        case Buttons(buttons, menu):
            return {"type": "actions", "elements": [*map(_button, buttons), *([_menu(menu)] if menu else [])]}
        case Menu():
            return {"type": "actions", "elements": [_menu(part)]}
        case Choice(spans, select):
            return {"type": "section", "text": text_object(spans), "accessory": _menu(select)}
        case Divider():
            return {"type": "divider"}


def _menu(menu: Menu | Select) -> Json:
    select_options = [{"text": plain_object(label[:75]), "value": value} for label, value in menu.options]
    if isinstance(menu, Menu):
        return {"type": "overflow", "action_id": menu.action, "options": select_options}
    chosen = next((option for option in select_options if option["value"] == menu.chosen), None)
    return {
        "type": "static_select",
        "action_id": menu.action,
        "placeholder": plain_object(menu.placeholder),
        "options": select_options,
    } | ({"initial_option": chosen} if chosen else {})


def _button(button: Button) -> Json:
    element: Json = {
        "type": "button",
        "text": plain_object(button.label[:75]),
        "action_id": button.action,
    }
    if button.value:
        element["value"] = button.value
    if button.style:
        element["style"] = button.style
    if button.confirm:
        element["confirm"] = _confirm(*button.confirm)
    if button.spoken:
        element["accessibility_label"] = button.spoken[:75]
    return element


def _confirm(title: str, question: str, yes: str, no: str) -> Json:
    texts = {"title": title, "text": question, "confirm": yes, "deny": no}
    return {name: {"type": "plain_text", "text": text} for name, text in texts.items()}


def _text(part: Part) -> str:
    match part:
        case Heading(text):
            return literal_mrkdwn(text)
        case Passage(parts):
            return "\n".join(
                mrkdwn(item.spans) if isinstance(item, Line) else f"“{mrkdwn(item.spans)}”" for item in parts
            )
        case NoteLine(spans) | Choice(spans):
            return mrkdwn(spans)
        case Buttons() | Menu() | Divider():
            return ""
