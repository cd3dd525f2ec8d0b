"""`hearten manifest`."""

from __future__ import annotations

import json

import click

from bot.cli.environment import read_own_settings

ICON_NOTE = (
    "A manifest carries no icon. Hearten's is .github/icon.png in its repository: "
    "add it in Slack under Basic Information, Display Information."
)
"""What the command prints on standard error, beside the manifest."""


@click.command()
@click.option("--url", help="The public address of `hearten run`, for HTTP. Without it: Socket Mode.")
@click.option("--install-url", help="The public address on which other workspaces install the app.")
@click.option(
    "--without-step",
    is_flag=True,
    help="Leave out the step for Workflow Builder: Slack distributes no app with a step publicly.",
)
@click.option("--link", is_flag=True, help="Print a link that creates the app from it, instead.")
def manifest(url: str | None, install_url: str | None, without_step: bool, link: bool) -> None:
    """Print the app manifest for Slack, or a link that creates the app from it."""
    from bot.slack.manifest import build_manifest, create_app_link

    for address in (url, install_url):
        require_https(address)
    app_manifest = build_manifest(url, read_own_settings().commands, install_url, has_steps=not without_step)
    click.echo(
        create_app_link(app_manifest) if link else json.dumps(app_manifest, indent=2, ensure_ascii=False)
    )
    click.echo(ICON_NOTE, err=True)


def require_https(url: str | None) -> None:
    """Raise `click.BadParameter` for a public address that Slack sends nothing to."""
    if url is not None and not url.startswith("https://"):
        raise click.BadParameter("Slack sends to https:// addresses only.", param_hint="--url")
