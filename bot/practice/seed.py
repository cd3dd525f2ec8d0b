"""Seeds: texts that describe a company, its past line by line, and what people prefer."""

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Literal, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.practice.company import HEARTEN, SLACKBOT, TEAM, brightside
from bot.practice.languages import find_locale
from bot.practice.records import Channel, ChannelKind, Person, SlackError, UserGroup
from bot.practice.scenes import LONGEST_AGO, Command, Numbered, Scene, find_impossible_scenes, parse_scene
from bot.practice.workspace import Workspace

Kind = Literal["company", "person", "channel", "private", "group", "language", "privacy"]
EVERYONE = "everyone"
_LINE = re.compile(
    r"(?P<kind>company|person|channel|private|group|language|privacy) +(?P<name>[^:]+?)(?: *: *(?P<rest>.*))?"
)
_HANDLE = re.compile(r"[a-z0-9][a-z0-9._-]{0,20}")
_CHANNEL = re.compile(r"#([^\W_A-Z][\w-]{0,79})")
_GROUP = re.compile(r"@([a-z0-9][a-z0-9._-]{0,20})")


@dataclass(frozen=True, slots=True)
class Naming:
    """What one line names: a kind, a name as it is there, and what follows the colon."""

    kind: Kind
    name: str
    rest: str = ""


def parse_naming(line: str) -> Naming | None:
    """Return what a line names; None if it does not look like such a line."""
    parts = _LINE.fullmatch(line)
    return Naming(cast("Kind", parts["kind"]), parts["name"], parts["rest"] or "") if parts else None


def found_company(names: Sequence[Naming]) -> Workspace:
    """Return a new workspace with all of these; ValueError, in a sentence, for the first that cannot be.

    Where no people are named it is Brightside, with these channels and groups besides. Else it is a company
    of these people alone, and there is a #general for all of them.
    """
    is_own = any(each.kind == "person" for each in names)
    workspace = _own_company(names) if is_own else brightside()
    for each in names:
        match each.kind:
            case "company":
                workspace.name = each.name
            case "channel" | "private":
                workspace.add(_channel(each, workspace))
            case "group":
                workspace.add(_group(each, workspace))
            case "language":
                for person in _readers(each.name, workspace):
                    workspace.people[person.id] = replace(person, locale=find_locale(each.rest))
            case "privacy":
                list_preference_commands(each, workspace)
            case "person":
                pass
    if is_own and all(each.name != "#general" for each in names):
        everyone = _members(EVERYONE, workspace)
        workspace.add(Channel("C0GENERAL", "general", "public", everyone, is_general=True))
    return workspace


def list_preference_commands(naming: Naming, workspace: Workspace) -> list[tuple[str, str, str]]:
    """Return what a `privacy` line has a person type: handle, channel and text of each command.

    Raise ValueError, with a sentence, if the person cannot type commands or no preference is named.
    """
    person = _known_person(naming.name, workspace)
    preferences = [part.strip() for part in naming.rest.split(",") if part.strip()]
    if not preferences:
        raise ValueError(f"What {person.name} prefers follows a colon, such as “: thanks privately”.")
    channels = workspace.channels.values()
    joined = [
        each.name for each in channels if person.id in each.members and each.kind in ("public", "private")
    ]
    if not joined or person.is_stranger:
        raise ValueError(f"{person.name} can't use commands here.")
    return [(person.name, joined[0], f"privacy {preference}") for preference in preferences]


def _readers(name: str, workspace: Workspace) -> list[Person]:
    """Return the person with this handle, or everyone who reads Slack there."""
    if name != EVERYONE:
        return [_known_person(name, workspace)]
    return [person for person in workspace.people.values() if not (person.is_bot or person.id == SLACKBOT.id)]


def _find_person(handle: str, workspace: Workspace) -> Person:
    try:
        return workspace.person(handle.removeprefix("@"))
    except SlackError:
        raise ValueError(f"There is nobody called “{handle}” here.") from None


def _known_person(handle: str, workspace: Workspace) -> Person:
    person = _find_person(handle, workspace)
    if person.is_bot or person.deleted or person.id == SLACKBOT.id:
        raise ValueError(f"{person.name} is an app, or has left the company.")
    return person


def _own_company(names: Iterable[Naming]) -> Workspace:
    workspace = Workspace(
        "Practice", "practice", team_id=TEAM, app_id="A0HEARTEN", bot_id="B0HEARTEN", bot=HEARTEN
    )
    workspace.add(SLACKBOT)
    for each in names:
        if each.kind == "person":
            workspace.add(_person(each, workspace))
    return workspace


def _person(named: Naming, workspace: Workspace) -> Person:
    handle, (real_name, *rest) = named.name, [part.strip() for part in named.rest.split(",")]
    if not _HANDLE.fullmatch(handle):
        raise ValueError(f"“{handle}” can't be a handle. It has small letters and digits, such as “maya”.")
    if any(person.name == handle for person in workspace.people.values()):
        raise ValueError(f"There is a “{handle}” already.")
    if not real_name:
        raise ValueError(
            "A person needs a name, such as “person maya: Maya Keller, Engineer, Europe/Berlin”."
        )
    title, zone, is_admin = "", "Etc/UTC", False
    for part in rest:
        if part == "admin":
            is_admin = True
        elif "/" in part and " " not in part:
            zone = _zone(part)
        else:
            title = part
    return Person(_id("U", handle), handle, real_name, TEAM, real_name, title, zone, is_admin=is_admin)


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"There is no time zone “{name}”.") from None


def _channel(named: Naming, workspace: Workspace) -> Channel:
    taken = {channel.name for channel in workspace.channels.values()}
    name = _new_name(named, _CHANNEL, taken, "a channel. It begins with #, such as “#kitchen”.")
    kind: ChannelKind = "private" if named.kind == "private" else "public"
    members = _members(named.rest, workspace)
    return Channel(_id("C", name), name, kind, members, is_general=name == "general")


def _group(named: Naming, workspace: Workspace) -> UserGroup:
    taken = {person.name for person in workspace.people.values()}
    taken |= {group.handle for group in workspace.groups.values()}
    handle = _new_name(named, _GROUP, taken, "a user group. It begins with @, such as “@bakers”.")
    return UserGroup(_id("S", handle), handle, handle, sorted(_members(named.rest, workspace) - {HEARTEN.id}))


def _new_name(named: Naming, pattern: re.Pattern[str], taken: Collection[str], kind: str) -> str:
    """Return a name without its sign; ValueError if a thing of this kind can't have it, or it is taken."""
    match = pattern.fullmatch(named.name)
    if match is None:
        raise ValueError(f"“{named.name}” can't be {kind}")
    if match[1] in taken:
        raise ValueError(f"There is a {named.name} already.")
    return match[1]


def _members(text: str, workspace: Workspace) -> set[str]:
    """Return the ids of the people whose handles are there, and of Hearten, which is in every channel."""
    handles = text.replace(",", " ").split()
    if not handles:
        raise ValueError("Who is in it stands after a colon, such as “: maya li”, or “: everyone”.")
    if handles == [EVERYONE]:
        people = workspace.people.values()
        ids = {each.id for each in people if not (each.is_bot or each.deleted or each.is_restricted)}
        return (ids - {SLACKBOT.id}) | {HEARTEN.id}
    return {HEARTEN.id, *(_find_person(handle, workspace).id for handle in handles)}


def _id(kind: str, name: str) -> str:
    """Return the same id for a name, so that a page's address leads there when a company begins again."""
    return f"{kind}{hashlib.sha256(name.encode()).hexdigest()[:9].upper()}"


class SeedError(ValueError):
    """A seed that cannot be played. The message has a line for each wrong one: its number, and why."""

    def __init__(self, problems: Sequence[tuple[int, str]]) -> None:
        super().__init__("\n".join(f"line {number}: {words}" for number, words in sorted(problems)))


@dataclass(frozen=True, slots=True)
class Seed:
    """A company to begin with, and its past."""

    text: str
    names: tuple[Naming, ...]
    scenes: tuple[Scene, ...]

    def found_company(self) -> Workspace:
        """Return a new workspace of this company, in which nothing has happened yet."""
        return found_company(self.names)


def read_seed(text: str, commands: Collection[str], today: date) -> Seed:
    """Read a seed, and see that all of it could happen, seen from `today`; `SeedError`.

    `commands` are those that the app has ("/kudos").
    """
    problems: list[tuple[int, str]] = []
    named: list[tuple[int, Naming]] = []
    scenes: list[Numbered] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        text_line = line.strip()
        if not text_line or text_line.startswith("#"):
            continue
        try:
            if naming := parse_naming(text_line):
                named.append((number, naming))
            else:
                scenes.append((number, parse_scene(text_line)))
        except ValueError as error:
            problems.append((number, str(error)))
    names: list[Naming] = []
    # People first: whether there are any of its own decides which company it is.
    for number, naming in sorted(named, key=lambda each: each[1].kind != "person"):
        try:
            found_company([*names, naming])
            names.append(naming)
        except ValueError as error:
            problems.append((number, str(error)))
    scenes += _preference_scenes(named, names, next(iter(commands)), scenes)
    problems += find_impossible_scenes(scenes, found_company(names), commands, today)
    if problems:
        raise SeedError(problems)
    return Seed(text, tuple(names), tuple(scene for _, scene in scenes))


def _preference_scenes(
    named: Sequence[tuple[int, Naming]], names: Sequence[Naming], command: str, scenes: Sequence[Numbered]
) -> list[Numbered]:
    """Return the scenes in which people set their preferences, on the working day before all other scenes."""
    first = min(max((scene.workdays_ago for _, scene in scenes), default=0) + 1, LONGEST_AGO)
    company = found_company(names)
    return [
        (number, Scene(first, time(0), who, where, Command(text, name=command)))
        for number, each in named
        if each.kind == "privacy" and each in names
        for who, where, text in list_preference_commands(each, company)
    ]
