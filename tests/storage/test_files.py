"""The embedded database as a file: backups while it runs, restoring, one process at a time."""

import asyncio
import contextlib
import itertools
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.app import hearten
from bot.doctor import stored_data
from bot.doctor.finding import Status
from bot.domain.ids import UserId
from bot.domain.workspace import WorkspaceIdentity
from bot.errors import BackupError, DatabaseInUseError
from bot.settings import Settings
from bot.storage import files, schema, workspaces
from bot.storage.engine import Transaction, connect
from bot.storage.files import back_up, hold_exclusively, restore
from tests.conftest import FixedClock

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "hearten.db"
    copy.write_bytes(sqlite_template.read_bytes())
    return copy


def identity(number: int) -> WorkspaceIdentity:
    return WorkspaceIdentity("", f"T{number}", f"Workspace {number}", "https://x.slack.com/", UserId("U1"))


def teams(tx: Transaction) -> set[str]:
    return set(tx.connection.scalars(select(schema.workspace.c.team_id)))


async def test_backup_under_load_holds_acknowledged_writes(
    file: Path, clock: FixedClock, tmp_path: Path
) -> None:
    url = f"sqlite:///{file}"
    database = connect(url, clock.now)
    acknowledged: set[str] = set()

    async def write(number: int) -> None:
        await database.write(workspaces.ensure, identity(number))
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


def test_invalid_backup_is_refused_and_changes_nothing(file: Path, tmp_path: Path) -> None:
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


def test_backup_path_may_have_odd_characters(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "100% #1 sure? ü%20"
    folder.mkdir()
    back_up(f"sqlite:///{file}", folder / "copy.db")
    assert restore(f"sqlite:///{file}", folder / "copy.db", NOW) is not None


def test_backup_does_not_overwrite_a_file(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("precious")
    with pytest.raises(BackupError, match="exists already"):
        back_up(f"sqlite:///{file}", target)
    assert target.read_text() == "precious"
    with pytest.raises(BackupError, match="there is no database"):
        back_up(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "new.db")
    with pytest.raises(BackupError, match="pg_dump"):
        back_up("postgresql://localhost/x", tmp_path / "new.db")


def test_lock_is_exclusive_and_released_by_a_killed_process(file: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{file}"
    holding = subprocess.Popen(
        [
            sys.executable,
            "-c",
            (
                "import sys\n"
                "from bot.storage.files import hold_exclusively\n"
                f"with hold_exclusively({url!r}):\n"
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
    with pytest.raises(DatabaseInUseError, match="one process at a time"), hold_exclusively(url):
        pass
    back_up(url, tmp_path / "copy.db")
    with pytest.raises(DatabaseInUseError):
        restore(url, tmp_path / "copy.db", NOW)
    holding.kill()
    holding.communicate()
    with hold_exclusively(url):
        pass


def test_server_needs_no_lock() -> None:
    with hold_exclusively("postgresql://localhost/x"), hold_exclusively("postgresql://localhost/x"):
        pass


@pytest.fixture
def crashed(file: Path, clock: FixedClock, tmp_path: Path) -> Path:
    """The database of a killed process: its last writes are in the log beside it."""
    left = tmp_path / "crashed" / "hearten.db"
    left.parent.mkdir()
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(
            "INSERT INTO workspace (enterprise_id, team_id, name, url, bot_user_id, created_at) "
            "VALUES ('', 'TLAST', '', '', '', '2026-11-25')"
        )
        connection.commit()
        for suffix in ("", "-wal"):
            shutil.copyfile(f"{file}{suffix}", f"{left}{suffix}")
    return left


class Killed(BaseException):
    """The process ends here: nothing that comes after it is done."""


def kill_at(step: int, patch: pytest.MonkeyPatch) -> None:
    """End the process before one of its changes to files."""
    steps = 0

    def killing(change: Callable[..., Any]) -> Callable[..., Any]:
        def change_or_die(*arguments: Any, **options: Any) -> Any:
            nonlocal steps
            steps += 1
            if steps >= step:
                raise Killed
            return change(*arguments, **options)

        return change_or_die

    for owner, name in (
        (Path, "replace"),
        (Path, "unlink"),
        (files, "_empty_log"),
        (files, "sync_folder"),
        (files, "create_private"),
        (shutil, "copyfile"),
    ):
        patch.setattr(owner, name, killing(getattr(owner, name)))


@pytest.mark.parametrize("is_damaged", [False, True])
def test_interrupted_restore_leaves_the_old_or_the_restored_database(
    crashed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_damaged: bool
) -> None:
    """Wherever it ends, the database is whole, and the next start removes what was half done."""
    backup, url = tmp_path / "copy.db", f"sqlite:///{crashed}"
    back_up(f"sqlite:///{tmp_path / 'hearten.db'}", backup)
    with contextlib.closing(sqlite3.connect(backup)) as connection:
        connection.execute("UPDATE workspace SET team_id = 'TBACKUP'")
        connection.commit()
    if is_damaged:
        crashed.write_bytes(b"no database" * 1_000)
    before = {part.name: part.read_bytes() for part in crashed.parent.iterdir()}
    found: list[str] = []
    is_whole = False
    for step in itertools.count(1):
        for part in crashed.parent.iterdir():
            part.unlink()
        for name, content in before.items():
            (crashed.parent / name).write_bytes(content)
        with monkeypatch.context() as patch:
            kill_at(step, patch)
            try:
                restore(url, backup, NOW)
            except Killed:
                pass
            else:
                is_whole = True
        with hold_exclusively(url):
            assert not [part for part in crashed.parent.iterdir() if "unfinished" in part.name]
            assert not list(crashed.parent.glob("*.restoring*"))
        try:
            with contextlib.closing(sqlite3.connect(crashed)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                found += connection.execute("SELECT group_concat(team_id) FROM workspace").fetchone()
        except sqlite3.DatabaseError:
            found.append("damaged")
        if is_whole:
            break
    was = "damaged" if is_damaged else "TLAST"
    assert found == sorted(found, key=["TLAST", "damaged", "TBACKUP"].index)
    assert set(found) == {was, "TBACKUP"}
    kept = crashed.with_name("hearten.db.before-20261125T100000")
    if is_damaged:
        assert kept.read_bytes() == before[crashed.name]
    else:
        with contextlib.closing(sqlite3.connect(kept)) as connection:
            assert connection.execute("SELECT team_id FROM workspace").fetchall() == [("TLAST",)]


async def test_volume_that_refuses_the_log_is_reported(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A VFS with lock files takes the place of a network volume, which shares no memory."""
    monkeypatch.chdir(tmp_path)
    settings = Settings(database_url="sqlite:///file:kept.db?vfs=unix-dotfile&uri=true")
    with capture_logs() as logs:
        async with hearten(settings, clock) as bot:
            assert await bot.deps.database.is_writable()
    assert [entry["event"] for entry in logs if "refuses SQLite's write-ahead log" in entry["event"]]
    (finding,) = [one async for one in stored_data.check_database(settings)]
    assert finding.status is Status.FAIL
    assert "move it to a local disk, or use PostgreSQL" in finding.advice


async def test_missing_ledger_folder_is_reported(file: Path, tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite:///{file}", erasures=str(tmp_path / "missing" / "erasures"))
    finding = await stored_data.check_ledger(settings)
    assert finding.status is Status.FAIL
    assert f"there is no folder {tmp_path / 'missing'} that can be written" in finding.advice
