"""`hearten migrate`, `backup` and `restore`: the database itself."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.environment import read_settings
from bot.cli.imports import paused_collection


@click.command()
@click.option("--to", "revision", help="Go back to this migration: what only later ones stored is lost.")
def migrate(revision: str | None) -> None:
    """Bring the database to the shape that this version expects, or that an older one expects."""
    from bot.storage.revisions import is_current_file

    url = read_settings().database_url
    if revision:
        _take_back(url, revision)
        click.echo(f"The database is at migration {revision} again. Start the older version now.")
        return
    if not is_current_file(url):
        _apply_migrations(url)
    click.echo("The database is up to date.")


def _apply_migrations(url: str) -> None:
    with paused_collection():
        from bot.cli.process import report_refusal
        from bot.clock import Clock
        from bot.storage import migrations
        from bot.storage.engine import connect

    with report_refusal():
        database = connect(url, Clock().now)
        try:
            migrations.migrate(database.engine)
        finally:
            database.close()


def _take_back(url: str, revision: str) -> None:
    with paused_collection():
        from bot.cli.process import report_refusal
        from bot.clock import Clock
        from bot.storage import migrations
        from bot.storage.engine import connect
        from bot.storage.files import hold_exclusively

    with report_refusal(), hold_exclusively(url):
        database = connect(url, Clock().now)
        try:
            migrations.take_back(database.engine, revision)
        finally:
            database.close()


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy the embedded database to FILE, also while `hearten run` uses it."""
    with paused_collection():
        from bot.cli.process import report_refusal
        from bot.storage.files import back_up

    with report_refusal():
        back_up(read_settings().database_url, file)
    click.echo(f"The database is copied to {file}. It contains what people wrote: keep it safe.")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put the backup FILE in the place of the embedded database; `hearten run` must not be running."""
    settings = read_settings()
    with paused_collection():
        from bot.cli.process import report_refusal
        from bot.clock import Clock
        from bot.storage import erasure_ledger, files

    with report_refusal():
        replaced = files.restore(settings.database_url, file, Clock().now())
        ledger_file = erasure_ledger.find_ledger(settings.database_url, settings.erasures)
        has_erasures = bool(ledger_file and erasure_ledger.read(ledger_file))
    click.echo(f"{file} is restored.")
    if replaced:
        click.echo(f"The database from before is saved as {replaced}.")
    if has_erasures:
        click.echo("What has been erased since will be erased from it, too, when `hearten run` starts.")
