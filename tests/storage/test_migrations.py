"""Migrations make the schema of the metadata, in any number of processes."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import StringIO

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from bot.errors import DatabaseUnavailableError
from bot.storage import migrations, revisions, schema, search
from bot.storage.engine import connect
from bot.storage.schema.partial_indexes import metadata


@pytest.fixture
def empty(empty_url: str) -> Iterator[Engine]:
    database = connect(empty_url, lambda: datetime.now(UTC))
    yield database.engine
    database.close()


def names(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def belongs_to_the_code(name: str | None, *_: object) -> bool:
    """Return True if metadata can describe it: each database has its own kind of search index."""
    return not (name or "").startswith(search.INDEX)


def test_empty_database_is_not_current(empty: Engine) -> None:
    assert names(empty) == set()
    assert not migrations.is_current(empty)


def test_migrations_make_the_tables_of_the_metadata(empty: Engine) -> None:
    migrations.migrate(empty)
    described = set(filter(belongs_to_the_code, names(empty)))
    assert described == {*schema.metadata.tables, "alembic_version"}
    with empty.connect() as connection:
        # On SQLite, Alembic takes an empty default for another one than an empty default.
        defaults = empty.dialect.name == "postgresql"
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": defaults,
                "include_name": belongs_to_the_code,
            },
        )
        assert compare_metadata(context, schema.metadata) == []


@pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)
def test_tables_read_by_key_have_no_rowid(empty: Engine) -> None:
    migrations.migrate(empty)
    with empty.connect() as connection:
        made = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        clustered = {
            name for name, sql in made if sql.rstrip().endswith("WITHOUT ROWID") and belongs_to_the_code(name)
        }
    wanted = {
        name
        for name, table in schema.metadata.tables.items()
        if not table.dialect_options["sqlite"]["with_rowid"]
    }
    assert clustered == wanted
    assert {"recognition", "recipient", "giver"} <= wanted


def test_partial_indexes_are_partial(empty: Engine) -> None:
    migrations.migrate(empty)
    partial = {
        index["name"]
        for table in ("outbox_message", "pending_notification", "posted_message")
        for index in inspect(empty).get_indexes(table)
        if index.get("dialect_options", {}).get(f"{empty.dialect.name}_where") is not None
    }
    assert partial == {
        "ix_outbox_message_next",
        "ix_outbox_message_next_in_workspace",
        "ix_outbox_message_digest_id",
        "ix_outbox_message_leased",
        "ix_outbox_message_target_id",
        "ix_posted_message_digest_id",
        "ix_posted_message_user",
        "ix_pending_notification_due",
    }


@pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("table", ["recognition", "digest", "posted_message", "circle"])
def test_rows_that_are_deleted_with_another_are_found_by_index(empty: Engine, table: str) -> None:
    migrations.migrate(empty)
    with empty.connect() as connection:
        deletion = f"EXPLAIN QUERY PLAN DELETE FROM {table} WHERE id = x'00'"
        plan = [row[-1] for row in connection.exec_driver_sql(deletion)]
    assert len(plan) > 1
    assert not [step for step in plan if step.startswith("SCAN")]


def test_revisions_follow_the_scripts() -> None:
    walked = ScriptDirectory.from_config(migrations.scripts()).walk_revisions()
    assert revisions.list_revisions() == [script.revision for script in walked][::-1]


def migrate_to(engine: Engine, revision: str, *, down: bool = False) -> None:
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config = migrations.scripts()
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, revision)
        connection.exec_driver_sql("COMMIT")


def describe(engine: Engine) -> dict[str, object]:
    """Return all that the database knows of the metadata's tables, with names, options and comments."""
    inspector = inspect(engine)
    return {
        name: {
            "columns": [{**one, "type": repr(one["type"])} for one in inspector.get_columns(name)],
            "primary key": inspector.get_pk_constraint(name),
            "foreign keys": sorted(inspector.get_foreign_keys(name), key=str),
            "unique constraints": sorted(inspector.get_unique_constraints(name), key=str),
            "indexes": sorted(
                (
                    {**one, "dialect_options": str([*map(str, one.get("dialect_options", {}).values())])}
                    for one in inspector.get_indexes(name)
                    if belongs_to_the_code(one["name"])
                ),
                key=str,
            ),
        }
        for name in schema.metadata.tables
    }


def list_sql(engine: Engine) -> set[tuple[str, str]]:
    """Return the SQL of all that an SQLite database has, also of its search index and triggers."""
    with engine.connect() as connection:
        made = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        # Alembic leaves out the blanks at the ends of lines in a script.
        return {(name, " ".join(sql.split())) for name, sql in made}


def test_script_migrations_and_metadata_make_the_same_schema(empty: Engine) -> None:
    migrations.migrate(empty)
    of_script = describe(empty)
    of_script_on_sqlite = list_sql(empty) if empty.dialect.name == "sqlite" else set()
    migrate_to(empty, "base", down=True)
    assert names(empty) == {"alembic_version"}
    migrate_to(empty, "head")
    assert describe(empty) == of_script
    assert of_script_on_sqlite == (list_sql(empty) if of_script_on_sqlite else set())
    migrate_to(empty, "base", down=True)
    metadata.create_all(empty)
    assert describe(empty) == of_script


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_script_of_a_new_database_is_what_alembic_writes(
    dialect: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{dialect}://")
    config, written = migrations.scripts(), StringIO()
    config.output_buffer = written
    command.upgrade(config, "head", sql=True)
    script = migrations.find_script(dialect).read_text()
    # Alembic writes the indexes of one table in any order.
    of_script, of_alembic = (text.split(migrations.END_OF_STATEMENT) for text in (script, written.getvalue()))
    assert sorted(of_script) == sorted(of_alembic)


def test_older_database_is_upgraded(empty: Engine) -> None:
    migrations.migrate(empty)
    migrate_to(empty, "base", down=True)
    assert not migrations.is_current(empty)
    migrations.migrate(empty)
    assert migrations.is_current(empty)
    assert set(schema.metadata.tables) <= names(empty)


def test_migrating_again_changes_nothing(empty: Engine) -> None:
    migrations.migrate(empty)
    with empty.connect() as connection:
        connection.execute(text("SELECT 1"))
    migrations.migrate(empty)
    assert migrations.is_current(empty)


def test_database_of_another_program_is_refused_and_unchanged(empty: Engine) -> None:
    with empty.begin() as connection:
        connection.execute(text("CREATE TABLE workspace (id INTEGER)"))
    with pytest.raises(DatabaseUnavailableError, match="has a table “workspace” that Hearten did not make"):
        migrations.migrate(empty)
    with empty.begin() as connection:
        assert connection.dialect.get_table_names(connection) == ["workspace"]
        connection.execute(text("DROP TABLE workspace"))
    migrations.migrate(empty)


def test_database_of_newer_version_is_refused_and_unchanged(empty: Engine) -> None:
    migrations.migrate(empty)
    version = text("SELECT version_num FROM alembic_version")
    newer = text("UPDATE alembic_version SET version_num = :version")
    with empty.begin() as connection:
        current = connection.scalar(version)
        connection.execute(newer, {"version": "9999"})
    for ask in (migrations.migrate, migrations.is_current):
        with pytest.raises(
            DatabaseUnavailableError, match=r"^the database was migrated by a newer version of Hearten: "
        ):
            ask(empty)
    with empty.begin() as connection:
        assert connection.scalar(version) == "9999"
        connection.execute(newer, {"version": current})
    # The refusal has left no lock behind.
    migrations.migrate(empty)


def test_threads_may_migrate_at_once(empty: Engine) -> None:
    with ThreadPoolExecutor(4) as threads:
        for done in [threads.submit(migrations.migrate, empty) for _ in range(4)]:
            done.result()
    assert migrations.is_current(empty)


def test_processes_may_migrate_at_once(empty_url: str, empty: Engine) -> None:
    program = (
        "import sys; from datetime import UTC, datetime; from bot.storage import engine, migrations;"
        "database = engine.connect(sys.argv[1], lambda: datetime.now(UTC));"
        "migrations.migrate(database.engine); database.close()"
    )
    command = [sys.executable, "-c", program, empty_url]
    processes = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(2)]
    for process in processes:
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, b"")
    assert migrations.is_current(empty)
