"""Values of `DATABASE_URL`, and the permissions of the database file."""

import stat
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.errors import DatabaseUnavailableError
from bot.storage.database_url import create_private, find_path, parse_url
from bot.storage.engine import connect


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("postgresql://hearten:hush@localhost/hearten?pgbouncer=true", "“pgbouncer”"),
        ("postgresql://hearten:hush@localhost/hearten?sslmode=require&schema=public", "“schema”"),
        ("sqlite:///:memory:", "in memory"),
        ("sqlite://", "in memory"),
        ("sqlite:///file::memory:?cache=shared&uri=true", "in memory"),
        ("sqlite:///file:hearten.db?mode=memory&uri=true", "in memory"),
        ("sqlite:///hearten.db?mode=ro", "“mode”"),
        ("sqlite:///hearten.db?uri=true", "“uri”"),
    ],
)
def test_invalid_url_is_explained(url: str, named: str) -> None:
    with pytest.raises(DatabaseUnavailableError, match=named) as raised:
        parse_url(url)
    assert "hush" not in str(raised.value)


def test_postgresql_parameters_are_accepted() -> None:
    url = "postgresql://hearten@localhost/hearten?sslmode=require&application_name=hearten"
    assert parse_url(url).query == {"sslmode": "require", "application_name": "hearten"}
    assert find_path(url) is None


def test_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "hearten.db"
    file.write_text("These are notes of somebody else, and no database at all.")
    with pytest.raises(
        DatabaseUnavailableError, match=f"the database {file} cannot be reached: file is not a"
    ):
        connect(f"sqlite:///{file}", Clock().now)


@pytest.mark.parametrize("uri", ["file:{}", "file://{}", "file://localhost{}", "file:{}?mode=rwc"])
def test_uri_opens_its_file(tmp_path: Path, uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "50% of it.db"
    written = uri.format(str(file).replace("%", "%25").replace(" ", "%20"))
    # SQLAlchemy decodes an address once, and SQLite a URI once more.
    url = f"sqlite:///{written.replace('%', '%25')}{'&' if '?' in written else '?'}uri=true"
    assert find_path(url) == file
    connect(url, Clock().now).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {found.name.removesuffix("-wal").removesuffix("-shm") for found in tmp_path.iterdir()} == {
        file.name
    }
    assert find_path("sqlite:///file:hearten.db") == Path("file:hearten.db")
    assert find_path("sqlite:///file:hearten.db?uri=true") == Path("hearten.db")


def test_new_file_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "hearten.db"
    create_private(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_bytes(b"words")
    create_private(file)
    assert file.read_bytes() == b"words"


def test_folder_instead_of_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailableError, match=f"the database {tmp_path} cannot be written"):
        create_private(tmp_path)
    with pytest.raises(DatabaseUnavailableError, match=f"there is no folder {tmp_path / 'missing'}"):
        create_private(tmp_path / "missing" / "hearten.db")
