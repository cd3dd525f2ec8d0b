"""Reports about a recognition: which admins read them, and how many one user can send."""

from collections.abc import Iterable
from datetime import timedelta

from msgspec import Struct

from bot.domain.ids import UserId

MAX_REPORTS = 10
"""Recognitions that one user can report within `REPORT_PERIOD`."""
REPORT_PERIOD = timedelta(hours=1)


class InvolvedUsers(Struct, frozen=True):
    """The users (ids) who have a part in a recognition.

    `users` gave it, received it (even if they took it down), joined in it or shared it. `mentioned` are only
    named in its words.
    """

    users: frozenset[UserId]
    mentioned: frozenset[UserId] = frozenset()

    def can_decide(self, admin: UserId) -> bool:
        """Return True if an admin may read a report about the recognition, and withdraw it."""
        return admin not in self.users

    def list_readers(self, admins: Iterable[UserId]) -> tuple[UserId, ...]:
        """Return the admins who read a report. Those who are mentioned read it only if no one else can."""
        able = tuple(admin for admin in admins if self.can_decide(admin))
        return tuple(admin for admin in able if admin not in self.mentioned) or able


NO_INVOLVED_USERS = InvolvedUsers(frozenset())
