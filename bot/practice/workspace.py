"""The state of the practice workspace: people, channels, user groups and messages, in memory.

Nothing here knows HTTP or the app that is being practised with. What Slack forbids to everyone is refused
here; what it forbids to an app only (scopes, membership) is decided by the Web API on top.
"""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.practice.records import (
    Channel,
    ChannelKind,
    JsonObject,
    Message,
    Person,
    Reaction,
    SlackError,
    UserGroup,
)

__all__ = [
    "Channel",
    "ChannelKind",
    "JsonObject",
    "Message",
    "Person",
    "Reaction",
    "SlackError",
    "UserGroup",
    "Workspace",
    "utc_now",
]

REACTION_NAME = re.compile(r"[\w+'-]+(::skin-tone-[2-6])?")
DEFAULT_SCOPES = frozenset(
    {
        "commands",
        "chat:write",
        "chat:write.public",
        "reactions:read",
        "users:read",
        "channels:read",
        "groups:read",
        "usergroups:read",
    }
)


def utc_now() -> datetime:
    """The real time."""
    return datetime.now(UTC)


class Workspace:
    """One Slack workspace with one app installed in it, `bot_user_id` being the app's bot user.

    Every change raises `revision`; `wait_for_change` lets a page follow.
    """

    def __init__(
        self, name: str, domain: str, *, team_id: str, app_id: str, bot_id: str, bot: Person
    ) -> None:
        """Found a workspace whose only account is `bot`, the app's bot user."""
        self.name = name
        self.domain = domain
        self.url = f"https://{domain}.slack.com/"
        self.team_id = team_id
        self.enterprise_id: str | None = None
        self.app_id = app_id
        self.bot_id = bot_id
        self.bot_user_id = bot.id
        self.scopes: set[str] = set(DEFAULT_SCOPES)
        self.people: dict[str, Person] = {bot.id: bot}
        self.channels: dict[str, Channel] = {}
        self.groups: dict[str, UserGroup] = {}
        self.messages: dict[str, dict[str, Message]] = {}
        """Of each channel by its id: the messages by their ts, oldest first."""
        self.now: Callable[[], datetime] = utc_now
        self.revision = 0
        self._changed = asyncio.Event()
        self._last_micros = 0
        self._numbers = itertools.count(1)

    # -- who and where

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

    def person(self, key: str) -> Person:
        """The person with this id or handle; SlackError `user_not_found` if there is none."""
        found = self.people.get(key) or next((p for p in self.people.values() if p.name == key), None)
        if found is None:
            raise SlackError("user_not_found")
        return found

    def channel(self, key: str) -> Channel:
        """The channel with this id or name; SlackError `channel_not_found` if there is none."""
        named = (channel for channel in self.channels.values() if key and channel.name == key)
        found = self.channels.get(key) or next(named, None)
        if found is None:
            raise SlackError("channel_not_found")
        return found

    def group(self, key: str) -> UserGroup:
        """The user group with this id or handle; SlackError `no_such_subteam` if there is none."""
        found = self.groups.get(key) or next((g for g in self.groups.values() if g.handle == key), None)
        if found is None:
            raise SlackError("no_such_subteam")
        return found

    def change_person(self, person_id: str, **changes: Any) -> Person:
        """Change fields of a person, e.g. `deleted=True` to deactivate, and return them as they are now."""
        changed = replace(self.person(person_id), **changes)
        self.people[changed.id] = changed
        self._touch()
        return changed

    def conversation(self, *person_ids: str) -> Channel:
        """The direct message (two) or group message (more) of exactly these people, opened if need be."""
        members = {self.person(person_id).id for person_id in person_ids}
        for channel in self.channels.values():
            if channel.kind in ("im", "mpim") and channel.members == members:
                return channel
        number = next(self._numbers)
        if len(members) == 2:
            opened = Channel(f"D0DIRECT{number:03}", "", "im", members, created=self.now())
        else:
            names = "--".join(self.people[person_id].name for person_id in person_ids)
            opened = Channel(f"C0GROUPM{number:03}", f"mpdm-{names}-1", "mpim", members, created=self.now())
        self.add(opened)
        return opened

    def dm_channel(self, person_id: str) -> Channel:
        """The app's direct message with a person, opened if need be; SlackError `cannot_dm_bot`."""
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
        """Whether a person can open a channel: its members do, and full members every public one."""
        person, channel = self.person(person_id), self.channel(channel_id)
        if person.id in channel.members:
            return True
        return channel.kind == "public" and not (person.is_restricted or person.is_stranger)

    def visible_channels(self, viewer: str) -> list[Channel]:
        """The channels and conversations that a person can open, in the order in which they were made."""
        return [channel for channel in self.channels.values() if self.can_see(viewer, channel.id)]

    # -- messages

    def next_ts(self) -> str:
        """A message's identity and time: the seconds of `now()` with six decimals, never the same twice."""
        self._last_micros = max(int(self.now().timestamp() * 1_000_000), self._last_micros + 1)
        seconds, micros = divmod(self._last_micros, 1_000_000)
        return f"{seconds}.{micros:06}"

    def post(
        self,
        channel_id: str,
        *,
        user: str | None,
        text: str = "",
        blocks: Sequence[JsonObject] = (),
        ephemeral_to: str | None = None,
        metadata: JsonObject | None = None,
        bot_id: str | None = None,
        username: str | None = None,
        thread_ts: str | None = None,
        via_response_url: bool = False,
    ) -> Message:
        """Put a message into a channel; SlackError `channel_not_found`, `is_archived`, `thread_not_found`."""
        channel = self.channel(channel_id)
        if channel.is_archived:
            raise SlackError("is_archived")
        if thread_ts is not None and thread_ts not in self.messages.get(channel.id, {}):
            raise SlackError("thread_not_found")
        message = Message(
            channel=channel.id,
            ts=self.next_ts(),
            user=user,
            text=text,
            blocks=self._identified(blocks),
            ephemeral_to=ephemeral_to,
            metadata=metadata,
            bot_id=bot_id,
            username=username,
            thread_ts=thread_ts,
            via_response_url=via_response_url,
        )
        self.messages.setdefault(channel.id, {})[message.ts] = message
        self._touch()
        return message

    def message(self, channel_id: str, ts: str) -> Message:
        """One message; SlackError `channel_not_found`, `message_not_found`."""
        found = self.messages.get(self.channel(channel_id).id, {}).get(ts)
        if found is None:
            raise SlackError("message_not_found")
        return found

    def update(self, channel_id: str, ts: str, *, text: str, blocks: Sequence[JsonObject]) -> Message:
        """Replace what a message says; it is marked as edited, unless only one person sees it."""
        message = self.message(channel_id, ts)
        message.text, message.blocks = text, self._identified(blocks)
        message.edited = message.ephemeral_to is None
        self._touch()
        return message

    def delete(self, channel_id: str, ts: str) -> None:
        """Remove a message with its reactions; SlackError `message_not_found`."""
        message = self.message(channel_id, ts)
        del self.messages[message.channel][ts]
        self._touch()

    def visible_messages(self, channel_id: str, viewer: str) -> list[Message]:
        """What a person reads in a channel, oldest first: nothing if they cannot open it."""
        if not self.can_see(viewer, channel_id):
            return []
        found = self.messages.get(self.channel(channel_id).id, {}).values()
        return [message for message in found if message.ephemeral_to in (None, viewer)]

    def add_reaction(self, person_id: str, channel_id: str, ts: str, name: str) -> Message:
        """Put an emoji on a message; SlackError `invalid_name`, `already_reacted`, `message_not_found`."""
        message = self._reactable(channel_id, ts)
        if not REACTION_NAME.fullmatch(name):
            raise SlackError("invalid_name")
        reaction = next((r for r in message.reactions if r.name == name), None)
        if reaction is None:
            message.reactions.append(Reaction(name, [person_id]))
        elif person_id in reaction.users:
            raise SlackError("already_reacted")
        else:
            reaction.users.append(person_id)
        self._touch()
        return message

    def remove_reaction(self, person_id: str, channel_id: str, ts: str, name: str) -> Message:
        """Take one's emoji off a message; SlackError `no_reaction`, `message_not_found`."""
        message = self._reactable(channel_id, ts)
        reaction = next((r for r in message.reactions if r.name == name and person_id in r.users), None)
        if reaction is None:
            raise SlackError("no_reaction")
        reaction.users.remove(person_id)
        if not reaction.users:
            message.reactions.remove(reaction)
        self._touch()
        return message

    def permalink(self, message: Message) -> str:
        """Where Slack would show this message in a browser."""
        return f"{self.url}archives/{message.channel}/p{message.ts.replace('.', '')}"

    # -- following

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

    def _reactable(self, channel_id: str, ts: str) -> Message:
        message = self.message(channel_id, ts)
        if message.ephemeral_to is not None:
            raise SlackError("message_not_found")
        return message

    def _identified(self, blocks: Iterable[JsonObject]) -> list[JsonObject]:
        """The blocks with a `block_id` each, as Slack gives one to those that came without."""
        return [{**block, "block_id": block.get("block_id") or f"b{next(self._numbers)}"} for block in blocks]
