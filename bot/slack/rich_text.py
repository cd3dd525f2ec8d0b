"""Slack's rich text as people type it into forms, and the markup in which words are kept."""

from collections.abc import Iterable, Mapping
from typing import Any

from slack_sdk.models.blocks import RichTextBlock, RichTextSectionElement
from slack_sdk.models.blocks.block_elements import RichTextElement, RichTextElementParts

from bot.domain.mentions import (
    Broadcast,
    ChannelMention,
    GroupMention,
    Link,
    PersonMention,
    Text,
    Token,
    markup,
    tokens,
)
from bot.domain.people import ERASED

_PARTS = RichTextElementParts


def typed(block: Mapping[str, Any]) -> str:
    """What somebody typed, as markup: its looks are lost, its words, names and lines are kept.

    https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
    """
    return "\n".join(line for element in _objects(block.get("elements")) for line in _lines(element)).strip()


def _lines(element: Mapping[str, Any]) -> Iterable[str]:
    if element.get("type") == "rich_text_list":
        is_ordered = element.get("style") == "ordered"
        offset = element.get("offset")
        first = (offset if isinstance(offset, int) else 0) + 1
        for number, item in enumerate(_objects(element.get("elements")), first):
            sign = f"{number}." if is_ordered else "•"
            yield f"{sign} {_inline(item)}"
    else:
        yield _inline(element).removesuffix("\n")


def _inline(element: Mapping[str, Any]) -> str:
    return markup(_token(part) for part in _objects(element.get("elements")))


def _token(part: Mapping[str, Any]) -> Token:
    match part:
        case {"type": "user", "user_id": str(person)}:
            return PersonMention(person)
        case {"type": "channel", "channel_id": str(channel)}:
            return ChannelMention(channel)
        case {"type": "usergroup", "usergroup_id": str(group)}:
            return GroupMention(group)
        case {"type": "broadcast", "range": str(name)}:
            return Broadcast(name)
        case {"type": "link", "url": str(url)}:
            label = part.get("text")
            return Link(url, label if isinstance(label, str) and label != url else "")
        case {"type": "emoji", "name": str(name)}:
            tone = part.get("skin_tone")
            return Text(f":{name}::skin-tone-{tone}:" if isinstance(tone, int) else f":{name}:")
        case _:
            said = part.get("text", part.get("fallback", part.get("value", "")))
            return Text(said if isinstance(said, str) else "")


def _objects(found: object) -> list[Mapping[str, Any]]:
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def shown(words: str, nameless: str) -> RichTextBlock:
    """Words as one can go on typing; `nameless` stands for whoever has no name any more."""
    elements = [_element(token, nameless) for token in tokens(words)]
    return RichTextBlock(elements=[RichTextSectionElement(elements=elements)])


def _element(token: Token, nameless: str) -> RichTextElement:
    match token:
        case Text(text):
            return _PARTS.Text(text=text)
        case PersonMention(person) if person == ERASED:
            return _PARTS.Text(text=nameless)
        case PersonMention(person):
            return _PARTS.User(user_id=person)
        case ChannelMention(channel):
            return _PARTS.Channel(channel_id=channel)
        case GroupMention(group):
            return _PARTS.UserGroup(usergroup_id=group)
        case Broadcast(name):
            return _PARTS.Broadcast(range=name)
        case Link(url, label):
            return _PARTS.Link(url=url, text=label or None)
