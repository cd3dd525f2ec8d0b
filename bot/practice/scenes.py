"""Scenes: moments of the past weeks in which somebody says or does something, to be played with the app."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.practice.delivery import Answer
from bot.practice.workspace import Message, Workspace


@dataclass(frozen=True, slots=True)
class Say:
    """An ordinary message. Scenes that follow know it by its `label`."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command, as typed after its name."""

    text: str
    name: str = "/kudos"


@dataclass(frozen=True, slots=True)
class React:
    """An emoji, by its name, on the message that was labelled so."""

    emoji: str
    label: str


@dataclass(frozen=True, slots=True)
class Scene:
    """What a person does in a channel, so many working days ago at a time of their own zone."""

    workdays_ago: int
    """From 1; Saturdays and Sundays are not counted."""
    at: time
    who: str
    """A handle."""
    where: str
    """A channel's name."""
    act: Say | Command | React


def moment(scene: Scene, workspace: Workspace, today: date) -> datetime:
    """When a scene happens, in UTC, seen from `today`."""
    day, left = today, scene.workdays_ago
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() < 5
    zone = ZoneInfo(workspace.person(scene.who).tz)
    return datetime.combine(day, scene.at, zone).astimezone(UTC)


def beginning(scenes: Iterable[Scene], workspace: Workspace, now: datetime) -> datetime:
    """When to begin playing scenes: a little before the first of them, or `now` if there is none before."""
    first = min((moment(scene, workspace, now.date()) for scene in scenes), default=now)
    return min(first - timedelta(hours=1), now)


class Actors(Protocol):
    """What scenes need of the practice workspace."""

    workspace: Workspace

    async def command(self, person_id: str, channel_id: str, text: str, *, name: str = ...) -> Answer:
        """Type a slash command."""

    async def react(self, person_id: str, channel_id: str, ts: str, emoji: str) -> Answer | None:
        """Put an emoji on a message."""

    async def say(self, person_id: str, channel_id: str, text: str) -> Message:
        """Write an ordinary message."""


class Stage:
    """Performs scenes in turn and remembers the messages they label."""

    def __init__(self, actors: Actors) -> None:
        """Perform with the people of a practice workspace."""
        self._actors = actors
        self._labelled: dict[str, Message] = {}

    async def perform(self, scene: Scene) -> None:
        """Let the scene's person act now; KeyError for a label that no earlier scene gave."""
        person = self._actors.workspace.person(scene.who)
        channel = self._actors.workspace.channel(scene.where)
        match scene.act:
            case Say(text, label):
                message = await self._actors.say(person.id, channel.id, text)
                if label:
                    self._labelled[label] = message
            case Command(text, name):
                await self._actors.command(person.id, channel.id, text, name=name)
            case React(emoji, label):
                await self._actors.react(person.id, channel.id, self._labelled[label].ts, emoji)
