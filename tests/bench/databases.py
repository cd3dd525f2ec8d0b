"""Databases to measure on, as safe as an operator's: each commit waits for the disk."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import click

from tests import postgresql

DURABLE = "-c fsync=on -c synchronous_commit=on"


@contextlib.contextmanager
def open_database(kind: str, folder: str) -> Iterator[str]:
    """Yield the URL of an empty database of this kind; raise ClickException if there is no server for it."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/hearten.db"
        return
    programs = postgresql.programs()
    if programs is None:
        raise click.ClickException("there is no PostgreSQL server on this machine")
    with postgresql.server(programs, DURABLE) as server, postgresql.database(server, "bench") as url:
        yield url
