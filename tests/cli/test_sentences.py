"""What needs no process of its own: mostly refusals, with no stack trace and no secret in them."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.practice.company import brightside
from bot.practice.directory import utc_now
from bot.practice.folder import Folder
from bot.practice.snapshots import kept, to_json
from bot.storage import migrations
from bot.storage.engine import connect
from tests.cli.process import OURS

Hearten = Callable[..., Result]


@pytest.fixture
def hearten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hearten:
    """Runs `hearten` within this process, in an empty folder and with no settings but these."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith(OURS):
            monkeypatch.delenv(name)

    def run(*arguments: str, **environment: str) -> Result:
        return CliRunner(catch_exceptions=False).invoke(main, arguments, env=environment)

    return run


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
def test_a_setting_that_cannot_be_is_named(
    hearten: Hearten, tmp_path: Path, command: str, name: str, value: str
) -> None:
    assert_named(hearten, tmp_path, command, name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [("HEARTEN_LOG_LEVEL", "loud"), ("HEARTEN_LOG_FORMAT", "xml"), ("HEARTEN_COMMANDS", "/two words")],
)
@pytest.mark.parametrize("command", [*OTHERS, "demo"])
def test_a_setting_of_hearten_that_cannot_be_is_named(
    hearten: Hearten, tmp_path: Path, command: str, name: str, value: str
) -> None:
    assert_named(hearten, tmp_path, command, name, value)


def assert_named(hearten: Hearten, tmp_path: Path, command: str, name: str, value: str) -> None:
    ended = hearten(command, SLACK_BOT_TOKEN="xoxb-hush", SLACK_APP_TOKEN="xapp-hush", **{name: value})
    assert ended.exit_code == 2
    assert ended.stdout == ""
    assert ended.stderr.startswith(f"{name}: ")
    assert len(ended.stderr.splitlines()) == 1
    assert "hu" not in ended.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("moment", ["2026-11-30T08:00:00", "2026-11-30", "next monday", ""])
def test_a_moment_needs_its_zone(hearten: Hearten, tmp_path: Path, moment: str) -> None:
    ended = hearten("digests", "--as-of", moment, SLACK_BOT_TOKEN="xoxb-hush")
    assert ended.exit_code == 2
    assert "2026-11-30T08:00:00Z" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_digests_need_a_token(hearten: Hearten) -> None:
    ended = hearten("digests")
    assert ended.exit_code == 2
    assert "SLACK_BOT_TOKEN" in ended.stderr


@pytest.mark.parametrize(
    "url", ["sqlite:///missing/kept.db", "postgresql://hearten:hush@127.0.0.1:1/hearten"]
)
@pytest.mark.parametrize("command", ["run", "digests", "migrate"])
def test_a_database_that_is_away(hearten: Hearten, command: str, url: str) -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-hush", "SLACK_APP_TOKEN": "xapp-hush", "PORT": "0"}
    ended = hearten(command, **tokens, DATABASE_URL=url)
    assert ended.exit_code == 1
    assert ended.stderr.startswith("This did not work: the database cannot be reached: ")
    assert len(ended.stderr.splitlines()) == 1
    assert "hush" not in ended.stderr


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
def test_a_setting_of_the_machine_is_named(
    hearten: Hearten, variable: str, value: str, sentence: str
) -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-hush", "SLACK_APP_TOKEN": "xapp-hush", "PORT": "0"}
    ended = hearten("run", **tokens | {"SLACK_API_URL": "http://127.0.0.1:1/api/", variable: value})
    assert ended.exit_code == 1
    assert sentence in ended.stderr.splitlines()[0]
    assert "hush" not in ended.stderr


def test_migrating_twice_is_as_once(hearten: Hearten, tmp_path: Path) -> None:
    for _ in range(2):
        ended = hearten("migrate", DATABASE_URL="sqlite:///kept.db")
        assert (ended.exit_code, ended.output) == (0, "The database is up to date.\n")
    assert (tmp_path / "kept.db").exists()


@pytest.mark.parametrize("command", ["run", "digests", "migrate", "doctor"])
def test_a_database_of_a_newer_version_is_refused_in_one_sentence(
    hearten: Hearten, tmp_path: Path, command: str
) -> None:
    hearten("migrate", DATABASE_URL="sqlite:///kept.db")
    with closing(sqlite3.connect(tmp_path / "kept.db")) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    tokens = {"SLACK_BOT_TOKEN": "xoxb-hush", "SLACK_APP_TOKEN": "xapp-hush", "PORT": "0"}
    ended = hearten(command, **tokens, SLACK_API_URL="http://127.0.0.1:1/", DATABASE_URL="sqlite:///kept.db")
    assert ended.exit_code == 1
    (told,) = [line for line in ended.output.splitlines() if "newer version of Hearten" in line]
    if command == "doctor":
        assert told.startswith("FAIL database: the database was migrated by")
    else:
        assert ended.stderr == f"{told}\n"


def test_a_percent_sign_in_the_path_of_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = tmp_path / "100%s of it"
    shutil.copytree(Path(migrations.__file__).parents[2] / "migrations", odd / "migrations")
    monkeypatch.setattr(migrations, "__file__", str(odd / "bot" / "storage" / "migrations.py"))
    database = connect(f"sqlite:///{tmp_path}/kept.db", lambda: datetime.now(UTC))
    migrations.migrate(database.engine)
    database.close()


def test_a_doctor_with_nothing_set(hearten: Hearten) -> None:
    ended = hearten("doctor")
    assert ended.exit_code == 1
    settings, _, database, ledger = ended.stdout.splitlines()
    assert settings.startswith("FAIL settings: set SLACK_BOT_TOKEN, ")
    assert database.startswith("FAIL database: run `hearten migrate`")
    assert ledger == "ok   ledger of erasures"


def test_a_manifest_is_printed_whole(hearten: Hearten) -> None:
    assert json.loads(hearten("manifest").stdout)["settings"]["socket_mode_enabled"] is True
    ended = hearten("manifest", "--url", "https://hearten.example.org/")
    assert ended.exit_code == 0
    assert "https://hearten.example.org/slack/events" in ended.stdout
    assert ".github/icon.png" in ended.stderr
    assert ".github" not in ended.stdout


def manifest_in(link: str) -> object:
    """Return the manifest that Slack's page of apps reads from a link."""
    address, _, query = link.partition("?")
    assert address == "https://api.slack.com/apps"
    fields = parse_qs(query, strict_parsing=True)
    assert fields.pop("new_app") == ["1"]
    (text,) = fields.pop("manifest_json")
    assert fields == {}
    return json.loads(text)


@pytest.mark.parametrize(
    ("options", "commands"),
    [
        ([], "/kudos,/shoutout"),
        (["--url", "https://hearten.example.org/a path?x=1&y=ü"], "/kudos"),
        ([], "/lob,/ありがとう,/merci-à-toi"),
        (
            ["--url", f"https://{'hearten.' * 25}example.org"],
            ",".join(f"/{n}{'thanks' * 5}" for n in range(5)),
        ),
    ],
)
def test_the_link_holds_what_is_printed(hearten: Hearten, options: list[str], commands: str) -> None:
    settings = {"HEARTEN_COMMANDS": commands}
    printed = hearten("manifest", *options, **settings)
    link = hearten("manifest", "--link", *options, **settings)
    assert (printed.exit_code, link.exit_code) == (0, 0), (printed.stderr, link.stderr)
    (told,) = link.stdout.splitlines()
    assert manifest_in(told) == json.loads(printed.stdout)
    # Web servers usually refuse addresses of more than 8 kB; and no blank or bracket ends it in a text.
    assert len(told) < 8_000
    assert re.fullmatch(r"https://[\w.~%=&?/-]+", told, re.ASCII)


def test_the_readme_links_to_a_new_app_as_it_is_printed(hearten: Hearten) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (link,) = re.findall(r"^\[create-app\]: (\S+)$", readme, re.MULTILINE)
    assert manifest_in(link) == json.loads(hearten("manifest").stdout)
    assert "][create-app]" in readme


@pytest.mark.parametrize("url", ["hearten.example.org", "http://hearten.example.org", ""])
def test_slack_sends_to_https_only(hearten: Hearten, url: str) -> None:
    ended = hearten("manifest", "--url", url)
    assert ended.exit_code == 2
    assert "https://" in ended.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["run", "--help"], ["demo", "-h"]])
def test_help_needs_no_settings(hearten: Hearten, arguments: list[str]) -> None:
    ended = hearten(*arguments, PORT="abc")
    assert ended.exit_code == 0
    assert ended.stdout


def test_a_seed_with_wrong_lines_begins_nothing(hearten: Hearten, tmp_path: Path) -> None:
    (tmp_path / "seed.txt").write_text("1 09:00 ana #design: Hi\n\n1 09:00 moya #design: Hi\nHi\n")
    ended = hearten("demo", "--clean", "--seed", "seed.txt", "--data", "mine")
    assert ended.exit_code == 2
    assert ended.stderr.splitlines() == [
        "seed.txt can't be played:",
        "line 3: There is nobody called “moya” here.",
        "line 4: It tells no scene. One looks like this: 3 09:00 ana #design: Good morning.",
    ]
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "It tells nothing."), (b"\xff\xfe", "It is no text in UTF-8.")]
)
def test_a_seed_that_is_none(hearten: Hearten, tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "seed.txt").write_bytes(content)
    ended = hearten("demo", "--seed", "seed.txt", "--data", "mine")
    assert ended.exit_code == 2
    assert words in ended.stderr


def test_a_company_that_is_there_already_stays(hearten: Hearten, tmp_path: Path) -> None:
    with (mine := Folder(tmp_path / "mine")).alone():
        mine.store(to_json(kept(brightside(), utc_now())))
        mine.database.touch()
    (tmp_path / "seed.txt").write_text("1 09:00 ana #design: Hi\n")
    ended = hearten("demo", "--seed", "seed.txt", "--data", "mine", "--port", "0")
    assert ended.exit_code == 1
    assert "--clean" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert mine.load() is not None


def test_a_company_that_cannot_be_read(hearten: Hearten, tmp_path: Path) -> None:
    with (mine := Folder(tmp_path / "mine")).alone():
        mine.store(b"{")
    ended = hearten("demo", "--data", "mine", "--port", "0")
    assert ended.exit_code == 1
    assert "hearten demo --clean" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_a_second_demo_in_one_folder(hearten: Hearten, tmp_path: Path) -> None:
    with Folder(tmp_path / "mine").alone():
        ended = hearten("demo", "--data", "mine", "--port", "0")
    assert ended.exit_code == 1
    assert "another demo is open" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
