"""Migrations to the schema that this version expects.

Alembic is imported only if a migration is missing: importing it takes a tenth of a process's start.
"""

from __future__ import annotations

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


def migrate(engine: Engine) -> None:
    """Apply missing migrations under a lock: any number of processes may start at once.

    Raise `DatabaseUnavailableError`, also if a newer version of Hearten migrated the database.
    """
    with open_connection(engine) as connection:
        _lift_limits(connection)
        if _is_current(connection):
            return
        from alembic import command

        _lock(connection)
        # Another process, perhaps of a newer version, may have migrated it meanwhile.
        if not _is_current(connection):
            config = scripts()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        _commit(connection)


def is_current(engine: Engine) -> bool:
    """Return True if nothing is missing. Raise `DatabaseUnavailableError` if the database is newer."""
    with open_connection(engine) as connection:
        return _is_current(connection)


def _is_current(connection: Connection) -> bool:
    """Raise `DatabaseUnavailableError` if the database is at a revision that this version lacks."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return False
    applied = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    known = list_revisions()
    if not set(known).issuperset(applied):
        raise DatabaseUnavailableError(
            "the database was migrated by a newer version of Hearten: start that version, or restore a "
            "backup from before"
        )
    return list(applied) == [known[-1]]


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
