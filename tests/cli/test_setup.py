"""`hearten setup`: someone connects a workspace in a terminal."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from bot import env_file
from bot.practice.oauth import AppRegistration
from bot.practice.server import Practice
from bot.practice.site import Site
from bot.slack.manifest import build_manifest
from bot.token_cipher import TokenCipher, make_key
from tests.cli.conftest import Invoke
from tests.cli.process import get, hearten
from tests.cli.terminal import Terminal, open_terminal
from tests.scenarios.town import Browser

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

        app_id, practice.workspace.app_id = practice.workspace.app_id, "A0OTHER99"
        said = await answer(terminal, "Bot token", practice.bot_token)
        assert said == "No: it is of another app than the app-level token: copy both from the same app."
        practice.workspace.app_id = app_id
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


async def test_setup_for_many_workspaces(practice: Practice, tmp_path: Path) -> None:
    address = "https://hearten.example.org"
    redirect_urls = [f"{address}/slack/oauth_redirect"]
    app = AppRegistration(practice.workspace.app_id, build_manifest(install_url=address), redirect_urls)
    file = tmp_path / ".env"
    file.write_text("PORT=0\nSLACK_BOT_TOKEN=xoxb-old\nHEARTEN_LOG_FORMAT=json\n")
    async with (
        Site(app, [practice]) as site,
        open_terminal(
            tmp_path, "setup", "--install-url", address, environment={"SLACK_API_URL": site.api_url}
        ) as terminal,
    ):
        await terminal.until("Replace them? [y/N]: ")
        terminal.type("y")
        await terminal.until(redirect_urls[0])
        said = await answer(terminal, "App-level token", practice.app_token)
        assert said == "Yes: Slack accepts the app token."
        await terminal.until("Client ID: ")
        terminal.type("1234567890.1234567890")
        said = await answer(terminal, "Client secret", app.client_id)
        assert said.startswith("No: that is what belongs in SLACK_CLIENT_ID: here belongs the Client Secret")
        said = await answer(terminal, "Client secret", app.client_secret)
        assert said.startswith("No: Slack refused them (invalid_client_id): copy the Client ID and")
        await terminal.until("Client ID: ")
        terminal.type(app.client_id)
        said = await answer(terminal, "Client secret", "0" * 32)
        assert said.startswith("No: Slack refused them (bad_client_secret)")
        await terminal.until("Client ID: ")
        terminal.type(app.client_id)
        said = await answer(terminal, "Client secret", app.client_secret)
        assert said == "Yes: Slack accepts the client ID and secret."
        await terminal.until("workspace installs it at https://hearten.example.org/slack/install.")
        await terminal.until("Start Hearten now? [Y/n]: ")
        terminal.type("")
        await terminal.until('"serving"')
        await practice.connected()
        await terminal.until("\n")
        port = int(re.findall(r'"port": ?(\d+)', terminal.shown)[-1])
        async with aiohttp.ClientSession() as session:
            browser = Browser(session, f"http://127.0.0.1:{port}")
            team = practice.workspace.team_id
            # Slack sends the browser to the public address, which leads to this port.
            invitation = await browser.invite()
            async with session.post(
                invitation, data={"decision": "allow", "team": team}, allow_redirects=False
            ) as allowed:
                end = allowed.headers["Location"]
            assert end.startswith(f"{redirect_urls[0]}?")
            assert (await browser.open(end.removeprefix(address))).status == 200
        terminal.interrupt()
        assert await terminal.ended() == 0
        checked = await hearten(tmp_path, "doctor", environment={"SLACK_API_URL": site.api_url})
        assert checked.status == 0, checked.out
        for line in ("ok   client ID and secret", "ok   encryption keys", "ok   scopes"):
            assert line in checked.out.splitlines()
        assert f"ok   bot token (workspace {practice.workspace.name})" in checked.out
        practice.fail("auth.test", error="account_inactive")
        checked = await hearten(tmp_path, "doctor", environment={"SLACK_API_URL": site.api_url})
        assert (
            "FAIL bot token: Slack refused it (account_inactive): let someone of that workspace install "
            "Hearten again at /slack/install"
        ) in checked.out.splitlines()
        other = {"SLACK_API_URL": site.api_url, "HEARTEN_ENCRYPTION_KEYS": make_key()}
        checked = await hearten(tmp_path, "doctor", environment=other)
        assert checked.status == 1
        lacking = "FAIL encryption keys: HEARTEN_ENCRYPTION_KEYS lacks the key that a token is encrypted with"
        assert lacking in checked.out
        live = await hearten(tmp_path, "doctor", "--live", "#design", environment={})
        assert live.status == 2
        assert live.err.startswith("--live tries one workspace: set SLACK_BOT_TOKEN")
    saved = env_file.read(file)
    key = saved.pop("HEARTEN_ENCRYPTION_KEYS")
    assert TokenCipher([key]).decrypt(TokenCipher([key]).encrypt("xoxb-1")) == "xoxb-1"
    assert saved == {
        "PORT": "0",
        "SLACK_BOT_TOKEN": "",
        "HEARTEN_LOG_FORMAT": "json",
        "SLACK_APP_TOKEN": practice.app_token,
        "SLACK_CLIENT_ID": app.client_id,
        "SLACK_CLIENT_SECRET": app.client_secret,
    }
    assert key not in terminal.shown
    assert app.client_secret not in terminal.shown


async def test_interrupted_setup_saves_nothing(practice: Practice, tmp_path: Path) -> None:
    async with open_terminal(tmp_path, "setup", environment={"SLACK_API_URL": practice.api_url}) as terminal:
        said = await answer(terminal, "App-level token", practice.app_token)
        assert said.startswith("Yes:")
        await terminal.until(f"Bot token{HIDDEN}")
        await terminal.interrupt_until("Nothing was saved.")
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
