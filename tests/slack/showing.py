"""Looking at a message as Slack and as a screen reader would."""

import json
from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import Block

from bot.domain.mentions import Broadcast, GroupMention, LinkToken, UserMention, escape, parse_markup
from bot.practice.checks.blocks import check_blocks
from bot.slack.ui.language import available_languages, language
from bot.slack.ui.message import Message


def leaves(value: object) -> Iterator[dict[str, Any]]:
    """Every element of running text inside blocks."""
    if isinstance(value, list):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, dict):
        if value.get("type") in {"text", "link", "user", "usergroup", "channel", "emoji", "broadcast"}:
            yield value
        for inner in value.values():
            yield from leaves(inner)


def as_text(leaf: dict[str, Any]) -> str:
    """What a leaf reads as in the top-level text."""
    match leaf["type"]:
        case "text":
            return without_guards(escape(leaf["text"]))
        case "user":
            return f"<@{leaf['user_id']}>"
        case "channel":
            return f"<#{leaf['channel_id']}>"
        case "emoji":
            return f":{leaf['name']}"
        case "link" if is_name(leaf):
            # A name that leads to a message of ours: nobody listens to its address.
            return without_guards(escape(leaf["text"]))
        case "link":
            return f"<{escape(leaf['url']).replace('|', '%7C')}"
    raise AssertionError(f"nobody may be pinged by a {leaf['type']}")


def is_name(link: dict[str, Any]) -> bool:
    """Whether this is somebody's name that leads to a message of ours."""
    return bool(link.get("text")) and link.get("style") == {"bold": True}


def assert_shown_whole(message: Message, *, begins_otherwise: bool = False) -> None:
    """Slack takes it, and its text says what its blocks say, in the same order, as far as it has room.

    A text that `begins_otherwise` says first who wrote what the first blocks show.
    """
    blocks = message["blocks"]
    assert 0 < len(blocks) <= 50
    check_blocks(json.loads(json.dumps(blocks)))
    text = without_guards(message["text"])
    assert len(text.encode(errors="surrogatepass")) <= 3_800
    end = 0
    for words in read_pieces(blocks):
        found = text.find(words, 0 if begins_otherwise else end)
        if found < 0 and _is_cut(text, end, words):
            return
        assert found >= 0, (words, text[end : end + 200])
        end = found


SEPARATOR = "·"
"""Sets things apart for the eye; a text may have a word there."""


def read_pieces(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """What is read of the blocks, piece by piece."""
    for block in blocks:
        if block["type"] == "rich_text":
            for leaf in leaves(block):
                # No mark stands beside a blank.
                lines = as_text(leaf).split("\n") if leaf.get("style") else [as_text(leaf)]
                pieces = (line.strip() if leaf.get("style") else line for line in lines)
                yield from (piece for piece in pieces if piece.strip() != SEPARATOR)
        elif block["type"] == "header":
            yield escape(block["text"]["text"])
        elif block["type"] == "context":
            yield from (in_context(element) for element in block["elements"])


def _is_cut(text: str, end: int, words: str) -> bool:
    """Whether the text has no room for these words after `end`, and says so."""
    is_full = len(text.encode()) + len(words.encode()) > 3_700
    return text.endswith("…") and is_full


def without_guards(text: str) -> str:
    """The text without what keeps Slack from reading marks in it: hidden blanks, and other graves."""
    return text.replace("\u200b", "").replace("\u02cb", "`")


def in_context(element: dict[str, str]) -> str:
    """What a small text reads as in the top-level text."""
    return without_guards(element["text"] if element["type"] == "mrkdwn" else escape(element["text"]))


def small_mrkdwn(message: Message) -> Iterator[str]:
    """Small texts in which Slack looks for mentions."""
    elements = (e for b in message["blocks"] if b["type"] == "context" for e in b["elements"])
    return (element["text"] for element in elements if element["type"] == "mrkdwn")


def pinged(message: Message) -> set[str]:
    """The people whom the message pings, by its text or by its blocks."""
    assert_known_blocks(message["blocks"])
    texts = [message["text"]]
    texts += small_mrkdwn(message)
    found = {leaf["user_id"] for leaf in leaves(message["blocks"]) if leaf["type"] == "user"}
    for text in texts:
        found |= {token.id for token in parse_markup(text) if isinstance(token, UserMention)}
    return found


def assert_known_blocks(blocks: list[dict[str, Any]]) -> None:
    """The SDK's models take the blocks, within their limits, and write the same."""
    assert [block.to_dict() for block in Block.parse_all(blocks)] == blocks


def assert_harmless(message: Message) -> None:
    """It pings no group and no crowd, and every link shows where it leads, unless the label is our own."""
    assert_known_blocks(message["blocks"])
    texts = [message["text"]]
    texts += small_mrkdwn(message)
    for text in texts:
        for token in parse_markup(text):
            assert not isinstance(token, Broadcast | GroupMention), token
            if isinstance(token, LinkToken):
                assert token.label in OUR_LABELS, token
    for leaf in leaves(message["blocks"]):
        assert leaf["type"] not in {"usergroup", "broadcast"}
        if leaf["type"] == "link" and is_name(leaf):
            assert leaf["url"].startswith(OUR_MESSAGES)
        elif leaf["type"] == "link":
            assert leaf.get("text", "") in OUR_LABELS
    json.dumps(message)


OUR_MESSAGES = "https://brightside.slack.com/archives/"
OUR_LABELS = {
    "",
    *(
        language(tag).gettext(label)
        for tag, _ in available_languages()
        for label in ("this message", "see it", "See it in the channel", "What it is about", "a message")
    ),
}
