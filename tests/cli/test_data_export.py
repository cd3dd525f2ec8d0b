"""`hearten export`: everything as JSON Lines, readable by the operator alone."""

import asyncio
import json
import os
import stat
import tracemalloc
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import Clock
from bot.domain.ids import UserId
from bot.domain.imports.decision import ImportedRecognition
from bot.domain.user import User
from bot.domain.workspace import Workspace, WorkspaceIdentity
from bot.storage import users, workspaces
from bot.storage.engine import Database, connect
from bot.usecases import workspace_export
from bot.usecases.imports import store_imports
from tests.cli.conftest import Invoke
from tests.cli.process import HEARTEN

ANA, MAYA = User(UserId("U0ANA0001"), "Ana"), User(UserId("U0MAYA001"), "Maya")
NOW = datetime.now(UTC)


async def fill(database: Database, team: str, numbers: range) -> Workspace:
    """Let people have thanked each other in a workspace."""
    identity = WorkspaceIdentity("", team, team.title(), f"https://{team}.slack.com/", UserId("UBOT"))
    workspace = await database.write(workspaces.ensure, identity)
    await database.write(users.save_users, workspace.id, [ANA, MAYA])
    imported = [
        ImportedRecognition(ANA, (MAYA,), f"thanks, {number}", (), NOW - timedelta(minutes=number))
        for number in numbers
    ]
    await database.write(store_imports, workspace, imported)
    return workspace


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = connect(database_url, Clock().now)
    yield opened
    opened.close()


def test_export_is_private_and_complete(
    database_url: str, invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace_export, "PAGE_SIZE", 2)

    async def fill_both() -> None:
        opened = connect(database_url, Clock().now)
        await fill(opened, "T1", range(5))
        await fill(opened, "T2", range(1))
        opened.close()

    asyncio.run(fill_both())
    url = {"DATABASE_URL": database_url}
    file = tmp_path / "all.jsonl"

    result = invoke("export", str(file), **url)
    assert (result.exit_code, result.output) == (0, "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    exported: list[dict[str, Any]] = [json.loads(line) for line in file.read_text().splitlines()]
    assert [each["type"] for each in exported] == [
        *("workspace", *["value"] * 3, *["user"] * 2, *["recognition"] * 5),
        *("workspace", *["value"] * 3, *["user"] * 2, "recognition"),
    ]
    given = [each["given_at"] for each in exported if each["type"] == "recognition"]
    assert given[:5] == sorted(given[:5])

    # A file is never replaced, and a workspace can be chosen.
    again = invoke("export", str(file), **url)
    assert (again.exit_code, again.output) == (1, "This did not work: File exists\n")
    one = invoke("export", "--team", "T2", **url)
    assert [json.loads(line)["type"] for line in one.stdout.splitlines()] == [
        each["type"] for each in exported[11:]
    ]
    none = invoke("export", "--team", "T3", **url)
    assert (none.exit_code, none.output) == (1, "This did not work: the database has no workspace T3\n")


async def test_memory_does_not_grow_with_the_number_of_rows(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace_export, "PAGE_SIZE", 20)

    async def measure(workspace: Workspace) -> int:
        tracemalloc.start()
        try:
            async for _ in workspace_export.export_all(database, workspace):
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    # More than the 512 ids and times whose conversions are remembered.
    workspace = await fill(database, "T1", range(600))
    await measure(workspace)
    few = await measure(workspace)
    await fill(database, "T1", range(600, 1_200))
    # All of the further ones would take some times as much.
    assert await measure(workspace) < 1.3 * few


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device on this system")
async def test_full_disk_is_said_in_a_sentence(database: Database, database_url: str, tmp_path: Path) -> None:
    await fill(database, "T1", range(1))
    process = await asyncio.create_subprocess_shell(
        f"{HEARTEN} export >/dev/full",
        cwd=tmp_path,
        env=os.environ | {"DATABASE_URL": database_url},
        stderr=asyncio.subprocess.PIPE,
    )
    _, errors = await process.communicate()
    assert (process.returncode, errors) == (1, b"This did not work: No space left on device\n")
