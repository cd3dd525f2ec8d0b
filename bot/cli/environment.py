"""Settings for a command, or one line on standard error for each variable that is wrong or missing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from bot.settings import OwnSettings, Settings

S = TypeVar("S", bound="OwnSettings")


def read_settings() -> Settings:
    """Read the settings of a real workspace. Exit with 2 if one is wrong."""
    from bot.settings import Settings

    return _read(Settings)


def read_own_settings() -> OwnSettings:
    """Read Hearten's own settings only: another project's PORT does not matter to the demo."""
    from bot.settings import OwnSettings

    return _read(OwnSettings)


def _read(kind: type[S]) -> S:
    from pydantic import ValidationError

    try:
        return kind.from_environment()
    except ValidationError as error:
        for problem in error.errors():
            click.echo(f"{problem['loc'][0]}: {problem['msg']}", err=True)
        sys.exit(2)


def require_slack(settings: Settings) -> None:
    """Exit with 2 unless all that serving Slack needs is set."""
    if settings.missing:
        click.echo(
            "To serve a Slack workspace, these are missing in the environment:\n"
            + "".join(f"  {name}\n" for name in settings.missing)
            + "The README tells where to find them. To try Hearten without Slack, run: hearten demo",
            err=True,
        )
        sys.exit(2)


def require_bot_token(settings: Settings) -> None:
    """Exit with 2 unless the bot's token is set."""
    if settings.bot_token is None:
        click.echo("To post digests, SLACK_BOT_TOKEN must be set in the environment.", err=True)
        sys.exit(2)
