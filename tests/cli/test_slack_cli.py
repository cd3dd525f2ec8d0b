"""`slack run`: the hooks that the Slack CLI calls in a clone."""

from __future__ import annotations

import asyncio
import json
import shlex
import shutil
import signal
import sys
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import Any

import pytest

from bot.practice.server import Practice
from bot.slack.manifest import build_manifest
from tests.cli.process import PATIENCE, get, start

ROOT = Path(__file__).parents[2]
UV = "uv run --quiet python "


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """What the Slack CLI needs of a clone, without the database and the `.env` of whoever runs the tests."""
    shutil.copytree(ROOT / ".slack", tmp_path / ".slack")
    shutil.copy(ROOT / "app.py", tmp_path)
    return tmp_path


def hook(project: Path, name: str) -> list[str]:
    """Return a hook of the project's file. The Python of the tests takes the place of uv's."""
    command: str = json.loads((project / ".slack" / "hooks.json").read_text())["hooks"][name]
    assert command.startswith(UV)
    return [sys.executable, *shlex.split(command.removeprefix(UV))]


async def answer(project: Path, command: list[str], **environment: str) -> Any:
    """Run a hook as the Slack CLI does, and return the JSON between the boundaries."""
    process = await asyncio.create_subprocess_exec(
        *command,
        "--protocol=message-boundaries",
        "--boundary=b0undary",
        cwd=project,
        env=environment,
        stdout=PIPE,
    )
    async with asyncio.timeout(PATIENCE):
        out, _ = await process.communicate()
    assert process.returncode == 0
    before, text, after = out.decode().split("b0undary")
    assert (before, after.strip()) == ("", "")
    return json.loads(text)


async def test_manifest_is_the_same_as_by_hand(project: Path) -> None:
    command = hook(project, "get-manifest")
    manifest = await answer(project, command, HEARTEN_COMMANDS="/thanks")
    assert manifest == build_manifest(commands=("/thanks",))
    assert json.loads((project / ".slack" / "config.json").read_text()) == {"manifest": {"source": "local"}}


async def test_watched_files_exist(project: Path) -> None:
    config = json.loads((project / ".slack" / "hooks.json").read_text())["config"]
    for watch in config["watch"].values():
        assert [path for path in watch["paths"] if not (ROOT / path).exists()] == []


async def test_slack_run_serves(practice: Practice, project: Path) -> None:
    offered = await answer(project, hook(project, "get-hooks"))
    assert offered["config"]["sdk-managed-connection-enabled"] is True
    environment = {
        "SLACK_CLI_XOXB": practice.bot_token,
        "SLACK_CLI_XAPP": practice.app_token,
        "SLACK_BOT_TOKEN": practice.bot_token,
        "SLACK_APP_TOKEN": practice.app_token,
        "SLACK_API_URL": practice.api_url,
        "HEARTEN_LOG_FORMAT": "json",
        "PORT": "0",
    }
    # Tokens of another app, which `hearten setup` saved, do not count.
    (project / ".env").write_text("SLACK_BOT_TOKEN=xoxb-other\nSLACK_APP_TOKEN=xapp-other\n")
    program = shlex.split(offered["hooks"]["start"])
    async with start(project, environment=environment, program=program) as bot:
        serving = await bot.logged("serving")
        assert serving["mode"] == "socket"
        await practice.connected()
        assert (await get(serving["port"], "/readyz")).status == 200
        # This is how the Slack CLI ends or restarts it.
        bot.send(signal.SIGINT)
        ended = await bot.ended()
    assert ended.status == 0
    assert "Traceback" not in ended.said
