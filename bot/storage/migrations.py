"""Migrations to the schema that this version expects.

A new database gets its tables from a script that Alembic wrote from the migrations. Alembic itself is
imported only for a database that lacks some: that takes half a second, and thirteen megabytes of memory.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from bot.errors import DatabaseUnavailableError
from bot.storage.engine import open_connection
from bot.storage.postgresql import SET_NO_LIMITS
from bot.storage.revisions import list_revisions, migrations_folder

if TYPE_CHECKING:
    from alembic.config import Config

LOCK = 0x4865_6172
"""PostgreSQL's advisory lock that serializes migrating processes."""
END_OF_STATEMENT = ";\n\n"
"""What Alembic writes after each statement. Inside triggers there is no empty line."""


def migrate(engine: Engine) -> None:
    """Apply missing migrations under a lock: any number of processes may start at once.

    Raise `DatabaseUnavailableError`, also if a newer version of Hearten migrated the database.
    """
    with open_connection(engine) as connection:
        _lift_limits(connection)
        if _is_current(connection):
            return
        _lock(connection)
        # Another process, perhaps of a newer version, may have migrated it meanwhile.
        if not _has_revision(connection):
            _create_tables(connection)
        elif not _is_current(connection):
            _upgrade(connection)
        _commit(connection)


def is_current(engine: Engine) -> bool:
    """Return True if nothing is missing. Raise `DatabaseUnavailableError` if the database is newer."""
    with open_connection(engine) as connection:
        return _is_current(connection)


def _is_current(connection: Connection) -> bool:
    """Raise `DatabaseUnavailableError` if the database is at a revision that this version lacks."""
    if not _has_revision(connection):
        return False
    applied = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    known = list_revisions()
    if not set(known).issuperset(applied):
        raise DatabaseUnavailableError(
            "the database was migrated by a newer version of Hearten: start that version, or restore a "
            "backup from before"
        )
    return list(applied) == [known[-1]]


def _has_revision(connection: Connection) -> bool:
    """Return False for a new database, which no version of Hearten has used."""
    return connection.dialect.has_table(connection, "alembic_version")


def _create_tables(connection: Connection) -> None:
    """Execute the script for a new database, which also writes the revision."""
    script = find_script(connection.dialect.name).read_text(encoding="utf-8")
    for statement in script.split(END_OF_STATEMENT):
        if statement.strip():
            connection.exec_driver_sql(statement)


def _upgrade(connection: Connection) -> None:
    from alembic import command

    config = scripts()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def find_script(dialect: str) -> Path:
    """Return the file of the SQL that makes all tables in a new database."""
    return migrations_folder() / "new_database" / f"{dialect}.sql"


def _lift_limits(connection: Connection) -> None:
    """Disable time limits that the role or the database sets: large tables and other processes take time."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(SET_NO_LIMITS)


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN EXCLUSIVE")
    else:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def _commit(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("COMMIT")
    else:
        connection.commit()


def scripts() -> Config:
    """Return Alembic's configuration, with the path of the migrations."""
    from alembic.config import Config

    config = Config()
    # Alembic reads "%" in it as the beginning of a place to fill in.
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    return config
