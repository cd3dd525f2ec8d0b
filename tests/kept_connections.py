"""Connections to the database that tests use one after another, kept between their engines.

A new connection is a new process of the server, which learns about every table and plans every statement
for the first time: that took a third of the server's time in tests with a world.
"""

from collections import defaultdict
from collections.abc import Hashable
from typing import Any

from psycopg import Connection
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, event

_Address = frozenset[tuple[str, Hashable]]


class KeptConnections:
    """Connections to one database that no engine has at the moment."""

    def __init__(self, database: str) -> None:
        """Keep connections to the database of this name."""
        self._database = database
        self._idle: defaultdict[_Address, list[_KeptConnection]] = defaultdict(list)
        self._is_open = True
        event.listen(Engine, "do_connect", self._connect)

    def close(self) -> None:
        """Close them all, and keep none from now on."""
        self._is_open = False
        event.remove(Engine, "do_connect", self._connect)
        for connections in self._idle.values():
            for connection in connections:
                connection.close()

    def keep(self, connection: "_KeptConnection") -> bool:
        """Keep a connection that an engine closes. Return False if it has to be closed."""
        is_idle = connection.info.transaction_status is TransactionStatus.IDLE
        if not self._is_open or not is_idle:
            return False
        # Nothing of a session outlives it: neither settings nor locks.
        connection.autocommit = True
        connection.execute("DISCARD ALL")
        connection.autocommit = False
        self._idle[connection.address].append(connection)
        return True

    def _connect(
        self, _dialect: object, _record: object, _arguments: object, parameters: dict[str, Any]
    ) -> "_KeptConnection | None":
        """Return a kept connection or a new one; None if SQLAlchemy shall connect to another database."""
        if parameters.get("dbname") != self._database:
            return None
        address = frozenset((name, value) for name, value in parameters.items() if name != "context")
        if self._idle[address]:
            return self._idle[address].pop()
        connection = _KeptConnection.connect(**parameters)
        connection.owner, connection.address = self, address
        return connection


class _KeptConnection(Connection[Any]):
    """A connection that goes back to its owner when an engine closes it."""

    owner: KeptConnections
    address: _Address

    def close(self) -> None:
        """Let the owner keep it, or close it if it broke or is in a transaction."""
        if self.closed or not self.owner.keep(self):
            super().close()
