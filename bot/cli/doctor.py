"""`hearten doctor`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from bot.cli.environment import read_settings
from bot.cli.imports import paused_collection
from bot.cli.trials import run_trials

if TYPE_CHECKING:
    from bot.doctor.finding import Finding

_LABELS = {"ok": "ok  ", "note": "note", "fail": "FAIL"}


@click.command()
@click.option("--url", default="", help="The public address to try, if Slack sends requests to one.")
@click.option(
    "--live",
    multiple=True,
    metavar="CHANNEL",
    help="Try in this channel what Slack really does, and clean up. Name a public one that Hearten has not "
    "joined, and a private one that it has.",
)
@click.option(
    "--wait",
    default=120,
    show_default=True,
    type=click.IntRange(0, 3_600),
    help="With --live: seconds to wait for a command that you type; 0 leaves that out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for machines.")
def doctor(url: str, live: tuple[str, ...], wait: int, as_json: bool) -> None:
    """Check settings, database, disk, ports, clock, tokens and scopes; or try Slack with --live.

    Exits with 0 if all is well, 1 if something has to be mended, 2 if a setting can't be read.
    """
    settings = read_settings()
    if live:
        run_trials(settings, live, wait, as_json=as_json)
        return
    with paused_collection():
        import asyncio

        from bot.doctor.examination import examine
        from bot.doctor.finding import Status

    async def check() -> list[Finding]:
        findings = []
        async for finding in examine(settings, url):
            findings.append(finding)
            if not as_json:
                click.echo(_format_finding(finding))
        return findings

    findings = asyncio.run(check())
    is_well = all(finding.status is not Status.FAIL for finding in findings)
    if as_json:
        click.echo(json.dumps(_describe(findings, is_well=is_well), indent=2, ensure_ascii=False))
    if not is_well:
        sys.exit(1)


def _format_finding(finding: Finding) -> str:
    line = f"{_LABELS[finding.status]} {finding.subject}"
    return f"{line}: {finding.advice}" if finding.advice else line


def _describe(findings: list[Finding], *, is_well: bool) -> dict[str, object]:
    return {
        "is_well": is_well,
        "findings": [
            {"subject": finding.subject, "status": finding.status, "advice": finding.advice}
            for finding in findings
        ],
    }
