"""Running text: the same spans become rich text for the eye and escaped mrkdwn for the top-level `text`.

Rich text elements carry words literally: Slack does not parse them. In mrkdwn everything is escaped.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from slack_sdk.models.blocks.block_elements import RichTextElement, RichTextElementParts

from bot.domain.mentions import (
    Broadcast,
    ChannelMention,
    GroupMention,
    PersonMention,
    escape,
    tokens,
)
from bot.domain.mentions import Link as TypedLink
from bot.domain.mentions import Text as TypedText
from bot.domain.people import ERASED
from bot.domain.words import SHORTCODE
from bot.slack.language import Language

Names = Mapping[str, str]
"""What people are called, by user id."""


@dataclass(frozen=True, slots=True)
class Text:
    """Literal characters."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A person who hears of it: Slack pings them."""

    person: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel; Slack shows its name to those who may see it."""

    id: str


@dataclass(frozen=True, slots=True)
class Link:
    """A web address under a label, or shown as it is."""

    url: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Emoji:
    """An emoji by Slack's name."""

    name: str


Span = Text | Mention | Channel | Link | Emoji
Spans = tuple[Span, ...]

MOST_NAMED = 30
"""People that one sentence names: as many as can be thanked at once."""

_PLACE = re.compile(r"\{(\w+)\}")
_SKIN_TONE = re.compile(r"::skin-tone-([2-6])$")


def slash_command(language: Language, rest: str = "") -> Text:
    """What to type, as it is shown inside a sentence: the command's name and what follows it."""
    return Text(language.command(rest), code=True)


def fill(sentence: str, /, **parts: Span | Spans | str) -> Spans:
    """A sentence with spans put into its `{places}`; it may come from a catalogue, so in any order."""
    spans: list[Span] = []
    end = 0
    for place in _PLACE.finditer(sentence):
        if place.start() > end:
            spans.append(Text(sentence[end : place.start()]))
        part = parts[place.group(1)]
        match part:
            case str():
                spans.append(Text(part))
            case tuple():
                spans += part
            case _:
                spans.append(part)
        end = place.end()
    if end < len(sentence):
        spans.append(Text(sentence[end:]))
    return tuple(span for span in spans if span != Text(""))


def listed(language: Language, items: Sequence[Span]) -> Spans:
    """Spans as in a sentence: "Ana, Li and Maya"."""
    return fill(
        language.listed([f"{{p{n}}}" for n in range(len(items))]), **{f"p{n}": s for n, s in enumerate(items)}
    )


def called(language: Language, names: Names, person: str) -> str:
    """What somebody is called, in the middle of a sentence."""
    if person == ERASED:
        return language.gettext("a colleague")
    return names.get(person) or language.gettext("someone")


def opening(language: Language, spans: Spans) -> Spans:
    """A sentence that may begin with somebody who has no name."""
    match spans:
        case (Text(text) as first, *rest) if text in (
            language.gettext("a colleague"),
            language.gettext("someone"),
        ):
            return (replace(first, text=text[:1].upper() + text[1:]), *rest)
        case _:
            return spans


def named(language: Language, names: Names, people: Sequence[str]) -> Spans:
    """People as plain names, which ping nobody, in alphabetical order: no order here is an order of merit."""
    return listed_names(language, names, people)


def listed_names(language: Language, names: Names, people: Iterable[str], last: str = "") -> Spans:
    """As `named`, with `last` after them; where they are too many for a message, some are "others"."""
    shown = sorted(called(language, names, person) for person in people)
    if len(shown) > MOST_NAMED:
        shown[MOST_NAMED:] = [language.gettext("others")]
    return listed(language, [Text(name) for name in [*shown, *([last] if last else [])]])


def mentioned(language: Language, people: Sequence[str]) -> Spans:
    """People as mentions, whom Slack pings; who has no name any more comes last."""
    known = [Mention(person) for person in people if person != ERASED]
    nameless = [Text(called(language, {}, ERASED))] if ERASED in people else []
    return listed(language, [*known, *nameless])


def words(language: Language, names: Names, markup: str) -> Spans:
    """Somebody's words, as typed. Nobody in them is pinged; links show where they lead."""
    spans: list[Span] = []
    for token in tokens(markup):
        match token:
            case TypedText(text):
                spans += _with_emoji(text)
            case PersonMention(person):
                sign = "" if person == ERASED else "@"
                spans.append(Text(sign + called(language, names, person)))
            case GroupMention(_, handle):
                spans.append(Text("@" + (handle or language.gettext("a group"))))
            case ChannelMention(channel, _):
                spans.append(Channel(channel))
            case Broadcast(name):
                spans.append(Text("@" + name))
            case TypedLink(url, label):
                if label and label not in url:
                    spans.append(Text(f"{label} "))
                spans.append(Link(url))
    return tuple(spans)


def _with_emoji(text: str) -> list[Span]:
    spans: list[Span] = []
    end = 0
    for match in SHORTCODE.finditer(text):
        spans += [Text(text[end : match.start()]), Emoji(match.group(1))]
        end = match.end()
    return [span for span in [*spans, Text(text[end:])] if span != Text("")]


def plain(spans: Sequence[Span]) -> str:
    """The spans where nothing but letters can stand. Names are there by then: nobody is mentioned."""
    return "".join(span.text if isinstance(span, Text) else _mrkdwn(span) for span in spans)


def rich(spans: Sequence[Span]) -> list[RichTextElement]:
    """The spans as elements of a rich text section or quote."""
    return [_rich(span) for span in spans]


def _rich(span: Span) -> RichTextElement:
    parts = RichTextElementParts
    match span:
        case Text(text, bold, italic, code):
            style = parts.TextStyle(bold=bold or None, italic=italic or None, code=code or None)
            return parts.Text(text=text, style=style if bold or italic or code else None)
        case Mention(person):
            return parts.User(user_id=person)
        case Channel(channel):
            return parts.Channel(channel_id=channel)
        case Link(url, label):
            return parts.Link(url=url, text=label or None)
        case Emoji(name):
            tone = _SKIN_TONE.search(name)
            return parts.Emoji(name=_SKIN_TONE.sub("", name), skin_tone=int(tone.group(1)) if tone else None)


def mrkdwn(spans: Sequence[Span]) -> str:
    """The spans as escaped mrkdwn."""
    return "".join(_mrkdwn(span) for span in spans)


def _mrkdwn(span: Span) -> str:
    match span:
        case Text(text, bold, italic, code):
            mark = "`" if code else "*" if bold else "_" if italic else ""
            return f"{mark}{escape(text)}{mark}"
        case Mention(person):
            return f"<@{person}>"
        case Channel(channel):
            return f"<#{channel}>"
        case Link(url, label):
            return f"<{_address(url)}|{escape(label).replace('|', '¦')}>" if label else f"<{_address(url)}>"
        case Emoji(name):
            return f":{name}:"


def _address(url: str) -> str:
    return escape(url).replace("|", "%7C")
