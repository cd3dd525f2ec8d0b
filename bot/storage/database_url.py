"""Checks of `DATABASE_URL`, explained to the operator."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy import URL, make_url

from bot.errors import DatabaseUnavailableError

PRIVATE_FILE = 0o600
"""Permissions of a file with people's messages: only its owner can read it."""


def parse_url(url: str) -> URL:
    """Return the address as the engine takes it.

    Raise `DatabaseUnavailableError` for one that cannot work. It names the parameter, never a password.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if not parsed.database or ":memory:" in parsed.database or parsed.query.get("mode") == "memory":
            raise DatabaseUnavailableError(
                "a database in memory would be lost with the process: name a file in DATABASE_URL, "
                "such as sqlite:///hearten.db"
            )
        if parsed.query and not ("uri" in parsed.query and parsed.database.startswith("file:")):
            raise DatabaseUnavailableError(
                f"DATABASE_URL has the parameter “{next(iter(parsed.query))}”, which counts for a file only "
                "after “file:” and with “uri=true”: please take it out of the address"
            )
        return parsed
    # The driver is imported only for a server: it is a tenth of the start of a process.
    from psycopg.pq import Conninfo

    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    for name in parsed.query:
        if name not in known:
            raise DatabaseUnavailableError(
                f"DATABASE_URL has the parameter “{name}”, which PostgreSQL's client does not know: "
                "please take it out of the address"
            )
    return parsed


def find_path(url: str | URL) -> Path | None:
    """Return the file behind an address, or None for a database server."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database is None:
        return None
    if parsed.database.startswith("file:") and "uri" in parsed.query:
        # A URI, perhaps with a host, which can only be this machine (https://www.sqlite.org/uri.html).
        return Path(unquote(urlsplit(parsed.database).path))
    return Path(parsed.database)


def create_private(file: Path) -> None:
    """Create the file, readable by its owner only, if it is missing. Raise `DatabaseUnavailableError`.

    SQLite gives its write-ahead log the permissions of the database.
    """
    if not file.parent.is_dir():
        raise DatabaseUnavailableError(f"the database cannot be reached: there is no folder {file.parent}")
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, PRIVATE_FILE))
    except OSError as error:
        raise DatabaseUnavailableError(f"the database {file} cannot be written: {error.strerror}") from error
