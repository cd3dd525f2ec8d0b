"""Settings that are missing or wrong: one line for each, without a stack trace or a secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Invoke

OTHERS = ("run", "digests", "migrate", "doctor")
"""Commands that need the settings of a real workspace."""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "abc"),
        ("PORT", "70000"),
        ("DATABASE_URL", "hearten.db"),
        ("DATABASE_URL", "mysql://hearten:hush@localhost/hearten"),
        ("DATABASE_URL", "postgresql://hearten:hu/sh@localhost/hearten"),
        ("DATABASE_URL", "postgresql://hearten:hush@[localhost/hearten"),
    ],
)
@pytest.mark.parametrize("command", OTHERS)
def test_invalid_setting_is_named(
    invoke: Invoke, tmp_path: Path, command: str, name: str, value: str
) -> None:
    assert_named(invoke, tmp_path, command, name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("HEARTEN_LOG_LEVEL", "loud"), ("HEARTEN_LOG_FORMAT", "xml"), ("HEARTEN_COMMANDS", "/two words")],
)
@pytest.mark.parametrize("command", [*OTHERS, "demo"])
def test_invalid_own_setting_is_named(
    invoke: Invoke, tmp_path: Path, command: str, name: str, value: str
) -> None:
    assert_named(invoke, tmp_path, command, name, value)


def assert_named(invoke: Invoke, tmp_path: Path, command: str, name: str, value: str) -> None:
    ended = invoke(command, SLACK_BOT_TOKEN="xoxb-hush", SLACK_APP_TOKEN="xapp-hush", **{name: value})
    assert ended.exit_code == 2
    assert ended.stdout == ""
    assert ended.stderr.startswith(f"{name}: ")
    assert len(ended.stderr.splitlines()) == 1
    assert "hu" not in ended.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", [*OTHERS, "demo"])
def test_broken_file_is_named(invoke: Invoke, tmp_path: Path, command: str) -> None:
    (tmp_path / ".env").write_text("PORT=4000\nxoxb-hush and no name\n")
    ended = invoke(command)
    assert ended.exit_code == 2
    assert ended.stderr == "line 2 of .env isn't NAME=value: mend it, or begin it with #\n"


def test_settings_come_from_the_file_and_first_from_the_environment(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("HEARTEN_COMMANDS=/thanks\nPORT=abc\n")
    assert invoke("migrate", PORT="0").exit_code == 0
    assert invoke("migrate").stderr.startswith("PORT: ")
    assert '"command": "/thanks"' in invoke("manifest").stdout
    assert '"command": "/merci"' in invoke("manifest", HEARTEN_COMMANDS="/merci").stdout


def test_digests_need_a_token(invoke: Invoke) -> None:
    ended = invoke("digests")
    assert ended.exit_code == 2
    assert "SLACK_BOT_TOKEN" in ended.stderr


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("DATABASE_URL", "sqlite:///:memory:", "a database in memory would be lost"),
        ("DATABASE_URL", "postgres://hearten:hush@127.0.0.1:1/hearten?pgbouncer=true", "“pgbouncer”"),
        ("DATABASE_URL", "sqlite:////proc/hearten.db", "the database /proc/hearten.db cannot be written"),
        ("HOST", "x86_64-conda-linux-gnu", "HOST is “x86_64-conda-linux-gnu”"),
        ("HOST", "203.0.113.7", "HOST is “203.0.113.7”"),
    ],
)
def test_setting_that_the_machine_refuses_is_named(
    invoke: Invoke, variable: str, value: str, sentence: str
) -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-hush", "SLACK_APP_TOKEN": "xapp-hush", "PORT": "0"}
    ended = invoke("run", **tokens | {"SLACK_API_URL": "http://127.0.0.1:1/api/", variable: value})
    assert ended.exit_code == 1
    assert sentence in ended.stderr.splitlines()[0]
    assert "hush" not in ended.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["run", "--help"], ["demo", "-h"]])
def test_help_needs_no_settings(invoke: Invoke, arguments: list[str]) -> None:
    ended = invoke(*arguments, PORT="abc")
    assert ended.exit_code == 0
    assert ended.stdout
