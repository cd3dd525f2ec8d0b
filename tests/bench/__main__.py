"""The figures of this machine beside their targets: `python -m tests.bench --help`."""

from __future__ import annotations

import logging
import os
from collections.abc import Collection
from dataclasses import replace

import click
import structlog

from tests.bench.databases import open_databases
from tests.bench.parts import FULL, LITTLE, PARTS
from tests.bench.processes import pin_load


@click.command()
@click.option("--database", type=click.Choice(["sqlite", "postgresql", "both"]), default="both")
@click.option("--only", type=click.Choice(list(PARTS)), multiple=True, help="A part; can be repeated.")
@click.option("--many", default=FULL.many, show_default=True, help="Recognitions of the large database.")
@click.option("--quick", is_flag=True, help="Measure little: it shows that it runs, not how fast.")
def main(database: str, only: Collection[str], many: int, quick: bool) -> None:
    """Measure one process on one processor, with the load, Slack and PostgreSQL on another.

    Each figure is printed beside its target, if it has one. All of it takes a quarter of an hour for each
    database.
    """
    pin_load()
    for kind in ("sqlite", "postgresql") if database == "both" else (database,):
        click.echo(f"{kind}, {os.cpu_count()} processors")
        scale = replace(LITTLE if quick else replace(FULL, many=many), is_postgresql=kind == "postgresql")
        with open_databases(kind) as open_empty:
            for part in only or PARTS:
                click.echo("\n".join(map(str, PARTS[part](open_empty, scale))))


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    main()
