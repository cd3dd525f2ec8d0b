"""The practice workspace as a running server: Web API, response URLs, Socket Mode, perhaps a page."""

from __future__ import annotations

import asyncio
import secrets
import socket
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Self

import aiohttp
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from bot.practice.acts import Acts
from bot.practice.api.endpoint import WebApi
from bot.practice.api.faults import Failure, Fault, Faults, Rates
from bot.practice.api.files import Transfer
from bot.practice.connections import HttpLine, SocketLine
from bot.practice.conversation_acts import ConversationActs
from bot.practice.delivery import Delivery, Disturbance, Transport
from bot.practice.directory import utc_now
from bot.practice.installation import uninstall
from bot.practice.journal import Journal
from bot.practice.response_urls import ResponseUrls
from bot.practice.scenes import Scene, ScenePlayer, scene_time
from bot.practice.signed_posts import SignedPosts
from bot.practice.socket_mode import FRAME_BYTES, SocketMode
from bot.practice.view_acts import ViewActs
from bot.practice.workspace import Workspace

PATIENCE = 3.0
"""Seconds that Slack gives an app to answer."""
KEEP_ALIVE = 300
"""Seconds for which an idle connection stays open: one that is used at that moment would end."""
APP_KEEP_ALIVE = 2.0
"""Seconds for which an idle connection to the app stays open: less than any server allows."""
RETRY_DELAYS = (0.0, 60.0, 300.0)
"""Seconds before each of the three repetitions of an event."""


class Practice(ConversationActs, ViewActs):
    """A small Slack on this machine, and the people in it.

    See `Acts` and the other acts for what they can do. Payloads reach the app through Socket Mode, or as
    signed requests to `events_url` once that is set.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        now: Callable[[], datetime] = utc_now,
        advance: Callable[[timedelta], Awaitable[None]] | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        events_url: str | None = None,
        retry_delays: Sequence[float] = RETRY_DELAYS,
        patience: float = PATIENCE,
        monotonic: Callable[[], float] = time.monotonic,
        page: Callable[[Practice], Sequence[BaseRoute]] | None = None,
        door: socket.socket | None = None,
        can_start_over: bool = False,
        connections_of: Practice | None = None,
    ) -> None:
        """Prepare a server, not yet started.

        `now` is the workspace's clock and `advance` moves it; `port` 0 is any free one; `retry_delays` are
        seconds before each repetition of an event, `patience` those that the app has to answer; `monotonic`
        gives the seconds in which a `trigger_id` grows old; `page` gives the routes of what is shown in a
        browser. `door` is a socket that listens already, on whose port the server is then; it is not closed
        in the end. `can_start_over` is whether someone waits for `leaving`, and then opens another one.
        Payloads go over the Socket Mode connections of the workspace `connections_of`, if the app is in both.
        """
        workspace.now = self.now = now
        workspace.triggers.monotonic = monotonic
        workspace.files.address = lambda path: f"{self.url}{path}"
        self.events_url = events_url
        self.bot_token = f"xoxb-{secrets.token_hex(12)}"
        self.app_token = f"xapp-1-{workspace.app_id}-{secrets.token_hex(12)}"
        self.signing_secret = secrets.token_hex(16)
        self.stopping = asyncio.Event()
        """Set when the server is about to stop: time for whatever keeps a connection open to let go of it."""
        self.leaving = asyncio.Event()
        """Set when another workspace is to take the place of this one."""
        self.is_moving_in = False
        """Whether its past is still being played, which the page does not show."""
        self._can_start_over = can_start_over
        self._advance = advance
        self._patience = patience
        self._host = host
        self._port = door.getsockname()[1] if door else port
        self._door = door
        shared = connections_of._socket_mode if connections_of else None  # noqa: SLF001 -- of this class
        self._socket_mode: SocketMode = shared or SocketMode(workspace.app_id, patience)
        self.journal = Journal(now)
        """Everything that goes to the app and comes from it."""
        self.connected, self.acknowledged = self._socket_mode.connected, self._socket_mode.acknowledged
        delivery = Delivery(self._transport, retry_delays, self.journal)
        self.settled = delivery.settled
        faults = Faults(now, self.stopping, workspace.surroundings_changed, self.journal)
        response_urls = ResponseUrls(workspace, faults)
        Acts.__init__(self, workspace, delivery, response_urls, lambda key: f"{self.url}/response/{key}")
        self._faults, self.heal = faults, faults.forget
        self.disconnect, self.cut_connections = self._socket_mode.disconnect, self._socket_mode.cut
        self.mute = self._socket_mode.mute
        self._api = WebApi(
            workspace,
            bot_token=self.bot_token,
            app_token=self.app_token,
            open_connection=lambda: f"ws://{host}:{self._port}/link/?{self._socket_mode.issue_ticket()}",
            faults=faults,
            rates=Rates(monotonic),
        )
        self.calls = self._api.calls
        """All calls of the Web API so far, oldest first; clear it to begin again."""
        transfer = Transfer(workspace.files, faults, self.bot_token)
        routes: list[BaseRoute] = [
            Route("/api/{method}", self._api.endpoint, methods=["GET", "POST"]),
            Route("/response/{key}", response_urls.endpoint, methods=["POST"]),
            Route("/upload/v1/{key}", transfer.upload, methods=["POST"]),
            Route("/files-pri/{file}/{name}", transfer.download),
            WebSocketRoute("/link/", self._socket_mode.endpoint),
            *(page(self) if page else ()),
        ]
        self._server = uvicorn.Server(
            uvicorn.Config(
                Starlette(routes=routes),
                http=HttpLine,
                ws=SocketLine,
                ws_max_size=FRAME_BYTES,
                lifespan="off",
                log_config=None,
                access_log=False,
                # Answers of the Web API have the workspace's time.
                date_header=False,
                timeout_graceful_shutdown=1,
                timeout_keep_alive=KEEP_ALIVE,
            )
        )
        self._session: aiohttp.ClientSession | None = None

    # -- the server

    @property
    def url(self) -> str:
        """Where the server is, without a slash at the end. A port of 0 is known from the start on."""
        return f"http://{self._host}:{self._port}"

    @property
    def api_url(self) -> str:
        """The base of the Web API's methods."""
        return f"{self.url}/api/"

    async def start(self) -> None:
        """Serve from now on; OSError if the port is taken."""
        self._socket = self._door.dup() if self._door else socket.create_server((self._host, self._port))
        self._port = self._socket.getsockname()[1]
        connector = aiohttp.TCPConnector(keepalive_timeout=APP_KEEP_ALIVE)
        self._session = aiohttp.ClientSession(connector=connector)
        # Not `serve()`: that would take over the signals of the process.
        self._server.config.load()
        self._server.lifespan = self._server.config.lifespan_class(self._server.config)
        await self._server.startup(sockets=[self._socket])

    async def stop(self) -> None:
        """Give up repetitions, close all connections and stop serving."""
        await self._delivery.stop()
        await self._faults.late_calls.stop()
        self.stopping.set()
        await self._server.shutdown(sockets=[self._socket])
        if self._session:
            await self._session.close()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def refused_frames(self) -> int:
        """How many Socket Mode connections were closed because the app sent too large a frame."""
        return self._socket_mode.refused_frames

    # -- the app's tokens

    def knows_token(self, token: str) -> bool:
        """Return True for a token that was issued here, also if it is of no use any longer."""
        return self._api.knows_token(token)

    def issue_token(self, lifetime: timedelta | None, *, is_org_wide: bool = False) -> str:
        """Return a new token of the bot, which may live for a while only."""
        token = f"{'xoxe.' if lifetime else ''}xoxb-{secrets.token_hex(12)}"
        self._api.issue_token(token, self.now() + lifetime if lifetime else None, is_org_wide=is_org_wide)
        return token

    async def answer_call(self, request: Request) -> Response:
        """Answer a call of the Web API that came to another address."""
        return await self._api.endpoint(request)

    async def uninstall(self) -> None:
        """Remove the app from the workspace, which Slack tells it in two events."""
        self._api.revoke_tokens()
        uninstall(self.workspace)
        await self.deliver_event(
            {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.workspace.bot_user_id]}}
        )
        await self.deliver_event({"type": "app_uninstalled"})

    # -- time

    async def advance(self, delta: timedelta) -> None:
        """Move the workspace's clock forward; ValueError for backward, or if it cannot be moved."""
        if self._advance is None:
            raise ValueError("This workspace's clock cannot be moved.")
        if delta < timedelta(0):
            raise ValueError("A workspace's clock only moves forward.")
        await self._advance(delta)
        self._faults.late_calls.run_due()
        self.workspace.surroundings_changed()

    async def play(self, scenes: Iterable[Scene], *, settled: Callable[[], Awaitable[None]]) -> None:
        """Play scenes of the past weeks, moving the clock to each of them and in the end to the real time.

        The clock is expected to be before the first scene. `settled` is awaited after each scene.
        """
        today = utc_now().date()
        stage = ScenePlayer(self)
        for scene in sorted(scenes, key=lambda scene: scene_time(scene, self.workspace, today)):
            await self._advance_to(scene_time(scene, self.workspace, today))
            await stage.perform(scene)
            await settled()
        await self._advance_to(utc_now())

    async def _advance_to(self, when: datetime) -> None:
        ahead = when - self.now()
        if ahead > timedelta(0):
            await self.advance(ahead)

    # -- what goes wrong on purpose

    def fail(self, method: str, *, times: int = 1, **failure: Any) -> None:
        """Have the next `times` calls of a method go wrong, in the way that fields of `Failure` describe.

        Such a call does nothing, unless `acts` is set. A call that merely hangs does its work first. With
        `late`, the connection is cut at once, and the call does its work so many seconds later, by the
        workspace's clock or by real time, whichever comes first. Its message has the `ts` of that moment.

        The method "*" is any that the bot's token can call; what is set for a method by its name goes first.
        "response_url" is what is posted to a `response_url`, "upload_url" uploads of files.
        """
        self._faults.add(Fault(method, Failure(**failure), times))

    @property
    def faults(self) -> Sequence[Fault]:
        """Those that still wait for calls, in the order in which they were set."""
        return tuple(self._faults.waiting)

    def disturb(self, *, repeat: int = 0, within: float = 0.0, seed: int | None = None) -> None:
        """Have every event reach the app `repeat` times more, although it was acknowledged.

        Each sending of an event waits a random time of up to `within` real seconds, so that events overtake
        each other; `seed` makes the times the same again. Without arguments, all is as before.
        """
        self._delivery.disturbance = Disturbance(repeat, within, seed)
        self.workspace.surroundings_changed()

    @property
    def is_disturbed(self) -> bool:
        """Whether events come more than once or out of order."""
        return self._delivery.disturbance.is_any

    def start_over(self) -> None:
        """Make room for a fresh workspace; ValueError if no one would open one."""
        if not self._can_start_over:
            raise ValueError("This workspace cannot start over.")
        self.leaving.set()
        self.workspace.surroundings_changed()

    # -- routes and transports

    def _transport(self) -> Transport:
        if self.events_url is None:
            return self._socket_mode
        if self._session is None:
            raise RuntimeError("The practice workspace has not been started.")
        return SignedPosts(self._session, self.events_url, self.signing_secret, self._patience)
