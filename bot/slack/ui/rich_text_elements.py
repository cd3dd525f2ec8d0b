"""Spans as elements of rich text, which Slack shows literally."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from bot.domain.formatting import PLAIN, STYLES, Style
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

Element = dict[str, Any]
"""An element of a rich text block."""

_SKIN_TONE = re.compile(r"(?<!-\d)::skin-tone-([2-6])$")
_BREAK = TextSpan("\n")


def inline_elements(spans: Sequence[Span]) -> list[Element]:
    """Return the spans as elements of a section or quote, with list items as lines."""
    return [element for span in spans for element in _span_elements(span)]


def quote_elements(spans: Spans) -> list[Element]:
    """Return the spans as quotes; lists and code blocks are separate elements with a quote's border."""
    return list(_build_elements(spans, "rich_text_quote", {"border": 1}))


def section_elements(spans: Spans) -> list[Element]:
    """Return the spans as sections, lists and code blocks."""
    return list(_build_elements(spans, "rich_text_section", {}))


def section_element(spans: Sequence[Span]) -> Element:
    """Return the spans as one section: lists become lines."""
    return {"type": "rich_text_section", "elements": inline_elements(spans)}


def _build_elements(spans: Spans, text_type: str, border: Mapping[str, int]) -> Iterator[Element]:
    for is_list, group in groupby(_parts(spans), key=lambda part: isinstance(part, ListItemSpan)):
        if is_list:
            yield from _lists([item for item in group if isinstance(item, ListItemSpan)], border)
            continue
        for part in group:
            match part:
                case CodeBlockSpan(text):
                    yield {"type": "rich_text_preformatted", "elements": [_text(text)], **border}
                case list(text_spans):
                    yield {"type": text_type, "elements": inline_elements(text_spans)}


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


def _lists(items: Sequence[ListItemSpan], border: Mapping[str, int]) -> Iterator[Element]:
    """Yield a list for each run of items of the same kind."""
    first: ListItemSpan | None = None
    entries: list[Element] = []
    for item in items:
        if first and not _continues(first, len(entries), item):
            yield _list(first, entries, border)
            entries = []
        if not entries:
            first = item
        entries.append(section_element(item.spans))
    if first:
        yield _list(first, entries, border)


def _continues(first: ListItemSpan, length: int, item: ListItemSpan) -> bool:
    number = first.number + length if first.number is not None else None
    return item.indent == first.indent and item.number == number


def _list(first: ListItemSpan, entries: list[Element], border: Mapping[str, int]) -> Element:
    element: Element = {
        "type": "rich_text_list",
        "style": "bullet" if first.number is None else "ordered",
        "elements": entries,
        **border,
    }
    if first.indent:
        element["indent"] = first.indent
    if first.number is not None and first.number > 1:
        element["offset"] = first.number - 1
    return element


def _span_elements(span: Span) -> list[Element]:
    match span:
        case TextSpan(text):
            return [_text(text, span.style)]
        case CodeBlockSpan(text):
            return [_text(text, Style(code=True))]
        case ListItemSpan():
            return inline_elements(span.inline)
        case MentionSpan(user):
            return [{"type": "user", "user_id": user}]
        case ChannelSpan(channel):
            return [{"type": "channel", "channel_id": channel}]
        case LinkSpan(url, label, style):
            return [{"type": "link", "url": url} | ({"text": label} if label else {}) | _style(style)]
        case EmojiSpan(name):
            # Slack has a field for one skin tone; two are part of the name.
            tone = _SKIN_TONE.search(name)
            if tone is None:
                return [{"type": "emoji", "name": name}]
            return [{"type": "emoji", "name": _SKIN_TONE.sub("", name), "skin_tone": int(tone.group(1))}]


def _text(text: str, style: Style = PLAIN) -> Element:
    if style is PLAIN:
        return {"type": "text", "text": text}
    return {"type": "text", "text": text} | _style(style)


def _style(style: Style) -> Element:
    """Return the `style` of an element, or nothing if it is plain."""
    if style == PLAIN:
        return {}
    return {"style": {name: True for name in (*STYLES.values(), "code") if getattr(style, name)}}
