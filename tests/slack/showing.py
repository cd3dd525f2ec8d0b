"""Reads messages like Slack and like a screen reader."""

import json
from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import Block

from bot.domain.mentions import Broadcast, GroupMention, LinkToken, UserMention, escape, parse_markup
from bot.practice.checks.blocks import check_blocks
from bot.slack.ui.language import available_tags, language
from bot.slack.ui.message import Message


def find_leaves(value: object) -> Iterator[dict[str, Any]]:
    """Yield every element of running text in blocks."""
    if isinstance(value, list):
        for item in value:
            yield from find_leaves(item)
    elif isinstance(value, dict):
        if value.get("type") in {"text", "link", "user", "usergroup", "channel", "emoji", "broadcast"}:
            yield value
        for inner in value.values():
            yield from find_leaves(inner)


def leaf_text(leaf: dict[str, Any]) -> str:
    """Return the text of a leaf as it is in the top-level text."""
    match leaf["type"]:
        case "text":
            return strip_guards(escape(leaf["text"]))
        case "user":
            return f"<@{leaf['user_id']}>"
        case "channel":
            return f"<#{leaf['channel_id']}>"
        case "emoji":
            return f":{leaf['name']}"
        case "link" if is_linked_name(leaf):
            # A name that leads to a message of ours: nobody listens to its address.
            return strip_guards(escape(leaf["text"]))
        case "link":
            return f"<{escape(leaf['url']).replace('|', '%7C')}"
    raise AssertionError(f"nobody may be pinged by a {leaf['type']}")


def is_linked_name(link: dict[str, Any]) -> bool:
    """Return True for a user's name that links to a message."""
    return bool(link.get("text")) and link.get("style") == {"bold": True}


def assert_complete(message: Message, *, begins_otherwise: bool = False) -> None:
    """Check that the message is valid, and that its text repeats its blocks in order, as far as it fits.

    With `begins_otherwise` the text first says who wrote what the first blocks show.
    """
    blocks = message["blocks"]
    assert 0 < len(blocks) <= 50
    check_blocks(json.loads(json.dumps(blocks)))
    text = strip_guards(message["text"])
    assert len(text.encode(errors="surrogatepass")) <= 3_800
    end = 0
    for piece in read_pieces(blocks):
        start = text.find(piece, 0 if begins_otherwise else end)
        if start < 0 and _is_cut(text, end, piece):
            return
        assert start >= 0, (piece, text[end : end + 200])
        end = start


SEPARATOR = "·"
"""Separates parts of a line; the top-level text may have a word in its place."""


def read_pieces(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the text of blocks, piece by piece."""
    for block in blocks:
        if block["type"] == "rich_text":
            for leaf in find_leaves(block):
                # No mark stands beside a blank.
                lines = leaf_text(leaf).split("\n") if leaf.get("style") else [leaf_text(leaf)]
                pieces = (line.strip() if leaf.get("style") else line for line in lines)
                yield from (piece for piece in pieces if piece.strip() != SEPARATOR)
        elif block["type"] == "header":
            yield escape(block["text"]["text"])
        elif block["type"] == "context":
            yield from (context_text(element) for element in block["elements"])


def _is_cut(text: str, end: int, piece: str) -> bool:
    """Return True if there is an ellipsis because these words did not fit after `end`.

    The description of an image comes after it.
    """
    is_full = len(text.encode()) + len(piece.encode()) > 3_700
    return is_full and (text.endswith("…") or "…\n" in text[end:])


def strip_guards(text: str) -> str:
    """Remove what keeps Slack from parsing marks: zero-width spaces, and replaced grave accents."""
    return text.replace("\u200b", "").replace("\u02cb", "`")


def context_text(element: dict[str, str]) -> str:
    """Return the text of a context element as it is in the top-level text."""
    return strip_guards(element["text"] if element["type"] == "mrkdwn" else escape(element["text"]))


def small_mrkdwn(message: Message) -> Iterator[str]:
    """Yield the texts of context elements, in which Slack looks for mentions."""
    elements = (e for b in message["blocks"] if b["type"] == "context" for e in b["elements"])
    return (element["text"] for element in elements if element["type"] == "mrkdwn")


def find_mentioned(message: Message) -> set[str]:
    """Return the users that a message mentions in its text or blocks."""
    assert_known_blocks(message["blocks"])
    texts = [message["text"]]
    texts += small_mrkdwn(message)
    users = {leaf["user_id"] for leaf in find_leaves(message["blocks"]) if leaf["type"] == "user"}
    for text in texts:
        users |= {token.id for token in parse_markup(text) if isinstance(token, UserMention)}
    return users


def assert_known_blocks(blocks: list[dict[str, Any]]) -> None:
    """The SDK's models take the blocks, within their limits, and write the same."""
    assert [block.to_dict() for block in Block.parse_all(blocks)] == blocks


def assert_harmless(message: Message) -> None:
    """Check that the message mentions no group or channel, and that links show their addresses."""
    assert_known_blocks(message["blocks"])
    texts = [message["text"]]
    texts += small_mrkdwn(message)
    for text in texts:
        for token in parse_markup(text):
            assert not isinstance(token, Broadcast | GroupMention), token
            if isinstance(token, LinkToken):
                assert token.label in OUR_LABELS, token
    for leaf in find_leaves(message["blocks"]):
        assert leaf["type"] not in {"usergroup", "broadcast"}
        if leaf["type"] == "link" and is_linked_name(leaf):
            assert leaf["url"].startswith(OUR_MESSAGES)
        elif leaf["type"] == "link":
            assert leaf.get("text", "") in OUR_LABELS
    json.dumps(message)


OUR_MESSAGES = "https://brightside.slack.com/archives/"
OUR_LABELS = {
    "",
    *(
        language(tag).gettext(label)
        for tag in available_tags()
        for label in ("this message", "see it", "See it in the channel", "What it is about", "a message")
    ),
}
