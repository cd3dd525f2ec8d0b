"""`hearten digests`."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

from bot.cli.environment import read_settings, require_bot_token
from bot.cli.imports import paused_collection

if TYPE_CHECKING:
    import asyncio


@click.command()
@click.option("--as-of", "as_of", help="The moment that counts, such as 2026-11-30T08:00:00Z. Default: now.")
def digests(as_of: str | None) -> None:
    """Make and deliver every digest that is due, print a line for each, and exit."""
    with paused_collection():
        from bot import logs
        from bot.cli.process import run_until_stopped

        settings = read_settings()
        require_bot_token(settings, "To post digests")
        due_at = _parse_moment(as_of)
        logs.configure(settings)

        from bot.app import hearten
        from bot.clock import Clock

    async def make(_: asyncio.Event) -> None:
        clock = Clock()
        async with hearten(settings, clock) as bot:
            made = await bot.make_digests(due_at or clock.now())
            for digest in made:
                click.echo(await bot.describe_digest(digest))
            if not made:
                click.echo("No digest is due.")

    run_until_stopped(make)


def _parse_moment(text: str | None) -> datetime | None:
    """Return a moment in UTC, None for no text. Exit with 2 for a text without a time zone."""
    if text is None:
        return None
    from bot.domain.calendar import to_utc

    try:
        return to_utc(datetime.fromisoformat(text))
    except ValueError:
        click.echo(
            f"“{text}” is no moment with a time zone. Please write it like 2026-11-30T08:00:00Z.", err=True
        )
        sys.exit(2)
