"""Scenes: moments of the past weeks in which people write or do something, to be played with the app."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from bot.practice.access import require_writable
from bot.practice.message_acts import MessageActs
from bot.practice.records import Message, SlackError
from bot.practice.workspace import Workspace


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


def scene_time(parse_scene: Scene, workspace: Workspace, today: date) -> datetime:
    """Return when a scene happens, in UTC, seen from `today`."""
    day, left = today, parse_scene.workdays_ago
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() < 5
    zone = ZoneInfo(workspace.person(parse_scene.who).tz)
    return datetime.combine(day, parse_scene.at, zone).astimezone(UTC)


def first_moment(scenes: Iterable[Scene], workspace: Workspace, now: datetime) -> datetime:
    """When to begin playing scenes: a little before the first of them, or `now` if there is none before."""
    first = min((scene_time(parse_scene, workspace, now.date()) for parse_scene in scenes), default=now)
    return min(first - timedelta(hours=1), now)


class ScenePlayer:
    """Performs scenes in turn and remembers the messages they label."""

    def __init__(self, actors: MessageActs) -> None:
        self._actors = actors
        self._labelled: dict[str, Message] = {}

    async def perform(self, parse_scene: Scene) -> None:
        """Let the scene's person act now; KeyError for a label that no earlier scene gave."""
        person = self._actors.workspace.person(parse_scene.who)
        channel = self._actors.workspace.channel(parse_scene.where)
        match parse_scene.act:
            case Say(text, label):
                message = await self._actors.say(person.id, channel.id, text)
                if label:
                    self._labelled[label] = message
            case Command(text, name):
                await self._actors.command(person.id, channel.id, text, name=name)
            case React(emoji, label):
                await self._actors.react(person.id, channel.id, self._labelled[label].ts, emoji)


_LINE = re.compile(
    r"(?P<ago>\d{1,4}) (?P<at>\d\d:\d\d) (?P<who>\S+) #(?P<where>\S+?)(?: \[(?P<label>\w+)\])?: (?P<what>.+)"
)


def story_text(command: str = "/kudos") -> str:
    """Ordinary work, and people who thank each other for it: the last 14 working days but today.

    `command` is the name of the app's slash command.
    """
    told = files("bot.practice").joinpath("story.txt").read_text(encoding="utf-8")
    return told.replace(": /kudos ", f": {command} ")


def story_scenes() -> tuple[Scene, ...]:
    """Return the scenes of `story_text`, without those in which people set their preferences."""
    return tuple(parse_scene(line) for line in story_text().splitlines() if line[:1].isdigit())


def parse_scene(line: str) -> Scene:
    """Return the scene that a line says; ValueError, in a sentence, if it says none."""
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError("It tells no scene. One looks like this: 3 09:00 ana #design: Good morning.")
    try:
        at = time.fromisoformat(found["at"])
    except ValueError:
        raise ValueError(f"{found['at']} is no time of a day.") from None
    return Scene(
        workdays_ago=int(found["ago"]),
        at=at,
        who=found["who"],
        where=found["where"],
        act=_read_act(found["what"], found["label"]),
    )


def _read_act(what: str, label: str | None) -> Say | Command | React:
    first, _, rest = what.partition(" ")
    if first.startswith("/"):
        return Command(rest, name=first)
    if first.startswith("+"):
        return React(first[1:], rest)
    return Say(what, label or "")


LONGEST_AGO = 260
"""Working days: a year, which takes minutes to play."""
_REFUSALS = {
    "account_inactive": "{who} has left the company.",
    "channel_not_found": "There is no #{where} that {who} can see.",
    "not_in_channel": "{who} isn't a member of #{where}.",
    "invalid_name": "“{emoji}” can't be an emoji's name.",
    "already_reacted": "{who} has put {emoji} on that message before.",
}

Numbered = tuple[int, Scene]


def find_impossible_scenes(
    scenes: Sequence[Numbered], workspace: Workspace, commands: Collection[str], today: date
) -> list[tuple[int, str]]:
    """What cannot happen: the numbers of the lines, and why, in a sentence. It changes the workspace."""
    problems: list[tuple[int, str]] = []
    possible: list[Numbered] = []
    for number, told in scenes:
        words = _out_of_place(told, workspace)
        if words:
            problems.append((number, words))
        else:
            possible.append((number, told))
    labelled: dict[str, Message] = {}
    for number, told in sorted(possible, key=lambda each: scene_time(each[1], workspace, today)):
        try:
            words = _act(told, workspace, commands, labelled)
        except SlackError as refusal:
            words = _in_words(refusal, told)
        if words:
            problems.append((number, words))
    return problems


def _out_of_place(told: Scene, workspace: Workspace) -> str:
    """Return why a scene has no moment, "" if it has one."""
    if not 1 <= told.workdays_ago <= LONGEST_AGO:
        return f"The first number says how many working days ago it was: from 1 to {LONGEST_AGO}."
    if all(person.name != told.who or person.is_bot for person in workspace.people.values()):
        return f"There is nobody called “{told.who}” here."
    return ""


def _act(told: Scene, workspace: Workspace, commands: Collection[str], labelled: dict[str, Message]) -> str:
    """Do what can be done without the app; why a scene cannot be, "" if it can. Raises SlackError."""
    person, channel = require_writable(workspace, told.who, told.where)
    match told.act:
        case Say(text, label):
            if label in labelled:
                return f"There is a message called [{label}] already."
            message = workspace.post(channel.id, user=person.id, text=text)
            if label:
                labelled[label] = message
        case Command(_, name):
            if person.is_stranger:
                return f"{told.who} is of another organisation and can't use commands."
            if name not in commands:
                return f"The app has no command {name}. It has {' and '.join(sorted(commands))}."
        case React(emoji, label):
            found = labelled.get(label)
            if found is None or found.channel != channel.id:
                return f"Before that, there is no message called [{label}] in #{told.where}."
            workspace.add_reaction(person.id, channel.id, found.ts, emoji)
    return ""


def _in_words(refusal: SlackError, told: Scene) -> str:
    words = _REFUSALS.get(refusal.error, f"Slack would refuse it ({refusal.error}).")
    emoji = told.act.emoji if isinstance(told.act, React) else ""
    return words.format(who=told.who, where=told.where, emoji=emoji)
