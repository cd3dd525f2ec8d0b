"""Scenes: moments of the past weeks in which people write or do something, to be played with the app."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

from bot.practice.access import require_writable
from bot.practice.conversation_acts import ConversationActs
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


def scene_time(scene: Scene, workspace: Workspace, today: date) -> datetime:
    """Return when a scene happens, in UTC, seen from `today`."""
    day, left = today, scene.workdays_ago
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() < 5
    zone = ZoneInfo(workspace.person(scene.who).tz)
    return datetime.combine(day, scene.at, zone).astimezone(UTC)


def first_moment(scenes: Iterable[Scene], workspace: Workspace, now: datetime) -> datetime:
    """Return when to begin playing: a little before the first scene, or `now` if there is none before."""
    first = min((scene_time(scene, workspace, now.date()) for scene in scenes), default=now)
    return min(first - timedelta(hours=1), now)


class ScenePlayer:
    """Performs scenes in turn and remembers the messages they label."""

    def __init__(self, actors: ConversationActs) -> None:
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


STORIES = files("bot.practice").joinpath("stories")
"""Seeds of companies that speak another language than English, each named by its tag."""
_LINE = re.compile(
    r"(?P<ago>\d{1,4}) (?P<at>\d\d:\d\d) (?P<who>\S+) #(?P<where>\S+?)(?: \[(?P<label>\w+)\])?: (?P<what>.+)"
)


def story_text(command: str = "/kudos", language: str = "") -> str:
    """Return the last 14 working days but today: ordinary work, and people who thank each other for it.

    `command` is the name of the app's slash command, `language` the tag of one of `STORIES`.
    """
    file = STORIES.joinpath(f"{language}.txt") if language else files("bot.practice").joinpath("story.txt")
    story = file.read_text(encoding="utf-8")
    return story.replace(": /kudos ", f": {command} ")


def parse_scene(line: str) -> Scene:
    """Return the scene that a line says; ValueError, in a sentence, if it says none."""
    parts = _LINE.fullmatch(line)
    if parts is None:
        raise ValueError("It tells no scene. One looks like this: 3 09:00 ana #design: Good morning.")
    try:
        at = time.fromisoformat(parts["at"])
    except ValueError:
        raise ValueError(f"{parts['at']} is no time of a day.") from None
    act = _read_act(parts["what"], parts["label"])
    return Scene(int(parts["ago"]), at, parts["who"], parts["where"], act)


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
    """Return the numbers of the lines that cannot happen, and why, in a sentence. Changes the workspace."""
    problems: list[tuple[int, str]] = []
    possible: list[Numbered] = []
    for number, scene in scenes:
        reason = _out_of_place(scene, workspace)
        if reason:
            problems.append((number, reason))
        else:
            possible.append((number, scene))
    labelled: dict[str, Message] = {}
    for number, scene in sorted(possible, key=lambda each: scene_time(each[1], workspace, today)):
        try:
            reason = _act(scene, workspace, commands, labelled)
        except SlackError as refusal:
            reason = _REFUSALS.get(refusal.error, f"Slack would refuse it ({refusal.error}).").format(
                who=scene.who, where=scene.where, emoji=getattr(scene.act, "emoji", "")
            )
        if reason:
            problems.append((number, reason))
    return problems


def _out_of_place(scene: Scene, workspace: Workspace) -> str:
    """Return why a scene has no moment, "" if it has one."""
    if not 1 <= scene.workdays_ago <= LONGEST_AGO:
        return f"The first number says how many working days ago it was: from 1 to {LONGEST_AGO}."
    if all(person.name != scene.who or person.is_bot for person in workspace.people.values()):
        return f"There is nobody called “{scene.who}” here."
    return ""


def _act(scene: Scene, workspace: Workspace, commands: Collection[str], labelled: dict[str, Message]) -> str:
    """Do what can be done without the app; why a scene cannot be, "" if it can. Raises SlackError."""
    person, channel = require_writable(workspace, scene.who, scene.where)
    match scene.act:
        case Say(text, label):
            if label in labelled:
                return f"There is a message called [{label}] already."
            message = workspace.post(channel.id, user=person.id, text=text)
            if label:
                labelled[label] = message
        case Command(_, name):
            if person.is_stranger:
                return f"{scene.who} is of another organisation and can't use commands."
            if name not in commands:
                return f"The app has no command {name}. It has {' and '.join(sorted(commands))}."
        case React(emoji, label):
            if label not in labelled or labelled[label].channel != channel.id:
                return f"Before that, there is no message called [{label}] in #{scene.where}."
            workspace.add_reaction(person.id, channel.id, labelled[label].ts, emoji)
    return ""
