"""The messages of a channel as one person reads them: in days, by author, with reactions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from markupsafe import Markup

from bot.practice.entries import as_filled
from bot.practice.page import attachments, dates, drawing, emoji, faces
from bot.practice.page.reader import Reader
from bot.practice.records import JsonObject, Message, Reaction
from bot.practice.typed_text import as_typed
from bot.practice.workspace import Workspace

_SAME_BREATH: Final = 300
"""Seconds within which messages of one author stand under one name."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A reaction under a message: the emoji, how many gave it, and who they are."""

    name: str
    shown: str
    count: int
    mine: bool
    who: str


@dataclass(frozen=True, slots=True)
class Line:
    """A message as it is drawn; `new_day` names the day if it is the first of one."""

    id: str
    ts: str
    author: faces.Face
    follows: bool
    """Continues the message above it, so that the author is not shown again."""
    new_day: str
    when: datetime
    clock: str
    day: str
    body: Markup
    files: tuple[attachments.Attachment, ...]
    chips: tuple[Chip, ...]
    only_you: bool
    edited: bool
    link: str
    """Where the message stands in Slack's own addresses."""
    typed: str | None
    """The reader's own words as they would type them; None for what others wrote."""
    is_reply: bool


def lines(messages: Sequence[Message], workspace: Workspace, reader: Reader) -> list[Line]:
    """Draw messages, oldest first, for one reader."""
    drawn: list[Line] = []
    for message in messages:
        drawn.append(_line(message, drawn[-1] if drawn else None, workspace, reader))
    return drawn


def _line(message: Message, above: Line | None, workspace: Workspace, reader: Reader) -> Line:
    when = dates.moment(float(message.ts), reader) or reader.now
    starts_day = above is None or above.when.date() != when.date()
    writer = faces.author(message, workspace)
    only_you = message.ephemeral_to is not None
    follows = (
        above is not None
        and not starts_day
        and above.author.id == writer.id
        and above.only_you == only_you
        and (when - above.when).total_seconds() < _SAME_BREATH
    )
    day = dates.day(when, reader)
    return Line(
        id=f"m{message.ts.replace('.', '-')}",
        ts=message.ts,
        author=writer,
        follows=follows,
        new_day=day if starts_day else "",
        when=when,
        clock=dates.clock(when),
        day=day,
        body=drawing.message(message.text, _blocks(message, reader), reader),
        files=attachments.of(message, workspace, reader.me),
        chips=tuple(_chip(reaction, reader) for reaction in message.reactions),
        only_you=only_you,
        edited=message.edited,
        link=workspace.permalink(message),
        typed=as_typed(workspace, message.text) if message.user == reader.me else None,
        is_reply=message.thread_ts is not None and message.thread_ts != message.ts,
    )


def _blocks(message: Message, reader: Reader) -> list[JsonObject]:
    """The blocks, with what the reader has chosen in their menus."""
    chosen = message.entries.get(reader.me)
    return as_filled(message.blocks, chosen) if chosen else message.blocks


def _chip(reaction: Reaction, reader: Reader) -> Chip:
    names = ["you" if user == reader.me else reader.people.get(user, "someone") for user in reaction.users]
    return Chip(
        reaction.name,
        emoji.character(reaction.name) or f":{reaction.name}:",
        len(reaction.users),
        reader.me in reaction.users,
        f"{', '.join(names)} reacted with :{reaction.name}:",
    )
