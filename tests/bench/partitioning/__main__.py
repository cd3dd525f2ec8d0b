"""The figures of both shapes beside each other: `python -m tests.bench.partitioning --help`."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from pathlib import Path

import click
import structlog
import uvloop
from sqlalchemy import create_engine, make_url

from bot.storage import migrations
from tests import postgresql
from tests.bench.databases import DURABLE, measure_size
from tests.bench.partitioning.reading import Taken, measure_reading
from tests.bench.partitioning.rows import INSERTS, Crowd, write_made, write_rows, write_workspaces
from tests.bench.partitioning.shape import LACKING, partition, restore, strip
from tests.bench.partitioning.writing import measure_writing

SETTINGS = f"{DURABLE} -c max_wal_size=4GB -c max_locks_per_transaction=512"
FILLED = "filled"
"""What a database is commented with once it is."""


def load(server_url: str, name: str, crowd: Crowd, partitions: int) -> None:
    """Make a database of this name and shape, and fill it."""
    engine = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    engine = create_engine(make_url(server_url).set(database=name), isolation_level="AUTOCOMMIT")
    migrations.migrate(engine)
    begun = time.monotonic()

    def report(what: str) -> None:
        click.echo(f"{name}: {time.monotonic() - begun:6.0f} s {what}")

    with engine.connect() as connection:
        connection.exec_driver_sql("SET synchronous_commit = off")
        connection.exec_driver_sql("SET maintenance_work_mem = '512MB'")
        write_workspaces(connection, crowd)
        definitions = strip(connection)
        if partitions:
            partition(connection, partitions)
        write_made(connection, crowd)
        report("made")
        for table in INSERTS:
            write_rows(connection, table, with_workspace=bool(partitions) and table in LACKING)
            report(table)
        connection.exec_driver_sql("DROP TABLE made")
        restore(connection, definitions, report, parted=bool(partitions))
        connection.exec_driver_sql("VACUUM ANALYZE")
        connection.exec_driver_sql(f"COMMENT ON DATABASE {name} IS '{FILLED}'")
        report("ready")
    engine.dispose()


@click.command()
@click.option("--recognitions", default=10_000_000, show_default=True)
@click.option("--workspaces", default=2_000, show_default=True, help="Besides the huge one.")
@click.option("--partitions", default=16, show_default=True)
@click.option("--folder", type=click.Path(path_type=Path), required=True, help="For the server; it stays.")
def main(recognitions: int, workspaces: int, partitions: int, folder: Path) -> None:
    """Measure reading and writing with whole tables, and with hash partitions by workspace.

    The databases are filled once, and measured again when the folder is given again. Ten million recognitions
    take half an hour and 35 GB.
    """
    programs = postgresql.programs()
    if programs is None:
        raise click.ClickException("there is no PostgreSQL server on this machine")
    folder.mkdir(parents=True, exist_ok=True)
    server = postgresql.Server(programs, str(folder), SETTINGS)
    if not Path(server.data).exists():
        server.make()
    server.start()
    try:
        crowd = Crowd(recognitions, workspaces)
        urls = {name: f"{server.url.rpartition('/')[0]}/{name}" for name in ("whole", "parted")}
        for name, number in (("whole", 0), ("parted", partitions)):
            if not _exists(server.url, name):
                load(server.url, name, crowd, number)
            migrate(urls[name])
        report(urls["whole"], urls["parted"])
    finally:
        server.run("pg_ctl", "-D", server.data, "-m", "fast", "-w", "stop")


def migrate(url: str) -> None:
    """Bring a database of an earlier version up to date."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    migrations.migrate(engine)
    engine.dispose()


def _exists(server_url: str, name: str) -> bool:
    """Return True if a database was filled to its end."""
    engine = create_engine(server_url)
    with engine.connect() as connection:
        comment = connection.exec_driver_sql(
            f"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{name}'"
        ).scalar()
    engine.dispose()
    return comment == FILLED


def report(whole: str, parted: str) -> None:
    """Print what is read and written in milliseconds: of the clock, and of the server's processor."""

    def report_progress(name: str, taken: Taken) -> None:
        click.echo(f"{name}: {taken.milliseconds:,.1f} ({taken.server:,.1f})", err=True)

    columns = {}
    for shape, url, naming in (
        ("whole", whole, False),
        ("partitions, named", parted, True),
        ("partitions", parted, False),
    ):
        click.echo(shape, err=True)
        columns[shape] = uvloop.run(measure_reading(url, naming_workspace=naming, report=report_progress))
    click.echo(f"{'':<50}" + "".join(f"{name:>20}" for name in columns))
    for name in columns["whole"]:
        taken = [column[name] for column in columns.values()]
        click.echo(
            f"{name:<50}" + "".join(f"{each.milliseconds:>11,.1f} ({each.server:,.1f})" for each in taken)
        )
    for name, *figures in zip(*(each for each in _written(whole, parted)), strict=True):
        click.echo(f"{name:<50}" + "".join(f"{figure:>20,.2f}" for figure in figures))
    for url in (whole, parted):
        click.echo(f"gigabytes: {measure_size(Path(), url):.1f}")


def _written(whole: str, parted: str) -> tuple[Iterable[str], Iterable[float], Iterable[float]]:
    first, second = measure_writing([whole, parted])
    return first.keys(), first.values(), second.values()


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    main()
