"""What the page shows to one person in one channel, gathered from the workspace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.practice import access, views
from bot.practice.page import emoji, faces, transcript
from bot.practice.page.reader import Conversation, Reader
from bot.practice.records import Channel, JsonObject, Message, Person, Shortcut, SlackError
from bot.practice.workspace import Workspace

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
class Place:
    """A channel or conversation in the sidebar."""

    id: str
    name: str
    kind: str
    is_open: bool
    has_unread: bool
    is_app: bool


@dataclass(frozen=True, slots=True)
class View:
    """The page of one person in one channel."""

    workspace: Workspace
    person: Person
    me: faces.Face
    channel: Channel
    here: Place
    places: Sequence[Place]
    refusal: str
    """Slack's word for why the person can't write there, "" if they can."""
    lines: Sequence[transcript.Line]
    has_earlier: bool
    opened: Opened
    thread: Sequence[transcript.Line] | None
    """The message and the replies that are opened beside the channel; None for none, or if it is gone."""
    now: datetime
    """In the person's zone."""
    reader: Reader
    modals: Sequence[views.View]
    """The modals that are open, the one on top last."""

    @property
    def shortcuts(self) -> Sequence[Shortcut]:
        """Those that the person can choose."""
        return () if self.person.is_stranger else self.workspace.shortcuts

    @property
    def steps(self) -> JsonObject:
        """The app's steps that the person can use in a workflow here, by their callback ids."""
        is_channel = self.channel.kind in ("public", "private") and not self.person.is_stranger
        return self.workspace.steps if is_channel else {}


def mark_read(workspace: Workspace, person_id: str, channel_id: str) -> None:
    """Note that a person has read a channel up to its latest message."""
    messages = [each for each in workspace.visible_messages(channel_id, person_id) if each.is_in_channel]
    if messages:
        workspace.read_marks.seen.setdefault(person_id, {})[channel_id] = messages[-1].ts


def has_unread(workspace: Workspace, person_id: str, channel_id: str) -> bool:
    """Return True if someone else has written since in a channel, where the person can see it, threads apart.

    What was there when the page was first opened counts as read by everyone.
    """
    marks = workspace.read_marks
    seen = max(marks.seen.get(person_id, {}).get(channel_id, ""), marks.beginning or "")
    return any(
        message.ts > seen and message.is_in_channel and message.user != person_id
        for message in workspace.visible_messages(channel_id, person_id)
    )


def actors(workspace: Workspace, here: str) -> list[tuple[faces.Face, str]]:
    """Return everyone who can be acted as, and the channel in which each arrives."""
    return [
        (
            faces.face(person, workspace),
            here if workspace.can_see(person.id, here) else first_channel(workspace, person.id),
        )
        for person in workspace.people.values()
        if can_act(person)
    ]


def can_act(person: Person) -> bool:
    """Return True if one can act as this person: apps and deactivated people do nothing by themselves."""
    return not (person.is_bot or person.deleted or person.id == "USLACKBOT")


def first_channel(workspace: Workspace, person_id: str) -> str:
    """Return the channel where a person starts; SlackError `channel_not_found` if there is none for them."""
    places = [channel.id for channel in workspace.visible_channels(person_id) if not channel.is_archived]
    if not places:
        raise SlackError("channel_not_found")
    return places[0]


def build_reader(workspace: Workspace, person_id: str) -> Reader:
    """Return what one person can read, and what they are offered."""
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


def view(workspace: Workspace, person_id: str, channel_id: str, opened: Opened = _NOTHING) -> View:
    """Gather the page; SlackError if the person does not exist or cannot open the channel."""
    person, channel = workspace.person(person_id), workspace.channel(channel_id)
    if not workspace.can_see(person.id, channel_id):
        raise SlackError("channel_not_found")
    visible = workspace.visible_messages(channel_id, person.id)
    messages = [message for message in visible if message.is_in_channel]
    if workspace.read_marks.beginning is None:
        everything = (ts for messages in workspace.messages.values() for ts in messages)
        workspace.read_marks.beginning = max(everything, default="")
    reader = build_reader(workspace, person.id)
    places = [_place(workspace, person, each, channel_id) for each in workspace.visible_channels(person.id)]
    return View(
        workspace=workspace,
        person=person,
        me=faces.face(person, workspace),
        channel=channel,
        here=next(place for place in places if place.is_open),
        places=places,
        refusal=_refusal(workspace, person, channel),
        lines=transcript.lines(messages[-opened.shown :], workspace, reader),
        has_earlier=len(messages) > opened.shown,
        opened=opened,
        thread=_thread(visible, opened.thread, workspace, reader),
        now=reader.now.astimezone(reader.zone),
        reader=reader,
        modals=workspace.modals.stack(person.id),
    )


def _refusal(workspace: Workspace, person: Person, channel: Channel) -> str:
    try:
        access.require_writable(workspace, person.id, channel.id)
    except SlackError as refusal:
        return refusal.error
    return ""


def _thread(
    messages: Sequence[Message], ts: str, workspace: Workspace, reader: Reader
) -> Sequence[transcript.Line] | None:
    """Return the thread that began with a message; None if there is no such message for this person."""
    root = next((each for each in messages if each.ts == ts and not each.is_reply), None)
    if root is None or root.ephemeral_to:
        return None
    replies = [each for each in messages if each.is_reply and each.thread_ts == ts]
    return transcript.lines([root, *replies], workspace, reader, prefix="t")


def _conversation(workspace: Workspace, person: Person, channel: Channel) -> Conversation:
    sign = {"public": "#", "private": "🔒 "}.get(channel.kind, "@")
    return Conversation(
        channel.id,
        f"{sign}{_name(workspace, person, channel)}",
        channel.kind,
        channel.is_ext_shared,
        workspace.is_with_app(channel),
    )


def _place(workspace: Workspace, person: Person, channel: Channel, here: str) -> Place:
    return Place(
        channel.id,
        _name(workspace, person, channel),
        channel.kind,
        channel.id == here,
        channel.id != here and has_unread(workspace, person.id, channel.id),
        workspace.is_with_app(channel),
    )


def _name(workspace: Workspace, person: Person, channel: Channel) -> str:
    """Return a channel's own name, or the names of those who a person talks to there."""
    if channel.name and channel.kind in {"public", "private"}:
        return channel.name
    others = [
        workspace.people[each] for each in sorted(channel.members - {person.id}) if each in workspace.people
    ]
    return ", ".join(other.display_name or other.real_name for other in others)
