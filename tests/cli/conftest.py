"""A practice workspace that grants exactly what the manifest asks for, and how a process finds it."""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
import structlog
from click.testing import CliRunner, Result

from bot.cli import main
from bot.practice.company import brightside
from bot.practice.installation import install
from bot.practice.server import Practice
from bot.slack.manifest import SCOPES, build_manifest
from tests.cli.process import OURS, PATIENCE


@pytest.fixture
async def practice() -> AsyncIterator[Practice]:
    workspace = brightside()
    install(workspace, build_manifest())
    workspace.scopes = set(SCOPES)
    async with Practice(workspace, patience=PATIENCE) as running:
        yield running


@pytest.fixture
def by_socket(practice: Practice) -> dict[str, str]:
    """The environment for Socket Mode, on any free port."""
    return {
        "SLACK_API_URL": practice.api_url,
        "SLACK_BOT_TOKEN": practice.bot_token,
        "SLACK_APP_TOKEN": practice.app_token,
        "HEARTEN_LOG_FORMAT": "json",
        "PORT": "0",
    }


@pytest.fixture
def by_http(practice: Practice) -> dict[str, str]:
    """The environment for signed requests, on any free port."""
    return {
        "SLACK_API_URL": practice.api_url,
        "SLACK_BOT_TOKEN": practice.bot_token,
        "SLACK_SIGNING_SECRET": practice.signing_secret,
        "HEARTEN_LOG_FORMAT": "json",
        "PORT": "0",
    }


Invoke = Callable[..., Result]
"""Runs the command in this process."""


@pytest.fixture
def invoke(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Invoke]:
    """Run `hearten` within this process, in an empty folder and with no settings but these."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith(OURS):
            monkeypatch.delenv(name)

    def run(*arguments: str, **environment: str) -> Result:
        # What a command reads from `.env` is no setting of the next one.
        with patch.dict(os.environ):
            return CliRunner(catch_exceptions=False).invoke(main, arguments, env=environment)

    root = logging.getLogger()
    handlers, level, configured = root.handlers, root.level, structlog.get_config()
    yield run
    # A command configures the logs of its process, on which other tests depend.
    structlog.configure(**configured)
    root.handlers = handlers
    root.setLevel(level)
