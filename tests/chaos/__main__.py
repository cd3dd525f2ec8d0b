"""The long form: `python -m tests.chaos --help`."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from tests import postgresql
from tests.chaos.pause import paused
from tests.chaos.trial import Plan, Stage, Transport, run
from tests.chaos.turmoil import turmoil

REPORT_EVERY = 30
"""Seconds between two lines of figures."""


@click.command()
@click.option(
    "--database", type=click.Choice(["postgresql", "sqlite"]), default="postgresql", show_default=True
)
@click.option("--database-url", default="", help="An empty database, instead of a new one of that kind.")
@click.option("--transport", type=click.Choice(["http", "socket"]), default="http", show_default=True)
@click.option("--minutes", default=10.0, show_default=True, help="How long the turmoil lasts.")
@click.option("--processes", default=3, show_default=True, help="On SQLite it is always one.")
@click.option("--senders", default=20, show_default=True, help="People who act at the same time.")
@click.option("--seed", default=7, show_default=True, help="What all chance comes from.")
@click.option("--post-interval", default=0.05, show_default=True, help="Seconds between posts to a channel.")
def main(
    database: str,
    database_url: str,
    transport: Transport,
    minutes: float,
    processes: int,
    senders: int,
    seed: int,
    post_interval: float,
) -> None:
    """Kill and pause processes, set their clock, and spoil Slack's answers while people thank each other.

    Ends with status 1 if anything that was acknowledged is lost, or anything happened twice.
    """
    if database_url:
        database = "sqlite" if database_url.startswith("sqlite") else "postgresql"
    plan = Plan(transport, processes if database == "postgresql" else 1, senders, seed, post_interval)

    async def trouble(stage: Stage) -> None:
        ending = asyncio.Event()
        async with turmoil(stage.practice, stage.fleet, seed=seed), asyncio.TaskGroup() as tasks:
            tasks.create_task(_report(stage, ending))
            await asyncio.sleep(minutes * 60)
            ending.set()
        click.echo("The turmoil is over; what is on its way may arrive.")

    with _database(database, database_url) as (url, folder):
        figures, troubles = asyncio.run(run(plan, url, folder, trouble))
    click.echo(f"{troubles}; {figures}")
    if not figures.is_clean:
        click.echo(figures.offenders)
        sys.exit(1)


async def _report(stage: Stage, ending: asyncio.Event) -> None:
    while await paused(ending, REPORT_EVERY):
        # Nobody looks at single calls here, and there are many.
        stage.practice.calls.clear()
        click.echo(f"{stage.fleet.troubles}; {stage.judged()} or still on its way")


@contextlib.contextmanager
def _database(kind: str, url: str) -> Iterator[tuple[str, Path]]:
    """The database at this URL or else a new one, and a folder for what the processes write."""
    with tempfile.TemporaryDirectory(prefix="hearten-chaos-") as name:
        folder = Path(name)
        if url:
            yield url, folder
            return
        if kind == "sqlite":
            yield f"sqlite:///{folder / 'hearten.db'}", folder
            return
        programs = postgresql.programs()
        if programs is None:
            raise click.ClickException("there is no PostgreSQL server on this machine")
        with postgresql.server(programs) as server, postgresql.database(server, "chaos") as url:
            yield url, folder


if __name__ == "__main__":
    main()
