"""What the composer offers while one types: people and groups, channels and values, commands, emoji."""

from typing import Final, NotRequired, TypedDict

from bot.practice.page import emoji, faces, view
from bot.practice.workspace import Workspace

_VALUES: Final = {
    "creativity": "A value: a fresh idea",
    "collaboration": "A value: working together",
    "problem-solving": "A value: finding the way out",
}
_EVERYONE: Final = {"here": "Those who are active now", "channel": "Everyone in this channel"}


class Offer(TypedDict):
    """One completion: what is put into the text, a picture of one or two characters, and what it means."""

    insert: str
    picture: str
    note: str
    address: NotRequired[str]
    """Where the picture is, if it is one."""


def offers(workspace: Workspace, person_id: str) -> list[Offer]:
    """Return everything that a person can complete, in the order in which it is offered."""
    return [
        *(
            Offer(
                insert=f"@{person.name}",
                picture=faces.initials(person.real_name),
                note=_about(person.id, workspace),
            )
            for person in workspace.people.values()
            if view.can_act(person) or person.id == workspace.bot_user_id
        ),
        *(
            Offer(insert=f"@{group.handle}", picture="@", note=group.name)
            for group in workspace.groups.values()
        ),
        *(Offer(insert=f"@{word}", picture="@", note=note) for word, note in _EVERYONE.items()),
        *(Offer(insert=f"#{value}", picture="#", note=note) for value, note in _VALUES.items()),
        *(
            Offer(insert=f"#{channel.name}", picture="#", note=channel.topic)
            for channel in workspace.visible_channels(person_id)
            if channel.kind in {"public", "private"}
        ),
        *(
            Offer(
                insert=each.name,
                picture="/",
                note=" · ".join(filter(None, (each.usage_hint, each.description))),
            )
            for each in workspace.commands
        ),
        *(
            Offer(insert=f":{name}:", picture="", note="Your own", address=emoji.address(name))
            for name in workspace.emoji
        ),
        *(Offer(insert=f":{name}:", picture=shown, note="") for name, shown in emoji.CHARACTERS.items()),
    ]


def _about(person_id: str, workspace: Workspace) -> str:
    face = faces.face(workspace.people[person_id], workspace)
    return " · ".join(part for part in (workspace.people[person_id].real_name, face.role) if part)
