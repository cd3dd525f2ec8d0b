"""A running HTTP server and its dependencies."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest
from starlette.types import ASGIApp

from bot.deps import Deps
from bot.metrics import Metrics
from bot.settings import Secret, Settings
from bot.storage.engine import Database
from bot.web.server import Server
from tests.conftest import FixedClock

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"

Serve = Callable[[ASGIApp], AbstractAsyncContextManager[int]]


@pytest.fixture
def deps(database: Database, clock: FixedClock) -> Deps:
    return Deps(
        settings=Settings(signing_secret=Secret(SECRET)),
        database=database,
        clock=clock,
        monotonic=time.monotonic,
        metrics=Metrics(),
    )


@pytest.fixture
def serve() -> Serve:
    """Serve an application on a port of its own, and stop in the end."""

    @contextlib.asynccontextmanager
    async def serving(app: ASGIApp) -> AsyncIterator[int]:
        server, stopping = Server("127.0.0.1", 0), asyncio.Event()
        running = asyncio.create_task(server.run(app, stopping))
        try:
            yield server.port
        finally:
            stopping.set()
            await running

    return serving
