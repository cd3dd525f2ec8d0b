"""The lines of a seed that name a company, its people, channels and user groups, and what people prefer."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.practice.company import HEARTEN, SLACKBOT, TEAM, brightside
from bot.practice.languages import find_locale
from bot.practice.records import SlackError
from bot.practice.workspace import Channel, Person, UserGroup, Workspace

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
    """What one line names: a kind, a name as it stands there, and what follows the colon."""

    kind: Kind
    name: str
    rest: str = ""


def naming(line: str) -> Naming | None:
    """What a line names; None if it does not look like such a line."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    kind: Kind = found["kind"]  # type: ignore[assignment]
    return Naming(kind, found["name"], found["rest"] or "")


def founded(names: Sequence[Naming]) -> Workspace:
    """A new workspace with all of these; ValueError, in a sentence, for the first that cannot be.

    Where no people are named it is Brightside, with these channels and groups besides. Else it is a company
    of these people alone, and there is a #general for all of them.
    """
    is_own = any(each.kind == "person" for each in names)
    workspace = _own(names) if is_own else brightside()
    for each in names:
        match each.kind:
            case "company":
                workspace.name = each.name
            case "channel" | "private":
                workspace.add(_channel(each, workspace))
            case "group":
                workspace.add(_group(each, workspace))
            case "language":
                person = _known_person(each.name, workspace)
                workspace.people[person.id] = replace(person, locale=find_locale(each.rest))
            case "privacy":
                preference_commands(each, workspace)
            case "person":
                pass
    if is_own and all(each.name != "#general" for each in names):
        everyone = _members(EVERYONE, workspace)
        workspace.add(Channel("C0GENERAL", "general", "public", everyone, is_general=True))
    return workspace


def preference_commands(naming: Naming, workspace: Workspace) -> list[tuple[str, str, str]]:
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


def _known_person(handle: str, workspace: Workspace) -> Person:
    try:
        person = workspace.person(handle.removeprefix("@"))
    except SlackError:
        raise ValueError(f"There is nobody called “{handle}” here.") from None
    if person.is_bot or person.deleted or person.id == SLACKBOT.id:
        raise ValueError(f"{person.name} is an app, or has left the company.")
    return person


def _own(names: Iterable[Naming]) -> Workspace:
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
    found = _CHANNEL.fullmatch(named.name)
    if found is None:
        raise ValueError(f"“{named.name}” can't be a channel. It begins with #, such as “#kitchen”.")
    if any(channel.name == found[1] for channel in workspace.channels.values()):
        raise ValueError(f"There is a {named.name} already.")
    return Channel(
        _id("C", found[1]),
        found[1],
        "private" if named.kind == "private" else "public",
        _members(named.rest, workspace),
        is_general=found[1] == "general",
    )


def _group(named: Naming, workspace: Workspace) -> UserGroup:
    found = _GROUP.fullmatch(named.name)
    if found is None:
        raise ValueError(f"“{named.name}” can't be a user group. It begins with @, such as “@bakers”.")
    handles = {person.name for person in workspace.people.values()}
    handles |= {group.handle for group in workspace.groups.values()}
    if found[1] in handles:
        raise ValueError(f"There is a {named.name} already.")
    members = _members(named.rest, workspace) - {HEARTEN.id}
    return UserGroup(_id("S", found[1]), found[1], found[1], sorted(members))


def _members(text: str, workspace: Workspace) -> set[str]:
    """The people whose handles stand there, and Hearten, which is in every channel."""
    handles = text.replace(",", " ").split()
    if not handles:
        raise ValueError("Who is in it stands after a colon, such as “: maya li”, or “: everyone”.")
    if handles == [EVERYONE]:
        people = workspace.people.values()
        ids = {each.id for each in people if not (each.is_bot or each.deleted or each.is_restricted)}
        return (ids - {SLACKBOT.id}) | {HEARTEN.id}
    ids = {HEARTEN.id}
    for handle in handles:
        try:
            ids.add(workspace.person(handle.removeprefix("@")).id)
        except SlackError:
            raise ValueError(f"There is nobody called “{handle}” here.") from None
    return ids


def _id(kind: str, name: str) -> str:
    """The same for the same name, so that a page's address still leads there when a company begins anew."""
    return f"{kind}{hashlib.sha256(name.encode()).hexdigest()[:9].upper()}"
