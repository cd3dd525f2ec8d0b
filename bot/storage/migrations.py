"""Bringing a database to the shape that this version expects."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from bot.storage.engine import reach
from bot.storage.errors import NoDatabaseError
from bot.storage.postgresql import SET_NO_LIMITS

LOCK = 0x4865_6172
"""PostgreSQL's advisory lock that one migrating process holds, so that others wait for it."""


def migrate(engine: Engine) -> None:
    """Apply what is missing, under a lock: any number of processes may start at once.

    Raises `NoDatabaseError`, also if a newer version of Hearten has migrated the database.
    """
    with reach(engine) as connection:
        _lock(connection)
        config = scripts()
        _check_is_known(connection, ScriptDirectory.from_config(config))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _commit(connection)


def is_current(engine: Engine) -> bool:
    """Return True if nothing is missing. Raise `NoDatabaseError`, also for a newer version's database."""
    directory = ScriptDirectory.from_config(scripts())
    with reach(engine) as connection:
        _check_is_known(connection, directory)
        return MigrationContext.configure(connection).get_current_heads() == tuple(directory.get_heads())


def _check_is_known(connection: Connection, directory: ScriptDirectory) -> None:
    """Raise `NoDatabaseError` if the database is at a revision that this version does not have."""
    known = {script.revision for script in directory.walk_revisions()}
    if not known.issuperset(MigrationContext.configure(connection).get_current_heads()):
        raise NoDatabaseError(
            "the database was migrated by a newer version of Hearten: start that version, or restore a "
            "backup from before"
        )


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN EXCLUSIVE")
    else:
        # Whatever the role or the database has set: a large table takes its time, and so may another process.
        connection.exec_driver_sql(SET_NO_LIMITS)
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def _commit(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("COMMIT")
    else:
        connection.commit()


def scripts() -> Config:
    """In a wheel the migrations lie inside the package, in a checkout beside it."""
    package = Path(__file__).parent.parent
    inside = package / "migrations"
    location = inside if inside.is_dir() else package.parent / "migrations"
    config = Config()
    # Alembic reads "%" in it as the beginning of a place to fill in.
    config.set_main_option("script_location", str(location).replace("%", "%%"))
    return config
