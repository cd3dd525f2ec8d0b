"""`hearten migrate` and `restore`, and databases that cannot be used."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.erasure import ErasureExtent
from bot.domain.ids import UserId
from bot.storage import erasure_ledger, migrations, revisions
from bot.storage.engine import connect
from bot.storage.erasures import ErasureOrder
from tests.cli.conftest import Invoke
from tests.cli.process import hearten


@pytest.mark.parametrize(
    "url", ["sqlite:///missing/kept.db", "postgresql://hearten:hush@127.0.0.1:1/hearten"]
)
@pytest.mark.parametrize("command", ["run", "digests", "migrate"])
def test_unreachable_database_is_named(invoke: Invoke, command: str, url: str) -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-hush", "SLACK_APP_TOKEN": "xapp-hush", "PORT": "0"}
    ended = invoke(command, **tokens, DATABASE_URL=url)
    assert ended.exit_code == 1
    assert ended.stderr.startswith("This did not work: the database cannot be reached: ")
    assert len(ended.stderr.splitlines()) == 1
    assert "hush" not in ended.stderr


def test_migrate_twice_is_the_same_as_once(invoke: Invoke, tmp_path: Path) -> None:
    for _ in range(2):
        ended = invoke("migrate", DATABASE_URL="sqlite:///kept.db")
        assert (ended.exit_code, ended.output) == (0, "The database is up to date.\n")
    assert (tmp_path / "kept.db").exists()


@pytest.mark.parametrize("command", ["run", "digests", "migrate", "doctor"])
def test_newer_database_is_refused_in_one_sentence(invoke: Invoke, tmp_path: Path, command: str) -> None:
    invoke("migrate", DATABASE_URL="sqlite:///kept.db")
    with closing(sqlite3.connect(tmp_path / "kept.db")) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    tokens = {"SLACK_BOT_TOKEN": "xoxb-hush", "SLACK_APP_TOKEN": "xapp-hush", "PORT": "0"}
    ended = invoke(command, **tokens, SLACK_API_URL="http://127.0.0.1:1/", DATABASE_URL="sqlite:///kept.db")
    assert ended.exit_code == 1
    (sentence,) = [line for line in ended.output.splitlines() if "newer version of Hearten" in line]
    if command == "doctor":
        assert sentence.startswith("FAIL database: the database was migrated by")
    else:
        assert ended.stderr == f"{sentence}\n"


def test_migrate_works_with_a_percent_sign_in_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = tmp_path / "100%s of it"
    shutil.copytree(revisions.migrations_folder(), odd / "migrations")
    monkeypatch.setattr(revisions, "__file__", str(odd / "bot" / "storage" / "revisions.py"))
    database = connect(f"sqlite:///{tmp_path}/kept.db", lambda: datetime.now(UTC))
    migrations.migrate(database.engine)
    database.close()


ORDER = ErasureOrder(
    "01a21225-d900-7001-b158-6114adbb297c",
    "",
    "T1",
    UserId("UANA"),
    ErasureExtent.NAME,
    datetime(2026, 11, 22, tzinfo=UTC),
)


@pytest.mark.parametrize("has_erased", [False, True])
async def test_restore_says_that_erasures_are_repeated(tmp_path: Path, has_erased: bool) -> None:
    environment = {"DATABASE_URL": "sqlite:///kept.db"}
    assert (await hearten(tmp_path, "migrate", environment=environment)).status == 0
    assert (await hearten(tmp_path, "backup", "copy.db", environment=environment)).status == 0
    if has_erased:
        erasure_ledger.write(tmp_path / "kept.db.erasures", [ORDER])
    ended = await hearten(tmp_path, "restore", "copy.db", environment=environment)
    assert ended.status == 0
    assert ended.out.startswith("copy.db is restored.")
    assert ("What has been erased since will be erased from it, too" in ended.out) is has_erased
