"""Migrations to the schema that this version expects.

A new database gets its tables from a script that Alembic wrote from the migrations. Alembic itself is
imported only for a database that lacks some: that takes half a second, and thirteen megabytes of memory.

On PostgreSQL others go on working meanwhile. Each revision has a transaction of its own, which waits only
briefly for a lock on a table in use: whoever comes after it would wait, too. Then it is tried again.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from bot.errors import DatabaseUnavailableError
from bot.storage.engine import open_connection
from bot.storage.postgresql import SET_NO_LIMITS
from bot.storage.postgresql_errors import find_sqlstate
from bot.storage.revisions import list_revisions, migrations_folder
from bot.storage.schema import metadata

if TYPE_CHECKING:
    from alembic.config import Config

LOCK = 0x4865_6172
"""PostgreSQL's advisory lock that serializes migrating processes."""
END_OF_STATEMENT = ";\n\n"
"""What Alembic writes after each statement. Inside triggers there is no empty line."""
TABLE_LOCK_TIMEOUT = 1_000
"""Milliseconds that a migration waits for a table in use, and that others may wait behind it."""
PAUSE = 0.5
"""Seconds until a migration that found a table in use is tried again."""
ATTEMPTS_PER_LINE = 20
"""Attempts of which the log has one line."""
_LOCK_NOT_AVAILABLE = "55P03"

_log = structlog.get_logger(__name__)


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
            applied = _find_revision(connection)
            pending = [revision for revision in list_revisions() if revision > applied]
            _run_each(engine, connection, pending, is_upgrade=True)
        _commit(connection)


def take_back(engine: Engine, revision: str) -> None:
    """Take migrations back until a revision is the last one. What only later ones stored is lost.

    Raise `DatabaseUnavailableError` if this version does not know the revision, or it is not applied.
    """
    with open_connection(engine) as connection:
        _lift_limits(connection)
        _lock(connection)
        applied = _find_revision(connection) if _has_revision(connection) else ""
        known = [known for known in list_revisions() if known <= applied]
        if revision not in known or applied != known[-1]:
            raise DatabaseUnavailableError(f"the database has no migration {revision} to go back to")
        earlier = [target for target in known if revision <= target < applied]
        _run_each(engine, connection, earlier[::-1], is_upgrade=False)
        _commit(connection)


def is_current(engine: Engine) -> bool:
    """Return True if nothing is missing. Raise `DatabaseUnavailableError` if the database is newer."""
    with open_connection(engine) as connection:
        return _is_current(connection)


def _is_current(connection: Connection) -> bool:
    """Raise `DatabaseUnavailableError` if the database is at a revision that this version lacks."""
    if not _has_revision(connection):
        return False
    applied, known = _find_revision(connection), list_revisions()
    if applied and applied not in known:
        raise DatabaseUnavailableError(
            "the database was migrated by a newer version of Hearten: start that version, or take it back "
            f"with that version's `hearten migrate --to {known[-1]}`, or restore a backup from before"
        )
    return applied == known[-1]


def _find_revision(connection: Connection) -> str:
    """Return the last migration of the database, "" if all were taken back."""
    query = "SELECT max(version_num) FROM alembic_version"
    return connection.exec_driver_sql(query).scalar() or ""


def _has_revision(connection: Connection) -> bool:
    """Return False for a new database, which no version of Hearten has used."""
    return connection.dialect.has_table(connection, "alembic_version")


def _create_tables(connection: Connection) -> None:
    """Execute the script for a new database, which also writes the revision.

    Raise `DatabaseUnavailableError` for the database of another program, with tables of the same names.
    """
    foreign = sorted(metadata.tables.keys() & set(connection.dialect.get_table_names(connection)))
    if foreign:
        raise DatabaseUnavailableError(
            f"the database has a table “{foreign[0]}” that Hearten did not make: give Hearten one of its own"
        )
    script = find_script(connection.dialect.name).read_text(encoding="utf-8")
    for statement in script.split(END_OF_STATEMENT):
        if statement.strip():
            connection.exec_driver_sql(statement)


def _run_each(engine: Engine, holder: Connection, targets: Sequence[str], *, is_upgrade: bool) -> None:
    """Migrate to one revision after the other. `holder` is the connection that holds the lock."""
    for target in targets:
        if engine.dialect.name == "sqlite":
            # Others wait for the whole file anyway.
            _run(holder, target, is_upgrade=is_upgrade)
        else:
            _run_between_others(engine, target, is_upgrade=is_upgrade)


def _run_between_others(engine: Engine, target: str, *, is_upgrade: bool) -> None:
    """Migrate in a transaction of its own; try again as long as a table that it changes is in use."""
    for attempt in itertools.count():
        try:
            with engine.connect() as connection:
                event.listen(connection, "begin", _limit_waiting)
                _run(connection, target, is_upgrade=is_upgrade)
                return
        except DBAPIError as error:
            if find_sqlstate(error) != _LOCK_NOT_AVAILABLE:
                raise
        if attempt % ATTEMPTS_PER_LINE == 0:
            _log.warning("a migration waits for a table that is in use", migration=target)
        # No event loop runs yet: migrations come before everything else.
        time.sleep(PAUSE)


def _limit_waiting(connection: Connection) -> None:
    """Set the limits of a transaction that migrates."""
    connection.exec_driver_sql(f"{SET_NO_LIMITS}; SET LOCAL lock_timeout = {TABLE_LOCK_TIMEOUT}")


def _run(connection: Connection, target: str, *, is_upgrade: bool) -> None:
    from alembic import command

    config = scripts()
    config.attributes["connection"] = connection
    (command.upgrade if is_upgrade else command.downgrade)(config, target)


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
