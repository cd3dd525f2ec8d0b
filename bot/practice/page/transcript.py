"""The messages of a channel as one person reads them: in days, by author, with reactions and files."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from markupsafe import Markup

from bot.practice.entries import fill_blocks
from bot.practice.files import File
from bot.practice.page import faces, markup, mrkdwn, times
from bot.practice.page.reader import Reader
from bot.practice.records import JsonObject, Message, Reaction
from bot.practice.typed_text import as_typed
from bot.practice.workspace import Workspace

PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What is shown in its place; everything else is only downloaded, as it could bring scripts along."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file under a message; `description` is what those hear who do not see it."""

    title: str
    name: str
    size: str
    address: str
    is_picture: bool
    description: str


def picture_ids(blocks: Iterable[JsonObject]) -> set[str]:
    """Return the ids of the files that are shown as pictures among some blocks."""
    files = (block.get("slack_file") for block in blocks if block.get("type") == "image")
    return {str(file["id"]) for file in files if isinstance(file, dict) and "id" in file}


def picture_ids_in_forms(workspace: Workspace, viewer: str) -> set[str]:
    """Return the ids of the files that are shown as pictures in the forms that a person has open."""
    return picture_ids(block for view in workspace.modals.stack(viewer) for block in view.blocks)


def pictures(workspace: Workspace, viewer: str) -> dict[str, str]:
    """Return the addresses of the pictures in what a person can read, by the ids of files."""
    shown = [(workspace.dm_channel(viewer).id, picture_ids_in_forms(workspace, viewer))]
    shown += [
        (channel.id, picture_ids(message.blocks))
        for channel in workspace.visible_channels(viewer)
        for message in workspace.visible_messages(channel.id, viewer)
    ]
    return {
        file_id: f"/as/{viewer}/{channel_id}/files/{file_id}"
        for channel_id, file_ids in shown
        for file_id in file_ids
        if workspace.files.has(file_id)
    }


def size(count: int) -> str:
    """Return so many bytes in words: “12 kB”."""
    for unit, worth in (("MB", 1_000_000), ("kB", 1_000)):
        if count >= worth:
            return f"{count / worth:.1f}".removesuffix(".0") + f" {unit}"
    return f"{count} bytes" if count != 1 else "1 byte"


def _attachment(file: File, folder: str) -> Attachment:
    return Attachment(
        file.title or file.name,
        file.name,
        size(file.length),
        f"{folder}/{file.id}",
        file.mimetype in PICTURES,
        file.alt_text or file.title or file.name,
    )


_OPENING: Final = 60
"""Characters of a message by which it is recalled."""
_FACES: Final = 4
"""How many of those who replied are shown."""
_SAME_BREATH: Final = 300
"""Seconds within which messages of one author are under one name."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A reaction under a message: the emoji, how many gave it, and who they are."""

    name: str
    shown: Markup
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
    day: str
    body: Markup
    files: tuple[Attachment, ...]
    chips: tuple[Chip, ...]
    only_you: bool
    edited: bool
    link: str
    """Where the message is in Slack's own addresses."""
    typed: str | None
    """The reader's own words as they would type them; None for what others wrote."""
    is_deleted: bool
    thread: str
    """The `ts` of the message that its thread began with, or would begin with."""
    answers: str
    """The first words of the message that it answers; "" if it is no reply."""
    replies: "Replies | None"


@dataclass(frozen=True, slots=True)
class Replies:
    """What is sent about a thread under the message that it began with."""

    count: int
    last: str
    """When the last reply was written."""
    authors: tuple[faces.Face, ...]


def lines(
    messages: Sequence[Message], workspace: Workspace, reader: Reader, *, prefix: str = "m"
) -> list[Line]:
    """Draw messages, oldest first, for one reader; the ids on the page begin with `prefix`."""
    replies: defaultdict[str, list[Message]] = defaultdict(list)
    for message in workspace.messages.get(messages[0].channel, {}).values() if messages else ():
        if message.is_reply and message.ephemeral_to in (None, reader.me):
            replies[message.thread_ts or ""].append(message)
    drawn: list[Line] = []
    for message in messages:
        above = drawn[-1] if drawn else None
        drawn.append(_line(message, above, replies[message.ts], workspace, reader, prefix))
    return drawn


def opening(message: Message, reader: Reader) -> str:
    """Return the first words of a message, without their marks."""
    words = " ".join(mrkdwn.draw(message.text, reader).striptags().split())
    return words if len(words) <= _OPENING else f"{words[:_OPENING].rstrip()}…"


def _line(
    message: Message,
    above: Line | None,
    replies: Sequence[Message],
    workspace: Workspace,
    reader: Reader,
    prefix: str,
) -> Line:
    when = times.moment(float(message.ts), reader) or reader.now
    starts_day = above is None or above.when.date() != when.date()
    author = faces.author(message, workspace)
    only_you = message.ephemeral_to is not None
    follows = (
        above is not None
        and not starts_day
        and (above.author.id, above.only_you) == (author.id, only_you)
        and not (message.is_reply and message.is_broadcast)
        and (when - above.when).total_seconds() < _SAME_BREATH
    )
    day, chosen = times.day(when, reader), message.entries.get(reader.me, {})
    folder = f"/as/{reader.me}/{message.channel}/files"
    return Line(
        id=f"{prefix}{message.ts.replace('.', '-')}",
        ts=message.ts,
        author=author,
        follows=follows,
        new_day=day if starts_day else "",
        when=when,
        day=day,
        body=markup.message(message.text, fill_blocks(message.blocks, chosen), reader),
        files=tuple(_attachment(workspace.files.find(each), folder) for each in message.files),
        chips=tuple(_chip(reaction, reader) for reaction in message.reactions),
        only_you=only_you,
        edited=bool(message.edited_ts),
        link=workspace.permalink(message),
        typed=as_typed(workspace, message.text) if message.user == reader.me else None,
        is_deleted=message.is_tombstone,
        thread=message.thread_ts or message.ts,
        answers=_root_opening(message, workspace, reader),
        replies=_replies(replies, workspace, reader),
    )


def _root_opening(message: Message, workspace: Workspace, reader: Reader) -> str:
    root = workspace.messages[message.channel].get(message.thread_ts or "") if message.is_reply else None
    return opening(root, reader) or "a message" if root else ""


def _replies(replies: Sequence[Message], workspace: Workspace, reader: Reader) -> Replies | None:
    if not replies:
        return None
    when = times.moment(float(replies[-1].ts), reader) or reader.now
    authors = {face.id: face for face in (faces.author(reply, workspace) for reply in replies)}
    last = f"{times.day(when, reader)} at {when:%H:%M}"
    return Replies(len(replies), last, tuple(authors.values())[:_FACES])


def _chip(reaction: Reaction, reader: Reader) -> Chip:
    names = ["you" if user == reader.me else reader.people.get(user, "someone") for user in reaction.users]
    return Chip(
        reaction.name,
        mrkdwn.symbol(reaction.name, reader),
        len(reaction.users),
        reader.me in reaction.users,
        f"{', '.join(names)} reacted with :{reaction.name}:",
    )
