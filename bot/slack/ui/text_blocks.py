"""Running text as paragraphs, code blocks and lists, for texts that leave Slack: Markdown and HTML."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from bot.domain.emoji import find_character
from bot.domain.formatting import MAX_INDENT
from bot.domain.ids import ChannelId
from bot.slack.ui.inline import (
    ChannelSpan,
    CodeBlockSpan,
    EmojiSpan,
    LinkSpan,
    ListItemSpan,
    MentionSpan,
    Spans,
    TextSpan,
)

_LINKED = re.compile(r"(?:https?://|mailto:)[^\s<>]+")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Words(Struct, frozen=True):
    """Characters in one style, perhaps a link."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    url: str = ""


Inline = tuple[Words, ...]


class ParagraphBlock(Struct, frozen=True):
    """Lines of text."""

    words: Inline


class CodeBlock(Struct, frozen=True):
    """Lines of code."""

    text: str


class ListItem(Struct, frozen=True):
    """An item of a list: at most one level deeper than the item before it."""

    words: Inline
    number: int | None
    level: int


Block = ParagraphBlock | CodeBlock | ListItem


def split_blocks(spans: Spans, channels: Mapping[ChannelId, str], other_channel: str) -> list[Block]:
    """Return the blocks of a text without mentions.

    `channels` are the names of channels that may be named; any other one is called `other_channel`.
    """
    blocks: list[Block] = []
    words: list[Words] = []

    def end_paragraph() -> None:
        if stripped := _strip(words):
            blocks.append(ParagraphBlock(stripped))
        words.clear()

    for span in spans:
        match span:
            case CodeBlockSpan(text):
                end_paragraph()
                if lines := _clean(text).strip("\n"):
                    blocks.append(CodeBlock(lines))
            case ListItemSpan(inner, number, indent):
                end_paragraph()
                before = blocks[-1].level if blocks and isinstance(blocks[-1], ListItem) else -1
                item = _strip([word for one in inner for word in _read(one, channels, other_channel)])
                if item:
                    level = max(0, min(indent, before + 1, MAX_INDENT))
                    blocks.append(ListItem(item, number, level))
            case _:
                words += _read(span, channels, other_channel)
    end_paragraph()
    return blocks


def join_words(spans: Spans, channels: Mapping[ChannelId, str], other_channel: str) -> Inline:
    """Return a sentence without mentions of users; for channels see `split_blocks`."""
    return _strip([word for span in spans for word in _read(span, channels, other_channel)])


def _read(span: object, channels: Mapping[ChannelId, str], other_channel: str) -> Iterator[Words]:
    match span:
        case TextSpan(text, bold, italic, code, strike):
            yield Words(_clean(text), bold, italic, strike, code)
        case LinkSpan(url, label, style):
            linked = url if _LINKED.fullmatch(url) else ""
            yield Words(_clean(label or url), style.bold, style.italic, style.strike, style.code, linked)
        case EmojiSpan(name):
            yield Words(find_character(name) or f":{name}:")
        case ChannelSpan(id_):
            known = channels.get(ChannelId(id_), "")
            yield Words(f"#{known}" if known else other_channel)
        case MentionSpan():
            raise ValueError("a mention means nothing outside Slack")


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def _strip(words: list[Words]) -> Inline:
    """Join what has the same style, and leave out empty text."""
    joined: list[Words] = []
    for word in words:
        last = joined[-1] if joined else None
        if last and _style(last) == _style(word):
            joined[-1] = Words(last.text + word.text, *_style(word))
        elif word.text:
            joined.append(word)
    is_blank = not "".join(word.text for word in joined).strip()
    return () if is_blank else tuple(joined)


def _style(word: Words) -> tuple[bool, bool, bool, bool, str]:
    return (word.bold, word.italic, word.strike, word.code, word.url)
