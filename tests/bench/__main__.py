"""The figures of this machine beside their targets: `python -m tests.bench --help`."""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import structlog
import uvloop
from sqlalchemy import create_engine, text

from tests.bench.commands import QUICK, Effort, measure_commands
from tests.bench.databases import open_database
from tests.bench.due_digests import measure_due_digests
from tests.bench.outbox import measure_outbox
from tests.bench.processes import pin_load
from tests.bench.queries import measure_queries
from tests.bench.reactions import measure_reactions
from tests.bench.statements import count_statements
from tests.bench.table import Figures


@dataclass(frozen=True)
class Scale:
    """How much of everything is measured."""

    effort: Effort
    reactions: int
    outbox: int
    few: int
    many: int
    digests: int


FULL = Scale(Effort(), reactions=5_000, outbox=3_000, few=20_000, many=1_000_000, digests=10_000)
LITTLE = Scale(QUICK, reactions=100, outbox=100, few=200, many=400, digests=50)


@click.command()
@click.option("--database", type=click.Choice(["sqlite", "postgresql", "both"]), default="both")
@click.option("--many", default=FULL.many, show_default=True, help="Recognitions of the large database.")
@click.option("--quick", is_flag=True, help="Measure little: it shows that it runs, not how fast.")
def main(database: str, many: int, quick: bool) -> None:
    """Measure one process on one processor, with the load and Slack on another.

    Each figure is printed beside its target. All of it takes a quarter of an hour for each database.
    """
    pin_load()
    scale = LITTLE if quick else FULL
    for kind in ("sqlite", "postgresql") if database == "both" else (database,):
        click.echo(f"{kind}, {os.cpu_count()} processors")
        figures = _measure(kind, scale, scale.many if quick else many)
        click.echo("\n".join(map(str, figures.rows())))


def _measure(kind: str, scale: Scale, many: int) -> Figures:
    with _empty(kind) as (folder, url):
        statements = uvloop.run(count_statements(url))
    with _empty(kind) as (folder, url):
        commands = uvloop.run(measure_commands(folder, url, scale.effort))
    with _empty(kind) as (folder, url):
        reactions = uvloop.run(measure_reactions(folder, url, scale.reactions))
    with _empty(kind) as (folder, url):
        posts = uvloop.run(measure_outbox(folder, url, scale.outbox))
    with _empty(kind) as (folder, url):
        digests = uvloop.run(measure_due_digests(url, scale.digests))
    with _empty(kind) as (folder, url):
        few = uvloop.run(measure_queries(url, scale.few))
    with _empty(kind) as (folder, url):
        queries = uvloop.run(measure_queries(url, many))
        megabytes = _size(kind, folder, url)
    return Figures(
        is_postgresql=kind == "postgresql",
        commands=commands,
        statements=statements,
        reactions=reactions,
        posts_per_second=posts,
        queries_few=few,
        queries_many=queries,
        megabytes_many=megabytes,
        many=many,
        digests_seconds=digests[0],
        digests_megabytes=digests[1],
    )


@contextlib.contextmanager
def _empty(kind: str) -> Iterator[tuple[Path, str]]:
    """Yield an empty folder and the URL of an empty database, in that folder if it is a file."""
    with tempfile.TemporaryDirectory(prefix="hearten-bench-") as folder, open_database(kind, folder) as url:
        yield Path(folder), url


def _size(kind: str, folder: Path, url: str) -> float:
    """Return the megabytes of a database on disk."""
    if kind == "sqlite":
        return sum(file.stat().st_size for file in folder.glob("hearten.db*")) / 1_000_000
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        size = connection.scalar(text("SELECT pg_database_size(current_database())"))
    engine.dispose()
    return int(size or 0) / 1_000_000


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    main()
