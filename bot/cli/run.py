"""`hearten run`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.environment import read_settings, require_slack
from bot.cli.imports import fast_imports, freeze_modules

if TYPE_CHECKING:
    import asyncio


@click.command()
def run() -> None:
    """Apply pending migrations, then serve Slack."""
    with fast_imports():
        from bot import logs
        from bot.cli.process import run_until_stopped

        settings = read_settings()
        require_slack(settings)
        logs.configure(settings)

        from bot.app import hearten
        from bot.clock import Clock

    async def serve(stopping: asyncio.Event) -> None:
        async with hearten(settings, Clock()) as bot:
            freeze_modules()
            await bot.run(stopping)

    run_until_stopped(serve)
