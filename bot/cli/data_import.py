"""`hearten import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.environment import read_settings, require_bot_token
from bot.cli.imports import paused_collection

if TYPE_CHECKING:
    import asyncio
    from datetime import tzinfo

    from bot.data_import import LineReport


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--store", is_flag=True, help="Store the recognitions. Without it, they are only reported on.")
@click.option("--time-zone", default="UTC", show_default=True, help="Of dates without one: Europe/Berlin.")
@click.option("--team", default="", help="The id of the workspace (T0123ABCD), if there are several.")
def import_(file: Path, store: bool, time_zone: str, team: str) -> None:
    """Bring along recognitions from FILE: a CSV with Hearten's columns, or an export of HeyTaco or Bonusly.

    They stay private to their people, and nothing is posted. A file can be imported again: what is stored
    already is not stored twice. The columns and formats are in .github/OPERATIONS.md.
    """
    settings = read_settings()
    require_bot_token(settings, "To find people in Slack")
    zone = _find_zone(time_zone)
    with paused_collection():
        from bot import logs
        from bot.app import hearten
        from bot.cli.process import run_until_stopped
        from bot.clock import Clock
        from bot.data_import import DataImport

    logs.configure(settings)

    async def bring_along(stopping: asyncio.Event) -> None:
        data = DataImport(file, zone, is_trial=not store, team=team)
        # On a terminal the report itself shows how far it is.
        is_hidden = sys.stdout.isatty() or not sys.stderr.isatty()
        with click.progressbar(length=data.count_lines(), file=sys.stderr, hidden=is_hidden) as progress:
            last = 0
            async with hearten(settings, Clock()) as bot:
                async for report in data.run(bot):
                    click.echo(_format_report(report, is_stored=store))
                    progress.update(report.line - last)
                    last = report.line
                    if stopping.is_set():
                        break
        click.echo(_summarize(data.counts, is_stored=store))

    run_until_stopped(bring_along)


def _find_zone(name: str) -> tzinfo:
    """Return a time zone. Exit with 2 for one that does not exist."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise click.BadParameter(f"“{name}” is no time zone.", param_hint="--time-zone") from error


def _format_report(report: LineReport, *, is_stored: bool) -> str:
    from bot.usecases.imports import ImportOutcome

    if not isinstance(report.outcome, ImportOutcome):
        return f"line {report.line}: NOT {'stored' if is_stored else 'to be stored'}: {report.sentence}"
    return f"line {report.line}: {report.sentence}"


def _summarize(counts: dict[str, int], *, is_stored: bool) -> str:
    from bot.usecases.imports import ImportOutcome

    new, before = counts[ImportOutcome.NEW.name], counts[ImportOutcome.STORED_BEFORE.name]
    left_out = sum(counts.values()) - new - before
    numbers = f"{new} new, {before} stored before, {left_out} left out."
    return f"Stored: {numbers}" if is_stored else f"To be stored: {numbers} Store them with --store."
