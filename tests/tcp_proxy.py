"""A TCP proxy in front of a server, for breaking connections where nothing else can."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from enum import Enum

COMMIT = b"COMMIT\x00"
"""How psycopg ends a transaction."""


class Cut(Enum):
    """Where a connection is cut."""

    BEFORE_COMMIT = "the server never sees the commit"
    AFTER_COMMIT = "the client never sees its answer"


class TcpProxy:
    """Passes bytes on, each connection with two threads."""

    def __init__(self, port: int) -> None:
        """Listen; connections lead to `port`, which may be changed."""
        self.target = port
        self._cut_next: Cut | None = None
        self._statement = b""
        self._is_closed_after_cut = False
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._sockets: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self, where: Cut, *, statement: bytes = b"", is_closed_after: bool = False) -> None:
        """Cut the next connection that commits, once; perhaps nobody gets through after that.

        With a `statement`, only a transaction with that in it.
        """
        self._statement = statement
        self._cut_next, self._is_closed_after_cut = where, is_closed_after

    @property
    def has_cut(self) -> bool:
        """Return True once the ordered cut was made."""
        return self._cut_next is None

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                try:
                    server = socket.create_connection(("127.0.0.1", self.target))
                except OSError:
                    client.close()
                    continue
                self._sockets += [client, server]
                threading.Thread(target=self._up, args=(client, server), daemon=True).start()
                threading.Thread(target=self._down, args=(client, server), daemon=True).start()

    def _up(self, client: socket.socket, server: socket.socket) -> None:
        sent = b""
        with contextlib.suppress(OSError):
            while data := client.recv(65_536):
                sent = data if sent.endswith(COMMIT) else sent + data
                if self._cut_next and data.endswith(COMMIT) and self._statement in sent:
                    where, self._cut_next = self._cut_next, None
                    self._break(where, data, client, server)
                    return
                server.sendall(data)
        _end(client, server)

    def _break(self, where: Cut, data: bytes, client: socket.socket, server: socket.socket) -> None:
        if self._is_closed_after_cut:
            self.target = 1
        if where is Cut.AFTER_COMMIT:
            # The other thread must not pass the answer on.
            client.shutdown(socket.SHUT_RDWR)
            server.sendall(data)
            with contextlib.suppress(OSError):
                server.settimeout(5)
                server.recv(65_536)
        _end(client, server)

    def _down(self, client: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(65_536):
                client.sendall(data)
        _end(client, server)

    def break_all(self) -> None:
        """Break all connections, and accept others."""
        broken, self._sockets = self._sockets, []
        _end(*broken)

    def close(self) -> None:
        """Break all connections, and accept no more."""
        _end(self._listening, *self._sockets)


def _end(*sockets: socket.socket) -> None:
    for one in sockets:
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()


@contextlib.contextmanager
def tcp_proxy(port: int) -> Iterator[TcpProxy]:
    """Run a proxy that leads to this port."""
    proxy = TcpProxy(port)
    try:
        yield proxy
    finally:
        proxy.close()
