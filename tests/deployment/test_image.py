"""The image: built by the Dockerfile's commands, run read-only and without root, and stopped."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.practice.server import Practice
from tests.cli.process import start
from tests.deployment.image import REQUIRED, ROOT, USER, Builder, can_build, confined_program

_BASE = re.compile(r"^FROM (\S+)", re.MULTILINE)

pytestmark = pytest.mark.skipif(
    not can_build() and os.environ.get(REQUIRED) != "required", reason="needs root, buildah and mmdebstrap"
)


@dataclass(frozen=True)
class Image:
    config: dict[str, Any]
    root: Path

    @property
    def environment(self) -> list[str]:
        variables: list[str] = self.config["Env"]
        return variables


@pytest.fixture
def image(tmp_path: Path) -> Iterator[Image]:
    """Build the image: for one test only, as each of pytest's workers would build it again."""
    builder = Builder(tmp_path / "builder")
    builder.folder.mkdir()
    (base,) = set(_BASE.findall((ROOT / "Dockerfile").read_text()))
    try:
        builder.make_base()
        config = builder.build(base, "1.2.3")
        yield Image(config, builder.mount())
    finally:
        builder.remove()


def check_files(image: Image) -> None:
    """Assert that the image has what it needs and nothing else, which only root may change."""
    environment = ["env", "-i", *image.environment]
    version = subprocess.check_output(["chroot", image.root, *environment, "hearten", "--version"], text=True)
    assert version == "hearten, version 1.2.3\n"
    programs = {file.name for file in (image.root / "opt/hearten/bin").iterdir()}
    assert {"hearten", "python"} <= programs
    assert not {"uv", "pip", "pytest", "ruff"} & programs
    assert not (image.root / "source").exists()
    for file in (image.root / "opt/hearten").rglob("*"):
        mode = file.lstat()
        assert mode.st_uid == 0
        assert stat.S_ISLNK(mode.st_mode) or not mode.st_mode & 0o022, file


def check_health(image: Image, port: int) -> None:
    """Run the image's own health check."""
    _, *command = image.config["Healthcheck"]["Test"]
    environment = ["env", "-i", *image.environment, f"PORT={port}"]
    subprocess.run(["chroot", f"--userspec={USER}:{USER}", image.root, *environment, *command], check=True)


def find_first_process(parent: int) -> int:
    """Return the id of the child, and assert that it's process 1 of its namespace, as in a container."""
    (child,) = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    status = Path(f"/proc/{child}/status").read_text()
    assert re.search(rf"^Uid:\s+{USER}\s+{USER}\s+{USER}", status, re.MULTILINE)
    assert re.search(r"^NSpid:.*\s1$", status, re.MULTILINE)
    return int(child)


async def test_image_is_small_and_runs_read_only_as_an_ordinary_user(
    image: Image, practice: Practice, tmp_path: Path
) -> None:
    config = image.config
    assert (config["User"], config["WorkingDir"], list(config["Volumes"])) == (str(USER), "/data", ["/data"])
    assert config["Labels"]["org.opencontainers.image.licenses"] == "MIT"
    await asyncio.to_thread(check_files, image)
    settings = {
        "SLACK_API_URL": practice.api_url,
        "SLACK_BOT_TOKEN": practice.bot_token,
        "SLACK_APP_TOKEN": practice.app_token,
        "HOST": "127.0.0.1",
        "PORT": "0",
    }
    environment = [*image.environment, *(f"{name}={value}" for name, value in settings.items())]
    program = confined_program(image.root, environment)
    async with start(
        tmp_path, *config["Cmd"], environment={}, program=[*program, *config["Entrypoint"]]
    ) as bot:
        serving = await bot.logged("serving")
        await practice.connected()
        await asyncio.to_thread(check_health, image, serving["port"])
        first = await asyncio.to_thread(find_first_process, bot.pid)
        os.kill(first, signal.SIGTERM)
        ended = await bot.ended()
    assert ended.status == 0
    assert "Traceback" not in ended.said
