"""`hearten new-key` and `rotate-keys`: the keys for tokens in the database."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bot.cli.environment import read_settings
from bot.cli.imports import paused_collection

if TYPE_CHECKING:
    from bot.settings import Settings


@click.command("new-key")
def new_key() -> None:
    """Print a new key for HEARTEN_ENCRYPTION_KEYS."""
    from bot.token_cipher import make_key

    click.echo(make_key())


@click.command("rotate-keys")
def rotate_keys() -> None:
    """Encrypt all stored tokens with the newest key, also while `hearten run` uses them.

    Put the new key before the others in HEARTEN_ENCRYPTION_KEYS, start `hearten run` with that, run this
    command, and then remove the old keys.
    """
    settings = read_settings()
    if not settings.encryption_keys:
        click.echo(
            "To rotate keys, HEARTEN_ENCRYPTION_KEYS must be set in the environment or in .env.", err=True
        )
        sys.exit(2)
    with paused_collection():
        import asyncio

        from bot.cli.process import report_refusal

    with report_refusal():
        count = asyncio.run(_rotate(settings))
    click.echo(f"Tokens of installations encrypted with the newest key: {count}")


async def _rotate(settings: Settings) -> int:
    """Encrypt all tokens again, and return of how many installations."""
    import asyncio

    from bot.clock import Clock
    from bot.storage import migrations
    from bot.storage.engine import connect
    from bot.token_cipher import TokenCipher
    from bot.usecases.installations import rotate_tokens

    database = connect(settings.database_url, Clock().now)
    try:
        await asyncio.to_thread(migrations.migrate, database.engine)
        return await database.write(
            rotate_tokens, TokenCipher([key.value for key in settings.encryption_keys]).rotate
        )
    finally:
        await asyncio.to_thread(database.close)
