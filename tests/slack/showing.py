"""Looking at a message as Slack and as a screen reader would."""

import json
from collections.abc import Iterator
from typing import Any

from bot.domain.mentions import Broadcast, GroupMention, Link, PersonMention, escape, tokens
from bot.practice.blocks import checked_blocks
from bot.slack.blocks.document import Message
from bot.slack.language import language, spoken


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
            return escape(leaf["text"])
        case "user":
            return f"<@{leaf['user_id']}>"
        case "channel":
            return f"<#{leaf['channel_id']}>"
        case "emoji":
            return f":{leaf['name']}"
        case "link":
            return f"<{escape(leaf['url']).replace('|', '%7C')}"
    raise AssertionError(f"nobody may be pinged by a {leaf['type']}")


def assert_shown_whole(message: Message) -> None:
    """Slack takes it, and its text says all that its blocks say, in the same order."""
    blocks = message["blocks"]
    assert 0 < len(blocks) <= 50
    checked_blocks(json.loads(json.dumps(blocks)))
    text = message["text"]
    assert len(text) <= 40_000
    end = 0
    for block in blocks:
        if block["type"] == "rich_text":
            for leaf in leaves(block):
                found = text.find(as_text(leaf), end)
                assert found >= 0, (leaf, text[end : end + 200])
                end = found
        elif block["type"] == "header":
            assert escape(block["text"]["text"]) in text
        elif block["type"] == "context":
            assert all(element["text"] in text for element in block["elements"])


def pinged(message: Message) -> set[str]:
    """The people whom the message pings, by its text or by its blocks."""
    texts = [message["text"]]
    texts += (e["text"] for b in message["blocks"] if b["type"] == "context" for e in b["elements"])
    found = {leaf["user_id"] for leaf in leaves(message["blocks"]) if leaf["type"] == "user"}
    for text in texts:
        found |= {token.id for token in tokens(text) if isinstance(token, PersonMention)}
    return found


def assert_harmless(message: Message) -> None:
    """It pings no group and no crowd, and every link shows where it leads, unless the label is our own."""
    texts = [message["text"]]
    texts += (e["text"] for b in message["blocks"] if b["type"] == "context" for e in b["elements"])
    for text in texts:
        for token in tokens(text):
            assert not isinstance(token, Broadcast | GroupMention), token
            if isinstance(token, Link):
                assert token.label in OUR_LABELS, token
    for leaf in leaves(message["blocks"]):
        assert leaf["type"] not in {"usergroup", "broadcast"}
        if leaf["type"] == "link":
            assert leaf.get("text", "") in OUR_LABELS
    json.dumps(message)


OUR_LABELS = {
    "",
    *(
        language(tag).gettext(label)
        for tag, _ in spoken()
        for label in ("this message", "see it", "See it where it stands", "What it is about")
    ),
}
