"""Settings for a command, from the environment and `.env`.

For each variable that is wrong or missing there is one line on standard error.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

import click

from bot.errors import EnvFileError, InvalidSettingsError

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
    from bot import env_file

    try:
        env_file.load()
        return kind.from_environment()
    except (EnvFileError, InvalidSettingsError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)


def require_slack(settings: Settings) -> None:
    """Exit with 2 unless all that serving Slack needs is set."""
    if settings.missing:
        click.echo(
            "To serve a Slack workspace, these are missing in the environment and in .env:\n"
            + "".join(f"  {name}\n" for name in settings.missing)
            + "To be asked for them, run: hearten setup\nTo try Hearten without Slack, run: hearten demo",
            err=True,
        )
        sys.exit(2)


def require_bot_token(settings: Settings, purpose: str) -> None:
    """Exit with 2 unless all that calling Slack needs is set. `purpose` begins the sentence: "To post"."""
    if settings.missing_tokens:
        names = " and ".join(settings.missing_tokens)
        click.echo(f"{purpose}, {names} must be set in the environment or in .env.", err=True)
        sys.exit(2)
