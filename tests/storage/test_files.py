"""The embedded database as a file: backups while it runs, restoring, one process at a time."""

import asyncio
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.domain.workspace import Identity
from bot.storage import tables, workspaces
from bot.storage.engine import Transaction, connect
from bot.storage.files import BackupError, DatabaseInUseError, alone, back_up, restore
from tests.conftest import FixedClock

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "hearten.db"
    copy.write_bytes(sqlite_template.read_bytes())
    return copy


def identity(number: int) -> Identity:
    return Identity("", f"T{number}", f"Workspace {number}", "https://x.slack.com/", "U1")


def teams(tx: Transaction) -> set[str]:
    return set(tx.connection.scalars(select(tables.workspace.c.team_id)))


async def test_a_backup_made_under_load_holds_what_was_acknowledged(
    file: Path, clock: FixedClock, tmp_path: Path
) -> None:
    url = f"sqlite:///{file}"
    database = connect(url, clock.now)
    acknowledged: set[str] = set()

    async def write(number: int) -> None:
        await database.write(lambda tx: workspaces.ensure(tx, identity(number)))
        acknowledged.add(f"T{number}")

    await asyncio.gather(*(write(number) for number in range(50)))
    before = set(acknowledged)
    writing = asyncio.gather(*(write(number) for number in range(50, 200)))
    await asyncio.to_thread(back_up, url, tmp_path / "copy.db")
    await writing
    database.close()

    kept = restore(url, tmp_path / "copy.db", NOW)
    restored = connect(url, clock.now)
    found = await restored.read(teams)
    restored.close()
    assert before <= found <= acknowledged
    assert kept is not None
    replaced = connect(f"sqlite:///{kept}", clock.now)
    assert await replaced.read(teams) == acknowledged
    replaced.close()


def test_what_is_no_sound_backup_is_refused_and_nothing_is_touched(file: Path, tmp_path: Path) -> None:
    url, before = f"sqlite:///{file}", file.read_bytes()
    text = tmp_path / "text.db"
    text.write_text("not a database at all, but long enough to look like a file")
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE x (y)")
    connection.close()
    newer = tmp_path / "newer.db"
    newer.write_bytes(before)
    with sqlite3.connect(newer) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    for source, why in (
        (tmp_path / "missing.db", "there is no file"),
        (text, "is no backup"),
        (other, "is no backup"),
        (newer, "newer Hearten"),
    ):
        with pytest.raises(BackupError, match=why):
            restore(url, source, NOW)
    assert file.read_bytes() == before
    assert not list(tmp_path.glob("*.restoring*"))
    assert not list(tmp_path.glob("*.before-*"))


def test_a_backup_never_replaces_a_file(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("precious")
    with pytest.raises(BackupError, match="exists already"):
        back_up(f"sqlite:///{file}", target)
    assert target.read_text() == "precious"
    with pytest.raises(BackupError, match="there is no database"):
        back_up(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "new.db")
    with pytest.raises(BackupError, match="pg_dump"):
        back_up("postgresql://localhost/x", tmp_path / "new.db")


def test_one_process_at_a_time_and_a_killed_one_leaves_no_lock(file: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{file}"
    holding = subprocess.Popen(
        [
            sys.executable,
            "-c",
            (
                "import sys\n"
                "from bot.storage.files import alone\n"
                f"with alone({url!r}):\n"
                "    print('mine', flush=True)\n"
                "    sys.stdin.read()\n"
            ),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holding.stdout is not None
    assert holding.stdout.readline() == "mine\n"
    with pytest.raises(DatabaseInUseError, match="one process at a time"), alone(url):
        pass
    back_up(url, tmp_path / "copy.db")
    with pytest.raises(DatabaseInUseError):
        restore(url, tmp_path / "copy.db", NOW)
    holding.kill()
    holding.communicate()
    with alone(url):
        pass


def test_a_server_takes_any_number_of_processes() -> None:
    with alone("postgresql://localhost/x"), alone("postgresql://localhost/x"):
        pass
