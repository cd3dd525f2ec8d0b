"""The HTTP server: uvicorn on a socket that Hearten opens."""

import asyncio
import contextlib
import errno
import socket
from collections.abc import Generator

import uvicorn
from starlette.types import ASGIApp

from bot.errors import AddressUnavailableError
from bot.web.http_protocol import HttpProtocol

MAX_CONNECTIONS = 1_000
"""Connections that are served at once; further ones are answered 503. Slack keeps far fewer."""
SHUTDOWN_TIMEOUT = 5
"""Seconds that requests in progress have to end when the process is asked to stop."""


class Server:
    """Serves an application until an event is set. The process's signals are not the server's."""

    def __init__(self, host: str, port: int, setting: str = "PORT") -> None:
        """Listen at an address; port 0 takes a free one.

        Raise OSError or `AddressUnavailableError` if the port is taken or the host has another address.

        `::` listens on IPv4 and IPv6. `setting` is the variable that says the port.
        """
        try:
            self._socket = _open_socket(host, port)
        except OSError as error:
            if setting == "PORT" or error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            raise AddressUnavailableError(
                f"{setting} is {port}, and that port is not to be had: set another one"
            ) from error
        self.port = int(self._socket.getsockname()[1])

    async def run(self, app: ASGIApp, stopping: asyncio.Event) -> None:
        """Serve until `stopping` is set. Then accept no more requests, and finish those in progress."""
        server = _Uvicorn(
            uvicorn.Config(
                app,
                http=HttpProtocol,
                # Importing its WebSockets takes a tenth of a process's start.
                ws="none",
                log_config=None,
                access_log=False,
                lifespan="off",
                timeout_graceful_shutdown=SHUTDOWN_TIMEOUT,
                limit_concurrency=MAX_CONNECTIONS,
            )
        )
        serving = asyncio.create_task(server.serve(sockets=[self._socket]), name="http")
        stopped = asyncio.create_task(stopping.wait())
        await asyncio.wait({serving, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        server.should_exit = True
        await serving


def _open_socket(host: str, port: int) -> socket.socket:
    is_ipv6 = ":" in host
    no_address = f"HOST is “{host}”, which is no address of this machine: set it to 127.0.0.1"
    try:
        host.encode("idna")
        return socket.create_server(
            (host, port),
            family=socket.AF_INET6 if is_ipv6 else socket.AF_INET,
            backlog=2_048,
            dualstack_ipv6=host == "::" and socket.has_dualstack_ipv6(),
        )
    except UnicodeError as error:
        # It is not a host name.
        raise AddressUnavailableError(no_address) from error
    except OSError as error:
        # A name that cannot be looked up has a negative number (getaddrinfo's).
        if error.errno == errno.EADDRNOTAVAIL or (error.errno or 0) < 0:
            # Some shells set HOST to something of their own.
            raise AddressUnavailableError(no_address) from error
        raise


class _Uvicorn(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave the signals to the command line."""
        yield
