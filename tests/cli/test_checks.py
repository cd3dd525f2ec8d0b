"""`hearten migrate`, `doctor` and `manifest`: what an operator runs before `hearten run`."""

from __future__ import annotations

import json
from pathlib import Path

from bot.practice.server import Practice
from tests.cli.process import hearten


async def test_migrate_twice(tmp_path: Path) -> None:
    for _ in range(2):
        ended = await hearten(tmp_path, "migrate", DATABASE_URL="sqlite:///kept.db")
        assert (ended.status, ended.out, ended.err) == (0, "The database is up to date.\n", "")
    assert (tmp_path / "kept.db").exists()


async def test_migrate_where_there_is_no_database(tmp_path: Path) -> None:
    for url in ("sqlite:///missing/kept.db", "postgresql://hearten:hush@127.0.0.1:1/hearten"):
        ended = await hearten(tmp_path, "migrate", DATABASE_URL=url)
        assert ended.status == 1
        assert ended.err.startswith("This did not work: the database cannot be reached: ")
        assert len(ended.err.splitlines()) == 1
        assert "hush" not in ended.err


async def test_doctor_finds_all_well(
    practice: Practice, by_socket: dict[str, str], database_url: str, tmp_path: Path
) -> None:
    ended = await hearten(tmp_path, "doctor", **by_socket, DATABASE_URL=database_url)
    assert ended.status == 0
    assert ended.out.splitlines() == [
        "ok   settings",
        "ok   database",
        "ok   bot token (workspace Brightside)",
        "ok   scopes",
        "ok   app token",
    ]


async def test_doctor_with_nothing_set(tmp_path: Path) -> None:
    ended = await hearten(tmp_path, "doctor")
    assert ended.status == 1
    settings, database = ended.out.splitlines()
    assert settings.startswith("FAIL settings: set SLACK_BOT_TOKEN, ")
    assert database.startswith("FAIL database: run `hearten migrate`")


async def test_doctor_with_wrong_tokens(by_socket: dict[str, str], database_url: str, tmp_path: Path) -> None:
    wrong = by_socket | {"SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": "xapp-wrong"}
    ended = await hearten(tmp_path, "doctor", **wrong, DATABASE_URL=database_url)
    assert ended.status == 1
    assert ended.out.splitlines()[2:] == [
        "FAIL bot token: Slack says: invalid_auth",
        "FAIL app token: Slack says: invalid_auth",
    ]


async def test_doctor_with_a_scope_too_few(
    practice: Practice, by_http: dict[str, str], database_url: str, tmp_path: Path
) -> None:
    practice.workspace.scopes.remove("usergroups:read")
    ended = await hearten(tmp_path, "doctor", **by_http, DATABASE_URL=database_url)
    assert ended.status == 1
    assert ended.out.splitlines()[-1].startswith("FAIL scopes: add usergroups:read (")


async def test_doctor_without_slack(by_socket: dict[str, str], database_url: str, tmp_path: Path) -> None:
    away = by_socket | {"SLACK_API_URL": "http://127.0.0.1:1/", "DATABASE_URL": "sqlite:///missing/kept.db"}
    ended = await hearten(tmp_path, "doctor", **away)
    assert ended.status == 1
    assert [line[:4] for line in ended.out.splitlines()] == ["ok  ", "FAIL", "FAIL", "FAIL"]
    assert ended.err == ""


async def test_manifest(tmp_path: Path) -> None:
    ended = await hearten(tmp_path, "manifest")
    assert ended.status == 0
    assert json.loads(ended.out)["settings"]["socket_mode_enabled"] is True

    ended = await hearten(tmp_path, "manifest", "--url", "https://hearten.example.org/")
    assert ended.status == 0
    manifest = json.loads(ended.out)
    assert manifest["settings"]["socket_mode_enabled"] is False
    assert manifest["settings"]["interactivity"]["request_url"] == "https://hearten.example.org/slack/events"

    ended = await hearten(tmp_path, "manifest", "--url", "hearten.example.org")
    assert ended.status == 2
    assert "https://" in ended.err


async def test_help_and_version_need_no_settings(tmp_path: Path) -> None:
    for arguments in (["--help"], ["--version"], ["run", "--help"], ["demo", "-h"]):
        ended = await hearten(tmp_path, *arguments, PORT="abc")
        assert ended.status == 0
        assert "earten" in ended.out
