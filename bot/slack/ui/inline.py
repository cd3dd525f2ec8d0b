"""Running text as spans, which become rich text in blocks and mrkdwn in the top-level `text`.

See `rich_text_elements` and `mrkdwn`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from bot.domain import formatting
from bot.domain.formatting import BULLETS, PLAIN, EmojiName, Style, TextRun
from bot.domain.formatting_parser import parse_formatting
from bot.domain.ids import UserId
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

Names = Mapping[UserId, str]
"""Display names by user id."""


class TextSpan(Struct, frozen=True):
    """Literal characters."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    strike: bool = False

    @property
    def style(self) -> Style:
        """Return the span's style, which is `PLAIN` itself if it has none."""
        if not (self.bold or self.italic or self.strike or self.code):
            return PLAIN
        return Style(self.bold, self.italic, self.strike, self.code)


class MentionSpan(Struct, frozen=True):
    """A mention: Slack notifies the user."""

    user: UserId


class ChannelSpan(Struct, frozen=True):
    """A channel; Slack shows its name only to users who may see it."""

    id: str


class LinkSpan(Struct, frozen=True):
    """A web address under a label, or shown as it is."""

    url: str
    label: str = ""
    style: Style = PLAIN


class EmojiSpan(Struct, frozen=True):
    """An emoji by Slack's name."""

    name: str


class CodeBlockSpan(Struct, frozen=True):
    """Lines of code. A line break beside it belongs to the block."""

    text: str


class ListItemSpan(Struct, frozen=True):
    """An item of a bulleted or numbered list. A line break beside it belongs to the list."""

    spans: "Spans"
    number: int | None = None
    indent: int = 0

    @property
    def inline(self) -> "Spans":
        """Return the item for places that can't show lists."""
        sign = f"{self.number}." if self.number is not None else BULLETS[min(self.indent, 2)]
        return (TextSpan(f"{'    ' * self.indent}{sign} "), *self.spans)


Span = TextSpan | MentionSpan | ChannelSpan | LinkSpan | EmojiSpan | CodeBlockSpan | ListItemSpan
Spans = tuple[Span, ...]

MAX_NAMED = 30
"""Users that one sentence names: as many as a recognition can have recipients."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def slash_command(language: Language, arguments: str = "") -> TextSpan:
    """Return a command with its arguments as code, to show in a sentence."""
    return TextSpan(language.command(arguments), code=True)


def fill(sentence: str, /, **parts: Span | Spans | str) -> Spans:
    """Return a sentence with spans in place of its `{placeholders}`."""
    spans: list[Span] = []
    for piece in _split_sentence(sentence):
        part = parts[piece] if isinstance(piece, str) else piece
        match part:
            case str():
                spans.append(TextSpan(part))
            case tuple():
                spans += part
            case _:
                spans.append(part)
    return tuple([span for span in spans if not isinstance(span, TextSpan) or span.text])


@lru_cache(maxsize=1_000)
def _split_sentence(sentence: str) -> tuple[TextSpan | str, ...]:
    """Return the literal parts of a sentence, and the names of the placeholders between them."""
    pieces = _PLACEHOLDER.split(sentence)
    return tuple(piece if number % 2 else TextSpan(piece) for number, piece in enumerate(pieces) if piece)


def join_spans(language: Language, items: Sequence[Span | Spans]) -> Spans:
    """Join spans as in a sentence: "Ana, Li and Maya"."""
    if len(items) == 1:
        (item,) = items
        return item if isinstance(item, tuple) else (item,)
    return fill(
        language.join_items([f"{{p{n}}}" for n in range(len(items))], _beginning(items[-1:])),
        **{f"p{n}": s for n, s in enumerate(items)},
    )


def user_name(language: Language, names: Names, user: UserId) -> str:
    """Return a user's name for the middle of a sentence; a placeholder if it is unknown or erased."""
    if user == ERASED:
        return language.gettext("a colleague")
    return names.get(user) or language.gettext("someone")


def address_user(language: Language, names: Names, user: UserId) -> str:
    """Return a user's name as `user_name` does, with the language's honorific if there is a name."""
    name = user_name(language, names, user)
    return name + language.honorific if names.get(user) and user != ERASED else name


def capitalize_start(language: Language, spans: Spans) -> Spans:
    """Capitalize a sentence that begins with a placeholder for a name."""
    match spans:
        case (TextSpan(text) as first, *rest) if text in (
            language.gettext("a colleague"),
            language.gettext("someone"),
        ):
            return (replace(first, text=text[:1].upper() + text[1:]), *rest)
        case _:
            return spans


def _beginning(items: Sequence[Span | Spans]) -> str:
    """Return the text with which the only item begins, "" if it is none or begins otherwise."""
    match items:
        case [TextSpan(text)] | [(TextSpan(text), *_)]:
            return text
        case _:
            return ""


def join_user_names(language: Language, names: Names, users: Iterable[UserId], last: str = "") -> Spans:
    """Return users' names as plain text, which pings no one, in alphabetical order; `last` comes last.

    Above `MAX_NAMED` users the rest are "others".
    """
    sorted_names = sort_names(language, names, users)
    return join_spans(language, [TextSpan(name) for name in [*sorted_names, *([last] if last else [])]])


def sort_names(language: Language, names: Names, users: Iterable[UserId]) -> list[str]:
    """Return users' names in alphabetical order; above `MAX_NAMED` users the rest are "others"."""
    sorted_names = sorted(address_user(language, names, user) for user in users)
    if len(sorted_names) > MAX_NAMED:
        sorted_names[MAX_NAMED:] = [language.gettext("others")]
    return sorted_names


def join_mentions(language: Language, users: Sequence[UserId]) -> Spans:
    """Join mentions, which notify the users; erased users come last."""
    suffix = (TextSpan(language.honorific),) if language.honorific else ()
    mentions = [(MentionSpan(user), *suffix) for user in users if user != ERASED]
    erased = [TextSpan(user_name(language, {}, ERASED))] if ERASED in users else []
    return join_spans(language, [*mentions, *erased])


def text_spans(language: Language, names: Names, markup: str) -> Spans:
    """Return a stored text with its formatting. It mentions no one; links show their addresses."""
    spans: list[Span] = []
    for index, section in enumerate(parse_formatting(markup)):
        if index:
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
    """Return literal text in a style."""
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
    """Return the spans as plain text. Users must be names by then, not mentions."""
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
    """Return a link in Slack's markup."""
    address = escape(url).replace("|", "%7C")
    return f"<{address}|{escape(label).replace('|', '¦')}>" if label else f"<{address}>"
