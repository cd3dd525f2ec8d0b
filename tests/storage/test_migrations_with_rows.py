"""Migrations of databases with rows in them, which others use at the same time."""

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, event, select, text

from bot.domain.ids import UserId
from bot.domain.workspace import WorkspaceIdentity
from bot.errors import DatabaseUnavailableError
from bot.storage import migrations, revisions, workspaces
from bot.storage.engine import connect
from tests.storage.sample_rows import add_rows

HEAD = revisions.list_revisions()[-1]
COLUMN = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9001", {head!r}


def upgrade() -> None:
    op.add_column("recognition", sa.Column("motto", sa.Text(), nullable=False, server_default="none"))


def downgrade() -> None:
    op.drop_column("recognition", "motto")
"""
INDEX = """
from bot.storage.migration_operations import create_index, drop_index

revision, down_revision = "9002", "9001"


def upgrade() -> None:
    create_index("ix_recognition_motto", "recognition", ["workspace_id", "motto"])


def downgrade() -> None:
    drop_index("ix_recognition_motto", "recognition")
"""
COLUMNS = "workspace_id, channel_id, {key}, source, visibility, text, created_at"
INSERTION = (
    f"INSERT INTO recognition (id, {COLUMNS.format(key='deduplication_key')}) "
    f"SELECT gen_random_uuid(), {COLUMNS.format(key=repr('new'))} FROM recognition LIMIT 1"
)
PATIENCE = 60
"""Seconds that a loaded machine may need."""


@pytest.fixture
def _newer_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be a version with two more migrations: a column, and an index on it."""
    folder = tmp_path / "migrations"
    shutil.copytree(revisions.migrations_folder(), folder)
    (folder / "versions" / "9001_motto.py").write_text(COLUMN.format(head=HEAD))
    (folder / "versions" / "9002_motto_index.py").write_text(INDEX)
    for module in (migrations, revisions):
        monkeypatch.setattr(module, "migrations_folder", lambda: folder)


@pytest.fixture
async def engine(database_url: str) -> Any:
    """A database at this version's last migration, with rows."""
    database = connect(database_url, lambda: datetime.now(UTC))
    identity = WorkspaceIdentity("", "T1", "Brightside", "https://brightside.slack.com/", UserId("UBOT"))
    workspace = await database.write(workspaces.ensure, identity)
    await database.write(lambda tx: add_rows(tx.connection, workspace, 200))
    yield database.engine
    database.close()


def read_rows(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of all tables, as the database describes them."""
    found = MetaData()
    with engine.connect() as connection:
        found.reflect(connection)
        return {
            table.name: sorted((dict(row) for row in connection.execute(select(table)).mappings()), key=repr)
            for table in found.sorted_tables
            if not table.name.startswith("search_index") and table.name != "alembic_version"
        }


def only_common(
    rows: dict[str, list[dict[str, Any]]], other: dict[str, list[dict[str, Any]]]
) -> dict[str, list[dict[str, Any]]]:
    """Return the rows as far as the other database has such columns."""
    return {
        name: sorted(
            ({column: row[column] for column in row if column in other[name][0]} for row in rows[name]),
            key=repr,
        )
        for name in rows
        if name in other and rows[name] and other[name]
    }


@pytest.mark.usefixtures("_newer_version")
def test_rows_survive_all_migrations_back_and_forth(engine: Engine) -> None:
    migrations.migrate(engine)
    known = revisions.list_revisions()
    before = read_rows(engine)
    assert {row["motto"] for row in before["recognition"]} == {"none"}
    assert len(before["recognition"]) == 200
    for revision in known[-2::-1]:
        migrations.take_back(engine, revision)
        after = read_rows(engine)
        assert only_common(before, after) == only_common(after, before)
        assert {name for name, rows in after.items() if rows} >= {
            "recognition",
            "giver",
            "recipient",
            "value",
        }
    # At once, and again.
    for revision in (known[0], HEAD):
        migrations.migrate(engine)
        assert migrations.is_current(engine)
        assert only_common(read_rows(engine), before) == only_common(before, read_rows(engine))
        migrations.take_back(engine, revision)
    with pytest.raises(DatabaseUnavailableError, match="no migration 9002 to go back to"):
        migrations.take_back(engine, "9002")
    with pytest.raises(DatabaseUnavailableError, match="no migration 0000 to go back to"):
        migrations.take_back(engine, "0000")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("_newer_version")
def test_others_write_while_a_reader_delays_a_migration(engine: Engine) -> None:
    statements: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    def write() -> float:
        """Change a row that the migrations concern; return the seconds that it took."""
        begun = time.monotonic()
        with engine.begin() as connection:
            connection.execute(text("SET LOCAL lock_timeout = '8s'"))
            connection.execute(text("UPDATE recognition SET edited_at = now()"))
        return time.monotonic() - begun

    with ThreadPoolExecutor(1) as threads:
        with engine.connect() as reader:
            reader.execute(text("SELECT count(*) FROM recognition"))
            migrating = threads.submit(migrations.migrate, engine)
            while not any("ADD COLUMN motto" in statement for statement in statements):
                assert not migrating.done()
            # A writer waits behind the migration no longer than that waits itself.
            assert max(write() for _ in range(3)) < migrations.TABLE_LOCK_TIMEOUT / 1_000 + 4
            assert not migrating.done()
            reader.rollback()
        migrating.result(PATIENCE)
    assert any("CREATE INDEX CONCURRENTLY" in statement for statement in statements)
    assert migrations.is_current(engine)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("_newer_version")
def test_index_is_made_while_others_write(engine: Engine) -> None:
    migrations.migrate(engine)
    migrations.take_back(engine, "9001")
    with ThreadPoolExecutor(1) as threads:
        with engine.connect() as reader:
            # PostgreSQL waits for its end, as it wrote before.
            reader.execute(text("UPDATE recognition SET edited_at = now()"))
            migrating = threads.submit(migrations.migrate, engine)
            with engine.connect() as other:
                waits = text("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX CONC%'")
                while not other.scalar(waits):
                    other.rollback()
            with engine.begin() as writer:
                writer.execute(text("SET LOCAL lock_timeout = '1s'"))
                writer.execute(text(INSERTION))
            assert not migrating.done()
            reader.rollback()
        migrating.result(PATIENCE)
    with engine.connect() as connection:
        valid = text("SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix_recognition_motto'::regclass")
        assert connection.scalar(valid)
