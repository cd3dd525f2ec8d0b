"""Snapshots of a practice workspace: what is written to its folder while it runs."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError

from bot.practice.directory import utc_now
from bot.practice.files import File
from bot.practice.records import (
    Channel,
    JsonObject,
    Message,
    Person,
    ReadMarks,
    Shortcut,
    SlashCommand,
    UserGroup,
)
from bot.practice.views import View
from bot.practice.workspace import Workspace

INTERVAL: Final = timedelta(minutes=1)
"""At most so long after it was kept last, a workspace that runs is kept again, for its time goes on."""


class UnreadableError(ValueError):
    """What was kept is damaged, or of another version."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A workspace as it was at a moment.

    Not kept is what ends with the connection to the app or soon anyway: triggers, response URLs, open modals,
    and what was set to fail.
    """

    version: Literal[1]
    now: datetime
    """What its clock showed."""
    written: datetime
    """The real time then."""
    name: str
    domain: str
    team_id: str
    enterprise_id: str | None
    app_id: str
    bot_id: str
    bot_user_id: str
    founded: str
    verification_token: str
    last_number: int
    last_micros: int
    scopes: set[str]
    manifest: JsonObject
    commands: tuple[SlashCommand, ...]
    events: frozenset[str]
    shortcuts: tuple[Shortcut, ...]
    messages_tab_read_only: bool
    is_home_enabled: bool
    emoji: dict[str, bytes]
    emoji_names: dict[str, str]
    """Further names of emoji."""
    people: list[Person]
    channels: list[Channel]
    groups: list[UserGroup]
    messages: dict[str, list[Message]]
    files: list[File]
    homes: list[View]
    read_marks: ReadMarks

    def resumed(self, real: datetime) -> datetime:
        """Return what the clock shows when it goes on at a `real` time: never less than it ever showed.

        Since `written` it may have gone on, for `INTERVAL` at most, without being kept again.
        """
        unkept = min(max(real - self.written, timedelta(0)), INTERVAL)
        return max(self.now + unkept, real)


# Files are bytes. Without the slot, as it is none of the fields.
Snapshot.__pydantic_config__ = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")  # type: ignore[attr-defined]
_KEPT: Final = TypeAdapter(Snapshot)


_SAME: Final = (
    *("name", "domain", "team_id", "enterprise_id", "app_id", "bot_id", "bot_user_id", "founded"),
    *("verification_token", "last_number", "last_micros", "scopes", "manifest", "commands", "events"),
    *("shortcuts", "messages_tab_read_only", "read_marks"),
)
"""Fields that are the workspace's own, by the same names."""


def take_snapshot(workspace: Workspace, real: datetime) -> Snapshot:
    """Return what to keep of a workspace at a `real` time; it shares its parts."""
    return Snapshot(
        version=1,
        now=workspace.now(),
        written=real,
        is_home_enabled=workspace.homes.is_enabled,
        emoji=workspace.emoji.pictures,
        emoji_names=workspace.emoji.meant,
        people=list(workspace.people.values()),
        channels=list(workspace.channels.values()),
        groups=list(workspace.groups.values()),
        messages={channel: list(messages.values()) for channel, messages in workspace.messages.items()},
        files=workspace.files.all,
        homes=workspace.homes.all,
        **{name: getattr(workspace, name) for name in _SAME},
    )


def restore_workspace(found: Snapshot) -> Workspace:
    """Return the workspace that was kept, with a clock of its own yet to come."""
    people = {person.id: person for person in found.people}
    workspace = Workspace(
        found.name,
        found.domain,
        team_id=found.team_id,
        app_id=found.app_id,
        bot_id=found.bot_id,
        bot=people[found.bot_user_id],
    )
    for name in _SAME:
        setattr(workspace, name, getattr(found, name))
    workspace.people = people
    workspace.channels = {channel.id: channel for channel in found.channels}
    workspace.groups = {group.id: group for group in found.groups}
    workspace.emoji.pictures, workspace.emoji.meant = found.emoji, found.emoji_names
    workspace.messages = {
        channel: {message.ts: message for message in messages} for channel, messages in found.messages.items()
    }
    workspace.files.take_up(found.files)
    workspace.homes.is_enabled = found.is_home_enabled
    workspace.homes.take_up(found.homes)
    return workspace


def to_json(found: Snapshot) -> bytes:
    """Write it down."""
    return _KEPT.dump_json(found)


def from_json(written: bytes) -> Snapshot:
    """Read what was written down; `UnreadableError`."""
    try:
        found = _KEPT.validate_json(written)
    except ValidationError as error:
        raise UnreadableError(str(error)) from error
    if all(person.id != found.bot_user_id for person in found.people):
        raise UnreadableError("there is no account of the app's")
    return found


PAUSE: Final = 0.2
"""Seconds from one look to the next, and what is lost at most when the process is killed."""


class SnapshotWriter:
    """Writes a workspace down through `store` whenever it has changed."""

    def __init__(
        self,
        workspace: Workspace,
        store: Callable[[bytes], None],
        troubled: Callable[[OSError], None],
        *,
        real: Callable[[], datetime] = utc_now,
    ) -> None:
        """`troubled` hears when it could not be kept, once in a row; `real` is the real time."""
        self._workspace = workspace
        self._store = store
        self._troubled = troubled
        self._real = real
        self._is_well = True
        self._before: object = None
        self._written = real()

    async def run(self, over: asyncio.Future[None], pause: float = PAUSE) -> None:
        """Keep it now and after every change, until `over` is done. Not to be cancelled while it writes."""
        while not over.done():
            await self.keep()
            await asyncio.wait([over], timeout=pause)

    async def keep(self) -> None:
        """Keep it if it has changed, or if that was long ago: then its time has gone on."""
        now, present = self._real(), self._present()
        if present == self._before and now - self._written < INTERVAL:
            return
        try:
            await asyncio.to_thread(self._store, to_json(take_snapshot(self._workspace, now)))
        except OSError as error:
            if self._is_well:
                self._troubled(error)
            self._is_well = False
            return
        self._before, self._written, self._is_well = present, now, True

    def _present(self) -> object:
        seen = self._workspace.read_marks.seen
        return self._workspace.revision, {person: dict(channels) for person, channels in seen.items()}
