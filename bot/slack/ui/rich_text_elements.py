"""Spans as elements of rich text, which Slack shows literally."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from slack_sdk.models.blocks import (
    RichTextListElement,
    RichTextPreformattedElement,
    RichTextQuoteElement,
    RichTextSectionElement,
)
from slack_sdk.models.blocks.block_elements import RichTextElement, RichTextElementParts

from bot.domain.formatting import Style
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
)

_PARTS = RichTextElementParts
_SKIN_TONE = re.compile(r"(?<!-\d)::skin-tone-([2-6])$")
_BREAK = TextSpan("\n")


def inline_elements(spans: Sequence[Span]) -> list[RichTextElement]:
    """Return the spans as elements of a section or quote, with list items as lines."""
    return [element for span in spans for element in _span_elements(span)]


def quote_elements(spans: Spans) -> list[RichTextElement]:
    """Return the spans as quotes; lists and code blocks are separate elements with a quote's border."""
    return list(
        _build_elements(spans, lambda text: RichTextQuoteElement(elements=inline_elements(text)), border=1)
    )


def section_elements(spans: Spans) -> list[RichTextElement]:
    """Return the spans as sections, lists and code blocks."""
    return list(
        _build_elements(
            spans, lambda text: RichTextSectionElement(elements=inline_elements(text)), border=None
        )
    )


def _build_elements(
    spans: Spans, as_text: Callable[[Sequence[Span]], RichTextElement], border: int | None
) -> Iterator[RichTextElement]:
    for is_list, group in groupby(_parts(spans), key=lambda part: isinstance(part, ListItemSpan)):
        if is_list:
            yield from _lists([item for item in group if isinstance(item, ListItemSpan)], border)
            continue
        for part in group:
            match part:
                case CodeBlockSpan(text):
                    yield RichTextPreformattedElement(elements=[_PARTS.Text(text=text)], border=border)
                case list(text_spans):
                    yield as_text(text_spans)


def _parts(spans: Spans) -> Iterator[list[Span] | CodeBlockSpan | ListItemSpan]:
    """Yield code blocks, list items and the spans between them, without the line breaks beside blocks."""
    text: list[Span] = []
    follows_block = False
    for span in spans:
        if isinstance(span, CodeBlockSpan | ListItemSpan):
            if text and text[-1] == _BREAK:
                text.pop()
            if text:
                yield text
            yield span
            text, follows_block = [], True
        elif follows_block and span == _BREAK:
            follows_block = False
        else:
            text.append(span)
            follows_block = False
    if text or not spans:
        yield text


def _lists(items: Sequence[ListItemSpan], border: int | None) -> Iterator[RichTextElement]:
    """Yield a list for each run of items of the same kind."""
    first: ListItemSpan | None = None
    entries: list[RichTextElement] = []
    for item in items:
        if first and not _continues(first, len(entries), item):
            yield _list(first, entries, border)
            entries = []
        if not entries:
            first = item
        entries.append(RichTextSectionElement(elements=inline_elements(item.spans)))
    if first:
        yield _list(first, entries, border)


def _continues(first: ListItemSpan, length: int, item: ListItemSpan) -> bool:
    number = first.number + length if first.number is not None else None
    return item.indent == first.indent and item.number == number


def _list(first: ListItemSpan, entries: list[RichTextElement], border: int | None) -> RichTextElement:
    return RichTextListElement(
        style="bullet" if first.number is None else "ordered",
        elements=entries,
        indent=first.indent or None,
        offset=(first.number or 1) - 1 or None,
        border=border,
    )


def _span_elements(span: Span) -> list[RichTextElement]:
    match span:
        case TextSpan(text):
            return [_PARTS.Text(text=text, style=_style(span.style))]
        case CodeBlockSpan(text):
            return [_PARTS.Text(text=text, style=_style(Style(code=True)))]
        case ListItemSpan():
            return inline_elements(span.inline)
        case MentionSpan(user):
            return [_PARTS.User(user_id=user)]
        case ChannelSpan(channel):
            return [_PARTS.Channel(channel_id=channel)]
        case LinkSpan(url, label, style):
            return [_PARTS.Link(url=url, text=label or None, style=_style(style))]
        case EmojiSpan(name):
            # Slack has a field for one skin tone; two are part of the name.
            tone = _SKIN_TONE.search(name)
            plain = _SKIN_TONE.sub("", name) if tone else name
            return [_PARTS.Emoji(name=plain, skin_tone=int(tone.group(1)) if tone else None)]


def _style(style: Style) -> RichTextElementParts.TextStyle | None:
    if style == Style():
        return None
    return _PARTS.TextStyle(
        bold=style.bold or None,
        italic=style.italic or None,
        strike=style.strike or None,
        code=style.code or None,
    )
