"""What Slack accepts as the blocks of a message, with its limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.practice.block_sizes import MESSAGE_CHARACTERS, count_characters
from bot.practice.elements import IMAGE_BLOCK, IMAGE_ELEMENT, any_text, plain_text, text_kinds
from bot.practice.fields import IN_ACTIONS, IN_SECTIONS
from bot.practice.rich_text import RICH_TEXT
from bot.practice.schema import Check, items, problem, record, text, typed
from bot.practice.workspace import JsonObject, SlackError

MESSAGE_BLOCKS = 50

BLOCK_ID: dict[str, Check] = {"block_id": text(255)}


def _distinct_action_ids(value: object, pointer: str) -> Iterator[str]:
    elements = value.get("elements") if isinstance(value, dict) else None
    if not isinstance(elements, list):
        return
    seen: set[str] = set()
    for number, element in enumerate(elements):
        action_id = element.get("action_id") if isinstance(element, dict) else None
        if isinstance(action_id, str):
            if action_id in seen:
                yield problem(
                    f"`action_id` already exists: {action_id}", f"{pointer}/elements/{number}/action_id"
                )
            seen.add(action_id)


BLOCKS: dict[str, Check] = {
    "section": record(
        {"text": any_text(3000)},
        {**BLOCK_ID, "accessory": typed({**IN_SECTIONS, "image": IMAGE_ELEMENT})},
    ),
    "header": record({"text": plain_text(150)}, BLOCK_ID),
    "context": record({"elements": items(typed({**text_kinds(3000), "image": IMAGE_ELEMENT}), 10)}, BLOCK_ID),
    "actions": record({"elements": items(typed(IN_ACTIONS), 25)}, BLOCK_ID, _distinct_action_ids),
    "divider": record({}, BLOCK_ID),
    "image": IMAGE_BLOCK,
    "rich_text": RICH_TEXT,
}
"""The kinds of block that stand in messages and in modals."""
_message_blocks = items(typed(BLOCKS), MESSAGE_BLOCKS, minimum=0)


def checked_blocks(blocks: object) -> list[JsonObject]:
    """The blocks of a message, if Slack would take them.

    Raises SlackError `invalid_blocks_format` (not a list of objects), `invalid_blocks` (with a line for each
    problem and where it is) or `msg_blocks_too_long`.
    """
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise SlackError("invalid_blocks_format")
    problems = [*_message_blocks(blocks, "/blocks"), *repeated_block_ids(blocks, "/blocks")]
    if problems:
        raise SlackError("invalid_blocks", *problems)
    if count_characters(blocks) > MESSAGE_CHARACTERS:
        raise SlackError("msg_blocks_too_long")
    return blocks


def repeated_block_ids(blocks: object, pointer: str) -> Iterator[str]:
    """A line for each block of a list that has the `block_id` of another one."""
    found = blocks if isinstance(blocks, list) else []
    ids = [block.get("block_id") if isinstance(block, dict) else None for block in found]
    counted = Counter(block_id for block_id in ids if isinstance(block_id, str))
    for number, block_id in enumerate(ids):
        if isinstance(block_id, str) and counted[block_id] > 1:
            yield problem(f"`block_id` is not unique: {block_id}", f"{pointer}/{number}/block_id")
