"""The wheel, installed where there is no checkout: it brings along all that it needs."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import sysconfig
import tarfile
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
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the source archive and the wheel, which is built from that archive."""
    folder = tmp_path_factory.mktemp("distributions")
    # The build backend is in uv's cache, as uv has installed this project; else it comes from the index.
    for ways in (["--offline"], []):
        built = uv("build", ROOT, "--out-dir", folder, *ways)
        if built.returncode == 0:
            return folder
    pytest.fail(built.stderr)


@pytest.fixture(scope="module")
def wheel(distributions: Path) -> Path:
    (found,) = distributions.glob("*.whl")
    return found


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


def test_source_archive_has_the_same_version(distributions: Path, wheel: Path) -> None:
    (archive,) = distributions.glob("*.tar.gz")
    version = wheel.name.split("-")[1]
    assert archive.name == f"hearten-{version}.tar.gz"
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    assert {"PKG-INFO", "LICENSE", "README.md", "uv.lock", "Dockerfile", "compose.yaml"} <= names


@pytest.mark.parametrize(("tag", "version"), [("v1.4.0", "1.4.0"), (None, "0.0.0")])
def test_version_is_the_tag_or_the_one_without_a_repository(
    tag: str | None, version: str, tmp_path: Path
) -> None:
    source = tmp_path / "source"
    for file in ("pyproject.toml", "README.md", "LICENSE", "bot/__init__.py", "migrations/env.py"):
        (source / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, source / file)
    if tag:
        for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "All"], ["tag", tag]):
            author = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org"]
            subprocess.run(["git", "-C", source, *author, *arguments], check=True)
    built = uv("build", source, "--wheel", "--out-dir", tmp_path, "--offline")
    assert built.returncode == 0, built.stderr
    assert [file.name for file in tmp_path.glob("*.whl")] == [f"hearten-{version}-py3-none-any.whl"]


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
