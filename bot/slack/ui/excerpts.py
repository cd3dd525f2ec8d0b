"""Excerpts: the beginning of a text in one paragraph."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from bot.slack.ui.inline import (
    ChannelSpan,
    CodeBlockSpan,
    EmojiSpan,
    LinkSpan,
    ListItemSpan,
    MentionSpan,
    Span,
    Spans,
    TextSpan,
    plain_text,
)
from bot.slack.ui.message_text import ELLIPSIS

EMOJI_LENGTH = 2
LAST_WORD_LENGTH = 24
"""Characters by which an excerpt may be shortened to end with a whole word."""
_BLANKS = re.compile(r"\s+")
_JOINER = "\u200d"


class Excerpt(Struct, frozen=True):
    """A beginning of running text; `is_whole` is True if nothing is left out."""

    spans: Spans
    is_whole: bool


def span_length(span: Span) -> int:
    """Return the number of characters that are read in a span."""
    match span:
        case EmojiSpan():
            return EMOJI_LENGTH
        case LinkSpan(url, label):
            return len(label or url)
        case MentionSpan() | ChannelSpan():
            return LAST_WORD_LENGTH
        case _:
            return len(plain_text((span,)))


def text_length(spans: Iterable[Span]) -> int:
    """Return the number of characters that are read in running text."""
    return sum(map(span_length, spans))


def build_excerpt(spans: Spans, room: int) -> Excerpt:
    """Return the first spans in one paragraph of at most `room` characters, with an ellipsis if cut."""
    flat = list(_flatten(spans))
    parts: list[Span] = []
    for span in flat:
        length = span_length(span)
        if length > room:
            if isinstance(span, TextSpan) and (piece := _cut_at_word(span.text, room)):
                parts.append(replace(span, text=piece))
            return Excerpt((*_strip_end(parts), TextSpan(ELLIPSIS)), is_whole=False)
        parts.append(span)
        room -= length
    is_set_out = any(isinstance(span, CodeBlockSpan | ListItemSpan) for span in spans)
    return Excerpt(tuple(parts), is_whole=not is_set_out)


def _flatten(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans without line breaks, with lists and code as running text."""
    for span in spans:
        match span:
            case CodeBlockSpan(text):
                yield TextSpan(_BLANKS.sub(" ", text), code=True)
            case ListItemSpan():
                yield from _flatten(span.inline)
            case TextSpan(text):
                yield replace(span, text=_BLANKS.sub(" ", text))
            case _:
                yield span


def _cut_at_word(text: str, room: int) -> str:
    """Cut the text to `room` characters, after a whole word unless the word is long."""
    end = room
    while 0 < end < len(text) and (
        unicodedata.combining(text[end]) or text[end] in "\ufe0e\ufe0f" + _JOINER or text[end - 1] == _JOINER
    ):
        end -= 1
    cut = text[:end]
    blank = cut.rfind(" ")
    if text[end : end + 1] != " " and blank > max(end - LAST_WORD_LENGTH, 0):
        cut = cut[:blank]
    return cut.rstrip()


def _strip_end(spans: list[Span]) -> Spans:
    """Remove the blanks before the ellipsis."""
    if spans and isinstance(spans[-1], TextSpan):
        last = spans[-1].text.rstrip()
        return (*spans[:-1], *([replace(spans[-1], text=last)] if last else []))
    return tuple(spans)
