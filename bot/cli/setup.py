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
from bot.token_kinds import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, wrong_form

if TYPE_CHECKING:
    from bot.doctor.finding import Finding
    from bot.settings import Settings

_STEPS = {
    APP_TOKEN: """\
2. Under "Basic Information", "App-Level Tokens", generate a token with the scope
   connections:write. It begins with xapp-.""",
    SIGNING_SECRET: """\
2. Under "Basic Information", "App Credentials", copy the Signing Secret (not the
   Client Secret).""",
    BOT_TOKEN: """\
3. Under "Install App", install it, and copy the Bot User OAuth Token. It begins
   with xoxb-.""",
}
_LABELS = {APP_TOKEN: "App-level token", SIGNING_SECRET: "Signing secret", BOT_TOKEN: "Bot token"}
_HTTP_STEP = """\
Once Hearten runs: under "Event Subscriptions", let Slack verify the address, and
switch "Delayed Events" on."""


@click.command()
@click.option("--url", help="The public address of `hearten run`, for HTTP. Without it: Socket Mode.")
@click.pass_context
def setup(context: click.Context, url: str | None) -> None:
    """Connect Hearten to a Slack workspace, step by step.

    Asks for what Slack shows, checks it at once, and saves it in the file .env in this folder.
    """
    require_https(url)
    if not sys.stdin.isatty():
        click.echo(
            "`hearten setup` asks questions, so it needs a terminal: run it in one, or write .env by hand "
            "as the README says.",
            err=True,
        )
        sys.exit(2)
    try:
        secrets = _ask_for_all(url)
    except click.Abort:
        click.echo("\nThat's the end of it. Nothing was saved.", err=True)
        sys.exit(1)
    if secrets is not None:
        _save(secrets)
        _offer_start(context, url)


def _ask_for_all(url: str | None) -> dict[str, str] | None:
    """Return what `.env` should have, or None if it shall stay as it is."""
    with paused_collection():
        from bot import env_file
        from bot.errors import EnvFileError

    names = (BOT_TOKEN, APP_TOKEN, SIGNING_SECRET)
    if exported := [name for name in names if os.environ.get(name)]:
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
    if any(before.get(name) for name in names) and not click.confirm(
        ".env has tokens of a Slack app already. Replace them?", default=False
    ):
        click.echo(".env stays as it is.")
        return None
    _show_app_step(settings, url)
    # A token for Socket Mode would go before the signing secret.
    secrets = {APP_TOKEN: ""} if url and APP_TOKEN in before else {}
    if url:
        secrets[SIGNING_SECRET] = _ask(settings, SIGNING_SECRET)
    else:
        secrets[APP_TOKEN] = _ask(settings, APP_TOKEN)
    secrets[BOT_TOKEN] = _ask(settings, BOT_TOKEN)
    return secrets


def _show_app_step(settings: Settings, url: str | None) -> None:
    from bot.slack.manifest import build_manifest, create_app_link

    app_manifest = build_manifest(url, settings.commands)
    link = create_app_link(app_manifest)
    click.echo("This connects Hearten to a Slack workspace. It takes ten minutes; Ctrl+C ends it.\n")
    click.echo("The app's manifest says what Hearten asks Slack for:\n")
    click.echo(json.dumps(app_manifest, indent=2, ensure_ascii=False))
    click.echo("\n1. Create the app. This link opens Slack's page with the manifest filled in:\n")
    click.echo(f"{link}\n")
    click.echo('   Choose your workspace there, then "Next" and "Create".')
    click.echo(f"   {ICON_NOTE}")
    if has_screen() and click.confirm("   Open it in your browser?", default=True):
        click.launch(link)


def _ask(settings: Settings, variable: str) -> str:
    """Return a secret that Slack accepts. Ask again until there is one."""
    click.echo(f"\n{_STEPS[variable]}")
    while True:
        typed: str = click.prompt(
            f"   {_LABELS[variable]} (hidden while you paste it)", hide_input=True
        ).strip()
        if wrong := wrong_form(variable, typed):
            click.echo(f"   No: {wrong}.")
            continue
        problems = _check(settings, variable, typed)
        for problem in problems:
            click.echo(f"   No: {problem.advice}.")
        if not problems:
            return typed


def _check(settings: Settings, variable: str, secret: str) -> list[Finding]:
    """Show a token to Slack. Return what is wrong, [] if nothing is."""
    with paused_collection():
        import asyncio

        from bot.doctor import tokens
        from bot.doctor.finding import Status

    async def show() -> list[Finding]:
        if variable == APP_TOKEN:
            return [await tokens.check_app_token(settings.slack_api_url, secret)]
        if variable == BOT_TOKEN:
            return [finding async for finding in tokens.check_bot_token(settings.slack_api_url, secret)]
        # Slack shows only with its first request whether it is right.
        return []

    findings = asyncio.run(show())
    problems = [finding for finding in findings if finding.status is Status.FAIL]
    if not problems:
        click.echo(
            f"   Yes: Slack accepts the {findings[0].subject}." if findings else "   Yes: that is its form."
        )
    return problems


def _save(secrets: Mapping[str, str]) -> None:
    from bot import env_file
    from bot.cli.process import report_refusal

    with report_refusal():
        env_file.write(secrets)
    # What was read from the file before is out of date.
    os.environ.update(secrets)
    click.echo(
        f"\nSaved in {env_file.ENV_FILE.absolute()}, which only your user can read (mode 600). Its other "
        "lines stayed as they were."
    )


def _offer_start(context: click.Context, url: str | None) -> None:
    if url:
        click.echo(f"\n{_HTTP_STEP}")
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
