"""What PostgreSQL's errors mean, and whether a transaction that failed is run again."""

from enum import Enum

from msgspec import Struct
from sqlalchemy.exc import DBAPIError

from bot.errors import HeartenError

MAX_CONFLICTS = 5
"""How often a transaction is run again because another one was in its way."""


_CONFLICT_STATES = {"40001", "40P01"}
"""Serialization failure, deadlock
(https://www.postgresql.org/docs/current/errcodes-appendix.html)."""


_READ_ONLY_STATE = "25006"


_BROKEN_STATES = {"25P03", "57P01", "57P02", "57P03", "57P05"}
"""The server closed the connection: an idle transaction, a shutdown, a crash, a start."""


NO_ROOM_STATES = {_READ_ONLY_STATE, "53000", "53100", "58030"}
"""Nothing can be written: a standby, no resources, a full disk, a failing disk."""


class Trouble(Enum):
    """Why a transaction failed, as far as it decides whether to run it again."""

    CONFLICT = "conflict"
    BROKEN = "connection broken"
    READ_ONLY = "read-only server"
    OTHER = "other"


class LostCommitError(HeartenError):
    """The answer to a commit got lost together with the server that knows its result."""


class Attempts(Struct):
    """Decides whether a transaction that failed is run again."""

    conflicts: int = 0
    has_reconnected: bool = False

    def allow(self, trouble: Trouble) -> bool:
        """Return True if it may be run again, and count it."""
        if trouble is Trouble.CONFLICT:
            self.conflicts += 1
            return self.conflicts <= MAX_CONFLICTS
        if trouble in (Trouble.BROKEN, Trouble.READ_ONLY) and not self.has_reconnected:
            self.has_reconnected = True
            return True
        return False


def find_sqlstate(error: Exception) -> str:
    """Return the five-character SQLSTATE of an error, "" if it has none."""
    return getattr(getattr(error, "orig", None), "sqlstate", None) or ""


def classify(error: Exception) -> Trouble:
    """Return what kind of trouble an error is."""
    state = find_sqlstate(error)
    if state in _CONFLICT_STATES:
        return Trouble.CONFLICT
    if state == _READ_ONLY_STATE:
        return Trouble.READ_ONLY
    is_broken = isinstance(error, DBAPIError) and error.connection_invalidated
    if is_broken or isinstance(error, LostCommitError) or state in _BROKEN_STATES or state.startswith("08"):
        return Trouble.BROKEN
    return Trouble.OTHER
