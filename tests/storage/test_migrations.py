"""The migrations make the tables that the code expects, however often and by however many."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, Table, inspect, select, text
from sqlalchemy import insert as insert_into

from bot.storage import migrations, search, tables
from bot.storage.engine import Transaction, connect
from bot.storage.errors import NoDatabaseError
from bot.storage.ids import Ids


@pytest.fixture
def empty(empty_url: str) -> Iterator[Engine]:
    database = connect(empty_url, lambda: datetime.now(UTC))
    yield database.engine
    database.close()


def names(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def belongs_to_the_code(name: str | None, *_: object) -> bool:
    """Whether metadata can describe it: the index of words has a shape of its own on each database."""
    return not (name or "").startswith(search.INDEX)


def test_an_empty_database_is_not_current(empty: Engine) -> None:
    assert names(empty) == set()
    assert not migrations.is_current(empty)


def test_migrations_make_exactly_the_tables_of_the_code(empty: Engine) -> None:
    migrations.migrate(empty)
    described = set(filter(belongs_to_the_code, names(empty)))
    assert described == {*tables.metadata.tables, "alembic_version"}
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
        assert compare_metadata(context, tables.metadata) == []


@pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)
def test_what_is_read_by_key_lies_in_the_order_of_its_key(empty: Engine) -> None:
    migrations.migrate(empty)
    with empty.connect() as connection:
        made = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        clustered = {
            name for name, sql in made if sql.rstrip().endswith("WITHOUT ROWID") and belongs_to_the_code(name)
        }
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
    assert partial == {"ix_outbox_next", "ix_outbox_next_in_workspace", "ix_outbox_leased", "ix_notice_due"}


def test_revisions_are_those_of_the_scripts_in_their_order() -> None:
    walked = ScriptDirectory.from_config(migrations.scripts()).walk_revisions()
    assert migrations.revisions() == [script.revision for script in walked][::-1]


def migrate_to(engine: Engine, revision: str, *, down: bool = False) -> None:
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config = migrations.scripts()
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, revision)
        connection.exec_driver_sql("COMMIT")


def matching(engine: Engine, phrase: str) -> list[str]:
    """The words in which a phrase is found."""
    with engine.connect() as connection:
        tx = Transaction(connection, datetime.now(UTC), Ids())
        recognition = tables.recognition
        return list(
            connection.scalars(
                select(recognition.c.words)
                .where(recognition.c.id.in_(search.few(tx, [phrase]) or []))
                .order_by(recognition.c.id)
            )
        )


def test_what_was_said_before_there_was_a_search_is_found(empty: Engine) -> None:
    migrate_to(empty, "0002")
    now, ids = datetime.now(UTC), Ids()
    with empty.begin() as connection:
        workspace = Table("workspace", MetaData(), autoload_with=connection)
        tx = Transaction(connection, now, ids)
        told = {"name": "B", "url": "https://b.slack.com/", "bot_user_id": "UBOT"}
        connection.execute(insert_into(workspace).values(id=1, team_id="T1", created_at=now, **told))
        rows = [
            ("number 0", None),
            ("R&amp;D for <@U1>", None),
            ("taken back", now),
            ("", None),
            ("🎉", None),
            *((f"number {number}", None) for number in range(1, 1_200)),
        ]
        connection.execute(
            insert_into(tables.recognition),
            [
                {
                    "id": tx.new_id(),
                    "workspace_id": 1,
                    "channel_id": "C1",
                    "origin": f"command:{place}",
                    "source": "command",
                    "visibility": 2,
                    "words": words,
                    "created_at": now,
                    "withdrawn_at": withdrawn_at,
                }
                for place, (words, withdrawn_at) in enumerate(rows)
            ],
        )
    migrations.migrate(empty)
    assert matching(empty, "number 0") == ["number 0"]
    assert matching(empty, "number 1199") == ["number 1199"]
    assert len(matching(empty, "number")) == 1_200
    assert matching(empty, "r&amp;d for") == ["R&amp;D for <@U1>"]
    assert matching(empty, "taken back") == matching(empty, "u1") == []


def test_values_keep_the_looks_that_they_had(empty: Engine) -> None:
    """Active ones in their order, then those that were retired, the latest first."""
    migrate_to(empty, "0018")
    now = datetime.now(UTC)
    with empty.begin() as connection:
        workspace, value = (
            Table(name, MetaData(), autoload_with=connection) for name in ("workspace", "value")
        )
        told = {"name": "B", "url": "https://b.slack.com/", "bot_user_id": "UBOT", "created_at": now}
        connection.execute(insert_into(workspace), [{"id": n, "team_id": f"T{n}", **told} for n in (1, 2)])
        rows = [
            ("merged", 0, now, "second"),
            ("retired", 1, now - timedelta(days=1), None),
            ("retired later", 0, now, None),
            ("second", 5, None, None),
            ("first", 2, None, None),
        ]
        connection.execute(
            insert_into(value),
            [
                {
                    "workspace_id": of,
                    "key": key,
                    "name": key,
                    "emoji": "bulb",
                    "aliases": [],
                    "position": position,
                    "retired_at": retired_at,
                    "merged_into": merged_into,
                }
                for of in (1, 2)
                for key, position, retired_at, merged_into in rows
            ],
        )
    migrations.migrate(empty)
    with empty.connect() as connection:
        looks = connection.execute(
            select(tables.value.c.workspace_id, tables.value.c.key, tables.value.c.look)
        )
        found = {(row.workspace_id, row.key): row.look for row in looks}
    order = ["first", "second", "retired later", "retired", "merged"]
    assert found == {(of, key): look for of in (1, 2) for look, key in enumerate(order)}


def test_the_search_can_be_taken_away_again(empty: Engine) -> None:
    migrate_to(empty, "0002")
    before = names(empty)
    migrate_to(empty, "0003")
    assert names(empty) > before
    migrate_to(empty, "0002", down=True)
    assert names(empty) == before


def test_migrating_again_changes_nothing(empty: Engine) -> None:
    migrations.migrate(empty)
    with empty.connect() as connection:
        connection.execute(text("SELECT 1"))
    migrations.migrate(empty)
    assert migrations.is_current(empty)


def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(empty: Engine) -> None:
    migrations.migrate(empty)
    version = text("SELECT version_num FROM alembic_version")
    newer = text("UPDATE alembic_version SET version_num = :version")
    with empty.begin() as connection:
        current = connection.scalar(version)
        connection.execute(newer, {"version": "9999"})
    for ask in (migrations.migrate, migrations.is_current):
        with pytest.raises(
            NoDatabaseError, match=r"^the database was migrated by a newer version of Hearten: "
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
