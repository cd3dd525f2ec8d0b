"""Databases to measure on, as safe as an operator's: each commit waits for the disk."""

from __future__ import annotations

import contextlib
import itertools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import click
from sqlalchemy import create_engine, text

from tests import postgresql

DURABLE = "-c fsync=on -c synchronous_commit=on"

OpenEmpty = Callable[[], AbstractContextManager[tuple[Path, str]]]
"""Opens an empty folder, and an empty database: in that folder, if it is a file. The string is its URL."""


@contextlib.contextmanager
def open_databases(kind: str) -> Iterator[OpenEmpty]:
    """Yield what opens databases of a kind; raise ClickException if there is no server for it."""
    if kind == "sqlite":
        yield _open_file
        return
    programs = postgresql.programs()
    if programs is None:
        raise click.ClickException("there is no PostgreSQL server on this machine")
    with postgresql.server(programs, DURABLE) as server:
        numbers = itertools.count()

        @contextlib.contextmanager
        def open_empty() -> Iterator[tuple[Path, str]]:
            with _open_folder() as folder, postgresql.database(server, f"bench_{next(numbers)}") as url:
                yield folder, url

        yield open_empty


@contextlib.contextmanager
def _open_file() -> Iterator[tuple[Path, str]]:
    with _open_folder() as folder:
        yield folder, f"sqlite:///{folder}/hearten.db"


@contextlib.contextmanager
def _open_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="hearten-bench-") as folder:
        yield Path(folder)


def measure_size(folder: Path, url: str) -> float:
    """Return the gigabytes of a database on disk."""
    if url.startswith("sqlite:"):
        return sum(file.stat().st_size for file in folder.glob("hearten.db*")) / 1e9
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        size = connection.scalar(text("SELECT pg_database_size(current_database())"))
    engine.dispose()
    return int(size or 0) / 1e9
