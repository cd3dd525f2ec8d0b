"""Teams: a user group or a channel that is thanked as itself, not person by person."""

from msgspec import Struct

from bot.domain.ids import UserId
from bot.domain.user import User

MAX_TEAM_SIZE = 1_500
"""Members that the teams of one recognition can have together."""
MAX_NAMED_MEMBERS = 10
"""Members up to which a user group is thanked person by person, unless its giver asks for the team."""
MIN_TEAM_SIZE = 4
"""Members from which on a team can be thanked as itself: a smaller one would be a name for its people."""
MAX_TEAM_THANKS_PER_PERIOD = 5
"""Recognitions of teams that one user can give within `RATE_PERIOD`: each is in many histories."""
MAX_TEAM_NAME = 80
"""Characters of a name that are stored; Slack's own limit."""


def is_user_group(id_: str) -> bool:
    """Return True for the id of a user group, which begins with S; False for that of a user or channel."""
    return id_.startswith("S")


class Team(Struct, frozen=True, order=True):
    """A team by Slack's id of its user group or channel.

    `name` is what it was called when it was thanked, "" if unknown. Where Slack shows a mention of a channel,
    it has its present name.
    """

    id: UserId
    name: str = ""

    @property
    def is_channel(self) -> bool:
        """Return True for a channel, False for a user group."""
        return not is_user_group(self.id)


class NewTeam(Struct, frozen=True):
    """A team to be thanked, with the users who are in it at this moment, without apps and the giver."""

    team: Team
    members: tuple[User, ...]


def is_thanked_as_itself(size: int, *, is_whole: bool) -> bool:
    """Return True if a team with so many members besides the giver is thanked as itself.

    `is_whole` says that the giver asked for the team and not for its people.
    """
    return size >= MIN_TEAM_SIZE if is_whole else size > MAX_NAMED_MEMBERS
