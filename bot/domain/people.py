"""People, as far as a decision about them needs to know."""

from dataclasses import dataclass

SLACKBOT = "USLACKBOT"
"""Slack's own robot, which `users.info` does not call a bot."""

ERASED = "U0"
"""Stands where somebody was named whose name has been erased. No user has this id: Slack's are longer."""


@dataclass(frozen=True, slots=True)
class Person:
    """A Slack user. `name` is how the workspace sees them, empty while unknown.

    `timezone` is an IANA name, `locale` an IETF tag (`en-US`). Somebody who could not be looked up is
    taken for an ordinary member: a thanks is not lost over it.
    """

    id: str
    name: str = ""
    timezone: str = ""
    locale: str = "en-US"
    is_bot: bool = False
    is_deactivated: bool = False
    is_guest: bool = False
    is_admin: bool = False
    """An admin or owner of the Slack workspace, and so of Hearten's settings. It opens nobody's history."""
    is_foreign: bool = False
    """Belongs to another organisation, and meets us in a shared channel."""
    is_appointed: bool = False
    """Was let in by an admin to change Hearten's settings, too. Slack knows nothing of it."""
