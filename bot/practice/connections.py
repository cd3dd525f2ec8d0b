"""The connections underneath HTTP and WebSockets, which can be cut and muted."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

if TYPE_CHECKING:
    from uvicorn._types import ASGISendEvent


class HttpLine(HttpToolsProtocol):
    """A connection that speaks HTTP; `find_line` finds it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn narrows it, too
        """Let requests know their connection."""
        self.app_state = {**self.app_state, "line": self}
        super().connection_made(transport)

    def cut(self) -> None:
        """End the connection as a broken network does: nothing more is sent."""
        self.transport.abort()


class SocketLine(WebSocketsSansIOProtocol):
    """A connection that speaks WebSocket; `find_line` finds it."""

    _muted = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let the WebSocket know its connection."""
        self.app_state = {**self.app_state, "line": self}
        self._held: list[bytes] = []
        super().connection_made(transport)

    def cut(self) -> None:
        """End the connection as a broken network does: without a closing handshake."""
        self.transport.abort()

    def mute(self, on: bool) -> None:
        """Fall silent, pings and pongs included, or speak again.

        What is to be sent in between is lost; what arrives in between is heard at the end.
        """
        if on == self._muted or self.disconnected:
            return
        self._muted = on
        if on:
            self.stop_keepalive()
            return
        self.start_keepalive()
        held, self._held = self._held, []
        for data in held:
            self.data_received(data)

    def data_received(self, data: bytes) -> None:
        """Hear what arrives, or keep it while muted: hearing a ping would answer it."""
        if self._muted:
            self._held.append(data)
        else:
            super().data_received(data)

    async def send(self, message: ASGISendEvent) -> None:
        """Send, or lose it while muted."""
        if not self._muted:
            await super().send(message)


class Cut(Response):
    """No response at all: the connection is cut without a byte."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Cut the connection, and wait until it is gone: a request that ends earlier needs an answer."""
        find_line(HTTPConnection(scope)).cut()
        while (await receive())["type"] != "http.disconnect":
            pass


def find_line(connection: HTTPConnection) -> HttpLine | SocketLine:
    """Return the line that a request or a WebSocket came by."""
    line: HttpLine | SocketLine = connection.state.line
    return line
