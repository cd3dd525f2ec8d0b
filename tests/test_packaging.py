"""The wheel, installed where there is no checkout: it brings along all that it needs."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import aiohttp
import pytest

from tests.cli.process import hearten, start

ROOT = Path(__file__).parent.parent
UV = os.environ.get("UV") or shutil.which("uv")

pytestmark = pytest.mark.skipif(UV is None, reason="needs uv")


def uv(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(UV), *map(str, arguments)], text=True, capture_output=True, check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # The build backend is in uv's cache, as uv has installed this project; else it comes from the index.
    for ways in (["--offline"], []):
        built = uv("build", ROOT, "--wheel", "--out-dir", folder, *ways)
        if built.returncode == 0:
            (found,) = folder.glob("*.whl")
            return found
    pytest.fail(built.stderr)


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the wheel; the dependencies are those that the tests run with."""
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    assert uv("venv", "--python", sys.executable, folder).returncode == 0
    programs = folder / "bin"
    installed = uv("pip", "install", "--offline", "--no-deps", "--python", programs / "python", wheel)
    assert installed.returncode == 0, installed.stderr
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    asked = [str(programs / "python"), "-c", "import bot; print(bot.__file__)"]
    assert subprocess.check_output(asked, text=True, cwd=folder).startswith(str(packages))
    return programs


def test_wheel_contains_every_file(wheel: Path) -> None:
    files = {
        file.relative_to(ROOT).as_posix()
        for part in ("bot", "migrations")
        for file in (ROOT / part).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    expected = {f"bot/{file}" if file.startswith("migrations/") else file for file in files}
    held = zipfile.ZipFile(wheel).namelist()
    assert {name for name in held if name.startswith("bot/")} == expected
    others = {name.partition("/")[0] for name in held} - {"bot"}
    assert [name.endswith(".dist-info") for name in others] == [True]


async def test_migrations_of_the_wheel_create_the_tables(programs: Path, tmp_path: Path) -> None:
    program = [str(programs / "hearten")]
    ended = await hearten(
        tmp_path, "migrate", environment={"DATABASE_URL": "sqlite:///new.db"}, program=program
    )
    assert ended.status == 0, ended.err
    with sqlite3.connect(tmp_path / "new.db") as database:
        found = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    database.close()
    assert {"recognition", "recipient", "subscription", "outbox_message", "alembic_version"} <= found


async def test_demo_of_the_wheel_opens(programs: Path, tmp_path: Path) -> None:
    program = [str(programs / "hearten")]
    async with start(
        tmp_path, "demo", "--port", "0", "--no-browser", environment={}, program=program
    ) as demo:
        url = (await demo.line()).removeprefix("The practice workspace is open: ")
        async with aiohttp.ClientSession() as session:
            for path in ("", "/static/page.css", "/static/htmx.min.js"):
                async with session.get(url + path) as answer:
                    assert answer.status == 200
        demo.send(signal.SIGTERM)
        assert (await demo.ended()).status == 0
