"""`hearten demo`."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from bot.cli.environment import read_own_settings
from bot.cli.imports import paused_collection
from bot.cli.screen import has_screen

_EXTRA = frozenset({"jinja2", "platformdirs", "python_multipart", "websockets"})
"""Modules of the extra `demo`, without which everything but the demo works."""
_LANGUAGES = sorted(file.stem for file in Path(__file__).parents[1].glob("practice/stories/*.txt"))


@contextlib.contextmanager
def _explained_absence() -> Iterator[None]:
    """Say how to install the demo if one of its packages is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        raise click.ClickException(
            "The demo needs a few more packages: in a clone of Hearten, `uv sync --extra demo` installs them."
        ) from error


def _default_folder() -> Path:
    with _explained_absence():
        from platformdirs import user_data_path

    return user_data_path("hearten", appauthor=False) / "practice"


class _FolderOption(click.Option):
    """An option whose default folder is looked up only for its help, or when the command runs."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's line of the help, with the folder."""
        self.show_default = str(_default_folder())
        return super().get_help_record(ctx)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where the page listens.")
@click.option("--port", default=3000, show_default=True, help="The page's port.")
@click.option("--browser/--no-browser", default=True, help="Open the page in a browser.")
@click.option(
    "--data",
    cls=_FolderOption,
    default=_default_folder,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder that it is saved in.",
)
@click.option(
    "--seed",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Begin with a fresh company, and play its past from FILE.",
    metavar="FILE",
)
@click.option(
    "--language",
    type=click.Choice(_LANGUAGES),
    help="Begin with a fresh company that speaks this language.",
)
@click.option(
    "--clean",
    is_flag=True,
    help="Begin with a fresh company. All that was done in the one before is lost.",
)
def demo(
    host: str,
    port: int,
    browser: bool,
    data: Path,
    seed: Path | None,
    language: str | None,
    clean: bool,
) -> None:
    """Open a practice workspace with the real bot in it: no account, no configuration.

    It is saved when it ends, and continues the next time.
    """
    if seed and language:
        raise click.UsageError("A seed has its own language: please give --seed or --language.")
    with paused_collection(), _explained_absence():
        import webbrowser

        from bot import logs
        from bot.cli.process import run_until_stopped
        from bot.demo import DemoCallbacks, SeedError, read_options
        from bot.demo import demo as run_demo

    os.environ.setdefault("HEARTEN_LOG_LEVEL", "warning")
    settings = read_own_settings()
    logs.configure(settings)

    def show(url: str) -> None:
        nonlocal browser
        if browser and has_screen():
            webbrowser.open(url)
        # A page that is open follows to the next company by itself.
        browser = False

    def moving_in(url: str) -> None:
        click.echo(f"A fresh company is moving in, which takes a moment: {url}", err=True)
        show(url)

    def opened(url: str) -> None:
        click.echo(f"The practice workspace is open: {url}\nPress Ctrl+C to end it.")
        show(url)

    def not_stored(error: OSError) -> None:
        click.echo(
            f"The practice workspace can't be saved at the moment: {error.strerror or error}", err=True
        )

    try:
        options = read_options(
            host, port, data, seed, clean=clean, language=language or "", commands=settings.commands
        )
    except SeedError as error:
        click.echo(f"{seed} can't be played:\n{error}", err=True)
        sys.exit(2)
    callbacks = DemoCallbacks(moving_in, opened, not_stored)
    run_until_stopped(lambda stopping: run_demo(options, stopping, callbacks))
