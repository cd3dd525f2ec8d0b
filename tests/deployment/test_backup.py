"""The nightly backup of PostgreSQL, and its restore, with the script that the compose file runs."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from bot.storage import migrations
from tests import postgresql
from tests.deployment.image import ROOT

ONE_WORKSPACE = """INSERT INTO workspace (team_id, name, url, bot_user_id, created_at)
    VALUES ('T1', 'Brightside', 'https://brightside.slack.com/', 'U1', now())"""
SCRIPT = ROOT / ".github" / "deploy" / "backup.sh"


class Backups:
    """The script, its folder, and the database that it works on."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = make_url(url)
        self.folder = folder
        programs = postgresql.programs()
        assert programs
        self._environment = {
            "PATH": f"{programs}:{os.environ['PATH']}",
            "PGHOST": str(self.url.host),
            "PGPORT": str(self.url.port),
            "PGUSER": str(self.url.username),
            "PGDATABASE": str(self.url.database),
            "BACKUP_FOLDER": str(folder),
        }

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [SCRIPT, *arguments], text=True, capture_output=True, check=False, env=self._environment
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [SCRIPT, *arguments], text=True, stdout=subprocess.PIPE, env=self._environment
        )

    def execute(self, *statements: str) -> None:
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()

    def workspaces(self) -> list[str]:
        engine = create_engine(self.url)
        with engine.connect() as connection:
            found = connection.execute(text("SELECT team_id FROM workspace ORDER BY team_id")).scalars().all()
        # What a version of Hearten finds: it has nothing to migrate, and all of its tables.
        migrations.migrate(engine)
        engine.dispose()
        return list(found)


@pytest.fixture
def backups(postgresql_template: str, tmp_path: Path) -> Iterator[Backups]:
    with postgresql.database(postgresql_template, "backed_up", "template") as url:
        yield Backups(url, tmp_path)


def test_backup_is_restored_whole_or_not_at_all(backups: Backups) -> None:
    backups.execute(ONE_WORKSPACE)
    for _ in range(2):
        made = backups.run("dump")
        assert made.returncode == 0, made.stderr
        file = Path(made.stdout.removeprefix("backup made: ").strip())
        assert file.stat().st_mode & 0o777 == 0o600
        # A newer version added a table; rows were lost.
        backups.execute("CREATE TABLE of_a_newer_version (id int)", "TRUNCATE workspace CASCADE")
        restored = backups.run("restore", file)
        assert (restored.returncode, restored.stdout) == (0, f"restored: {file}\n"), restored.stderr
        assert backups.workspaces() == ["T1"]
        file.rename(file.with_name("hearten-first.dump"))
    broken = backups.folder / "broken.dump"
    broken.write_bytes((backups.folder / "hearten-first.dump").read_bytes()[:-2000])
    assert backups.run("restore", broken).returncode != 0
    assert backups.workspaces() == ["T1"]


def test_nightly_backup_removes_old_ones_and_stops_at_once(backups: Backups) -> None:
    old, recent = (backups.folder / f"hearten-{name}.dump" for name in ("old", "recent"))
    for file, days in ((old, 16), (recent, 3)):
        file.touch()
        os.utime(file, (time.time() - days * 86400,) * 2)
    nightly = backups.start("nightly")
    assert nightly.stdout
    assert nightly.stdout.readline().startswith("backup made: ")
    nightly.terminate()
    assert nightly.wait(timeout=10) == 0
    nightly.stdout.close()
    assert not old.exists()
    assert recent.exists()
    assert len(list(backups.folder.glob("hearten-*.dump"))) == 2


def test_script_explains_itself(backups: Backups) -> None:
    ended = backups.run()
    assert ended.returncode == 2
    assert "backup.sh restore FILE" in ended.stderr
    assert "the file of a backup" in backups.run("restore").stderr
