"""`hearten doctor`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bot.cli.environment import read_settings
from bot.cli.imports import paused_collection

if TYPE_CHECKING:
    from bot.doctor import Finding


@click.command()
def doctor() -> None:
    """Check settings, database, tokens and scopes."""
    settings = read_settings()
    with paused_collection():
        import asyncio

        from bot.doctor import examine

    async def check() -> bool:
        is_well = True
        async for finding in examine(settings):
            is_well = is_well and finding.is_well
            click.echo(_format_finding(finding))
        return is_well

    if not asyncio.run(check()):
        sys.exit(1)


def _format_finding(finding: Finding) -> str:
    if not finding.is_well:
        return f"FAIL {finding.subject}: {finding.advice}"
    return f"note {finding.subject}: {finding.advice}" if finding.is_note else f"ok   {finding.subject}"
