"""`hearten erase`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.environment import read_settings
from bot.cli.imports import paused_collection

if TYPE_CHECKING:
    import asyncio


@click.command()
@click.argument("team")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(team: str, yes: bool) -> None:
    """Erase all data of the workspace TEAM (T0123ABCD), now and for good."""
    settings = read_settings()
    if not yes:
        click.confirm(f"Erase every thanks, person and setting of {team}? It can't be undone.", abort=True)
    with paused_collection():
        from bot import logs
        from bot.app import hearten
        from bot.cli.process import run_until_stopped
        from bot.clock import Clock

    logs.configure(settings)

    async def erase_all(_: asyncio.Event) -> None:
        async with hearten(settings, Clock()) as bot:
            if await bot.erase_workspace(team):
                click.echo(f"All data of {team} is erased. Messages in Slack stay there.")
            else:
                click.echo(f"There is no data of a workspace {team}.")

    run_until_stopped(erase_all)
