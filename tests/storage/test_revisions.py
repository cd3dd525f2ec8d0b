"""What can be said about a database file without SQLAlchemy."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.revisions import is_current_file, list_revisions


@pytest.mark.parametrize(
    ("revision", "is_current"), [(list_revisions()[-1], True), ("0000", False), ("9999", False)]
)
def test_only_newest_revision_is_current(tmp_path: Path, revision: str, is_current: bool) -> None:
    file = tmp_path / "a b#c.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES (?)", (revision,))
    assert is_current_file(f"sqlite:///{file}") is is_current


def test_file_without_revision_is_not_current(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "empty.db").close()
    (tmp_path / "text.db").write_text("no database")
    for name in ("empty.db", "text.db", "missing.db", "missing/folder.db"):
        assert not is_current_file(f"sqlite:///{tmp_path}/{name}")
    assert not (tmp_path / "missing.db").exists()


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:hearten.db?uri=true",
        "sqlite:///hearten.db?mode=memory",
        "postgresql://hearten@127.0.0.1/hearten",
    ],
)
def test_other_urls_take_a_closer_look(url: str) -> None:
    assert not is_current_file(url)
