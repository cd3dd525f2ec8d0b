"""The migrations make the tables that the code expects, however often and by however many."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from bot.storage import migrations, tables
from bot.storage.engine import connect


@pytest.fixture
def empty(empty_url: str) -> Iterator[Engine]:
    database = connect(empty_url, lambda: datetime.now(UTC))
    yield database.engine
    database.close()


def names(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def test_an_empty_database_is_not_current(empty: Engine) -> None:
    assert names(empty) == set()
    assert not migrations.is_current(empty)


def test_migrations_make_exactly_the_tables_of_the_code(empty: Engine) -> None:
    migrations.migrate(empty)
    assert names(empty) == {*tables.metadata.tables, "alembic_version"}
    with empty.connect() as connection:
        # On SQLite, Alembic takes an empty default for another one than an empty default.
        defaults = empty.dialect.name == "postgresql"
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": defaults}
        )
        assert compare_metadata(context, tables.metadata) == []


@pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)
def test_what_is_read_by_key_lies_in_the_order_of_its_key(empty: Engine) -> None:
    migrations.migrate(empty)
    with empty.connect() as connection:
        made = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        clustered = {name for name, sql in made if sql.rstrip().endswith("WITHOUT ROWID")}
    wanted = {
        name
        for name, table in tables.metadata.tables.items()
        if not table.dialect_options["sqlite"]["with_rowid"]
    }
    assert clustered == wanted
    assert {"recognition", "recipient", "giver"} <= wanted


def test_partial_indexes_are_partial(empty: Engine) -> None:
    migrations.migrate(empty)
    partial = {
        index["name"]
        for table in ("outbox", "notice")
        for index in inspect(empty).get_indexes(table)
        if index.get("dialect_options", {}).get(f"{empty.dialect.name}_where") is not None
    }
    assert partial == {"ix_outbox_due", "ix_outbox_leased", "ix_notice_due"}


def test_migrating_again_changes_nothing(empty: Engine) -> None:
    migrations.migrate(empty)
    with empty.connect() as connection:
        connection.execute(text("SELECT 1"))
    migrations.migrate(empty)
    assert migrations.is_current(empty)


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
