"""`hearten doctor`: what an operator asks before `hearten run`, or when it does not."""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
import socket
import sqlite3
from collections import defaultdict
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.doctor import machine, slack_clock
from bot.doctor.examination import examine
from bot.doctor.finding import Finding, Status, failure, note, well
from bot.practice.server import Practice
from bot.settings import Secret, Settings
from bot.slack.manifest import OPTIONAL_SCOPES
from tests.cli.conftest import Invoke
from tests.cli.process import hearten, start


async def examined(
    practice: Practice, folder: Path, url: str = "", signing_secret: str | None = None, **settings: Any
) -> dict[str, list[Finding]]:
    """Return the findings by subject, with a database in this folder."""
    findings: defaultdict[str, list[Finding]] = defaultdict(list)
    given = Settings(
        slack_api_url=practice.api_url,
        bot_token=Secret(practice.bot_token),
        app_token=None if signing_secret else Secret(practice.app_token),
        signing_secret=Secret(signing_secret) if signing_secret else None,
        database_url=f"sqlite:///{folder}/hearten.db",
        **{"port": 0, **settings},
    )
    async for finding in examine(given, url):
        findings[finding.subject].append(finding)
    return dict(findings)


async def test_doctor_finds_no_problem(by_socket: dict[str, str], database_url: str, tmp_path: Path) -> None:
    settings = {"DATABASE_URL": database_url, "HEARTEN_ERASURES": str(tmp_path / "erasures")}
    ended = await hearten(tmp_path, "doctor", environment=by_socket | settings)
    assert ended.status == 0
    lines = [line for line in ended.out.splitlines() if not line.startswith(("ok   disk", "note disk"))]
    assert lines == [
        "note .env: there is none here, so only the environment counts",
        "ok   settings",
        (
            "note commands /kudos, /shoutout: Slack tells no bot who has a command: if /kudos opens another "
            "app, set HEARTEN_COMMANDS (as /thanks), paste what `hearten manifest` prints into the app's "
            "settings, and start again"
        ),
        "ok   database",
        "ok   ledger of erasures",
        "ok   Slack",
        "ok   clock",
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


async def test_json_says_the_same(
    practice: Practice, by_socket: dict[str, str], database_url: str, tmp_path: Path
) -> None:
    practice.workspace.scopes |= OPTIONAL_SCOPES.keys()
    settings = {"DATABASE_URL": database_url, "HEARTEN_ERASURES": str(tmp_path / "erasures")}
    # All settings may come from the file; others may read it.
    (tmp_path / ".env").write_text("".join(f"{name}={value}\n" for name, value in by_socket.items()))
    (tmp_path / ".env").chmod(0o644)
    ended = await hearten(tmp_path, "doctor", "--json", environment=settings)
    assert ended.status == 1
    report = json.loads(ended.out)
    assert report["is_well"] is False
    found = {finding["subject"]: finding for finding in report["findings"]}
    assert found[".env"] == {
        "subject": ".env",
        "status": "fail",
        "advice": "others on this machine can read the tokens in it: run `chmod 600 .env`",
    }
    assert found["scopes"] == {"subject": "scopes", "status": "ok", "advice": ""}
    assert [subject for subject, finding in found.items() if finding["status"] == "fail"] == [".env"]
    assert not [secret for secret in by_socket.values() if secret.startswith("x") and secret in ended.out]


async def test_doctor_names_wrong_tokens(by_socket: dict[str, str], tmp_path: Path) -> None:
    wrong = by_socket | {"SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": "xapp-wrong"}
    ended = await hearten(tmp_path, "doctor", environment=wrong)
    assert ended.status == 1
    bot_token, app_token = ended.out.splitlines()[-2:]
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
    assert [
        line.split(": here belongs ")[0] for line in ended.out.splitlines() if "here belongs" in line
    ] == [
        "FAIL SLACK_BOT_TOKEN: that is what belongs in SLACK_APP_TOKEN",
        "FAIL SLACK_APP_TOKEN: that is what belongs in SLACK_SIGNING_SECRET",
        "FAIL SLACK_SIGNING_SECRET: that is what belongs in SLACK_BOT_TOKEN",
    ]
    assert {call.method for call in practice.calls} == {"api.test"}


async def test_doctor_names_missing_and_unneeded_scopes(practice: Practice, tmp_path: Path) -> None:
    practice.workspace.scopes.remove("usergroups:read")
    practice.workspace.scopes |= {"admin.users:write", "files:read", "groups:history"}
    findings = await examined(practice, tmp_path, signing_secret=practice.signing_secret)
    assert findings["scopes"] == [
        failure("scopes", "add usergroups:read (`hearten manifest` lists all), then reinstall the app"),
        note(
            "scopes",
            "Hearten doesn't need admin.users:write, files:read: remove what you didn't add for another "
            "reason",
        ),
    ]
    assert "scope groups:history" not in findings
    assert findings["SLACK_SIGNING_SECRET"][0].advice.startswith("the client secret looks the same")
    assert findings["public address"][0].advice.startswith("not tried: `hearten doctor --url https://")


async def test_doctor_names_an_unreachable_slack(by_socket: dict[str, str], tmp_path: Path) -> None:
    away = by_socket | {"SLACK_API_URL": "http://127.0.0.1:1/", "DATABASE_URL": "sqlite:///missing/kept.db"}
    ended = await hearten(tmp_path, "doctor", environment=away)
    assert ended.status == 1
    assert [line.partition(":")[0] for line in ended.out.splitlines()] == [
        "note .env",
        "ok   settings",
        "note commands /kudos, /shoutout",
        "FAIL database",
        "FAIL ledger of erasures",
        "FAIL Slack",
    ]
    assert ended.err == ""
    assert "no way to Slack (api.test: ClientConnectorError): look at the network" in ended.out


async def test_doctor_names_tokens_of_two_apps(practice: Practice, tmp_path: Path) -> None:
    practice.workspace.app_id = "A0OTHER99"
    findings = await examined(practice, tmp_path)
    assert findings["bot token (workspace Brightside)"] == [
        failure(
            "bot token (workspace Brightside)",
            "it is of another app than the app-level token: copy both from the same app",
        )
    ]
    # Without the scope for it, that is not known, and the scope is named.
    practice.workspace.scopes.remove("users:read")
    findings = await examined(practice, tmp_path)
    assert findings["bot token (workspace Brightside)"] == [well("bot token (workspace Brightside)")]
    assert findings["scopes"][0].advice.startswith("add users:read")


@pytest.mark.parametrize(("minutes", "direction"), [(6, "behind"), (-6, "ahead of")])
async def test_doctor_names_a_clock_that_is_off(
    practice: Practice, tmp_path: Path, minutes: int, direction: str
) -> None:
    practice.workspace.now = lambda: datetime.now(UTC) + timedelta(minutes=minutes)
    findings = await examined(practice, tmp_path)
    assert findings["clock"] == [
        failure(
            "clock",
            f"this machine's is 6 minutes {direction} Slack's, so Slack's requests are refused: set it, best "
            "by NTP",
        )
    ]
    practice.fail("api.test", status=404)
    findings = await examined(practice, tmp_path)
    assert findings["Slack"][0].advice.startswith("Slack did not answer as it should (api.test: status 404)")
    assert "bot token" not in findings


@pytest.mark.parametrize(
    ("seconds", "status"), [(-301, Status.FAIL), (-299, Status.NOTE), (29, Status.OK), (31, Status.NOTE)]
)
def test_clocks_are_compared(seconds: int, status: Status) -> None:
    now = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
    assert slack_clock.compare(now, now + timedelta(seconds=seconds)).status is status


async def say_ok(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer as a web server does that knows nothing of Slack."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
    await writer.drain()
    writer.close()


async def test_doctor_names_a_taken_port_and_knows_hearten(
    practice: Practice, by_http: dict[str, str], tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        findings = await examined(practice, tmp_path, port=port)
        assert findings[f"port {port}"] == [
            failure(f"port {port}", "another program listens there: set PORT to another port")
        ]
    assert (await examined(practice, tmp_path, port=port))[f"port {port}"] == [well(f"port {port}")]
    assert "HOST" in await examined(practice, tmp_path, port=port, host="203.0.113.7")
    async with start(tmp_path, "run", environment=by_http) as bot:
        port = (await bot.logged("serving"))["port"]
        url = f"http://127.0.0.1:{port}"
        secret = practice.signing_secret
        findings = await examined(practice, tmp_path, url, port=port, signing_secret=secret)
        assert f"port {port} (Hearten runs there)" in findings
        assert findings["public address"] == [well("public address")]
        findings = await examined(practice, tmp_path, url, signing_secret="0" * 32)
        assert "it refuses the signature" in findings["public address"][0].advice
        findings = await examined(practice, tmp_path, f"{url}/elsewhere", signing_secret=secret)
        assert "it answers 404, as if it led elsewhere" in findings["public address"][0].advice
        bot.send(signal.SIGTERM)
        await bot.ended()
    findings = await examined(practice, tmp_path, url, signing_secret=secret)
    assert "no way to it from here (challenge: ClientConnectorError)" in findings["public address"][0].advice
    async with await asyncio.start_server(say_ok, "127.0.0.1") as elsewhere:
        url = f"http://127.0.0.1:{elsewhere.sockets[0].getsockname()[1]}"
        findings = await examined(practice, tmp_path, url, signing_secret=secret)
        assert "it answers something else, as if it led elsewhere" in findings["public address"][0].advice
    findings = await examined(practice, tmp_path, "http://hearten.example.org", signing_secret=secret)
    assert "https:// addresses only" in findings["public address"][0].advice


async def test_doctor_names_a_database_that_is_newer_or_takes_no_writes(
    practice: Practice, sqlite_template: Path, tmp_path: Path
) -> None:
    file = shutil.copy(sqlite_template, tmp_path / "hearten.db")
    assert (await examined(practice, tmp_path))["database"] == [well("database")]
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE UPDATE ON alembic_version BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
        connection.commit()
        advice = (await examined(practice, tmp_path))["database"][0].advice
        assert advice.startswith("takes no writes: look at the disk's room")
        connection.execute("DROP TRIGGER full")
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    advice = (await examined(practice, tmp_path))["database"][0].advice
    assert advice.startswith("the database was migrated by a newer version of Hearten: start that version")


@pytest.mark.parametrize(
    ("megabytes", "finding"),
    [
        (99, failure("disk", "99 MB are free at /data: make room, or nothing more can be stored")),
        (101, note("disk", "101 MB are free at /data: make room soon")),
        (2_000, well("disk")),
    ],
)
def test_full_disk_is_named(megabytes: int, finding: Finding) -> None:
    assert machine.describe_room(Path("/data"), megabytes * 1024 * 1024) == finding


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
    ended = invoke("doctor", SLACK_API_URL="http://127.0.0.1:1/")
    assert ended.exit_code == 1
    _, settings, _, database, ledger = ended.stdout.splitlines()[:5]
    assert settings.startswith("FAIL settings: set SLACK_BOT_TOKEN, ")
    assert database == "note database: `hearten run` or `hearten migrate` brings it up to date"
    assert ledger == "ok   ledger of erasures"
