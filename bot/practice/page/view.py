"""What the page shows to one person in one channel, gathered from the workspace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.practice import access
from bot.practice.page import emoji, faces, times, transcript
from bot.practice.page.modal import Modal, modal
from bot.practice.page.reader import Conversation, Reader
from bot.practice.records import Channel, Message, Person, Shortcut, SlackError
from bot.practice.workspace import Workspace


class ReadTracker:
    """Notes for each person and channel the last message they have seen, in the workspace's read marks.

    What was there when the page was first opened counts as read by everyone.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._marks = workspace.read_marks

    def begin(self) -> None:
        """Count all there is as read, the first time only."""
        if self._marks.beginning is None:
            channels = self._workspace.messages.values()
            self._marks.beginning = max((ts for messages in channels for ts in messages), default="")

    def saw(self, person_id: str, channel_id: str, messages: list[Message]) -> None:
        """Note that a person has these messages of a channel before their eyes."""
        if messages:
            self._marks.seen.setdefault(person_id, {})[channel_id] = messages[-1].ts

    def has_unread(self, person_id: str, channel_id: str) -> bool:
        """Return whether someone else has written there since, where the person can see it, threads apart."""
        seen = max(self._marks.seen.get(person_id, {}).get(channel_id, ""), self._marks.beginning or "")
        return any(
            message.ts > seen and message.is_in_channel and message.user != person_id
            for message in self._workspace.visible_messages(channel_id, person_id)
        )


LATEST: Final = 200
"""How many messages of a channel are shown at first, and how many more whenever one asks for earlier ones."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a person has opened in a channel, by the address."""

    thread: str = ""
    """The `ts` of the message whose thread is beside the channel; "" for none."""
    shown: int = LATEST
    """How many of the channel's messages are shown, the latest ones."""


_NOTHING: Final = Opened()


@dataclass(frozen=True, slots=True)
class Thread:
    """A message and the replies to it."""

    ts: str
    lines: Sequence[transcript.Line]


@dataclass(frozen=True, slots=True)
class Place:
    """A channel or conversation in the sidebar."""

    id: str
    name: str
    kind: str
    is_open: bool
    has_unread: bool
    is_app: bool


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone whose part one can take, and the channel to arrive in."""

    face: faces.Face
    handle: str
    arrives_in: str
    is_me: bool


@dataclass(frozen=True, slots=True)
class View:
    """The page of one person in one channel."""

    workspace_name: str
    company: str
    """Tells it from another one that was, or will be, at the same address."""
    me: faces.Face
    here: Place
    topic: str
    can_write: bool
    is_archived: bool
    is_read_only: bool
    """A channel where only admins may post, seen by someone else."""
    is_closed: bool
    """A direct message with the app, which takes no messages."""
    channels: tuple[Place, ...]
    directs: tuple[Place, ...]
    lines: Sequence[transcript.Line]
    has_earlier: bool
    opened: Opened
    thread: Thread | None
    now: datetime
    clock: str
    day: str
    zone: str
    modal: Modal | None
    shortcuts: Sequence[Shortcut]
    """Those that the person can choose."""
    command: str
    """The name of a slash command that the person can type, "" if there is none."""


def actors(workspace: Workspace, me: str, here: str) -> list[Actor]:
    """Return everyone whose part can be taken: people who are still there, no apps."""
    return [
        Actor(faces.face(person, workspace), person.name, _arrival(workspace, person, here), person.id == me)
        for person in workspace.people.values()
        if can_act(person)
    ]


def can_act(person: Person) -> bool:
    """Whether one can take this person's part: apps and deactivated people do nothing by themselves."""
    return not (person.is_bot or person.deleted or person.id == "USLACKBOT")


def first_channel(workspace: Workspace, person_id: str) -> str:
    """Return the channel where a person starts; SlackError `channel_not_found` if there is none for them."""
    places = [channel.id for channel in workspace.visible_channels(person_id) if not channel.is_archived]
    if not places:
        raise SlackError("channel_not_found")
    return places[0]


def reader(workspace: Workspace, person_id: str) -> Reader:
    """Return the eyes of one person."""
    person = workspace.person(person_id)
    return Reader(
        me=person.id,
        people={each.id: each.display_name or each.real_name for each in workspace.people.values()},
        channels={
            channel.id: channel.name for channel in workspace.visible_channels(person.id) if channel.name
        },
        groups={group.id: group.handle for group in workspace.groups.values()},
        my_groups=frozenset(group.id for group in workspace.groups.values() if person.id in group.members),
        zone=ZoneInfo(person.tz),
        now=workspace.now(),
        home=workspace.url,
        colleagues={
            each.id: each.display_name or each.real_name
            for each in workspace.people.values()
            if not each.deleted and each.id != "USLACKBOT"
        },
        pictures=transcript.pictures(workspace, person.id),
        faces={
            shown.id: (shown.initials, shown.colour)
            for shown in (faces.face(each, workspace) for each in workspace.people.values())
        },
        emoji={name: emoji.address(name) for name in workspace.emoji},
        conversations=tuple(
            _conversation(workspace, person, channel)
            for channel in workspace.visible_channels(person.id)
            if not channel.is_archived
        ),
    )


def view(
    workspace: Workspace,
    reading: ReadTracker,
    person_id: str,
    channel_id: str,
    opened: Opened = _NOTHING,
    *,
    is_read: bool = True,
) -> View:
    """Gather the page; SlackError if the person does not exist or cannot open the channel.

    With `is_read` the person has the messages before their eyes, and not something beside them.
    """
    person, channel = workspace.person(person_id), workspace.channel(channel_id)
    if not workspace.can_see(person.id, channel_id):
        raise SlackError("channel_not_found")
    visible = workspace.visible_messages(channel_id, person.id)
    messages = [message for message in visible if message.is_in_channel]
    reading.begin()
    if is_read:
        reading.saw(person.id, channel_id, messages)
    is_closed = access.is_closed(workspace, channel)
    eyes = reader(workspace, person.id)
    now = eyes.now.astimezone(eyes.zone)
    places = [
        _place(workspace, reading, person, channel, channel_id)
        for channel in workspace.visible_channels(person.id)
    ]
    return View(
        workspace_name=workspace.name,
        company=workspace.founded,
        me=faces.face(person, workspace),
        here=next(place for place in places if place.is_open),
        topic=channel.topic,
        can_write=person.id in channel.members
        and not (channel.is_archived or is_closed or access.is_read_only(channel, person)),
        is_archived=channel.is_archived,
        is_read_only=person.id in channel.members and access.is_read_only(channel, person),
        is_closed=is_closed,
        channels=tuple(place for place in places if place.kind in {"public", "private"}),
        directs=tuple(place for place in places if place.kind in {"im", "mpim"}),
        lines=transcript.lines(messages[-opened.shown :], workspace, eyes),
        has_earlier=len(messages) > opened.shown,
        opened=opened,
        thread=_thread(visible, opened.thread, workspace, eyes),
        now=now,
        clock=times.clock(now),
        day=f"{now:%a} {now.day} {now:%b %Y}",
        zone=person.tz.rpartition("/")[2].replace("_", " "),
        modal=modal(workspace, eyes),
        shortcuts=() if person.is_stranger else workspace.shortcuts,
        command="" if person.is_stranger or not workspace.commands else workspace.commands[0].name,
    )


def _thread(messages: Sequence[Message], ts: str, workspace: Workspace, eyes: Reader) -> Thread | None:
    """Return the thread that began with a message; None if there is no such message for this person."""
    root = next((each for each in messages if each.ts == ts and not each.is_reply), None)
    if root is None or root.ephemeral_to:
        return None
    replies = [each for each in messages if each.is_reply and each.thread_ts == ts]
    lines = transcript.lines([root, *replies], workspace, eyes, prefix="t")
    return Thread(ts, lines)


def _arrival(workspace: Workspace, person: Person, here: str) -> str:
    return here if workspace.can_see(person.id, here) else first_channel(workspace, person.id)


def _conversation(workspace: Workspace, person: Person, channel: Channel) -> Conversation:
    sign = {"public": "#", "private": "🔒 "}.get(channel.kind, "@")
    return Conversation(
        channel.id,
        f"{sign}{_name(workspace, person, channel)}",
        channel.kind,
        channel.is_ext_shared,
        _is_with_app(workspace, channel),
    )


def _place(workspace: Workspace, reading: ReadTracker, person: Person, channel: Channel, here: str) -> Place:
    return Place(
        channel.id,
        _name(workspace, person, channel),
        channel.kind,
        channel.id == here,
        channel.id != here and reading.has_unread(person.id, channel.id),
        _is_with_app(workspace, channel),
    )


def _name(workspace: Workspace, person: Person, channel: Channel) -> str:
    """Return a channel's own name, or the names of those who a person talks to there."""
    if channel.name and channel.kind in {"public", "private"}:
        return channel.name
    others = [
        workspace.people[each] for each in sorted(channel.members - {person.id}) if each in workspace.people
    ]
    return ", ".join(other.display_name or other.real_name for other in others)


def _is_with_app(workspace: Workspace, channel: Channel) -> bool:
    """Return whether it is a talk with an app in it."""
    members = (workspace.people.get(each) for each in channel.members)
    return channel.kind in {"im", "mpim"} and any(member is not None and member.is_bot for member in members)
