"""Who a message is from, as the page shows people: a name, initials on a colour, a role."""

from dataclasses import dataclass
from typing import Final

from bot.practice.languages import language_note
from bot.practice.records import Message, Person
from bot.practice.workspace import Workspace

_COLOURS: Final = 8


@dataclass(frozen=True, slots=True)
class Face:
    """A person or an app; `colour` is one of eight, 0 to 7."""

    id: str
    name: str
    initials: str
    colour: int
    role: str
    is_app: bool
    is_hearten: bool
    """The app that is being practised with, which has a picture of its own."""


def face(person: Person, workspace: Workspace) -> Face:
    """Return the face of someone with an account."""
    return Face(
        person.id,
        person.display_name or person.real_name,
        initials(person.real_name),
        _colour(person.id, workspace),
        role(person),
        person.is_bot,
        person.id == workspace.bot_user_id,
    )


def author(message: Message, workspace: Workspace) -> Face:
    """Return the face of a message's author, also if it was a webhook or someone who is not known."""
    person = workspace.people.get(message.user or "")
    if person is not None:
        return face(person, workspace)
    name = message.username or ("App" if message.bot_id else "Someone")
    key = message.bot_id or message.user or name
    return Face(
        key, name, initials(name), _colour(key, workspace), "", message.bot_id is not None, is_hearten=False
    )


def initials(name: str) -> str:
    """Return at most two letters for a name: “Li Wei” gives “LW”, an empty one “?”."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in (*words[:1], *words[1:][-1:])).upper() or "?"


def role(person: Person) -> str:
    """Return what a person is here: the title, and what makes their view of the workspace differ."""
    if person.is_stranger:
        standing = "from another organisation"
    elif person.is_restricted:
        standing = "guest"
    else:
        standing = "workspace admin" if person.is_admin or person.is_owner else ""
    return " · ".join(filter(None, (person.title, standing, language_note(person.locale))))


def _colour(key: str, workspace: Workspace) -> int:
    """Assign colours in turn, so that colleagues who are near each other in the workspace look different."""
    ids = list(workspace.people)
    return ids.index(key) % _COLOURS if key in ids else len(key) % _COLOURS
