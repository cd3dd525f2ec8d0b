"""`hearten export`."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from bot.cli.environment import read_settings
from bot.cli.imports import paused_collection

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterator

PRIVATE_FILE = 0o600
"""Permissions of the file: what people wrote is in it, also in private."""
STANDARD_OUTPUT = "-"


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path), default="-")
@click.option("--team", default="", help="Only the workspace with this id (T0123ABCD). Default: all.")
def export(file: Path, team: str) -> None:
    """Write all recognitions, people and values as JSON Lines to FILE, or to standard output.

    It needs only the database, and may run beside `hearten run`. The format is in .github/OPERATIONS.md.
    """
    settings = read_settings()
    with paused_collection():
        import orjson

        from bot.cli.process import run_until_stopped
        from bot.clock import Clock
        from bot.errors import ExportFileError
        from bot.storage import migrations, workspace_pages
        from bot.storage.engine import connect
        from bot.usecases.workspace_export import export_all

    async def write_all(stopping: asyncio.Event) -> None:
        database = connect(settings.database_url, Clock().now)
        try:
            if not migrations.is_current(database.engine):
                raise ExportFileError("the database is not up to date: run `hearten migrate` first")
            workspaces = await database.read(workspace_pages.list_workspaces, team)
            if not workspaces:
                name = f" {team}" if team else ""
                raise ExportFileError(f"the database has no workspace{name}")
            numbers = [
                await database.read(workspace_pages.count_rows, workspace.id) for workspace in workspaces
            ]
            is_hidden = not sys.stderr.isatty()
            with (
                _open(file) as out,
                click.progressbar(length=sum(numbers), file=sys.stderr, hidden=is_hidden) as progress,
            ):
                for workspace in workspaces:
                    async for page in export_all(database, workspace):
                        out.writelines(orjson.dumps(each) + b"\n" for each in page)
                        progress.update(len(page))
                        if stopping.is_set():
                            raise ExportFileError("it was stopped")
        finally:
            database.close()

    run_until_stopped(write_all)


@contextmanager
def _open(file: Path) -> Iterator[BinaryIO]:
    """Open a new file that only its owner can read. It is removed again if it cannot be completed.

    Raise OSError, also `FileExistsError`: an export never replaces a file.
    """
    if str(file) == STANDARD_OUTPUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    try:
        with os.fdopen(handle, "wb") as opened:
            yield opened
            opened.flush()
            os.fsync(opened.fileno())
    except BaseException:
        file.unlink(missing_ok=True)
        raise
