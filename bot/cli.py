"""The `hearten` command.

Each command imports what it alone needs: half of a process's start is imports.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
from platformdirs import user_data_path
from pydantic import ValidationError

from bot import logs
from bot.clock import Clock
from bot.domain.calendar import utc
from bot.running import explaining
from bot.running import run as run_until_asked
from bot.settings import OwnSettings, Settings
from bot.storage import ledger, migrations
from bot.storage.engine import connect
from bot.storage.files import back_up
from bot.storage.files import restore as restore_backup

if TYPE_CHECKING:
    from bot.doctor import Finding

S = TypeVar("S", bound=OwnSettings)

ICON_NOTE = (
    "A manifest carries no icon. Hearten's is .github/icon.png in its repository: "
    "add it in Slack under Basic Information, Display Information."
)
"""What `hearten manifest` says beside the manifest."""

PRACTICE_FOLDER = user_data_path("hearten", appauthor=False) / "practice"
"""Where a practice workspace is kept if nothing else is said."""


@contextlib.contextmanager
def _importing() -> Iterator[None]:
    """Import without the garbage collector, which takes a sixth of it: modules stay."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hearten")
def main() -> None:
    """Hearten, a Slack bot for thanks between colleagues. Try `hearten demo` first."""


@main.command()
def run() -> None:
    """Apply pending migrations, then serve Slack."""
    settings = _settings()
    _need_slack(settings)
    logs.configure(settings)
    with _importing():
        from bot.app import hearten

    async def serve(stopping: asyncio.Event) -> None:
        async with hearten(settings, Clock()) as bot:
            _spare_what_stays()
            await bot.run(stopping)

    run_until_asked(serve)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where the page listens.")
@click.option("--port", default=3000, show_default=True, help="The page's port.")
@click.option("--browser/--no-browser", default=True, help="Open the page in a browser.")
@click.option(
    "--data",
    default=PRACTICE_FOLDER,
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder in which all of it is kept.",
)
@click.option(
    "--seed",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Begin a fresh company with the past that FILE tells.",
    metavar="FILE",
)
@click.option(
    "--clean",
    is_flag=True,
    help="Begin with a fresh company. All that was written, thanked and set in the one before is lost.",
)
def demo(host: str, port: int, browser: bool, data: Path, seed: Path | None, clean: bool) -> None:
    """Open a practice workspace with the real bot in it: no account, no configuration.

    It is kept when it ends, and goes on where it was the next time.
    """
    with _importing():
        import webbrowser

        from bot.demo import SeedError, Told, prepare
        from bot.demo import demo as run_demo

    os.environ.setdefault("HEARTEN_LOG_LEVEL", "warning")
    settings = _own_settings()
    logs.configure(settings)

    def show(url: str) -> None:
        nonlocal browser
        if browser and _has_screen():
            webbrowser.open(url)
        # Later, whoever looks at it comes along by themselves.
        browser = False

    def moving_in(url: str) -> None:
        click.echo(f"A fresh company is moving in, which takes a moment: {url}", err=True)
        show(url)

    def opened(url: str) -> None:
        click.echo(f"The practice workspace is open: {url}\nPress Ctrl+C to end it.")
        show(url)

    def troubled(error: OSError) -> None:
        click.echo(f"The practice workspace can't be kept at present: {error.strerror or error}", err=True)

    try:
        stage = prepare(host, port, data, seed, clean=clean, commands=settings.commands)
    except SeedError as error:
        click.echo(f"{seed} can't be played:\n{error}", err=True)
        sys.exit(2)
    told = Told(moving_in, opened, troubled)
    run_until_asked(lambda stopping: run_demo(stage, stopping, told))


@main.command()
@click.option("--as-of", "as_of", help="The moment that counts, such as 2026-11-30T08:00:00Z. Default: now.")
def digests(as_of: str | None) -> None:
    """Make and deliver every digest that is due, print a line for each, and exit."""
    settings = _settings()
    _need_bot_token(settings)
    moment = _moment(as_of)
    logs.configure(settings)
    with _importing():
        from bot.app import hearten

    async def make(_: asyncio.Event) -> None:
        clock = Clock()
        async with hearten(settings, clock) as bot:
            made = await bot.make_digests(moment or clock.now())
            for one in made:
                click.echo(await bot.describe(one))
            if not made:
                click.echo("No digest is due.")

    run_until_asked(make)


@main.command()
def migrate() -> None:
    """Bring the database to the shape that this version expects."""
    settings = _settings()
    with explaining():
        database = connect(settings.database_url, Clock().now)
        try:
            migrations.migrate(database.engine)
        finally:
            database.close()
    click.echo("The database is up to date.")


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy the embedded database to FILE, also while `hearten run` uses it."""
    with explaining():
        back_up(_settings().database_url, file)
    click.echo(f"The database is copied to {file}. It holds what people said: keep it safe.")


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put the backup FILE in the place of the embedded database; `hearten run` must not be running."""
    settings = _settings()
    with explaining():
        kept = restore_backup(settings.database_url, file, Clock().now())
        noted = ledger.path(settings.database_url, settings.erasures)
        erased = bool(noted and ledger.read(noted))
    click.echo(f"{file} is restored.")
    if kept:
        click.echo(f"What was there before is kept as {kept}.")
    if erased:
        click.echo("What has been erased since is erased from it, too, as soon as `hearten run` starts.")


@main.command()
@click.argument("team")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(team: str, yes: bool) -> None:
    """Erase all that is kept of the workspace TEAM (T0123ABCD), now and for good."""
    settings = _settings()
    logs.configure(settings)
    if not yes:
        click.confirm(f"Erase every thanks, person and setting of {team}? It can't be undone.", abort=True)
    with _importing():
        from bot.app import hearten

    async def erase_all(_: asyncio.Event) -> None:
        async with hearten(settings, Clock()) as bot:
            if await bot.erase_workspace(team):
                click.echo(f"Nothing is kept of {team} any more. What stands in Slack stays there.")
            else:
                click.echo(f"Nothing is kept of a workspace {team}.")

    run_until_asked(erase_all)


@main.command()
def doctor() -> None:
    """Check settings, database, tokens and scopes."""
    settings = _settings()
    with _importing():
        from bot.doctor import examine

    async def check() -> bool:
        is_well = True
        async for finding in examine(settings):
            is_well = is_well and finding.is_well
            click.echo(_line(finding))
        return is_well

    if not asyncio.run(check()):
        sys.exit(1)


def _line(finding: Finding) -> str:
    if not finding.is_well:
        return f"FAIL {finding.subject}: {finding.advice}"
    return f"note {finding.subject}: {finding.advice}" if finding.is_note else f"ok   {finding.subject}"


@main.command()
@click.option("--url", help="The public address of `hearten run`, for HTTP. Without it: Socket Mode.")
@click.option("--link", is_flag=True, help="Print a link that creates the app from it, instead.")
def manifest(url: str | None, link: bool) -> None:
    """Print the app manifest for Slack, or a link that creates the app from it."""
    from bot.slack.manifest import create_app_link
    from bot.slack.manifest import manifest as app_manifest

    if url is not None and not url.startswith("https://"):
        raise click.BadParameter("Slack sends to https:// addresses only.", param_hint="--url")
    made = app_manifest(url, _own_settings().commands)
    click.echo(create_app_link(made) if link else json.dumps(made, indent=2, ensure_ascii=False))
    click.echo(ICON_NOTE, err=True)


def _settings() -> Settings:
    return _read(Settings)


def _own_settings() -> OwnSettings:
    """The settings of Hearten alone: others' variables, such as another project's PORT, do not count."""
    return _read(OwnSettings)


def _read(kind: type[S]) -> S:
    try:
        return kind()
    except ValidationError as error:
        for problem in error.errors():
            click.echo(f"{problem['loc'][0]}: {problem['msg']}", err=True)
        sys.exit(2)


def _need_slack(settings: Settings) -> None:
    if settings.missing:
        click.echo(
            "To serve a Slack workspace, these are missing in the environment:\n"
            + "".join(f"  {name}\n" for name in settings.missing)
            + "The README tells where to find them. To try Hearten without Slack, run: hearten demo",
            err=True,
        )
        sys.exit(2)


def _need_bot_token(settings: Settings) -> None:
    if settings.bot_token is None:
        click.echo("To post digests, SLACK_BOT_TOKEN must be set in the environment.", err=True)
        sys.exit(2)


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return utc(datetime.fromisoformat(text))
    except ValueError:
        click.echo(
            f"“{text}” is no moment with a time zone. Please write it like 2026-11-30T08:00:00Z.", err=True
        )
        sys.exit(2)


def _has_screen() -> bool:
    """Whether a browser could show itself; a text browser would take over the terminal."""
    is_unix = sys.platform not in ("win32", "darwin")
    return not is_unix or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _spare_what_stays() -> None:
    """Keep the collector away from what lives as long as the process: it was most of the slowest answers."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
