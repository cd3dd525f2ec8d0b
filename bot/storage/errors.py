"""What the storage raises."""

from sqlalchemy.exc import DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

DATABASE_AWAY = (OperationalError, InterfaceError, DisconnectionError, PoolTimeoutError)
"""Errors of a database that is away or busy: the same may succeed a little later."""


class NoDatabaseError(OSError):
    """The database cannot be opened or reached. The message is for the operator, and holds no password."""
