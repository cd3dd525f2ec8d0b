"""What a message refers to (people, channels, links), drawn for one reader.

Everything here gives inert, escaped HTML: a link is only ever http, https or mailto, and opens without
telling the other side where it was opened from.
"""

import re
from typing import Final

from markupsafe import Markup, escape

from bot.practice.page import emoji
from bot.practice.page.reader import Reader
from bot.practice.pieces import unescaped

_SAFE_LINK: Final = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]+", re.IGNORECASE)
_MESSAGE: Final = re.compile(r"archives/\w+/p\d{7,}(?=\?|$)")


def person(person_id: str, label: str, reader: Reader) -> Markup:
    """Draw a mention of a person; one the reader does not know goes by the label that came with it."""
    name = reader.people.get(person_id) or label or "someone"
    return _mention(f"@{name.removeprefix('@')}", mine=person_id == reader.me)


def group(group_id: str, label: str, reader: Reader) -> Markup:
    """Draw a mention of a user group."""
    name = reader.groups.get(group_id) or label or "a group"
    return _mention(f"@{name.removeprefix('@')}", mine=group_id in reader.my_groups)


def broadcast(word: str) -> Markup:
    """Draw ``@here``, ``@channel`` or ``@everyone``."""
    return _mention(f"@{word}", mine=True)


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
    """Tell whether a link may be followed: http, https or mailto, and no space or control character in it."""
    return _SAFE_LINK.fullmatch(url) is not None


def emoji_named(name: str, reader: Reader) -> Markup:
    """Draw an emoji by its short name; an unknown one is shown as ``:name:``."""
    found = emoji.character(name)
    if found is None:
        return _own_emoji(name, reader)
    return Markup('<span class="emoji" title=":{}:">{}</span>').format(name, found)


def symbol(name: str, reader: Reader) -> Markup:
    """The emoji alone, where its name is told beside it."""
    found = emoji.character(name)
    return _own_emoji(name, reader) if found is None else escape(found)


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


def written(reference: str, reader: Reader) -> Markup:
    """Draw what mrkdwn has between angle brackets: ``@U1|maya``, ``#C1``, ``!here``, a link."""
    target, _, label = reference.partition("|")
    label = unescaped(label)
    kind, rest = target[:1], target[1:]
    if kind == "@":
        return person(rest, label, reader)
    if kind == "#":
        return channel(rest, reader)
    if kind == "!":
        return _special(rest, label, reader)
    url = unescaped(target)
    if not is_safe_link(url) and not label:
        return escape(f"<{url}>")
    return link(url, label or url.removeprefix("mailto:"), reader)


def _special(rest: str, label: str, reader: Reader) -> Markup:
    word, _, argument = rest.partition("^")
    if word == "subteam" and argument:
        return group(argument, label, reader)
    if word in {"here", "channel", "everyone"}:
        return broadcast(word)
    return escape(label or f"<!{rest}>")


def _mention(text: str, *, mine: bool) -> Markup:
    return Markup('<span class="{}">{}</span>').format("mention mine" if mine else "mention", text)
