"""The Dockerfile, and the images that are named in the project."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.deployment.image import ROOT
from tests.deployment.yaml_files import WORKFLOWS, read_yaml

_PINNED = re.compile(r"[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}")
_BASE = re.compile(r"^FROM (\S+)", re.MULTILINE)
_UV = re.compile(r"uv==([\d.]+)")


def test_hadolint_finds_nothing() -> None:
    ended = subprocess.run(["hadolint", "Dockerfile"], cwd=ROOT, text=True, capture_output=True, check=False)
    assert (ended.returncode, ended.stdout + ended.stderr) == (0, "")


def test_each_image_is_pinned_by_its_digest() -> None:
    bases = _BASE.findall((ROOT / "Dockerfile").read_text())
    assert len(bases) == 2, "one stage builds, the other is what runs"
    services = read_yaml(ROOT / "compose.yaml")["services"].values()
    container = read_yaml(WORKFLOWS / "test.yml")["jobs"]["test"]["container"]["image"]
    named = [*bases, container, *(service["image"] for service in services if "image" in service)]
    assert [name for name in named if not _PINNED.fullmatch(name)] == []
    assert set(bases) == {container}, "tests run with the Python of the image"


@pytest.mark.parametrize("file", ["Dockerfile", ".github/workflows/release.yml"])
def test_uv_has_the_same_version_everywhere(file: str) -> None:
    assert _UV.findall((ROOT / file).read_text()) == ["0.13.9"]


def test_last_stage_ends_as_an_ordinary_user() -> None:
    _, last = (ROOT / "Dockerfile").read_text().rsplit("\nFROM ", 1)
    assert [line for line in last.splitlines() if line.startswith("USER ")] == ["USER 10001"]
    assert "HEALTHCHECK" in last
