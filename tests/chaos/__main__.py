"""The long form: `python -m tests.chaos --help`."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from tests import postgresql
from tests.chaos.crowd import LONG_BREATH
from tests.chaos.pause import paused
from tests.chaos.trial import Plan, Stage, Transport, run
from tests.chaos.turmoil import LASTING, turmoil
from tests.postgresql_standby import Cluster, primary_with_standby

REPORT_EVERY = 30
"""Seconds between two lines of figures."""
FAILOVER_TIMEOUT = 180
"""Seconds from the promotion until a thanks and a reaction are acknowledged: processes go on being killed."""


@dataclass(frozen=True)
class Place:
    """Where the trial keeps what it writes."""

    database_url: str
    folder: Path
    """For the logs of the processes."""
    cluster: Cluster | None = None
    """The servers behind a PostgreSQL database that the trial made."""


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

    A new PostgreSQL is a primary with a synchronous standby. Halfway through, the primary is stopped
    hard and the standby promoted. There is no failover on SQLite or with --database-url.

    Ends with status 1 if anything that was acknowledged is lost, or anything happened twice.
    """
    if database_url:
        database = "sqlite" if database_url.startswith("sqlite") else "postgresql"
    number = processes if database == "postgresql" else 1
    plan = Plan(transport, number, senders, seed, post_interval, LONG_BREATH)

    async def trouble(stage: Stage) -> None:
        ending = asyncio.Event()
        async with (
            turmoil(stage.practice, stage.fleet, seed=seed, tempo=LASTING),
            asyncio.TaskGroup() as tasks,
        ):
            tasks.create_task(_report(stage, ending))
            await asyncio.sleep(minutes * 30)
            if place.cluster:
                await _fail_over(stage, place.cluster)
            await asyncio.sleep(minutes * 30)
            ending.set()
        click.echo("The turmoil is over; what is on its way may arrive.")

    with _place(database, database_url) as place:
        figures, troubles = asyncio.run(run(plan, place.database_url, place.folder, trouble))
    click.echo(f"{troubles}; {figures}")
    if not figures.is_clean:
        click.echo(figures.offenders)
        sys.exit(1)


async def _report(stage: Stage, ending: asyncio.Event) -> None:
    while await paused(ending, REPORT_EVERY):
        # Nobody looks at single calls here, and there are many.
        stage.practice.calls.clear()
        if stage.fleet.has_database:
            click.echo(f"{stage.fleet.troubles}; {stage.judged()} or still on its way")


async def _fail_over(stage: Stage, cluster: Cluster) -> None:
    """Move the database to its standby, and wait until both kinds of act are acknowledged again."""
    start = time.monotonic()
    with stage.fleet.failing_over():
        await asyncio.to_thread(cluster.fail_over)
    promoted = time.monotonic()
    ledger = stage.ledger
    async with asyncio.timeout(FAILOVER_TIMEOUT):
        await ledger.has_acknowledged(ledger.acknowledged_gifts + 1, ledger.acknowledged_emoji + 1)
    click.echo(
        f"Failover: the standby took writes {promoted - start:.1f} s after the primary was stopped, "
        f"and a thanks and a reaction were acknowledged {time.monotonic() - start:.1f} s after it."
    )


@contextlib.contextmanager
def _place(kind: str, url: str) -> Iterator[Place]:
    """Make a folder and, unless `url` names one, a database of this kind."""
    with tempfile.TemporaryDirectory(prefix="hearten-chaos-") as name:
        folder = Path(name)
        if url:
            yield Place(url, folder)
            return
        if kind == "sqlite":
            yield Place(f"sqlite:///{folder / 'hearten.db'}", folder)
            return
        programs = postgresql.programs()
        if programs is None:
            raise click.ClickException("there is no PostgreSQL server on this machine")
        with primary_with_standby(programs) as cluster:
            yield Place(cluster.url, folder, cluster)


if __name__ == "__main__":
    main()
