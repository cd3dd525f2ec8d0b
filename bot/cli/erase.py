"""`hearten erase`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli.environment import read_settings
from bot.cli.imports import paused_collection

if TYPE_CHECKING:
    import asyncio

    from bot.slack.api.token_revocation import Revocation


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
        # What is stored can be erased without the key, too.
        async with hearten(settings, Clock(), needs_tokens=False) as bot:
            if bot.many:
                async for revocation in bot.many.revocation.revoke(team):
                    click.echo(_describe_revocation(revocation))
            if not await bot.erase_workspace(team):
                click.echo(f"There is no data of a workspace {team}.")
                return
            click.echo(f"All data of {team} is erased. Messages in Slack stay there.")
            if settings.bot_token:
                click.echo(
                    "SLACK_BOT_TOKEN still works: remove the app in Slack, or Hearten starts afresh there."
                )

    run_until_stopped(erase_all)


def _describe_revocation(revocation: Revocation) -> str:
    identity = revocation.workspace.identity
    place = f"{identity.name} ({identity.team_id})"
    if revocation.is_shared:
        return f"{place} uses its organisation's installation, which stays. Remove Hearten there in Slack."
    if revocation.error:
        return (
            f"Slack has not revoked Hearten's token for {place}: {revocation.error}. "
            "It is erased here all the same. Remove the app there, so that nobody can use a copy of it."
        )
    return f"Slack has revoked Hearten's token for {place}."
