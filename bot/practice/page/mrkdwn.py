"""Slack's own markup, mrkdwn, and what it refers to, as safe HTML.

Bold, italic, strike, code, code blocks and quotes; people, channels and links. Unbalanced marks stay as
they were typed, and everything else is escaped. A link is only ever http, https or mailto, and opens without
telling the other side where it was opened from.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final

from markupsafe import Markup, escape

from bot.practice.page import emoji
from bot.practice.page.reader import Reader
from bot.practice.typed_text import unescape

_SAFE_LINK: Final = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)
_MESSAGE: Final = re.compile(r"archives/\w+/p\d{7,}(?=\?|$)")


def person(person_id: str, label: str, reader: Reader) -> Markup:
    """Draw a mention of a person; one the reader does not know goes by the label that came with it."""
    name = reader.people.get(person_id) or label or "someone"
    return _mention(f"@{name.removeprefix('@')}", mine=person_id == reader.me)


def channel(channel_id: str, reader: Reader) -> Markup:
    """Draw a link to a channel; one that the reader may not see is not named, whatever label came with it."""
    name = reader.channels.get(channel_id)
    if name is None:
        return Markup('<span class="mention">a private channel</span>')
    return Markup('<a class="mention" href="{}">#{}</a>').format(channel_id, name)


def link(url: str, label: str | Markup, reader: Reader) -> Markup:
    """Draw a link under a label; a link of any other kind than http, https and mailto is only its label.

    Slack's address of a message leads to it on this page.
    """
    if not is_safe_link(url):
        return escape(label)
    message = _MESSAGE.match(url.removeprefix(reader.home)) if reader.home else None
    if message is not None and url.startswith(reader.home):
        return Markup('<a href="/as/{}/{}">{}</a>').format(reader.me, message[0], label)
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(url, label)


def is_safe_link(url: str) -> bool:
    """Return True for a link of http, https or mailto without a space or control character in it."""
    return _SAFE_LINK.fullmatch(url) is not None


def draw_emoji(name: str, reader: Reader) -> Markup:
    """Draw an emoji by its short name; an unknown one is shown as ``:name:``."""
    character = emoji.character(name)
    if character is None:
        return _own_emoji(name, reader)
    return Markup('<span class="emoji" title=":{}:">{}</span>').format(name, character)


def symbol(name: str, reader: Reader) -> Markup:
    """Return the emoji alone, where its name is sent beside it."""
    character = emoji.character(name)
    return _own_emoji(name, reader) if character is None else escape(character)


def with_emoji(words: str, reader: Reader) -> Markup:
    """Draw words in which nothing but emoji are marked."""
    parts = emoji.split(words)
    return Markup("").join(
        symbol(part, reader) if place % 2 else escape(part) for place, part in enumerate(parts)
    )


def _own_emoji(name: str, reader: Reader) -> Markup:
    address = reader.emoji.get(name)
    if address is None:
        return escape(f":{name}:")
    return Markup('<img class="emoji" src="{}" alt=":{}:" title=":{}:">').format(address, name, name)


def draw_reference(reference: str, reader: Reader) -> Markup:
    """Draw what mrkdwn has between angle brackets: ``@U1|maya``, ``#C1``, ``!here``, a link."""
    target, _, label = reference.partition("|")
    label = unescape(label)
    kind, rest = target[:1], target[1:]
    if kind == "@":
        return person(rest, label, reader)
    if kind == "#":
        return channel(rest, reader)
    if kind == "!":
        return _special(rest, label, reader)
    url = unescape(target)
    if not is_safe_link(url) and not label:
        return escape(f"<{url}>")
    return link(url, label or url.removeprefix("mailto:"), reader)


def _special(rest: str, label: str, reader: Reader) -> Markup:
    word, _, argument = rest.partition("^")
    if word == "subteam" and argument:
        name = reader.groups.get(argument) or label or "a group"
        return _mention(f"@{name.removeprefix('@')}", mine=argument in reader.my_groups)
    if word in {"here", "channel", "everyone"}:
        return _mention(f"@{word}", mine=True)
    return escape(label or f"<!{rest}>")


def _mention(text: str, *, mine: bool) -> Markup:
    return Markup('<span class="{}">{}</span>').format("mention mine" if mine else "mention", text)


_FENCE: Final = re.compile(r"```(.+?)```", re.DOTALL)
_QUOTED: Final = re.compile(r"(?:&gt;|>) ?")
_QUOTED_TO_THE_END: Final = re.compile(r"(?:&gt;|>){3} ?")


def _mark_pattern(mark: str, name: str) -> str:
    # The inside ends at the next mark at the latest: nesting stays shallow and matching linear.
    inside = rf"(?:<[^<>\n]*>|[^{mark}<\n])+?"
    # A zero-width space keeps a mark from counting, as any other blank does.
    return rf"(?<![\w{mark}]){mark}(?=[^\s\u200b])(?P<{name}>{inside})(?<=[^\s\u200b]){mark}(?![\w{mark}])"


_INLINE: Final = re.compile(
    "|".join(
        (
            r"<(?P<reference>[^<>\n]+)>",
            r"`(?![\u200b`])(?P<code>[^`\n]+)(?<!\u200b)`",
            _mark_pattern(r"\*", "b"),
            _mark_pattern("_", "i"),
            _mark_pattern("~", "s"),
            rf":(?P<emoji>{emoji.NAME}):",
        )
    )
)


def draw(text: str, reader: Reader) -> Markup:
    """Draw a text of several lines with its code blocks and quotes."""
    # Splitting by a pattern with one group gives text and code in turn.
    pieces = _FENCE.split(text)
    parts: list[Markup] = []
    for place, piece in enumerate(pieces):
        if place % 2:
            parts.append(Markup("<pre>{}</pre>").format(unescape(piece.strip("\n"))))
            continue
        # A code block is drawn on lines of its own anyway.
        after_code = piece.removeprefix("\n") if place else piece
        beside_code = after_code if place == len(pieces) - 1 else after_code.removesuffix("\n")
        if beside_code:
            parts.append(_quotes(beside_code, reader))
    return Markup("").join(parts)


def draw_line(text: str, reader: Reader) -> Markup:
    """Draw the marks within lines: no code blocks, no quotes."""
    parts: list[Markup] = []
    end = 0
    for match in _INLINE.finditer(text):
        parts.extend((escape(unescape(text[end : match.start()])), _mark(match, reader)))
        end = match.end()
    parts.append(escape(unescape(text[end:])))
    return Markup("").join(parts)


def _quotes(text: str, reader: Reader) -> Markup:
    parts: list[Markup] = []
    for quoted, lines in groupby(_lines(text), key=itemgetter(0)):
        inside = draw_line("\n".join(line for _, line in lines), reader)
        parts.append(Markup("<blockquote>{}</blockquote>").format(inside) if quoted else inside)
    return Markup("").join(parts)


def _lines(text: str) -> Iterator[tuple[bool, str]]:
    """Return each line with whether it is quoted, the quote mark taken off."""
    to_the_end = False
    for line in text.split("\n"):
        opening = None if to_the_end else _QUOTED_TO_THE_END.match(line)
        match = _QUOTED.match(line)
        if opening is not None:
            to_the_end = True
            yield True, line[opening.end() :]
        elif to_the_end or match is None:
            yield to_the_end, line
        else:
            yield True, line[match.end() :]


def _mark(match: re.Match[str], reader: Reader) -> Markup:
    kind, inside = str(match.lastgroup), match[str(match.lastgroup)]
    if kind == "reference":
        return draw_reference(inside, reader)
    if kind == "emoji":
        return draw_emoji(inside, reader)
    if kind == "code":
        return Markup("<code>{}</code>").format(unescape(inside))
    return Markup("<{0}>{1}</{0}>").format(kind, draw_line(inside, reader))
