"""The revisions of the database, without a library that works with it.

`hearten migrate` mostly finds nothing to do: with this module alone it says so in half of the time.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

_SQLITE = "sqlite:///"
_SPECIAL = frozenset("?%:")
"""Characters by which a URL says more than the path of a file."""


def list_revisions() -> list[str]:
    """Return the revisions of this version, oldest first: each script's name starts with its own."""
    scripts = (migrations_folder() / "versions").glob("[0-9]*.py")
    return sorted(script.name.partition("_")[0] for script in scripts)


def is_current_file(url: str) -> bool:
    """Return True if a URL names the file of an up-to-date SQLite database.

    Return False also if it takes a closer look to say so, as for every other database.
    """
    path = url.removeprefix(_SQLITE)
    if not url.startswith(_SQLITE) or _SPECIAL & set(path):
        return False
    try:
        with closing(sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True)) as connection:
            applied = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.Error:
        return False
    return applied == [(list_revisions()[-1],)]


def migrations_folder() -> Path:
    """Return the folder of the migrations: inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parent / "migrations"
