"""A practice workspace in which many people work side by side."""

from __future__ import annotations

from bot.practice.records import Channel, Person
from bot.practice.workspace import Workspace
from bot.slack.manifest import SCOPES

TEAM = "T0TOWN001"
HEARTEN = Person("U0HEARTEN", "hearten", "Hearten", TEAM, is_bot=True)
HISTORY = {"channels:history", "groups:history", "im:history", "im:write"}
"""Scopes that an operator may grant besides, so that the bot can look up what it has posted."""


def town(*, public: int = 20, private: int = 4, users: int = 200) -> Workspace:
    """A new workspace without messages; everybody is in every channel, the bot too."""
    workspace = Workspace("Town", "town", team_id=TEAM, app_id="A0HEARTEN", bot_id="B0HEARTEN", bot=HEARTEN)
    workspace.scopes = set(SCOPES) | HISTORY
    crowd = [
        Person(f"U0TOWN{n:03}", f"person{n}", f"Person {n}", TEAM, f"Person {n}", tz="Europe/Berlin")
        for n in range(1, users + 1)
    ]
    members = {user.id for user in crowd} | {HEARTEN.id}
    workspace.add(
        *crowd,
        *(Channel(f"C0OPEN{n:04}", f"open-{n}", "public", set(members)) for n in range(1, public + 1)),
        *(Channel(f"C0SHUT{n:04}", f"shut-{n}", "private", set(members)) for n in range(1, private + 1)),
    )
    return workspace
