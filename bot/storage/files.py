"""The embedded database as a file: exclusive use, backups and restores."""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import BackupError, DatabaseInUseError
from bot.storage.database_url import PRIVATE_FILE, create_private, find_path
from bot.storage.revisions import list_revisions


@contextlib.contextmanager
def hold_exclusively(url: str) -> Iterator[None]:
    """Hold the lock of the only process that may serve the file. Raise `DatabaseInUseError`.

    The operating system releases it when the process ends. A server needs no lock.
    """
    file = find_path(url)
    if file is None:
        yield
        return
    create_private(file)
    # SQLite's own lock on file systems without others has the suffix .lock (the unix-dotfile VFS).
    lock = FileLock(file.with_name(file.name + ".serving"), timeout=0, mode=PRIVATE_FILE)
    try:
        lock.acquire()
    except Timeout as error:
        raise DatabaseInUseError(
            f"another Hearten is using {file}. A file serves one process at a time: stop that one first, "
            "or use PostgreSQL (DATABASE_URL)"
        ) from error
    try:
        _remove_unfinished(file)
        yield
    finally:
        lock.release()


def _remove_unfinished(file: Path) -> None:
    """Delete copies that an interrupted restore left behind: they hold people's messages."""
    for left in file.parent.iterdir():
        is_copy = left.name.startswith(f"{file.name}.before-") and ".unfinished" in left.name
        if is_copy or left.name.startswith(f"{file.name}.restoring"):
            left.unlink(missing_ok=True)


def back_up(url: str, target: Path) -> None:
    """Copy the database to a new file, also while a process serves it. Raise `BackupError`."""
    file = _find_file(url)
    if not file.exists():
        raise BackupError(f"there is no database at {file}")
    if target.exists():
        raise BackupError(f"{target} exists already, and a backup never replaces a file")
    _copy(file, target)


def restore(url: str, source: Path, now: datetime) -> Path | None:
    """Replace the database by a backup; return where the old one is kept, None if there was none.

    It is atomic. Raise `BackupError` for a file that is no sound backup, `DatabaseInUseError` while a process
    serves the database.
    """
    file = _find_file(url)
    _check(source)
    with hold_exclusively(url):
        incoming = file.with_name(file.name + ".restoring")
        _copy(source, incoming)
        copy = _set_aside(file, now) if file.stat().st_size else None
        incoming.replace(file)
        sync_folder(file.parent)
    return copy


def _find_file(url: str) -> Path:
    file = find_path(url)
    if file is None:
        raise BackupError("this is for the embedded database; for PostgreSQL, use pg_dump and pg_restore")
    return file


def _copy(source: Path, target: Path) -> None:
    """Copy a consistent state page by page. The target appears when it is complete and on disk."""
    unfinished = target.with_name(target.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    create_private(unfinished)
    try:
        with (
            contextlib.closing(sqlite3.connect(source)) as reading,
            contextlib.closing(sqlite3.connect(unfinished)) as writing,
        ):
            reading.backup(writing)
            writing.execute("PRAGMA journal_mode=DELETE")
        with unfinished.open("rb+") as copied:
            os.fsync(copied.fileno())
        unfinished.replace(target)
        sync_folder(target.parent)
    except sqlite3.Error as error:
        unfinished.unlink(missing_ok=True)
        raise BackupError(f"{source} could not be copied: {error}") from error


def _check(source: Path) -> None:
    """Raise `BackupError` unless the file is a sound database of a version that this Hearten knows."""
    if not source.is_file():
        raise BackupError(f"there is no file {source}")
    try:
        with contextlib.closing(
            sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
        ) as reading:
            state = reading.execute("PRAGMA integrity_check").fetchone()[0]
            version = reading.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise BackupError(f"{source} is no backup of Hearten's: {error}") from error
    if state != "ok":
        raise BackupError(f"{source} is damaged: {state}")
    if version is None or version[0] not in list_revisions():
        raise BackupError(f"{source} is from a newer Hearten. Install that version first")


def _set_aside(file: Path, now: datetime) -> Path:
    """Copy the database that is replaced, including its write-ahead log; return the copy's path."""
    copy = file.with_name(f"{file.name}.before-{now:%Y%m%dT%H%M%S}")
    try:
        _copy(file, copy)
        _empty_log(file)
    except (BackupError, sqlite3.Error):
        # A damaged database is what backups are restored for.
        _set_aside_damaged(file, copy)
    return copy


def _empty_log(file: Path) -> None:
    """Move the write-ahead log into the file, so that the restored file does not meet it."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _set_aside_damaged(file: Path, kept: Path) -> None:
    """Copy the files of a damaged database as they are."""
    logs = [file.with_name(file.name + suffix) for suffix in ("-wal", "-shm", "-journal")]
    for part in (file, *logs):
        if part.exists():
            copy = kept.with_name(kept.name + part.name.removeprefix(file.name))
            create_private(copy)
            shutil.copyfile(part, copy)
    sync_folder(file.parent)
    for log in logs:
        log.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename last: on Linux the folder has to be written, too."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
