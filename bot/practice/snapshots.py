"""Snapshots of a practice workspace: what is written to its folder while it runs."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final, Literal

import msgspec

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
"""A running workspace is kept at least this often, as its clock runs on."""


class UnreadableError(ValueError):
    """What was kept is damaged, or of another version."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A workspace as it was at a moment.

    Not kept is what ends with the connection to the app or soon anyway: triggers, response URLs, open modals,
    steps of workflows, and what was set to fail.
    """

    version: Literal[3]
    now: datetime
    """What its clock showed."""
    written: datetime
    """The real time then."""
    # What follows are a workspace's own attributes, or those of its parts.
    name: str
    domain: str
    team_id: str
    enterprise_id: str | None
    is_org_wide: bool
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
    people: dict[str, Person]
    channels: dict[str, Channel]
    groups: dict[str, UserGroup]
    messages: dict[str, dict[str, Message]]
    files: dict[str, File]
    homes: dict[str, View]
    read_marks: ReadMarks

    def resume_time(self, real: datetime) -> datetime:
        """Return what the clock shows when it is resumed at a `real` time: never less than it ever showed.

        After `written` it may have run on, for `INTERVAL` at most, without being kept again.
        """
        unkept = min(max(real - self.written, timedelta(0)), INTERVAL)
        return max(self.now + unkept, real)


_PARTS: Final = {
    "is_home_enabled": "homes.is_enabled",
    "homes": "homes.views",
    "files": "files.announced",
    "emoji": "emoji.pictures",
    "emoji_names": "emoji.aliases",
}
"""From a field of a snapshot to where it is in a workspace, if not at an attribute of the same name."""
_PLACES: Final = {
    field.name: _PARTS.get(field.name, field.name)
    for field in fields(Snapshot)
    if field.name not in ("version", "now", "written")
}


def take_snapshot(workspace: Workspace, real: datetime) -> Snapshot:
    """Return what to keep of a workspace at a `real` time; it shares its parts."""
    state = {name: attrgetter(place)(workspace) for name, place in _PLACES.items()}
    return Snapshot(version=3, now=workspace.now(), written=real, **state)


def restore_workspace(snapshot: Snapshot) -> Workspace:
    """Return the workspace that was kept, with a clock of its own yet to come."""
    workspace = Workspace(
        snapshot.name,
        snapshot.domain,
        team_id=snapshot.team_id,
        app_id=snapshot.app_id,
        bot_id=snapshot.bot_id,
        bot=snapshot.people[snapshot.bot_user_id],
    )
    for name, place in _PLACES.items():
        part, _, attribute = place.rpartition(".")
        setattr(getattr(workspace, part) if part else workspace, attribute, getattr(snapshot, name))
    return workspace


def to_json(snapshot: Snapshot) -> bytes:
    """Write a snapshot as JSON."""
    return msgspec.json.encode(snapshot)


def from_json(written: bytes) -> Snapshot:
    """Read a snapshot from JSON; raise `UnreadableError` if it is damaged or of another version."""
    try:
        snapshot = msgspec.json.decode(written, type=Snapshot)
    except msgspec.DecodeError as error:
        raise UnreadableError(str(error)) from error
    if snapshot.bot_user_id not in snapshot.people:
        raise UnreadableError("there is no account of the app's")
    return snapshot


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
        """`troubled` is called when it could not be kept, once in a row; `real` gives the real time."""
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
