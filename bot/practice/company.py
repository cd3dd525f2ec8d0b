"""Brightside, the small company of the demo, read from `company.toml`."""

import tomllib
from dataclasses import replace
from importlib.resources import files

from bot.practice.records import Channel, Person, UserGroup
from bot.practice.workspace import Workspace

TEAM = "T0BRIGHT1"
BUILD_BOT_ID = "B0BUILD01"
"""The `bot_id` of what the build server's webhook writes."""

_FILES = files("bot.practice")
_COMPANY = tomllib.loads(_FILES.joinpath("company.toml").read_text(encoding="utf-8"))
_PEOPLE = [Person(**person) for person in _COMPANY["people"]]
ANA, MAYA, LI, JONAS, PRIYA, CAROL, SAM, LENA, TOM, ERIK, ROSA, BUILD_BOT, SLACKBOT, HEARTEN = _PEOPLE
USER_IDS = {person.name: person.id for person in _PEOPLE}
CHANNEL_IDS: dict[str, str] = {channel["name"]: channel["id"] for channel in _COMPANY["channels"]}


def brightside(team_id: str = TEAM, name: str = "Brightside") -> Workspace:
    """Return a new workspace: nine people, those around them, seven channels, two groups, no messages.

    Hearten is in every channel but the private #leads, and not in the group message of Ana, Maya and Priya.
    Rosa, of the studio Northlight, is in the shared #northlight; Tom, a guest, is in #design alone; Erik has
    left the company. Lena reads Slack in German.

    Another `team_id` makes another company, whose people and channels have the same ids.
    """
    people = [replace(one, team_id=team_id) if one.team_id == TEAM else one for one in _PEOPLE]
    workspace = Workspace(
        name, name.lower(), team_id=team_id, app_id="A0HEARTEN", bot_id="B0HEARTEN", bot=people[-1]
    )
    workspace.emoji.add("brightside", _FILES.joinpath("pictures/brightside.png").read_bytes())
    workspace.emoji.add_alias("sunny-side", "brightside")
    workspace.add(*people[:-1])
    for channel in _COMPANY["channels"]:
        workspace.add(Channel(**{**channel, "members": {USER_IDS[name] for name in channel["members"]}}))
    for group in _COMPANY["groups"]:
        workspace.add(UserGroup(**{**group, "members": [USER_IDS[name] for name in group["members"]]}))
    return workspace
