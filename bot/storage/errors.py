"""What the storage raises, for the operator to read or for callers to tell apart."""

from sqlalchemy.exc import DisconnectionError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import CommitUncertainError

DATABASE_AWAY = (
    OperationalError,
    InterfaceError,
    # A server that takes no writes.
    InternalError,
    DisconnectionError,
    PoolTimeoutError,
    CommitUncertainError,
)
"""Errors of a database that is away or busy: the same may succeed a little later."""
