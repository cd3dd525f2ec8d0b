"""`hearten doctor`: what an operator asks before `hearten run`, or when it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.practice.server import Practice
from bot.slack.manifest import OPTIONAL_SCOPES
from tests.cli.conftest import Invoke
from tests.cli.process import hearten


async def test_doctor_finds_no_problem(by_socket: dict[str, str], database_url: str, tmp_path: Path) -> None:
    settings = {"DATABASE_URL": database_url, "HEARTEN_ERASURES": str(tmp_path / "erasures")}
    ended = await hearten(tmp_path, "doctor", environment=by_socket | settings)
    assert ended.status == 0
    assert ended.out.splitlines() == [
        "ok   settings",
        (
            "note commands /kudos, /shoutout: if /kudos opens another app, that one was installed later and "
            "has the name: set HEARTEN_COMMANDS (such as /thanks), paste what `hearten manifest` prints into "
            "the app's settings, and start again"
        ),
        "ok   database",
        "ok   ledger of erasures",
        "ok   bot token (workspace Brightside)",
        "ok   scopes",
        (
            "note scope channels:history: not granted, which is possible; a post whose answer got lost may "
            "then appear twice"
        ),
        (
            "note scope groups:history: not granted, which is possible; a post whose answer got lost may "
            "then appear twice"
        ),
        "ok   app token",
    ]


async def test_doctor_has_no_note_if_all_scopes_are_granted(
    practice: Practice, by_socket: dict[str, str], database_url: str, tmp_path: Path
) -> None:
    practice.workspace.scopes |= OPTIONAL_SCOPES.keys()
    settings = {"DATABASE_URL": database_url, "HEARTEN_ERASURES": str(tmp_path / "erasures")}
    ended = await hearten(tmp_path, "doctor", environment=by_socket | settings)
    assert ended.status == 0
    assert ended.out.count("note") == 1
    assert "note commands" in ended.out


async def test_doctor_names_wrong_tokens(by_socket: dict[str, str], tmp_path: Path) -> None:
    wrong = by_socket | {"SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": "xapp-wrong"}
    ended = await hearten(tmp_path, "doctor", environment=wrong)
    assert ended.status == 1
    bot_token, app_token = ended.out.splitlines()[4:]
    assert bot_token.startswith("FAIL bot token: Slack refused it (invalid_auth): copy the Bot User OAuth")
    assert app_token.startswith("FAIL app token: Slack refused it (invalid_auth): copy an App-Level Token")


async def test_doctor_sends_no_swapped_token_to_slack(
    practice: Practice, by_socket: dict[str, str], tmp_path: Path
) -> None:
    swapped = by_socket | {
        "SLACK_BOT_TOKEN": practice.app_token,
        "SLACK_APP_TOKEN": practice.signing_secret,
        "SLACK_SIGNING_SECRET": practice.bot_token,
    }
    ended = await hearten(tmp_path, "doctor", environment=swapped)
    assert ended.status == 1
    assert [line.split(": here belongs ")[0] for line in ended.out.splitlines()[4:]] == [
        "FAIL SLACK_BOT_TOKEN: that is what belongs in SLACK_APP_TOKEN",
        "FAIL SLACK_APP_TOKEN: that is what belongs in SLACK_SIGNING_SECRET",
        "FAIL SLACK_SIGNING_SECRET: that is what belongs in SLACK_BOT_TOKEN",
    ]
    assert practice.calls == []


async def test_doctor_names_a_missing_scope(
    practice: Practice, by_http: dict[str, str], tmp_path: Path
) -> None:
    practice.workspace.scopes.remove("usergroups:read")
    ended = await hearten(tmp_path, "doctor", environment=by_http)
    assert ended.status == 1
    assert ended.out.splitlines()[6].startswith("FAIL scopes: add usergroups:read (")
    assert "note SLACK_SIGNING_SECRET: the client secret looks the same" in ended.out


async def test_doctor_names_an_unreachable_slack(by_socket: dict[str, str], tmp_path: Path) -> None:
    away = by_socket | {"SLACK_API_URL": "http://127.0.0.1:1/", "DATABASE_URL": "sqlite:///missing/kept.db"}
    ended = await hearten(tmp_path, "doctor", environment=away)
    assert ended.status == 1
    assert [line[:4] for line in ended.out.splitlines()] == ["ok  ", "note", "FAIL", "FAIL", "FAIL", "FAIL"]
    assert ended.err == ""
    assert ended.out.count("no way to Slack (") == 2
    assert "ClientConnectorError): look at the network" in ended.out


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_doctor_recommends_a_ledger_for_a_database_server(
    by_socket: dict[str, str], database_url: str, tmp_path: Path
) -> None:
    ended = await hearten(tmp_path, "doctor", environment=by_socket | {"DATABASE_URL": database_url})
    assert (
        "note ledger of erasures: set HEARTEN_ERASURES to a file, or a restored backup brings back what was "
        "erased"
    ) in ended.out.splitlines()


async def test_doctor_names_a_damaged_ledger(by_socket: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "erasures").write_text("{")
    settings = {"HEARTEN_ERASURES": str(tmp_path / "erasures")}
    ended = await hearten(tmp_path, "doctor", environment=by_socket | settings)
    assert ended.status == 1
    assert "FAIL ledger of erasures: line 1 of the ledger of erasures is damaged" in ended.out


def test_doctor_without_settings(invoke: Invoke) -> None:
    ended = invoke("doctor")
    assert ended.exit_code == 1
    settings, _, database, ledger = ended.stdout.splitlines()
    assert settings.startswith("FAIL settings: set SLACK_BOT_TOKEN, ")
    assert database.startswith("FAIL database: run `hearten migrate`")
    assert ledger == "ok   ledger of erasures"
