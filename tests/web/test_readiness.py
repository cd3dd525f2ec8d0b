"""When the process is ready to serve."""

import asyncio
import contextlib
import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.deps import Deps
from bot.domain.ids import ChannelId, UserId
from bot.domain.outbox_messages import ShoutOut
from bot.domain.workspace import WorkspaceIdentity
from bot.storage import outbox, transaction, workspaces
from bot.storage.engine import Database, Transaction, is_answering
from bot.web import readiness
from bot.web.application import application
from tests.conftest import FixedClock
from tests.web.conftest import Serve
from tests.web.slack_requests import request

BOT = UserId("UBOT")


async def yes() -> bool:
    return True


async def no() -> bool:
    return False


class SilentDatabase:
    """A database that never answers."""

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


async def test_readyz_is_200_with_slack_and_database(deps: Deps, serve: Serve) -> None:
    for is_connected in (None, yes):
        async with serve(application(deps, dispatch=None, is_connected=is_connected)) as port:
            answer = await request(port, "GET", "/readyz")
        assert answer.status == 200
        assert json.loads(answer.body) == {"ready": True, "problems": [], "warnings": []}


async def test_not_ready_without_slack(deps: Deps, serve: Serve) -> None:
    async with serve(application(deps, dispatch=None, is_connected=no)) as port:
        answer = await request(port, "GET", "/readyz")
        metrics = await request(port, "GET", "/metrics")
    assert b"\nhearten_ready 0.0\n" in metrics.body
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
    async def token_problems() -> list[str]:
        return ["Slack refuses SLACK_BOT_TOKEN (invalid_auth): copy it again"]

    async with serve(
        application(deps, dispatch=None, is_connected=yes, token_problems=token_problems)
    ) as port:
        answer = await request(port, "GET", "/readyz")
    assert answer.status == 503
    assert json.loads(answer.body)["problems"] == await token_problems()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_not_ready_while_the_server_takes_no_writes(
    deps: Deps, serve: Serve, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Make connections read-only, as those to a standby are. They are closed afterwards."""
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
        await database.write(workspaces.ensure, WorkspaceIdentity("", "T1", "", "", BOT))
        assert (await ask())[0] == 503
        monkeypatch.setattr(transaction, "REFUSAL_REMEMBERED", 0)
        assert await ask() == (200, [])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_not_ready_if_the_disk_is_full_or_the_writer_stopped(
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
        await database.write(workspaces.ensure, WorkspaceIdentity("", "T1", "", "", BOT))
        monkeypatch.setattr(transaction, "REFUSAL_REMEMBERED", 0)
        assert await ask() == (200, [])
        monkeypatch.setattr(database, "_take", list)
        with contextlib.suppress(RuntimeError):
            await database.write(is_answering)
        assert await ask() == (503, ["the database takes no writes"])


async def test_backlog_is_a_warning(deps: Deps, serve: Serve, database: Database, clock: FixedClock) -> None:
    workspace = await database.write(workspaces.ensure, WorkspaceIdentity("", "T1", "", "", BOT))
    await database.write(outbox.put, workspace.id, ShoutOut(ChannelId("C1")))
    clock.advance(timedelta(minutes=6))
    async with serve(application(deps, dispatch=None, is_connected=yes)) as port:
        answer = await request(port, "GET", "/readyz")
    assert answer.status == 200
    assert json.loads(answer.body)["warnings"] == ["1 messages wait for Slack, the oldest for 360 s"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_not_ready_if_the_database_hangs(
    deps: Deps, serve: Serve, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "DATABASE_TIMEOUT", 0.01)
    silent = Deps(deps.settings, SilentDatabase(database), deps.clock, deps.monotonic, deps.metrics)
    async with serve(application(silent, dispatch=None, is_connected=None)) as port:
        assert (await request(port, "GET", "/readyz")).status == 503
        assert (await request(port, "GET", "/healthz")).status == 200
