"""What Slack accepts as the blocks of a message, with its limits, and what it adds to them."""

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from bot.practice.checks.block_kit import BLOCKS
from bot.practice.checks.schema import items, problem, typed
from bot.practice.records import JsonObject, SlackError

MESSAGE_CHARACTERS: Final = 11_300
"""Counted characters that all blocks of one message may have. Slack publishes neither a number nor a rule.

Its staff speak of 12,000 "with a buffer for block containers" (bolt-js#2509); rich text whose `text` fields
have 11,341 characters was refused (bolt-js#2867), and 13,297 is the most that anybody has seen accepted, in
bare markdown. This is the strictest reading of the reports. They say that messages through a `response_url`
may be longer; nothing here relies on that.
"""
BLOCK: Final = 24
"""What a block counts beside its text."""
PART: Final = 8
"""What every object inside of a block counts beside its text: text objects, buttons, options, sections of
rich text and each of their elements."""

_TEXTS: Final = ("text", "alt_text", "url", "fallback")
_MENTIONS: Final = {
    "user": ("user_id", "<@>"),
    "channel": ("channel_id", "<#>"),
    "emoji": ("name", "::"),
}
"""From an element of rich text to the key that says which, and to what its markup has around it."""


def count_characters(blocks: Iterable[JsonObject]) -> int:
    """Return the counted characters of checked blocks: their texts as escaped, and their containers."""
    return sum(BLOCK - PART + _count(block) for block in blocks)


def _count(value: object) -> int:
    if isinstance(value, list):
        return sum(map(_count, value))
    if not isinstance(value, dict):
        return 0
    key, around = _MENTIONS.get(str(value.get("type")), ("", ""))
    inner = sum(
        _letters(inner) if name in _TEXTS and isinstance(inner, str) else _count(inner)
        for name, inner in value.items()
        if name != "style"
    )
    return PART + len(around) + _letters(value.get(key)) + inner


def _letters(text: object) -> int:
    """Return the UTF-16 units of a text with its escapes: an emoji that is typed has two or more."""
    if not isinstance(text, str):
        return 0
    escapes = 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))
    return len(text) + sum(letter > "\uffff" for letter in text) + escapes


_message_blocks: Final = items(typed(BLOCKS), 50, minimum=0)


def check_blocks(blocks: object) -> list[JsonObject]:
    """Return the blocks of a message, if Slack would take them.

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
    """Yield a line for each block of a list that has the `block_id` of another one."""
    listed = blocks if isinstance(blocks, list) else []
    ids = [block.get("block_id") if isinstance(block, dict) else None for block in listed]
    counted = Counter(block_id for block_id in ids if isinstance(block_id, str))
    for number, block_id in enumerate(ids):
        if isinstance(block_id, str) and counted[block_id] > 1:
            yield problem(f"`block_id` is not unique: {block_id}", f"{pointer}/{number}/block_id")


def complete_blocks(blocks: Iterable[JsonObject], new_id: Callable[[], str]) -> list[JsonObject]:
    """Return the blocks as Slack keeps them: spelt out, and with an id each, which `new_id` makes."""
    return [_complete_block(block, new_id) for block in blocks]


def add_text_defaults(value: object) -> object:
    """Return the same with every text saying whether it has emoji, or is taken verbatim."""
    if isinstance(value, list):
        return [add_text_defaults(each) for each in value]
    if not isinstance(value, dict):
        return value
    defaults = {"plain_text": {"emoji": True}, "mrkdwn": {"verbatim": False}}.get(str(value.get("type")), {})
    return {
        **{key: add_text_defaults(each) for key, each in value.items()},
        **defaults,
        **{k: value[k] for k in defaults if k in value},
    }


def _complete_block(block: JsonObject, new_id: Callable[[], str]) -> JsonObject:
    defaults = {"optional": False, "dispatch_action": False} if block["type"] == "input" else {}
    whole: JsonObject = {**defaults, **{key: add_text_defaults(value) for key, value in block.items()}}
    whole["block_id"] = block.get("block_id") or new_id()
    return map_elements(whole, _add_action_id)


def map_elements(block: JsonObject, change: Callable[[JsonObject], JsonObject]) -> JsonObject:
    """Return a block with each element in it changed."""
    changed: JsonObject = {key: change(block[key]) for key in ("accessory", "element") if key in block}
    if block["type"] == "actions":
        changed["elements"] = [change(element) for element in block["elements"]]
    return {**block, **changed}


def _add_action_id(element: JsonObject) -> JsonObject:
    if element["type"] == "image":
        return element
    return {**element, "action_id": element.get("action_id") or secrets.token_urlsafe(4)}
