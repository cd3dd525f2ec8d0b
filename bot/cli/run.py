"""`hearten run`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.environment import read_settings, require_slack
from bot.cli.imports import paused_collection, resume_collection

if TYPE_CHECKING:
    import asyncio


@click.command()
def run() -> None:
    """Apply pending migrations, then serve Slack."""
    with paused_collection():
        from bot import logs
        from bot.cli.process import report_refusal, run_until_stopped
        from bot.error_reports import open_reports

        settings = read_settings()
        require_slack(settings)
        with report_refusal():
            reports = open_reports(settings.sentry_dsn.value if settings.sentry_dsn else "")
        logs.configure(settings, reports)

        from bot.app import hearten
        from bot.clock import Clock

        async def serve(stopping: asyncio.Event) -> None:
            async with hearten(settings, Clock()) as bot:
                resume_collection()
                await bot.run(stopping)

        try:
            run_until_stopped(serve)
        finally:
            if reports:
                reports.close()
