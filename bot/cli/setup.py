"""`hearten setup`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from bot.cli.environment import read_settings
from bot.cli.imports import paused_collection
from bot.cli.manifest import ICON_NOTE, require_https
from bot.cli.run import run
from bot.cli.screen import has_screen
from bot.cli.setup_questions import SetupQuestions
from bot.token_kinds import APP_TOKEN, BOT_TOKEN, CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET

if TYPE_CHECKING:
    from bot.settings import Settings

_SECRETS = (BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, CLIENT_ID, CLIENT_SECRET)
_KEYS = "HEARTEN_ENCRYPTION_KEYS"
_HTTP_STEP = """\
Once Hearten runs: under "Event Subscriptions", let Slack verify the address, and
switch "Delayed Events" on."""
_INSTALL_STEP = """\
Under "Manage Distribution", activate public distribution. Once Hearten runs, each
workspace installs it at {}/slack/install.

.env now has the key of the tokens in the database: keep a copy elsewhere than the
database's backups."""


@click.command()
@click.option("--url", help="The public address of `hearten run`, for HTTP. Without it: Socket Mode.")
@click.option("--install-url", help="The public address on which many workspaces install the app.")
@click.pass_context
def setup(context: click.Context, url: str | None, install_url: str | None) -> None:
    """Connect Hearten to a Slack workspace, step by step.

    Asks for what Slack shows, checks it at once, and saves it in the file .env in this folder.
    """
    for address in (url, install_url):
        require_https(address)
    if not sys.stdin.isatty():
        click.echo(
            "`hearten setup` asks questions, so it needs a terminal: run it in one, or write .env by hand "
            "as the README says.",
            err=True,
        )
        sys.exit(2)
    try:
        values = _ask_for_all(url, install_url)
    except click.Abort:
        click.echo("\nThat's the end of it. Nothing was saved.", err=True)
        sys.exit(1)
    if values is not None:
        _save(values)
        _show_last_steps(url, install_url)
        _offer_start(context)


def _ask_for_all(url: str | None, install_url: str | None) -> dict[str, str] | None:
    """Return what `.env` should have, or None if it shall stay as it is."""
    with paused_collection():
        from bot import env_file
        from bot.errors import EnvFileError

    if exported := [name for name in _SECRETS if os.environ.get(name)]:
        click.echo(
            f"{' and '.join(exported)} in this terminal's environment would go before .env: run `unset "
            f"{' '.join(exported)}`, and begin again.",
            err=True,
        )
        sys.exit(2)
    settings = read_settings()
    try:
        env_file.refuse_link()
        before = env_file.read()
    except EnvFileError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if any(before.get(name) for name in _SECRETS) and not click.confirm(
        ".env has tokens of a Slack app already. Replace them?", default=False
    ):
        click.echo(".env stays as it is.")
        return None
    _show_app_step(settings, url, install_url)
    questions = SetupQuestions(settings.slack_api_url)
    values = questions.ask_for_transport(is_http=bool(url))
    values |= questions.ask_for_client() if install_url else questions.ask_for_bot_token()
    if install_url and not settings.encryption_keys:
        from bot.token_cipher import make_key

        values[_KEYS] = make_key()
    # What was set for another way of serving would go before what is set now.
    return values | {name: "" for name in _SECRETS if before.get(name) and name not in values}


def _show_app_step(settings: Settings, url: str | None, install_url: str | None) -> None:
    from bot.slack.manifest import build_manifest, create_app_link

    app_manifest = build_manifest(url, settings.commands, install_url)
    link = create_app_link(app_manifest)
    click.echo("This connects Hearten to Slack. It takes ten minutes; Ctrl+C ends it.\n")
    click.echo("The app's manifest says what Hearten asks Slack for:\n")
    click.echo(json.dumps(app_manifest, indent=2, ensure_ascii=False))
    click.echo("\n1. Create the app. This link opens Slack's page with the manifest filled in:\n")
    click.echo(f"{link}\n")
    click.echo('   Choose your workspace there, then "Next" and "Create".')
    click.echo(f"   {ICON_NOTE}")
    if has_screen() and click.confirm("   Open it in your browser?", default=True):
        click.launch(link)


def _save(values: Mapping[str, str]) -> None:
    from bot import env_file
    from bot.cli.process import report_refusal

    had_lines = env_file.ENV_FILE.exists()
    with report_refusal():
        env_file.write(values)
    # What was read from the file before is out of date.
    os.environ.update(values)
    click.echo(
        f"\nSaved in {env_file.ENV_FILE.absolute()}, which only your user can read (mode 600)."
        + (" Its other lines stayed as they were." if had_lines else "")
    )


def _show_last_steps(url: str | None, install_url: str | None) -> None:
    if url:
        click.echo(f"\n{_HTTP_STEP}")
    if install_url:
        click.echo(f"\n{_INSTALL_STEP.format(install_url.rstrip('/'))}")


def _offer_start(context: click.Context) -> None:
    try:
        wants_start = click.confirm("\nStart Hearten now?", default=True)
    except click.Abort:
        click.echo()
        wants_start = False
    if wants_start:
        click.echo("Ctrl+C stops it; `hearten run` starts it again.")
        context.invoke(run)
    else:
        click.echo("`hearten run` starts it, and `hearten doctor` checks all the rest.")
