"""The HTTP application, and the server that runs it."""

import asyncio
import contextlib
import errno
import socket
from collections.abc import Awaitable, Callable, Generator

import structlog
import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt.response import BoltResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.deps import Deps
from bot.errors import AddressUnavailableError, RequestRefusedError
from bot.storage import held_changes, outbox
from bot.storage.engine import answers
from bot.web.gate import Gate

DATABASE_PATIENCE = 2.0
"""Seconds within which the database must answer for the process to be ready."""

DEEP = 1_000
"""Messages in the outbox that are worth a warning."""
OLD = 300.0
"""Seconds of waiting that are worth a warning."""
MAX_HEAD = 65_536
"""Bytes that a request's first line and headers may have together."""
MAX_CONNECTIONS = 1_000
"""Connections that are served at once; further ones are answered 503. Slack keeps far fewer."""
GRACE = 5
"""Seconds that requests under way have to end when the process is told to stop."""
HEADERS_WITHIN = 10.0
"""Seconds for a request's headers to arrive, and for a new connection to bring any."""

_log = structlog.get_logger(__name__)

Dispatch = Callable[[str, dict[str, str]], Awaitable[BoltResponse]]
Connected = Callable[[], Awaitable[bool]]
Refusals = Callable[[], Awaitable[list[str]]]


async def _no_refusals() -> list[str]:
    return []


def application(
    deps: Deps,
    *,
    dispatch: Dispatch | None,
    is_connected: Connected | None,
    refusals: Refusals = _no_refusals,
) -> Starlette:
    """The routes. `dispatch` takes Slack's requests, in HTTP mode; `is_connected` tells of Socket Mode.

    `refusals` returns a sentence for each token that Slack does not take. There is no `/metrics` if that has
    a port of its own.
    """
    secret = deps.settings.signing_secret
    gate = Gate(secret.get_secret_value()) if secret else None

    async def events(request: Request) -> Response:
        if gate is None or dispatch is None:
            return PlainTextResponse("This Hearten listens by Socket Mode.", 404)
        try:
            body = await gate.check(request)
        except RequestRefusedError as refused:
            _log.warning("request refused", reason=str(refused), status=refused.status)
            deps.metrics.requests.labels("refused", str(refused.status)).inc()
            return PlainTextResponse("", refused.status)
        answer = await dispatch(body, dict(request.headers))
        return _response(answer)

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_: Request) -> Response:
        problems = []
        if not await _database_answers(deps):
            problems.append("the database does not answer")
        elif not await _database_is_writable(deps):
            problems.append("the database takes no writes")
        if is_connected is not None and not await is_connected():
            problems.append("Slack is not connected")
        problems += await refusals()
        warnings = [] if problems else await _backlog(deps)
        told = {"ready": not problems, "problems": problems, "warnings": warnings}
        return JSONResponse(told, 503 if problems else 200)

    routes = [
        Route("/slack/events", events, methods=["POST"]),
        Route("/healthz", healthz),
        Route("/readyz", readyz),
    ]
    if deps.settings.metrics_port is None:
        routes.append(_metrics_route(deps))
    return Starlette(routes=routes)


def metrics_application(deps: Deps) -> Starlette:
    """Return the application for the port of `/metrics` alone."""
    return Starlette(routes=[_metrics_route(deps)])


def _metrics_route(deps: Deps) -> Route:
    async def metrics(_: Request) -> Response:
        await _measure(deps)
        return Response(generate_latest(deps.metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return Route("/metrics", metrics)


async def _backlog(deps: Deps) -> list[str]:
    """What waits for longer than it should. Slack being away is no reason to take us out of service."""
    waiting = await _measure(deps)
    if waiting is None:
        return ["how much waits in the outbox is not known"]
    depth, age = waiting
    if depth < DEEP and age < OLD:
        return []
    return [f"{depth} messages wait for Slack, the oldest for {age:.0f} s"]


async def _measure(deps: Deps) -> tuple[int, float] | None:
    """How many messages wait, and for how many seconds the oldest does; None if the database is away."""
    try:
        async with asyncio.timeout(DATABASE_PATIENCE):
            (depth, oldest), held = await deps.database.read(
                lambda tx: (outbox.depth(tx), held_changes.count(tx))
            )
    # The other figures are to be had all the same.
    except Exception as error:  # noqa: BLE001
        _log.error("outbox not measured", error=type(error).__name__)
        return None
    age = (deps.clock.now() - oldest).total_seconds() if oldest else 0.0
    deps.metrics.outbox_depth.set(depth)
    deps.metrics.outbox_age.set(age)
    deps.metrics.held_changes.set(held)
    return depth, age


async def _database_answers(deps: Deps) -> bool:
    try:
        async with asyncio.timeout(DATABASE_PATIENCE):
            return await deps.database.read(answers)
    # Whatever a driver raises, the answer is the same.
    except Exception as error:  # noqa: BLE001
        _log.error("database does not answer", error=type(error).__name__)
        return False


async def _database_is_writable(deps: Deps) -> bool:
    try:
        async with asyncio.timeout(DATABASE_PATIENCE):
            return await deps.database.is_writable()
    except Exception as error:  # noqa: BLE001 -- see above
        _log.error("database takes no writes", error=type(error).__name__)
        return False


def _response(answer: BoltResponse) -> Response:
    response = Response(answer.body, answer.status)
    for name, values in answer.headers.items():
        for value in values:
            response.headers.append(name, value)
    return response


class Server:
    """uvicorn on a socket of ours, stopped by us: it must not own the process's signals."""

    def __init__(self, host: str, port: int, setting: str = "PORT") -> None:
        """Listen at an address; port 0 takes a free one.

        Raise OSError or `AddressUnavailableError` if the port is taken or the host has another address.

        `::` listens on IPv4 and IPv6. `setting` is the variable that says the port.
        """
        try:
            self._socket = _listening(host, port)
        except OSError as error:
            if setting == "PORT" or error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            raise AddressUnavailableError(
                f"{setting} is {port}, and that port is not to be had: set another one"
            ) from error
        self.port = int(self._socket.getsockname()[1])

    async def run(self, app: Starlette, stopping: asyncio.Event) -> None:
        """Serve until `stopping` is set; then accept nothing more, and finish what runs."""
        server = _Uvicorn(
            uvicorn.Config(
                app,
                http=Protocol,
                # Importing its WebSockets takes a tenth of a process's start.
                ws="none",
                log_config=None,
                access_log=False,
                lifespan="off",
                timeout_graceful_shutdown=GRACE,
                limit_concurrency=MAX_CONNECTIONS,
            )
        )
        serving = asyncio.create_task(server.serve(sockets=[self._socket]), name="http")
        waiting = asyncio.create_task(stopping.wait())
        await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        server.should_exit = True
        await serving


def _listening(host: str, port: int) -> socket.socket:
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
        # No name of a machine is written so.
        raise AddressUnavailableError(no_address) from error
    except OSError as error:
        # A name that cannot be looked up has a negative number (getaddrinfo's).
        if error.errno == errno.EADDRNOTAVAIL or (error.errno or 0) < 0:
            # Some shells set HOST to something of their own.
            raise AddressUnavailableError(no_address) from error
        raise


class Protocol(HttpToolsProtocol):
    """uvicorn waits for a request's headers without end: a few slow senders could hold all connections."""

    patience = HEADERS_WITHIN
    _impatience: asyncio.TimerHandle | None = None
    _head = 0
    """Bytes of the request line and headers that have come so far."""
    _is_refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Begin to wait for the next request's headers with its first byte."""
        if self.cycle is None or self.cycle.response_complete:
            self._wait()
        super().data_received(data)
        if self._impatience is not None:
            self._head += len(data)
            if self._head > MAX_HEAD:
                self._refuse(b"431 Request Header Fields Too Large")

    def on_headers_complete(self) -> None:
        """Stop waiting; refuse headers that are too large together."""
        self._stop_waiting()
        self._head = 0
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > MAX_HEAD:
            self._refuse(b"431 Request Header Fields Too Large")
        else:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take in a body, unless the request is refused already."""
        if not self._is_refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Finish a request, unless it is refused already."""
        if not self._is_refused:
            super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._impatience is None:
            self._impatience = self.loop.call_later(self.patience, self._give_up)

    def _stop_waiting(self) -> None:
        if self._impatience is not None:
            self._impatience.cancel()
            self._impatience = None

    def _give_up(self) -> None:
        self._impatience = None
        self._refuse(b"408 Request Timeout")

    def _refuse(self, status: bytes) -> None:
        self._is_refused = True
        self._stop_waiting()
        self.transport.write(b"HTTP/1.1 " + status + b"\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
        self.transport.close()


class _Uvicorn(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave the signals to the command line."""
        yield
