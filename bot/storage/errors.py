"""What the storage raises, for the operator to read or for callers to tell apart."""

from sqlalchemy.exc import DisconnectionError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


class NoDatabaseError(OSError):
    """The database cannot be opened or reached. The message is for the operator, and holds no password."""


class UnknownOutcomeError(Exception):
    """The connection broke during a commit, and the database did not tell whether it was kept."""


DATABASE_AWAY = (
    OperationalError,
    InterfaceError,
    # A server that takes no writes.
    InternalError,
    DisconnectionError,
    PoolTimeoutError,
    UnknownOutcomeError,
)
"""Errors of a database that is away or busy: the same may succeed a little later."""
