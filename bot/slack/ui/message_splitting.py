"""Splitting a message that is too long for Slack."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.mentions import escape
from bot.slack.ui.message import Message
from bot.slack.ui.message_text import ELLIPSIS, append_text, cap_text

Block = dict[str, Any]
TOO_LONG = frozenset({"msg_blocks_too_long", "msg_too_long"})
"""Slack's errors for a message that is too long."""


def split_message(message: Message) -> tuple[Message, Message] | None:
    """Return the message as two; None if it can't be split."""
    halves = _split(message["blocks"])
    if halves is None:
        return None
    first, second = ({**message, "text": blocks_text(blocks), "blocks": blocks} for blocks in halves)
    return first, second


def halve_message(message: Message) -> Message:
    """Return the first half of a message, with an ellipsis and all its buttons."""
    halves = _split(message["blocks"])
    if halves is None:
        return message
    first, second = halves
    ellipsis = {"type": "rich_text", "elements": [_section([{"type": "text", "text": ELLIPSIS}])]}
    return {
        **message,
        "blocks": [*first, ellipsis, *(block for block in second if block["type"] == "actions")],
    }


def keep_picture(original: Message, shortened: Message) -> Message:
    """Return the shortened message with the picture of the original, below the heading."""
    pictures = [block for block in original["blocks"] if block["type"] == "image"]
    first, *other_blocks = shortened["blocks"]
    text = shortened["text"]
    for picture in pictures:
        text = append_text(text, picture["alt_text"])
    return {**shortened, "text": text, "blocks": [first, *pictures, *other_blocks]}


def blocks_text(blocks: Sequence[Block]) -> str:
    """Return the text of blocks, for the top-level `text`."""
    return cap_text("\n".join(text for block in blocks if (text := _text(block))))


def _split(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]] | None:
    if len(blocks) > 1:
        sizes = [len(str(block)) for block in blocks]
        middle = 1
        while middle < len(blocks) - 1 and sum(sizes[: middle + 1]) <= sum(sizes) / 2:
            middle += 1
        first, second = list(blocks[:middle]), list(blocks[middle:])
        if any(block["type"] != "actions" for block in second):
            return first, second
    # What remains is one long text, perhaps with buttons below it.
    block, *buttons = blocks
    divided = _split_container(block) if block["type"] == "rich_text" else None
    return ([divided[0]], [divided[1], *buttons]) if divided else None


def _split_container(container: Mapping[str, Any]) -> tuple[Block, Block] | None:
    """Split a rich text block, section or quote."""
    elements = container["elements"]
    if len(elements) > 1:
        middle = len(elements) // 2
        return {**container, "elements": elements[:middle]}, {**container, "elements": elements[middle:]}
    (element,) = elements
    if "elements" in element:
        divided = _split_container(element)
    elif element["type"] == "text" and len(element["text"]) > 1:
        text, middle = element["text"], len(element["text"]) // 2
        divided = {**element, "text": text[:middle]}, {**element, "text": text[middle:]}
    else:
        divided = None
    return (
        ({**container, "elements": [divided[0]]}, {**container, "elements": [divided[1]]})
        if divided
        else None
    )


def _section(elements: list[Block]) -> Block:
    return {"type": "rich_text_section", "elements": elements}


def _text(block: Mapping[str, Any]) -> str:
    match block["type"]:
        case "rich_text":
            return "\n".join(_text(element) for element in block["elements"])
        case "rich_text_section":
            return "".join(map(_leaf, block["elements"]))
        case "rich_text_quote":
            return "“" + "".join(map(_leaf, block["elements"])) + "”"
        case "header":
            return escape(block["text"]["text"])
        case "context":
            return "\n".join(element.get("text", "") for element in block["elements"])
        case _:
            return ""


def _leaf(element: Mapping[str, Any]) -> str:
    match element["type"]:
        case "text":
            return escape(element["text"])
        case "user":
            return f"<@{element['user_id']}>"
        case "channel":
            return f"<#{element['channel_id']}>"
        case "emoji":
            return f":{element['name']}:"
        case "link" if element.get("text"):
            return f"<{escape(element['url'])}|{escape(element['text'])}>"
        case "link":
            return f"<{escape(element['url'])}>"
        case _:
            return ""
