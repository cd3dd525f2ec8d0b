"""The people, channels and user groups of the practice workspace, and who is where."""

import asyncio
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from bot.practice.records import Channel, Person, SlackError, UserGroup


def utc_now() -> datetime:
    """Return the real time."""
    return datetime.now(UTC)


class Directory:
    """The people, channels and user groups of a workspace; `bot_user_id` is the app's bot user.

    Every change raises `revision`; a page follows by `wait_for_change`.
    """

    def __init__(self, bot: Person) -> None:
        self.bot_user_id = bot.id
        self.people: dict[str, Person] = {bot.id: bot}
        self.channels: dict[str, Channel] = {}
        self.groups: dict[str, UserGroup] = {}
        self.now: Callable[[], datetime] = utc_now
        self.revision = 0
        self._changed = asyncio.Event()
        self.last_number = 0
        """The last that was given out, to blocks that came without an id."""

    def add(self, *things: Person | Channel | UserGroup) -> None:
        """Add people, channels and user groups; one with the id of an earlier one replaces it."""
        for thing in things:
            if isinstance(thing, Person):
                self.people[thing.id] = thing
            elif isinstance(thing, Channel):
                self.channels[thing.id] = thing
            else:
                self.groups[thing.id] = thing
        self._touch()

    def account(self, person_id: str) -> Person | None:
        """Return the person with this id, if need be one of a crowd; None if there is none."""
        number = crowd_number(person_id)
        is_new = person_id not in self.people and number is not None
        if number is not None and is_new and number < crowd_size(self.channels.values()):
            self.people[person_id] = crowd_person(number, self.people[self.bot_user_id].team_id)
            for channel in self.channels.values():
                if number < channel.crowd:
                    channel.members.add(person_id)
        return self.people.get(person_id)

    def person(self, key: str) -> Person:
        """Return the person with this id or handle; SlackError `user_not_found` if there is none."""
        person = self.account(key) or next((p for p in self.people.values() if p.name == key), None)
        if person is None:
            raise SlackError("user_not_found")
        return person

    def channel(self, key: str) -> Channel:
        """Return the channel with this id or name; SlackError `channel_not_found` if there is none."""
        named = (channel for channel in self.channels.values() if key and channel.name == key)
        channel = self.channels.get(key) or next(named, None)
        if channel is None:
            raise SlackError("channel_not_found")
        return channel

    def group(self, key: str) -> UserGroup:
        """Return the user group with this id or handle; SlackError `no_such_subteam` if there is none."""
        group = self.groups.get(key) or next((g for g in self.groups.values() if g.handle == key), None)
        if group is None:
            raise SlackError("no_such_subteam")
        return group

    def change_person(self, person_id: str, **changes: Any) -> Person:
        """Change fields of a person, e.g. `deleted=True` to deactivate, and return them as they are now."""
        changed = replace(self.person(person_id), **changes)
        self.people[changed.id] = changed
        self._touch()
        return changed

    def conversation(self, *person_ids: str) -> Channel:
        """Return the direct message (two) or group message (more) of exactly these, opened if need be."""
        members = {self.person(person_id).id for person_id in person_ids}
        for channel in self.channels.values():
            if channel.kind in ("im", "mpim") and channel.members == members:
                return channel
        # The same for the same people: an app that remembers a conversation never writes to others.
        key = hashlib.sha256(" ".join(sorted(members)).encode()).hexdigest()[:9].upper()
        channel = Channel(f"D{key}", "", "im", members, created=self.now())
        if len(members) > 2:
            names = "--".join(self.people[person_id].name for person_id in person_ids)
            channel = replace(channel, id=f"C{key}", name=f"mpdm-{names}-1", kind="mpim")
        self.add(channel)
        return channel

    def dm_channel(self, person_id: str) -> Channel:
        """Return the app's direct message with a person, opened if need be; SlackError `cannot_dm_bot`."""
        if self.person(person_id).is_bot or person_id == "USLACKBOT":
            raise SlackError("cannot_dm_bot")
        return self.conversation(self.bot_user_id, person_id)

    def join(self, channel_id: str, person_id: str) -> None:
        """Make someone a member of a channel: joined by themselves, or invited."""
        self.channel(channel_id).members.add(self.person(person_id).id)
        self._touch()

    def leave(self, channel_id: str, person_id: str) -> None:
        """End a membership; nothing happens if there was none."""
        self.channel(channel_id).members.discard(person_id)
        self._touch()

    def can_see(self, person_id: str, channel_id: str) -> bool:
        """Return True if a person can open a channel: its members do, and full members every public one."""
        person, channel = self.person(person_id), self.channel(channel_id)
        if person.id in channel.members:
            return True
        return channel.kind == "public" and not (person.is_restricted or person.is_stranger)

    def is_with_app(self, channel: Channel) -> bool:
        """Return True for a direct message or group message with an app in it."""
        members = (self.people.get(member) for member in channel.members)
        return channel.kind in ("im", "mpim") and any(member and member.is_bot for member in members)

    def visible_channels(self, viewer: str) -> list[Channel]:
        """Return the channels and conversations that a person can open, in the order of their making."""
        return [channel for channel in self.channels.values() if self.can_see(viewer, channel.id)]

    async def wait_for_change(self, since: int) -> int:
        """Wait until `revision` is greater than `since`, and return it; at once if it is already."""
        while self.revision <= since:
            await self._changed.wait()
        return self.revision

    def surroundings_changed(self) -> None:
        """Let those who follow know of a change around the workspace: `now()` jumped, something will fail."""
        self._touch()

    def _touch(self) -> None:
        self.revision += 1
        self._changed.set()
        self._changed = asyncio.Event()


_ID: Final = re.compile(r"U0CROWD(\d{5})")


def crowd_id(number: int) -> str:
    """Return the id of one of a crowd, numbered from 0; the same people are in every crowd."""
    return f"U0CROWD{number:05}"


def crowd_number(person_id: str) -> int | None:
    """Return the number of one of a crowd by the id; None if it is someone else's."""
    match = _ID.fullmatch(person_id)
    return int(match[1]) if match else None


def crowd_person(number: int, team_id: str) -> Person:
    """Return the account of one of a crowd."""
    return Person(crowd_id(number), f"crowd{number:05}", f"Colleague {number}", team_id)


def crowd_size(channels: Iterable[Channel]) -> int:
    """Return how many people of a crowd a workspace with these channels has."""
    return max((channel.crowd for channel in channels), default=0)


def list_members(channel: Channel) -> list[str]:
    """Return the ids of all members of a channel, in a lasting order: those with a part to play first."""
    crowd = [crowd_id(number) for number in range(channel.crowd)]
    return [*sorted(channel.members.difference(crowd)), *crowd]
