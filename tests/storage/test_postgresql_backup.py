"""A backup of PostgreSQL, made and restored as the operator's manual says."""

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.ids import UserId
from bot.domain.workspace import WorkspaceIdentity
from bot.storage import migrations, text_search, workspaces
from bot.storage.engine import Database, connect
from tests import postgresql
from tests.conftest import do_without
from tests.storage.sample_rows import RARE, add_rows
from tests.storage.test_migrations_with_rows import read_rows

IDENTITY = WorkspaceIdentity("", "T1", "Brightside", "https://brightside.slack.com/", UserId("UBOT"))


@pytest.fixture
def restored_url(postgresql_template: str) -> Iterator[str]:
    """An empty database of its own."""
    with postgresql.database(postgresql_template, "restored", "template0") as url:
        yield url


def run(program: str, *arguments: str) -> None:
    folder = postgresql.programs() or do_without("no PostgreSQL on this machine", postgresql.REQUIRED)
    subprocess.run([folder / program, *arguments], check=True)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_backup_is_restored(
    database: Database, database_url: str, restored_url: str, tmp_path: Path
) -> None:
    workspace = await database.write(workspaces.ensure, IDENTITY)
    await database.write(lambda tx: add_rows(tx.connection, workspace, 600))
    before = read_rows(database.engine)
    dump = tmp_path / "hearten.dump"
    run("pg_dump", "--format=custom", f"--file={dump}", database_url)
    run("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={restored_url}", str(dump))

    restored = connect(restored_url, lambda: datetime.now(UTC))
    try:
        assert migrations.is_current(restored.engine)
        assert read_rows(restored.engine) == before
        found = await restored.read(text_search.find_candidates, [RARE])
        assert len(found or ()) == 2
        # It takes new rows, as before.
        assert (await restored.write(workspaces.ensure, IDENTITY)).id == workspace.id
    finally:
        restored.close()
