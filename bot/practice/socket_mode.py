"""The Socket Mode way to the app: WebSockets that the app opens and over which everything reaches it."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import uuid
from typing import Literal

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from bot.practice.delivery import Payload, Reply, Retry
from bot.practice.lines import SocketLine, line_of
from bot.practice.parsing import parsed
from bot.practice.workspace import JsonObject

CONNECTIONS = 10
"""How many connections an app may have at a time."""

Farewell = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]


class SocketMode:
    """The app's connections. A payload goes to one of them, in turn."""

    name = "Socket Mode"

    def __init__(self, app_id: str, patience: float) -> None:
        """`patience` is how many seconds the app has to acknowledge a payload."""
        self._app_id = app_id
        self._patience = patience
        self._tickets: set[str] = set()
        self._connections: list[WebSocket] = []
        self._acknowledgements: dict[str, asyncio.Future[JsonObject | str | None]] = {}
        self._changed = asyncio.Condition()

    def issue_ticket(self) -> str:
        """Allow one more connection, and return the query string that opens it."""
        ticket = secrets.token_urlsafe(24)
        self._tickets.add(ticket)
        return f"ticket={ticket}&app_id={self._app_id}"

    async def connected(self, count: int = 1) -> None:
        """Wait until the app has at least so many connections."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self._connections) >= count)

    async def disconnect(self, reason: Farewell = "refresh_requested") -> None:
        """Tell every connection to go; they are closed, unless it is a `warning` ahead of that."""
        for connection in tuple(self._connections):
            # One may have ended a moment ago.
            with contextlib.suppress(*_GONE):
                await connection.send_json(
                    {"type": "disconnect", "reason": reason, "debug_info": _DEBUG_INFO}
                )
                if reason != "warning":
                    await self._forget(connection)
                    await connection.close()

    async def cut(self) -> None:
        """End all connections without a closing handshake; none of them is left afterwards."""
        for connection in tuple(self._connections):
            await self._forget(connection)
            line_of(connection).cut()

    def mute(self, on: bool) -> None:
        """Have the present connections fall silent while they stay open, or speak again."""
        for connection in self._connections:
            line = line_of(connection)
            if isinstance(line, SocketLine):
                line.mute(on)

    async def send(self, payload: Payload, retry: Retry | None) -> Reply:
        """Send to one connection and wait for its acknowledgement, which may carry an answer."""
        if not self._connections:
            return Reply(None, failure="connection_failed")
        connection = self._connections.pop(0)
        self._connections.append(connection)
        envelope: JsonObject = {
            "envelope_id": str(uuid.uuid4()),
            "type": payload.kind,
            "payload": payload.body,
            "accepts_response_payload": payload.kind != "events_api",
        }
        if payload.kind == "events_api":
            envelope |= {
                "retry_attempt": retry.number if retry else 0,
                "retry_reason": retry.reason if retry else "",
            }
        acknowledged = asyncio.get_running_loop().create_future()
        self._acknowledgements[envelope["envelope_id"]] = acknowledged
        try:
            async with asyncio.timeout(self._patience):
                await connection.send_json(envelope)
                return Reply(200, await acknowledged)
        except TimeoutError:
            return Reply(None, failure="timeout")
        except _GONE:
            return Reply(None, failure="connection_failed")
        finally:
            del self._acknowledgements[envelope["envelope_id"]]

    async def endpoint(self, connection: WebSocket) -> None:
        """Serve one connection from its ticket to its end."""
        ticket = connection.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await connection.close()
            return
        self._tickets.discard(ticket)
        try:
            await connection.accept()
            if len(self._connections) >= CONNECTIONS:
                await connection.send_json({"type": "disconnect", "reason": "too_many_websockets"})
                await connection.close()
                return
            await self._welcome(connection)
            while connection.application_state is WebSocketState.CONNECTED:
                self._receive(await connection.receive_text())
        except WebSocketDisconnect:
            await self._forget(connection)

    async def _welcome(self, connection: WebSocket) -> None:
        await connection.send_json(
            {
                "type": "hello",
                "num_connections": len(self._connections) + 1,
                "debug_info": _DEBUG_INFO,
                "connection_info": {"app_id": self._app_id},
            }
        )
        async with self._changed:
            self._connections.append(connection)
            self._changed.notify_all()

    async def _forget(self, connection: WebSocket) -> None:
        async with self._changed:
            if connection in self._connections:
                self._connections.remove(connection)
                self._changed.notify_all()

    def _receive(self, text: str) -> None:
        try:
            frame = parsed(text)
        except ValueError:
            return
        if not isinstance(frame, dict):
            return
        envelope_id = frame.get("envelope_id")
        acknowledged = self._acknowledgements.get(envelope_id) if isinstance(envelope_id, str) else None
        if acknowledged and not acknowledged.done():
            acknowledged.set_result(frame.get("payload") or None)


_DEBUG_INFO = {"host": "practice", "build_number": 1, "approximate_connection_time": 3600}
_GONE = (WebSocketDisconnect, RuntimeError)
"""What sending raises when the connection has ended."""
