"""Sizes of messages, counted like Slack counts them."""

from collections.abc import Iterable, Sequence

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
)
from bot.slack.ui.mrkdwn import mrkdwn
from bot.slack.ui.parts import (
    Button,
    Buttons,
    Choice,
    Divider,
    Heading,
    Line,
    Menu,
    NoteLine,
    Part,
    Passage,
    Quote,
    Select,
)

MAX_COUNTED = 8_000
"""Counted characters that a message is planned with. Slack refuses about 12,000 as `msg_blocks_too_long`, and
documents neither the limit nor how it counts."""
MAX_MESSAGE = 11_000
"""Counted characters above which a message without further pages is shortened."""
MAX_PARAGRAPH = 3_000
"""Counted characters of a paragraph in a digest; a longer one is shown as several."""
MIN_PARAGRAPH = 100
BLOCK_OVERHEAD = 24
"""Characters that a block counts in addition to its text."""
ELEMENT_OVERHEAD = 8
"""Characters that an element, or a text in it, counts in addition to its letters."""


def count_parts(parts: Iterable[Part]) -> int:
    """Return the counted characters of all parts."""
    return sum(map(count_part, parts))


def count_part(part: Part) -> int:
    """Return the counted characters of a part: its escaped text, and the overhead."""
    match part:
        case Heading(text):
            return BLOCK_OVERHEAD + ELEMENT_OVERHEAD + _count_escaped(text)
        case Passage(parts):
            return BLOCK_OVERHEAD + sum(map(count_paragraph, parts))
        case NoteLine(spans, faces):
            pictures = sum(
                2 * ELEMENT_OVERHEAD + _count_escaped(face.picture) + _count_escaped(face.name)
                for face in faces
            )
            return BLOCK_OVERHEAD + pictures + ELEMENT_OVERHEAD + _count_escaped(mrkdwn(spans))
        case Buttons(buttons, menu):
            return BLOCK_OVERHEAD + sum(map(_count_button, buttons)) + (_count_menu(menu) if menu else 0)
        case Menu():
            return BLOCK_OVERHEAD + _count_menu(part)
        case Choice(spans, select):
            return BLOCK_OVERHEAD + ELEMENT_OVERHEAD + _count_escaped(mrkdwn(spans)) + _count_menu(select)
        case Divider():
            return BLOCK_OVERHEAD


def count_paragraph(paragraph: Line | Quote) -> int:
    """Return the counted characters of one paragraph or quote."""
    return ELEMENT_OVERHEAD + count_spans(paragraph.spans)


def count_spans(spans: Spans) -> int:
    """Return the counted characters of running text."""
    return sum(map(count_span, spans))


def count_span(span: Span) -> int:
    """Return the counted characters of one element of running text."""
    match span:
        case TextSpan(text):
            return ELEMENT_OVERHEAD + _count_escaped(text)
        case CodeBlockSpan(text):
            return 2 * ELEMENT_OVERHEAD + _count_escaped(text)
        case ListItemSpan():
            return ELEMENT_OVERHEAD + count_spans(span.inline)
        case MentionSpan(user):
            return ELEMENT_OVERHEAD + len(f"<@{user}>")
        case ChannelSpan(channel):
            return ELEMENT_OVERHEAD + len(f"<#{channel}>")
        case LinkSpan(url, label):
            return ELEMENT_OVERHEAD + _count_escaped(url) + _count_escaped(label)
        case EmojiSpan(name):
            return ELEMENT_OVERHEAD + len(f":{name}:")


def take_parts(parts: Sequence[Part], room: int, *, at_least: int = 0) -> list[Part]:
    """Return the first parts that fit, but at least `at_least`."""
    for number, part in enumerate(parts):
        room -= count_part(part)
        if room < 0 and number >= at_least:
            return list(parts[:number])
    return list(parts)


def shorten(parts: Sequence[Part], room: int = MAX_MESSAGE) -> list[Part]:
    """Cut the longest passages, with an ellipsis, until all parts fit into `room`."""
    sizes = [count_part(part) for part in parts]
    shortened = list(parts)
    excess = sum(sizes) - room
    if excess <= 0:
        return shortened
    by_size = sorted(range(len(parts)), key=lambda number: -sizes[number])
    for number in by_size:
        part = parts[number]
        if excess <= 0:
            break
        if isinstance(part, Passage):
            shortened[number] = _cut(part, sizes[number] - excess)
            excess -= sizes[number] - count_part(shortened[number])
    return shortened


def _cut(passage: Passage, room: int) -> Passage:
    ellipsis = Line((TextSpan("…"),))
    room -= BLOCK_OVERHEAD + count_paragraph(ellipsis)
    fitting = take_paragraphs(split_paragraphs(passage.parts, max(room, MIN_PARAGRAPH)), room)
    return Passage((*fitting, ellipsis))


def take_paragraphs(paragraphs: Sequence[Line | Quote], room: int) -> list[Line | Quote]:
    """Return the first paragraphs that fit."""
    for number, paragraph in enumerate(paragraphs):
        room -= count_paragraph(paragraph)
        if room < 0:
            return list(paragraphs[:number])
    return list(paragraphs)


def split_paragraphs(paragraphs: Iterable[Line | Quote], room: int = MAX_PARAGRAPH) -> list[Line | Quote]:
    """Split each paragraph that counts more than `room`."""
    return [
        replace(paragraph, spans=spans)
        for paragraph in paragraphs
        for spans in _split(paragraph.spans, room - ELEMENT_OVERHEAD)
    ]


def _split(spans: Spans, room: int) -> list[Spans]:
    """Split the spans into pieces of at most `room` counted characters; only text is divided."""
    pieces: list[list[Span]] = [[]]
    room_left = room
    for span in spans:
        for piece in _split_span(span, room):
            size = count_span(piece)
            if size > room_left and pieces[-1]:
                pieces.append([])
                room_left = room
            pieces[-1].append(piece)
            room_left -= size
    return [tuple(piece) for piece in pieces]


def _split_span(span: Span, room: int) -> list[Span]:
    """Split a span into pieces that fit; a list item that is too long becomes running text."""
    if count_span(span) <= room:
        return [span]
    match span:
        case ListItemSpan():
            return [piece for inner in span.inline for piece in _split_span(inner, room)]
        case TextSpan(text) | CodeBlockSpan(text):
            # A character counts at most five: an ampersand is `&amp;`.
            step = (room - 2 * ELEMENT_OVERHEAD) // 5
            return [replace(span, text=text[start : start + step]) for start in range(0, len(text), step)]
        case _:
            return [span]


def _count_button(button: Button) -> int:
    texts = (button.label, button.spoken, *(button.confirm or ()))
    return ELEMENT_OVERHEAD + sum(ELEMENT_OVERHEAD + _count_escaped(text) for text in texts if text)


def _count_menu(menu: Menu | Select) -> int:
    return ELEMENT_OVERHEAD + sum(2 * ELEMENT_OVERHEAD + _count_escaped(label) for label, _ in menu.options)


def _count_escaped(text: str) -> int:
    """Return the number of UTF-16 units of the escaped text; an emoji has at least two."""
    units = len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
    # As `escape` makes them: `&amp;`, `&lt;` and `&gt;`.
    return units + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))
