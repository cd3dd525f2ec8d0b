"""Running text: spans, which become rich text for the eye and mrkdwn for the top-level `text`.

See `rich_text_elements` and `mrkdwn` for what they become.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain import formatting
from bot.domain.formatting import BULLETS, PLAIN, EmojiName, Style, TextRun
from bot.domain.formatting_parser import parse_formatting
from bot.domain.mentions import (
    Broadcast,
    ChannelMention,
    GroupMention,
    UserMention,
    escape,
)
from bot.domain.mentions import LinkToken as TypedLink
from bot.domain.mentions import TextToken as TypedText
from bot.domain.user import ERASED
from bot.slack.ui.language import Language

Names = Mapping[str, str]
"""What people are called, by user id."""


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Literal characters."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    strike: bool = False

    @property
    def style(self) -> Style:
        """How it looks."""
        return Style(self.bold, self.italic, self.strike, self.code)


@dataclass(frozen=True, slots=True)
class MentionSpan:
    """A person who hears of it: Slack pings them."""

    user: str


@dataclass(frozen=True, slots=True)
class ChannelSpan:
    """A channel; Slack shows its name to those who may see it."""

    id: str


@dataclass(frozen=True, slots=True)
class LinkSpan:
    """A web address under a label, or shown as it is."""

    url: str
    label: str = ""
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class EmojiSpan:
    """An emoji by Slack's name."""

    name: str


@dataclass(frozen=True, slots=True)
class CodeBlockSpan:
    """Lines of code. A line break beside it is part of the block's border."""

    text: str


@dataclass(frozen=True, slots=True)
class ListItemSpan:
    """An item of a list with bullets or numbers. A line break beside it is part of the list."""

    spans: "Spans"
    number: int | None = None
    indent: int = 0

    @property
    def inline(self) -> "Spans":
        """The item where no list can be shown."""
        sign = f"{self.number}." if self.number is not None else BULLETS[min(self.indent, 2)]
        return (TextSpan(f"{'    ' * self.indent}{sign} "), *self.spans)


Span = TextSpan | MentionSpan | ChannelSpan | LinkSpan | EmojiSpan | CodeBlockSpan | ListItemSpan
Spans = tuple[Span, ...]

MAX_NAMED = 30
"""People that one sentence names: as many as can be thanked at once."""

_PLACE = re.compile(r"\{(\w+)\}")


def slash_command(language: Language, rest: str = "") -> TextSpan:
    """What to type, as it is shown inside a sentence: the command's name and what follows it."""
    return TextSpan(language.command(rest), code=True)


def fill(sentence: str, /, **parts: Span | Spans | str) -> Spans:
    """A sentence with spans put into its `{places}`; it may come from a catalogue, so in any order."""
    spans: list[Span] = []
    end = 0
    for place in _PLACE.finditer(sentence):
        if place.start() > end:
            spans.append(TextSpan(sentence[end : place.start()]))
        part = parts[place.group(1)]
        match part:
            case str():
                spans.append(TextSpan(part))
            case tuple():
                spans += part
            case _:
                spans.append(part)
        end = place.end()
    if end < len(sentence):
        spans.append(TextSpan(sentence[end:]))
    return tuple(span for span in spans if span != TextSpan(""))


def join_spans(language: Language, items: Sequence[Span]) -> Spans:
    """Spans as in a sentence: "Ana, Li and Maya"."""
    return fill(
        language.join_items([f"{{p{n}}}" for n in range(len(items))]),
        **{f"p{n}": s for n, s in enumerate(items)},
    )


def user_name(language: Language, names: Names, user: str) -> str:
    """What somebody is called, in the middle of a sentence."""
    if user == ERASED:
        return language.gettext("a colleague")
    return names.get(user) or language.gettext("someone")


def capitalize_start(language: Language, spans: Spans) -> Spans:
    """A sentence that may begin with somebody who has no name."""
    match spans:
        case (TextSpan(text) as first, *rest) if text in (
            language.gettext("a colleague"),
            language.gettext("someone"),
        ):
            return (replace(first, text=text[:1].upper() + text[1:]), *rest)
        case _:
            return spans


def join_user_names(language: Language, names: Names, users: Iterable[str], last: str = "") -> Spans:
    """Return users' names as plain text, which pings no one, in alphabetical order; `last` comes last.

    Above `MAX_NAMED` users the rest are "others".
    """
    shown = sorted(user_name(language, names, user) for user in users)
    if len(shown) > MAX_NAMED:
        shown[MAX_NAMED:] = [language.gettext("others")]
    return join_spans(language, [TextSpan(name) for name in [*shown, *([last] if last else [])]])


def join_mentions(language: Language, users: Sequence[str]) -> Spans:
    """People as mentions, whom Slack pings; who has no name any more comes last."""
    known = [MentionSpan(user) for user in users if user != ERASED]
    nameless = [TextSpan(user_name(language, {}, ERASED))] if ERASED in users else []
    return join_spans(language, [*known, *nameless])


def text_spans(language: Language, names: Names, markup: str) -> Spans:
    """Somebody's words with their formatting. Nobody in them is pinged; links show where they lead."""
    spans: list[Span] = []
    for at, section in enumerate(parse_formatting(markup)):
        if at:
            spans.append(TextSpan("\n"))
        match section:
            case formatting.CodeSection(runs):
                spans.append(CodeBlockSpan(plain_text(_runs(language, names, runs))))
            case formatting.ListSection(runs, number, indent):
                spans.append(ListItemSpan(_runs(language, names, runs), number, indent))
            case formatting.Paragraph(runs):
                spans += _runs(language, names, runs)
    return tuple(spans)


def _runs(language: Language, names: Names, runs: Sequence[TextRun]) -> Spans:
    return tuple(span for run in runs for span in _run(language, names, run))


def style_text(text: str, style: Style) -> TextSpan:
    """Return literal characters in a style."""
    return TextSpan(text, style.bold, style.italic, style.code, style.strike)


def _run(language: Language, names: Names, run: TextRun) -> Iterator[Span]:
    match run.piece:
        case TypedText(literal):
            yield style_text(literal, run.style)
        case EmojiName(name):
            yield EmojiSpan(name)
        case UserMention(user):
            sign = "" if user == ERASED else "@"
            yield style_text(sign + user_name(language, names, user), run.style)
        case GroupMention(_, handle):
            yield style_text("@" + (handle or language.gettext("a group")), run.style)
        case ChannelMention(channel, _):
            yield ChannelSpan(channel)
        case Broadcast(name):
            yield style_text("@" + name, run.style)
        case TypedLink(url, label):
            if label and label not in url:
                yield style_text(f"{label} ", run.style)
            yield LinkSpan(url, style=run.style)


def plain_text(spans: Sequence[Span]) -> str:
    """The spans where nothing but letters can stand. Names are there by then: nobody is mentioned."""
    return "".join(map(_plain_span, spans))


def _plain_span(span: Span) -> str:
    match span:
        case TextSpan(text) | CodeBlockSpan(text):
            return text
        case ListItemSpan():
            return plain_text(span.inline)
        case MentionSpan(user):
            return f"<@{user}>"
        case ChannelSpan(channel):
            return f"<#{channel}>"
        case LinkSpan(url, label):
            return link_markup(url, label)
        case EmojiSpan(name):
            return f":{name}:"


def link_markup(url: str, label: str) -> str:
    """Return a link as Slack's markup has it."""
    where = escape(url).replace("|", "%7C")
    return f"<{where}|{escape(label).replace('|', '¦')}>" if label else f"<{where}>"
