"""Messages: parts that become blocks, and a top-level `text` for screen readers and notifications."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    ImageElement,
    Option,
    OverflowMenuElement,
    PlainTextObject,
    RichTextBlock,
    RichTextSectionElement,
    SectionBlock,
    StaticSelectElement,
)

from bot.slack.ui.inline import Spans
from bot.slack.ui.message_text import cap_text
from bot.slack.ui.mrkdwn import literal_mrkdwn, mrkdwn, text_object
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
from bot.slack.ui.rich_text_elements import inline_elements, quote_elements
from bot.slack.ui.sizes import shorten

MAX_BLOCKS = 50
"""Blocks in a message (https://docs.slack.dev/reference/block-kit/blocks)."""

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


def build_blocks(parts: Sequence[Part], max_blocks: int) -> list[dict[str, Any]]:
    """Build the blocks of a document. Raises ValueError above `max_blocks`."""
    if len(parts) > max_blocks:
        raise ValueError(f"{len(parts)} blocks are more than {max_blocks}")
    return [_block(part).to_dict() for part in parts]


def _block(part: Part) -> Block:
    match part:
        case Heading(text):
            return HeaderBlock(text=PlainTextObject(text=text[:150], emoji=True))
        case Passage(parts):
            return RichTextBlock(
                elements=[
                    element
                    for item in parts
                    for element in (
                        [RichTextSectionElement(elements=inline_elements(item.spans))]
                        if isinstance(item, Line)
                        else quote_elements(item.spans)
                    )
                ]
            )
        case NoteLine(spans, faces):
            pictures = [ImageElement(image_url=face.picture, alt_text=face.name) for face in faces]
            return ContextBlock(elements=[*pictures, text_object(spans)])
        case Buttons(buttons, menu):
            return ActionsBlock(elements=[*map(_button, buttons), *([_menu(menu)] if menu else [])])
        case Menu():
            return ActionsBlock(elements=[_menu(part)])
        case Choice(spans, select):
            return SectionBlock(text=text_object(spans), accessory=_menu(select))
        case Divider():
            return DividerBlock()


def _menu(menu: Menu | Select) -> OverflowMenuElement | StaticSelectElement:
    if isinstance(menu, Select):
        select_options = [Option(value=value, label=label[:75]) for label, value in menu.options]
        return StaticSelectElement(
            action_id=menu.action,
            placeholder=PlainTextObject(text=menu.placeholder, emoji=True),
            options=select_options,
            initial_option=next((option for option in select_options if option.value == menu.chosen), None),
        )
    menu_options = [Option(value=value, label=label[:75]) for label, value in menu.options]
    return OverflowMenuElement(action_id=menu.action, options=menu_options)


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
            return literal_mrkdwn(text)
        case Passage(parts):
            return "\n".join(
                mrkdwn(item.spans) if isinstance(item, Line) else f"“{mrkdwn(item.spans)}”" for item in parts
            )
        case NoteLine(spans) | Choice(spans):
            return mrkdwn(spans)
        case Buttons() | Menu() | Divider():
            return ""
