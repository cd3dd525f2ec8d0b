"""What the composer offers while one types: people and groups, channels and values, commands, emoji."""

from dataclasses import dataclass
from typing import Final

from bot.practice.page import emoji, faces, view
from bot.practice.records import Person
from bot.practice.workspace import Workspace

_VALUES: Final = {
    "creativity": "A value: a fresh idea",
    "collaboration": "A value: working together",
    "problem-solving": "A value: finding the way out",
}
_EVERYONE: Final = {"here": "Those who are active now", "channel": "Everyone in this channel"}


@dataclass(frozen=True, slots=True)
class Offer:
    """One completion: what is put into the text, a picture of one or two characters, and what it means."""

    insert: str
    picture: str
    note: str = ""
    address: str = ""
    """Where the picture is, if it is one."""


def offers(workspace: Workspace, person_id: str) -> list[Offer]:
    """Return everything that a person can complete, in the order in which it is offered."""
    people = workspace.people.values()
    channels = (each for each in workspace.visible_channels(person_id) if each.kind in {"public", "private"})
    offers = [
        Offer(f"@{each.name}", faces.initials(each.real_name), _about(each, workspace))
        for each in people
        if view.can_act(each) or each.id == workspace.bot_user_id
    ]
    offers += [Offer(f"@{group.handle}", "@", group.name) for group in workspace.groups.values()]
    offers += [Offer(f"@{word}", "@", note) for word, note in _EVERYONE.items()]
    offers += [Offer(f"#{value}", "#", note) for value, note in _VALUES.items()]
    offers += [Offer(f"#{channel.name}", "#", channel.topic) for channel in channels]
    offers += [
        Offer(each.name, "/", " · ".join(filter(None, (each.usage_hint, each.description))))
        for each in workspace.commands
    ]
    offers += [Offer(f":{name}:", "", "Your own", emoji.address(name)) for name in workspace.emoji]
    offers += [Offer(f":{name}:", character) for name, character in emoji.CHARACTERS.items()]
    return offers


def _about(person: Person, workspace: Workspace) -> str:
    return " · ".join(filter(None, (person.real_name, faces.face(person, workspace).role)))
