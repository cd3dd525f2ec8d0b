"""`hearten setup`: someone connects a workspace in a terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.practice.server import Practice
from tests.cli.conftest import Invoke
from tests.cli.process import get
from tests.cli.terminal import Terminal, open_terminal

HIDDEN = " (hidden while you paste it): "


async def answer(terminal: Terminal, label: str, secret: str) -> str:
    """Paste a secret, and return what is said about it."""
    await terminal.until(f"{label}{HIDDEN}")
    terminal.type(secret)
    await terminal.until("\n")
    return (await terminal.until("\n")).strip()


async def test_setup_connects_a_workspace_and_starts(practice: Practice, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("# ours\nPORT=0\nHEARTEN_LOG_FORMAT=json\nHEARTEN_COMMANDS=/thanks")
    async with open_terminal(tmp_path, "setup", environment={"SLACK_API_URL": practice.api_url}) as terminal:
        await terminal.until("what Hearten asks Slack for:\n")
        manifest = json.loads(await terminal.until("\n1. Create the app."))
        assert manifest["features"]["slash_commands"][0]["command"] == "/thanks"
        await terminal.until("filled in:\n\n")
        link = urlsplit(await terminal.until("\n"))
        assert (link.netloc, link.path) == ("api.slack.com", "/apps")
        assert json.loads(parse_qs(link.query)["manifest_json"][0]) == manifest

        said = await answer(terminal, "App-level token", practice.bot_token)
        assert said.startswith("No: that is what belongs in SLACK_BOT_TOKEN: here belongs an App-Level Token")
        said = await answer(terminal, "App-level token", "secret")
        assert said.startswith("No: that has another form: here belongs an App-Level Token")
        said = await answer(terminal, "App-level token", "xapp-wrong")
        assert said.startswith("No: Slack refused it (invalid_auth): copy an App-Level Token")
        said = await answer(terminal, "App-level token", f" {practice.app_token} ")
        assert said == "Yes: Slack accepts the app token."

        practice.workspace.scopes.remove("files:write")
        said = await answer(terminal, "Bot token", practice.bot_token)
        assert said.startswith("No: add files:write (`hearten manifest` lists all), then reinstall the app")
        practice.workspace.scopes.add("files:write")
        practice.fail("auth.test", cut=True)
        said = await answer(terminal, "Bot token", practice.bot_token)
        assert said.startswith(
            "No: no way to Slack (auth.test: ServerDisconnectedError): look at the network"
        )
        assert not (tmp_path / "hearten.db").exists()
        said = await answer(terminal, "Bot token", practice.bot_token)
        assert said == "Yes: Slack accepts the bot token (workspace Brightside)."

        await terminal.until(f"Saved in {file}, which only your user can read (mode 600).")
        await terminal.until("Start Hearten now? [Y/n]: ")
        terminal.type("")
        await terminal.until('"serving"')
        await practice.connected()
        await terminal.until("\n")
        port = re.findall(r'"port": ?(\d+)', terminal.shown)[-1]
        assert (await get(int(port), "/readyz")).status == 200
        terminal.interrupt()
        assert await terminal.ended() == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text() == (
        "# ours\nPORT=0\nHEARTEN_LOG_FORMAT=json\nHEARTEN_COMMANDS=/thanks\n"
        f"SLACK_APP_TOKEN={practice.app_token}\nSLACK_BOT_TOKEN={practice.bot_token}\n"
    )
    assert practice.app_token not in terminal.shown
    assert practice.bot_token not in terminal.shown


async def test_setup_for_http_replaces_tokens_when_asked(practice: Practice, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("SLACK_APP_TOKEN=xapp-old\nSLACK_BOT_TOKEN=xoxb-old\n")
    environment = {"SLACK_API_URL": practice.api_url}
    arguments = ("setup", "--url", "https://hearten.example.org")
    async with open_terminal(tmp_path, *arguments, environment=environment) as terminal:
        await terminal.until("Replace them? [y/N]: ")
        terminal.type("")
        await terminal.until(".env stays as it is.")
        assert await terminal.ended() == 0
    assert file.read_text() == "SLACK_APP_TOKEN=xapp-old\nSLACK_BOT_TOKEN=xoxb-old\n"
    async with open_terminal(tmp_path, *arguments, environment=environment) as terminal:
        await terminal.until("Replace them? [y/N]: ")
        terminal.type("y")
        await terminal.until("https://hearten.example.org/slack/events")
        said = await answer(terminal, "Signing secret", practice.signing_secret[:-1])
        assert said.startswith("No: that has another form: here belongs the Signing Secret (32 digits")
        assert await answer(terminal, "Signing secret", practice.signing_secret) == "Yes: that is its form."
        said = await answer(terminal, "Bot token", practice.bot_token)
        assert said.startswith("Yes: Slack accepts the bot token")
        await terminal.until('switch "Delayed Events" on.')
        await terminal.until("Start Hearten now? [Y/n]: ")
        terminal.type("n")
        await terminal.until("`hearten run` starts it")
        assert await terminal.ended() == 0
    assert file.read_text() == (
        f"SLACK_APP_TOKEN=\nSLACK_BOT_TOKEN={practice.bot_token}\n"
        f"SLACK_SIGNING_SECRET={practice.signing_secret}\n"
    )


async def test_interrupted_setup_saves_nothing(practice: Practice, tmp_path: Path) -> None:
    async with open_terminal(tmp_path, "setup", environment={"SLACK_API_URL": practice.api_url}) as terminal:
        said = await answer(terminal, "App-level token", practice.app_token)
        assert said.startswith("Yes:")
        await terminal.until(f"Bot token{HIDDEN}")
        terminal.interrupt()
        await terminal.until("Nothing was saved.")
        assert await terminal.ended() == 1
    assert not (tmp_path / ".env").exists()


async def test_setup_refuses_what_would_be_in_vain(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").touch()
    (tmp_path / ".env").symlink_to(tmp_path / "elsewhere")
    async with open_terminal(tmp_path, "setup", environment={}) as terminal:
        await terminal.until(".env is a symbolic link: put a file in its place")
        assert await terminal.ended() == 2
    async with open_terminal(tmp_path, "setup", environment={"SLACK_BOT_TOKEN": "xoxb-hush"}) as terminal:
        await terminal.until(
            "SLACK_BOT_TOKEN in this terminal's environment would go before .env: run `unset "
        )
        assert await terminal.ended() == 2
    assert "hush" not in terminal.shown


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "`hearten setup` asks questions, so it needs a terminal: run it in one, or write .env by hand"),
        (["--url", "http://hearten.example.org"], "Slack sends to https:// addresses only."),
    ],
)
def test_setup_without_a_terminal(
    invoke: Invoke, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    ended = invoke("setup", *arguments)
    assert ended.exit_code == 2
    assert sentence in ended.stderr
    assert list(tmp_path.iterdir()) == []
