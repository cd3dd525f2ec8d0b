"""Slack's rich text, as typed into forms, and the text that is stored of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from bot.domain import plain_names
from bot.domain.characters import WORD_JOINER
from bot.domain.formatting import (
    PLAIN,
    CodeSection,
    EmojiName,
    ListSection,
    Paragraph,
    Piece,
    Section,
    Style,
    TextRun,
    merge_runs,
)
from bot.domain.formatting_parser import parse_formatting
from bot.domain.formatting_writer import write_formatting
from bot.domain.ids import ChannelId, UserId
from bot.domain.mentions import (
    Broadcast,
    ChannelMention,
    GroupMention,
    LinkToken,
    TextToken,
    UserMention,
    escape,
    write_markup,
)
from bot.domain.plain_names import FilledField, NameLookup
from bot.domain.typed_text import MAX_READ
from bot.slack.ui import inline, rich_text_elements
from bot.slack.ui.inline import Span

UNFILLED = FilledField()
_REFERENCE = "\ufffc"
MAX_STYLED_RUNS = 1_000
"""Pieces of text that may have different styles: no one types more, and each takes time."""


class FilledText(Struct, frozen=True):
    """A text as a field shows it, and what to remember to read it back."""

    block: dict[str, Any]
    before: FilledField


def read_typed_text(
    block: Mapping[str, Any], before: FilledField = UNFILLED, text_before: str | None = None
) -> str:
    """Return the typed text as it is stored.

    `before` is what `fill_text` returned for the field, `text_before` the text that it was filled with, if
    it is known: an unchanged field returns that text. Text that is too long is returned without formatting,
    cut but still too long. Text of more than `MAX_STYLED_RUNS` pieces loses its styles. See
    https://docs.slack.dev/reference/block-kit/blocks/rich-text-block.
    """
    beginning = _plain_beginning(block)
    if len(beginning) > MAX_READ:
        return escape(beginning)
    sections = tuple(s for element in _mappings(block.get("elements")) for s in _sections(element))
    if text_before is not None and plain_names.is_unchanged(sections, before):
        return text_before
    if sum(len(section.runs) for section in sections) > MAX_STYLED_RUNS:
        sections = _strip_styles(sections)
    return write_formatting(_strip_leading_blanks(plain_names.restore_references(sections, before))).strip()


def _strip_styles(sections: Sequence[Section]) -> tuple[Section, ...]:
    return tuple(
        replace(section, runs=merge_runs(TextRun(run.piece) for run in section.runs)) for section in sections
    )


def fill_text(text: str, find_name: NameLookup) -> FilledText:
    """Return a stored text for a field in which it can be edited."""
    sections, before = plain_names.replace_references(parse_formatting(text), find_name)
    spans: list[Span] = []
    for index, section in enumerate(sections):
        if index:
            spans.append(inline.TextSpan("\n"))
        runs = tuple(map(_span, section.runs))
        match section:
            case CodeSection():
                spans.append(inline.CodeBlockSpan(inline.plain_text(runs)))
            case ListSection(_, number, indent):
                spans.append(inline.ListItemSpan(runs, number, indent))
            case Paragraph():
                spans += runs
    return FilledText(
        {"type": "rich_text", "elements": rich_text_elements.section_elements(tuple(spans))}, before
    )


def _span(run: TextRun) -> Span:
    match run.piece:
        case LinkToken(url, label):
            return inline.LinkSpan(url, label, run.style)
        case EmojiName(name):
            return inline.EmojiSpan(name)
        case TextToken(text):
            return inline.style_text(text, run.style)
        case reference:
            return inline.style_text(write_markup([reference]), run.style)


def _plain_beginning(block: Mapping[str, Any]) -> str:
    """Return a block's text with a character for each reference, up to a little more than `MAX_READ`."""
    parts: list[str] = []
    length = 0
    waiting = [block]
    while waiting and length <= MAX_READ:
        element = waiting.pop()
        inner = _mappings(element.get("elements"))
        text = element.get("text")
        parts.append(text if isinstance(text, str) and text else "\n" if inner else _REFERENCE)
        length += len(parts[-1])
        waiting += reversed(inner)
    return "".join(parts)


def _strip_leading_blanks(sections: Sequence[Section]) -> Sequence[Section]:
    """Remove the leading blanks, beside which marks are written differently."""
    match sections:
        case [Paragraph([TextRun(TextToken(text), style), *runs]), *rest]:
            return (Paragraph((TextRun(TextToken(text.lstrip()), style), *runs)), *rest)
        case _:
            return sections


def _sections(element: Mapping[str, Any]) -> Iterator[Section]:
    match element.get("type"):
        case "rich_text_list":
            offset, indent = element.get("offset"), element.get("indent")
            first = (offset if isinstance(offset, int) else 0) + 1
            for number, item in enumerate(_mappings(element.get("elements")), first):
                is_ordered = element.get("style") == "ordered"
                level = indent if isinstance(indent, int) else 0
                yield ListSection(_runs(item), number if is_ordered else None, level)
        case "rich_text_preformatted":
            yield CodeSection(_runs(element))
        case _:
            yield Paragraph(_strip_last_break(_runs(element)))


def _runs(element: Mapping[str, Any]) -> tuple[TextRun, ...]:
    return tuple(TextRun(_piece(part), _style(part)) for part in _mappings(element.get("elements")))


def _strip_last_break(runs: Sequence[TextRun]) -> tuple[TextRun, ...]:
    match runs:
        case [*rest, TextRun(TextToken(text), style)]:
            return (*rest, TextRun(TextToken(text.removesuffix("\n")), style))
        case _:
            return tuple(runs)


def _style(part: Mapping[str, Any]) -> Style:
    style = part.get("style")
    if not isinstance(style, Mapping):
        return PLAIN
    return Style(*(style.get(name) is True for name in ("bold", "italic", "strike", "code")))


def _piece(part: Mapping[str, Any]) -> Piece:
    if part.get("type") == "text":
        return _text(part)
    match part:
        case {"type": "user", "user_id": str(user)}:
            return UserMention(UserId(user))
        case {"type": "channel", "channel_id": str(channel)}:
            return ChannelMention(ChannelId(channel))
        case {"type": "usergroup", "usergroup_id": str(group)}:
            return GroupMention(group)
        case {"type": "broadcast", "range": str(name)}:
            return Broadcast(name)
        case {"type": "link", "url": str(url)}:
            label = part.get("text")
            return LinkToken(url, label if isinstance(label, str) and label != url else "")
        case {"type": "emoji", "name": str(name)}:
            tone = part.get("skin_tone")
            return EmojiName(f"{name}::skin-tone-{tone}" if isinstance(tone, int) else name)
        case _:
            return _text(part)


def _text(part: Mapping[str, Any]) -> TextToken:
    text = part.get("text", part.get("fallback", part.get("value", "")))
    return TextToken(text.replace(WORD_JOINER, "") if isinstance(text, str) else "")


def _mappings(items: object) -> list[Mapping[str, Any]]:
    return [item for item in items if isinstance(item, Mapping)] if isinstance(items, list) else []
