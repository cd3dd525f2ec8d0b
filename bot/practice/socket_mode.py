"""The Socket Mode way to the app: WebSockets that the app opens and over which everything reaches it."""

import asyncio
import contextlib
import secrets
import uuid
from dataclasses import dataclass
from typing import Literal

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from bot.practice.checks.schema import parse_json
from bot.practice.connections import SocketLine, find_line
from bot.practice.delivery import Payload, Reply, Retry
from bot.practice.records import JsonObject

CONNECTIONS = 10
"""How many connections an app may have at a time."""

FRAME_BYTES = 20_480
"""Bytes of a frame that the app may send. At a larger one Slack closes the connection with 1009
(revelrylabs/slax#614, slack-go#1196, deno-slack-sdk#324)."""

Farewell = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]
Acknowledged = asyncio.Future[JsonObject | str | None]


@dataclass(slots=True)
class Envelope:
    """A payload on its way to the app, until the app acknowledges it."""

    frame: JsonObject
    acknowledged: Acknowledged
    connection: WebSocket | None = None
    """Where it was sent last; None once that connection has ended."""
    sendings: int = 0
    is_late: bool = False
    """True once the person has been shown a failure: the acknowledgement came too late or never."""

    @property
    def id(self) -> str:
        """Return what an acknowledgement names it by."""
        return str(self.frame["envelope_id"])


class SocketMode:
    """The app's connections. A payload goes to one of them, in turn.

    A connection can end while payloads that went over it are unacknowledged. These go over another one, at
    once or as soon as there is one, and again until they are acknowledged. A command or a press comes again
    even if the person has been shown a failure by then.
    """

    name = "Socket Mode"

    def __init__(self, app_id: str, patience: float) -> None:
        """`patience` is how many seconds the app has to acknowledge a payload."""
        self._app_id = app_id
        self._patience = patience
        self._tickets: set[str] = set()
        self._connections: list[WebSocket] = []
        self._envelopes: dict[str, Envelope] = {}
        self.refused_frames = 0
        """How many connections were closed because of a frame of more than `FRAME_BYTES`."""
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

    async def acknowledged(self) -> None:
        """Wait until nothing is left that a lost connection has kept unacknowledged."""
        async with self._changed:
            await self._changed.wait_for(lambda: not any(each.is_late for each in self._envelopes.values()))

    async def disconnect(self, reason: Farewell = "refresh_requested") -> None:
        """Send every connection a `disconnect` frame, and close it unless it is a `warning` ahead of that."""
        for connection in tuple(self._connections):
            # One may have ended a moment ago.
            with contextlib.suppress(*_GONE):
                frame = {"type": "disconnect", "reason": reason, "debug_info": _DEBUG_INFO}
                await connection.send_json(frame)
                if reason != "warning":
                    await self._forget(connection)
                    await connection.close()

    async def cut(self) -> None:
        """Cut all connections as a broken network does, without a closing handshake."""
        for connection in tuple(self._connections):
            await self._forget(connection)
            find_line(connection).cut()

    def mute(self, on: bool = True) -> None:
        """Have the present connections stay open and fall silent, pongs included, or speak again.

        What is sent to the app in between is lost, and counts as not acknowledged in time; a connection that
        the app opens later is not muted.
        """
        for connection in self._connections:
            line = find_line(connection)
            if isinstance(line, SocketLine):
                line.mute(on)

    async def send(self, payload: Payload, retry: Retry | None) -> Reply:
        """Send to one connection and wait for its acknowledgement, which may carry an answer."""
        if not self._connections:
            return Reply(None, failure="connection_failed")
        frame: JsonObject = {
            "envelope_id": str(uuid.uuid4()),
            "type": payload.kind,
            "payload": payload.body,
            "accepts_response_payload": payload.kind != "events_api",
        }
        if payload.kind == "events_api":
            number, reason = (retry.number, retry.reason) if retry else (0, "")
            frame |= {"retry_attempt": number, "retry_reason": reason}
        envelope = Envelope(frame, asyncio.get_running_loop().create_future())
        self._envelopes[envelope.id] = envelope
        refused = self.refused_frames
        try:
            async with asyncio.timeout(self._patience):
                await self._bring(envelope)
                return Reply(200, await envelope.acknowledged)
        except TimeoutError:
            has_lost_connection = envelope.sendings > 1 or envelope.connection is None
            # Events are repeated by `Delivery`, in envelopes of their own.
            envelope.is_late = has_lost_connection and payload.kind != "events_api"
            was_refused = has_lost_connection and self.refused_frames > refused
            return Reply(None, failure="message_too_big" if was_refused else "timeout")
        finally:
            if not envelope.is_late:
                del self._envelopes[envelope.id]

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
                await self._receive(await connection.receive_text())
        except WebSocketDisconnect as end:
            self.refused_frames += end.code == _TOO_BIG
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
        await self._bring_again()

    async def _forget(self, connection: WebSocket) -> None:
        async with self._changed:
            if connection in self._connections:
                self._connections.remove(connection)
                self._changed.notify_all()
        for envelope in self._envelopes.values():
            if envelope.connection is connection:
                envelope.connection = None
        await self._bring_again()

    async def _bring_again(self) -> None:
        """Send what was unacknowledged when its connection ended, oldest first."""
        for envelope in tuple(self._envelopes.values()):
            if envelope.connection is None and envelope.sendings:
                await self._bring(envelope)

    async def _bring(self, envelope: Envelope) -> None:
        """Send an envelope over the next connection; nothing happens if there is none."""
        if not self._connections:
            return
        connection = self._connections.pop(0)
        self._connections.append(connection)
        envelope.connection = connection
        envelope.sendings += 1
        try:
            await connection.send_json(envelope.frame)
        except _GONE:
            await self._forget(connection)

    async def _receive(self, text: str) -> None:
        try:
            frame = parse_json(text)
        except ValueError:
            return
        if not isinstance(frame, dict):
            return
        envelope_id = frame.get("envelope_id")
        envelope = self._envelopes.get(envelope_id) if isinstance(envelope_id, str) else None
        if envelope is None:
            return
        if envelope.is_late:
            async with self._changed:
                self._envelopes.pop(envelope.id, None)
                self._changed.notify_all()
        elif not envelope.acknowledged.done():
            envelope.acknowledged.set_result(frame.get("payload") or None)


_DEBUG_INFO = {"host": "practice", "build_number": 1, "approximate_connection_time": 3600}
_TOO_BIG = 1009
"""The code with which a WebSocket is closed whose peer sends too large a message."""
_GONE = (WebSocketDisconnect, RuntimeError)
"""What sending raises when the connection has ended."""
