"""What a command imports: a light one must not wait for what only `hearten run` needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "PIL",
    "aiohttp",
    "alembic",
    "apscheduler",
    "babel",
    "msgspec",
    "platformdirs",
    "prometheus_client",
    "psycopg",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
    "starlette",
    "structlog",
    "uvicorn",
    "bot.app",
    "bot.domain",
    "bot.practice",
    "bot.storage",
    "bot.usecases",
)
PROGRAM = """
import sys
from click.testing import CliRunner
from bot.cli import main

for arguments in ARGUMENTS:
    result = CliRunner(catch_exceptions=False).invoke(main, arguments)
    assert result.exit_code == STATUS, result.output
print(*sys.modules)
"""
SERVER = """
import sys
from importlib import import_module
from pkgutil import walk_packages
import bot.app, bot.slack.features as features

for module in walk_packages(features.__path__, f"{features.__name__}."):
    import_module(module.name)
print(*sys.modules)
"""
"""Imports all that `hearten run` imports, and its handlers."""


def modules_after(folder: Path, *commands: list[str], status: int = 0) -> set[str]:
    """Return the modules of a new process that has carried out these commands, with their packages."""
    return _modules_after(
        PROGRAM.replace("ARGUMENTS", repr(commands)).replace("STATUS", repr(status)), folder
    )


def _modules_after(program: str, folder: Path) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={"SLACK_API_URL": "http://127.0.0.1:1/"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


def test_help_and_manifest_import_nothing_heavy(tmp_path: Path) -> None:
    commands = [["--help"], ["--version"], ["run", "--help"], ["migrate", "--help"]]
    assert not modules_after(tmp_path, *commands) & {*HEAVY, "asyncio", "bot.settings"}
    assert not modules_after(tmp_path, ["manifest"], ["manifest", "--link"]) & set(HEAVY)


@pytest.mark.parametrize(
    ("command", "status", "needed"),
    [("migrate", 0, {"sqlalchemy"}), ("doctor", 1, {"sqlalchemy", "aiohttp"})],
)
def test_migrate_and_doctor_import_no_server(
    tmp_path: Path, command: str, status: int, needed: set[str]
) -> None:
    modules = modules_after(tmp_path, [command], status=status)
    assert needed <= modules
    unneeded = {"PIL", "apscheduler", "babel", "bot.app", "bot.practice", "bot.usecases", "prometheus_client"}
    unneeded |= {"alembic", "slack_bolt", "starlette", "uvicorn"}
    assert not modules & unneeded


def test_migrate_with_nothing_to_do_imports_no_database_library(tmp_path: Path) -> None:
    modules_after(tmp_path, ["migrate"])
    modules = modules_after(tmp_path, ["migrate"])
    assert "sqlite3" in modules
    assert not modules & (set(HEAVY) - {"bot.storage"})


def test_serving_imports_no_rarely_used_library(tmp_path: Path) -> None:
    modules = _modules_after(SERVER, tmp_path)
    assert {"sqlalchemy", "slack_bolt", "uvicorn"} <= modules
    assert not modules & {
        "PIL",
        "alembic",
        "cryptography",
        "opentelemetry",
        "sentry_sdk",
        "bot.error_reports",
        "psycopg",
        "bot.practice",
        "jinja2",
        "platformdirs",
    }
    assert not modules & {"sqlalchemy.dialects.postgresql", "sqlalchemy.orm"}
