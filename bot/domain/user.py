"""Users, as far as decisions need to know them."""

from msgspec import Struct

from bot.domain.ids import UserId

SLACKBOT = UserId("USLACKBOT")
"""Slack's own robot, which `users.info` does not call a bot."""

ERASED = UserId("U0")
"""Replaces the id of a user whose name was erased. No user has this id: Slack's are longer."""


class User(Struct, frozen=True):
    """A Slack user. `name` is how the workspace sees them, empty while unknown.

    `timezone` is an IANA name, `locale` an IETF tag (`en-US`). A recognition to a user who could not be
    looked up is not lost, but nothing is granted to them that guests do not get.
    """

    id: UserId
    name: str = ""
    timezone: str = ""
    locale: str = "en-US"
    is_bot: bool = False
    is_deactivated: bool = False
    is_guest: bool = False
    is_admin: bool = False
    """An admin or owner of the Slack workspace, and so of Hearten's settings. It opens no one's history."""
    is_foreign: bool = False
    """Belongs to another organisation, and meets us in a shared channel."""
    is_appointed: bool = False
    """Was let in by an admin to change Hearten's settings, too. Slack knows nothing of it."""
    picture: str = ""
    """The web address of the picture that Slack shows for them, empty if unknown."""
    is_unknown: bool = False
    """Slack did not answer in time who this is, and never did before."""

    @property
    def is_reachable(self) -> bool:
        """Return True if the bot may write to this user: a colleague whose account is active."""
        return not (self.is_foreign or self.is_deactivated)

    @property
    def is_active_person(self) -> bool:
        """Return True for a person whose account is active, also of another organisation."""
        return not (self.is_bot or self.is_deactivated)

    @property
    def is_active_colleague(self) -> bool:
        """Return True for a user of this workspace whose account is active; guests are colleagues, too."""
        return self.is_active_person and not self.is_foreign

    @property
    def is_full_member(self) -> bool:
        """Return True if the user may read what is public in the workspace."""
        return not (self.is_guest or self.is_foreign or self.is_unknown)


def make_unknown_user(user: UserId) -> User:
    """Return a user with a known id and nothing else."""
    return User(user, is_bot=user == SLACKBOT, is_unknown=user != SLACKBOT)
