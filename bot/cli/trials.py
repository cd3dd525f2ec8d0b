"""`hearten doctor --live`: the trials, as a table or as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from bot.cli.environment import require_bot_token
from bot.cli.imports import paused_collection

if TYPE_CHECKING:
    import asyncio

    from bot.doctor.trial import Trial
    from bot.settings import Settings


def run_trials(settings: Settings, channels: Sequence[str], wait: float, *, as_json: bool) -> None:
    """Try Slack, print what it did, and exit with 1 if it refused what Hearten needs or all was stopped."""
    if settings.serves_many:
        click.echo(
            "--live tries one workspace: set SLACK_BOT_TOKEN instead of SLACK_CLIENT_ID for it.", err=True
        )
        sys.exit(2)
    require_bot_token(settings, "To try Slack")
    with paused_collection():
        from importlib.metadata import version

        from bot.cli.process import run_until_stopped
        from bot.doctor.live import try_slack

    trials: list[Trial] = []
    was_stopped = False

    def report(trial: Trial) -> None:
        if not as_json:
            click.echo(_format_trial(trial))

    def ask(text: str) -> None:
        click.echo(text, err=True)

    async def work(stopping: asyncio.Event) -> None:
        nonlocal was_stopped
        trials.extend(await try_slack(settings, channels, wait, stopping, report=report, ask=ask))
        was_stopped = stopping.is_set()

    # A call in progress ends before what it made is removed.
    run_until_stopped(work, limits_shutdown=False)
    if as_json:
        click.echo(json.dumps(_describe(trials), indent=2, ensure_ascii=False))
    else:
        click.echo(
            f"Hearten {version('hearten')} tried this. The table names no one and no channel: please send it "
            "to Hearten's maintainers."
        )
    if was_stopped or any(trial.is_problem for trial in trials):
        sys.exit(1)


def _format_trial(trial: Trial) -> str:
    seconds = f"{trial.seconds:5.1f} s" if trial.seconds else " " * 7
    line = f"{trial.outcome:<9} {seconds}  {trial.place:<26}  {trial.subject}"
    reason = f": {trial.reason}" if trial.reason else ""
    return line + reason + ("" if trial.is_needed else " (good to know, not needed)")


def _describe(trials: Sequence[Trial]) -> dict[str, object]:
    import platform
    from importlib.metadata import version

    return {
        "hearten": version("hearten"),
        "python": platform.python_version(),
        "trials": [
            {
                "place": trial.place,
                "subject": trial.subject,
                "outcome": trial.outcome,
                "seconds": round(trial.seconds, 3),
                "reason": trial.reason,
                "is_needed": trial.is_needed,
            }
            for trial in trials
        ],
    }
