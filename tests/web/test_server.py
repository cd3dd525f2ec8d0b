"""The server: its health, its figures, and its end."""

import asyncio
import contextlib
import json
import socket
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr
from slack_bolt.response import BoltResponse
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.deps import Deps
from bot.domain.delivery import Kind
from bot.domain.workspace import WorkspaceIdentity
from bot.errors import AddressUnavailableError
from bot.metrics import Metrics
from bot.settings import Settings
from bot.storage import outbox, transaction, workspaces
from bot.storage.engine import Database, Transaction, answers
from bot.storage.outbox import Letter
from bot.web import server as module
from bot.web.server import Server, application, metrics_application
from tests.conftest import FixedClock
from tests.web.conftest import SECRET, Serve
from tests.web.sending import COMMAND, form, post, request, signed


async def yes() -> bool:
    return True


async def no() -> bool:
    return False


async def test_a_process_that_runs_is_alive(deps: Deps, serve: Serve) -> None:
    async with serve(application(deps, dispatch=None, is_connected=no)) as port:
        deps.database.close()
        answer = await request(port, "GET", "/healthz")
    assert (answer.status, answer.body) == (200, b"ok\n")


async def test_ready(deps: Deps, serve: Serve) -> None:
    for is_connected in (None, yes):
        async with serve(application(deps, dispatch=None, is_connected=is_connected)) as port:
            answer = await request(port, "GET", "/readyz")
        assert answer.status == 200
        assert json.loads(answer.body) == {"ready": True, "problems": [], "warnings": []}


async def test_not_ready_without_slack(deps: Deps, serve: Serve) -> None:
    async with serve(application(deps, dispatch=None, is_connected=no)) as port:
        answer = await request(port, "GET", "/readyz")
    assert answer.status == 503
    assert json.loads(answer.body)["ready"] is False
    assert json.loads(answer.body)["problems"] == ["Slack is not connected"]


async def test_not_ready_without_the_database(deps: Deps, serve: Serve) -> None:
    async with serve(application(deps, dispatch=None, is_connected=None)) as port:
        deps.database.close()
        answer = await request(port, "GET", "/readyz")
    assert answer.status == 503
    assert json.loads(answer.body)["problems"] == ["the database does not answer"]


async def test_not_ready_while_slack_refuses_a_token(deps: Deps, serve: Serve) -> None:
    async def refusals() -> list[str]:
        return ["Slack refuses SLACK_BOT_TOKEN (invalid_auth): copy it again"]

    async with serve(application(deps, dispatch=None, is_connected=yes, refusals=refusals)) as port:
        answer = await request(port, "GET", "/readyz")
    assert answer.status == 503
    assert json.loads(answer.body)["problems"] == await refusals()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_figures_on_a_port_of_their_own(deps: Deps, serve: Serve) -> None:
    apart = replace(deps, settings=Settings(metrics_port=0))
    async with (
        serve(application(apart, dispatch=None, is_connected=None)) as port,
        serve(metrics_application(apart)) as metrics_port,
    ):
        paths = ("/metrics", "/healthz", "/readyz", "/slack/events")
        at_port = [(await request(port, "GET", path)).status for path in paths]
        at_metrics_port = [(await request(metrics_port, "GET", path)).status for path in paths]
    assert at_port == [404, 200, 200, 405]
    assert at_metrics_port == [200, 404, 404, 404]


def test_a_taken_port_of_the_figures_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressUnavailableError, match=f"HEARTEN_METRICS_PORT is {port}, and that port"):
            Server("127.0.0.1", port, "HEARTEN_METRICS_PORT")


class Silence:
    """A database that takes every question and answers none."""

    def __init__(self, database: Database) -> None:
        self.engine = database.engine

    async def read(self, use_case: Any, /, *args: Any, **kwargs: Any) -> Any:
        await asyncio.Event().wait()

    write = commit = read

    async def is_writable(self) -> bool:
        return await self.read(None) is None

    async def scrub(self) -> bool:
        return False

    def close(self) -> None:
        pass


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_database_that_hangs_does_not_answer(
    deps: Deps, serve: Serve, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "DATABASE_PATIENCE", 0.01)
    silent = Deps(deps.settings, Silence(database), deps.clock, deps.monotonic, deps.metrics)
    async with serve(application(silent, dispatch=None, is_connected=None)) as port:
        assert (await request(port, "GET", "/readyz")).status == 503
        assert (await request(port, "GET", "/healthz")).status == 200


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_not_ready_where_the_server_takes_no_writes_until_it_does(
    deps: Deps, serve: Serve, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a standby does: connections to it stay read-only, so they are thrown away."""
    name = database.engine.url.database

    def set_read_only(tx: Transaction, value: str) -> None:
        tx.connection.execute(text("SET TRANSACTION READ WRITE"))
        tx.connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = {value}"))

    async def ask() -> tuple[int, list[str]]:
        answer = await request(port, "GET", "/readyz")
        return answer.status, json.loads(answer.body)["problems"]

    async with serve(application(deps, dispatch=None, is_connected=None)) as port:
        assert await ask() == (200, [])
        await database.write(set_read_only, "on")
        database.engine.dispose()
        assert await ask() == (503, ["the database takes no writes"])
        await database.write(set_read_only, "off")
        # The refusal is remembered for half a minute, and connections are not.
        await database.write(workspaces.ensure, WorkspaceIdentity("", "T1", "", "", "UBOT"))
        assert (await ask())[0] == 503
        monkeypatch.setattr(transaction, "REFUSAL_REMEMBERED", 0)
        assert await ask() == (200, [])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_not_ready_while_the_disk_is_full_or_the_writer_gone(
    deps: Deps, serve: Serve, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_disk(tx: Transaction) -> None:
        tx.connection.exec_driver_sql("PRAGMA max_page_count = 1")
        tx.connection.exec_driver_sql("CREATE TABLE large (words)")
        tx.connection.exec_driver_sql("INSERT INTO large VALUES (zeroblob(100000))")

    async def ask() -> tuple[int, list[str]]:
        answer = await request(port, "GET", "/readyz")
        return answer.status, json.loads(answer.body)["problems"]

    async with serve(application(deps, dispatch=None, is_connected=None)) as port:
        assert await ask() == (200, [])
        with pytest.raises(DBAPIError, match="full"):
            await database.write(fill_disk)
        # A smaller write may find room, though.
        assert await ask() == (503, ["the database takes no writes"])
        await database.write(workspaces.ensure, WorkspaceIdentity("", "T1", "", "", "UBOT"))
        monkeypatch.setattr(transaction, "REFUSAL_REMEMBERED", 0)
        assert await ask() == (200, [])
        monkeypatch.setattr(database, "_take", list)
        with contextlib.suppress(RuntimeError):
            await database.write(answers)
        assert await ask() == (503, ["the database takes no writes"])


async def test_figures(deps: Deps, serve: Serve, database: Database, clock: FixedClock) -> None:
    workspace = await database.write(workspaces.ensure, WorkspaceIdentity("", "T1", "", "", "UBOT"))
    await database.write(outbox.put, workspace.id, Letter(Kind.SHOUT_OUT, "C1"))
    clock.moment = clock.moment.replace(minute=1)
    async with serve(application(deps, dispatch=None, is_connected=None)) as port:
        answer = await request(port, "GET", "/metrics")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/plain")
    lines = answer.body.decode().splitlines()
    assert "hearten_outbox_depth 1.0" in lines
    assert "hearten_outbox_oldest_seconds 60.0" in lines
    assert not any("C1" in line or "T1" in line for line in lines)


async def test_a_backlog_is_a_warning_and_no_reason_to_be_taken_out_of_service(
    deps: Deps, serve: Serve, database: Database, clock: FixedClock
) -> None:
    workspace = await database.write(workspaces.ensure, WorkspaceIdentity("", "T1", "", "", "UBOT"))
    await database.write(outbox.put, workspace.id, Letter(Kind.SHOUT_OUT, "C1"))
    clock.advance(timedelta(minutes=6))
    async with serve(application(deps, dispatch=None, is_connected=yes)) as port:
        answer = await request(port, "GET", "/readyz")
    assert answer.status == 200
    assert json.loads(answer.body)["warnings"] == ["1 messages wait for Slack, the oldest for 360 s"]


async def test_figures_are_told_while_the_database_is_away(deps: Deps, serve: Serve) -> None:
    deps.metrics.database_errors.inc(3)
    async with serve(application(deps, dispatch=None, is_connected=None)) as port:
        deps.database.close()
        answer = await request(port, "GET", "/metrics")
    assert answer.status == 200
    assert "hearten_database_errors_total 3.0" in answer.body.decode().splitlines()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("sent", [b"", b"POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Slow: ", b"GET"])
async def test_who_brings_no_headers_is_sent_away(
    deps: Deps, serve: Serve, monkeypatch: pytest.MonkeyPatch, sent: bytes
) -> None:
    monkeypatch.setattr(module.Protocol, "patience", 0.05)
    async with serve(application(deps, dispatch=None, is_connected=None)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent)
        async with asyncio.timeout(5):
            assert (await reader.read()).startswith(b"HTTP/1.1 408 ")
        writer.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_who_is_slow_with_the_second_request_is_sent_away_too(
    deps: Deps, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module.Protocol, "patience", 0.05)
    async with serve(application(deps, dispatch=None, is_connected=None)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        assert (await reader.readuntil(b"ok\n")).startswith(b"HTTP/1.1 200 ")
        writer.write(b"GET /healthz HTTP/1.1\r\nX-Slow: ")
        async with asyncio.timeout(5):
            assert (await reader.read()).startswith(b"HTTP/1.1 408 ")
        writer.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("pieces", [[70_000], [40_000, 40_000]])
async def test_a_head_that_is_too_large_is_refused(deps: Deps, serve: Serve, pieces: list[int]) -> None:
    async with serve(application(deps, dispatch=None, is_connected=None)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: h\r\n")
        for number, length in enumerate(pieces):
            writer.write(f"x-{number}: {length * 'x'}\r\n".encode())
            await writer.drain()
        assert (await reader.read()).startswith(b"HTTP/1.1 431 ")
        writer.close()


async def test_a_large_body_is_no_large_head(deps: Deps, serve: Serve) -> None:
    async def dispatch(_: str, __: dict[str, str]) -> BoltResponse:
        return BoltResponse(status=200, body="")

    async with serve(application(deps, dispatch=dispatch, is_connected=None)) as port:
        body = form(**COMMAND) + b"&more=" + 200_000 * b"x"
        answer = await post(port, signed(body), body)
        assert answer.status == 200


async def test_it_listens_on_ipv4_and_ipv6_at_once(deps: Deps) -> None:
    server, stopping = Server("::", 0), asyncio.Event()
    running = asyncio.create_task(server.run(application(deps, dispatch=None, is_connected=None), stopping))
    for host in ("127.0.0.1", "::1"):
        async with aiohttp.ClientSession() as browser:
            shown = f"[{host}]" if ":" in host else host
            async with browser.get(f"http://{shown}:{server.port}/healthz") as response:
                assert response.status == 200
    stopping.set()
    await running


async def test_there_is_nothing_else(deps: Deps, serve: Serve) -> None:
    async with serve(application(deps, dispatch=None, is_connected=None)) as port:
        for path in ("/", "/slack", "/admin", "/.env", "/docs", "/metrics/x"):
            assert (await request(port, "GET", path)).status == 404, path


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_ordinary_client_is_served_on_one_connection(deps: Deps, serve: Serve) -> None:
    async with (
        serve(application(deps, dispatch=None, is_connected=None)) as port,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):
        for _ in range(3):
            async with session.get("/healthz") as answer:
                assert await answer.text() == "ok\n"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_runs_is_finished_and_nothing_more_accepted(deps: Deps) -> None:
    reached, go_on, stopping = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def dispatch(body: str, headers: dict[str, str]) -> BoltResponse:
        reached.set()
        await go_on.wait()
        return BoltResponse(status=200, body="finished")

    server = Server("127.0.0.1", 0)
    running = asyncio.create_task(
        server.run(application(deps, dispatch=dispatch, is_connected=None), stopping)
    )
    body = form(**COMMAND)
    answering = asyncio.create_task(post(server.port, signed(body), body))
    await reached.wait()
    stopping.set()
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", server.port)
        except OSError:
            break
        writer.close()
        await asyncio.sleep(0)
    assert not running.done()
    go_on.set()
    assert (await answering).body == b"finished"
    await running


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        Server("127.0.0.1", taken.getsockname()[1])


@pytest.mark.parametrize("host", ["münchen..example", "a" * 300, "[::1]", "*"])
def test_what_is_no_address_is_named(host: str) -> None:
    with pytest.raises(AddressUnavailableError, match=r"HOST is “.*”, which is no address of this machine"):
        Server(host, 0)


def test_secrets_are_not_shown(database: Database, clock: FixedClock) -> None:
    settings = Settings(signing_secret=SecretStr(SECRET))
    deps = Deps(settings, database, clock, time.monotonic, Metrics())
    assert SECRET not in repr(deps)
