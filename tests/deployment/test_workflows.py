"""GitHub's workflows: valid, pinned, and with no more permissions than they need."""

from __future__ import annotations

import re
import subprocess
from typing import Any

import pytest

from tests.deployment.image import ROOT
from tests.deployment.yaml_files import WORKFLOWS, check_schema, read_yaml

_ACTION = re.compile(r"uses: (?!\./)(.*)")
_PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d[\d.]*")
NAMES = sorted(file.name for file in WORKFLOWS.glob("*.yml"))
WRITERS = {("release.yml", "packages"): "contents", ("release.yml", "image"): "packages"}
WRITERS |= {("image.yml", "image"): "packages"}
"""Jobs that may write, and what."""


def read_jobs(name: str) -> dict[str, Any]:
    """Return the workflow's jobs by their names."""
    jobs: dict[str, Any] = read_yaml(WORKFLOWS / name)["jobs"]
    return jobs


def test_files_fit_the_schemas() -> None:
    assert NAMES == ["image.yml", "release.yml", "test.yml"]
    check_schema("github-workflows", *(WORKFLOWS / name for name in NAMES))
    check_schema("dependabot", ROOT / ".github" / "dependabot.yml")


def test_zizmor_finds_nothing() -> None:
    command = ["zizmor", "--offline", "--no-progress", "--min-severity=medium", ".github"]
    ended = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stdout


def test_each_action_is_pinned_by_its_commit() -> None:
    used = [action for name in NAMES for action in _ACTION.findall((WORKFLOWS / name).read_text())]
    assert len(used) == 5
    assert [action for action in used if not _PINNED.fullmatch(action)] == []


@pytest.mark.parametrize("name", NAMES)
def test_permissions_are_minimal(name: str) -> None:
    assert read_yaml(WORKFLOWS / name)["permissions"] == {}
    for job_name, job in read_jobs(name).items():
        writable = [what for what, kind in job["permissions"].items() if kind == "write"]
        assert writable == [WRITERS[name, job_name]] if (name, job_name) in WRITERS else writable == []


@pytest.mark.parametrize("name", NAMES)
def test_each_job_ends_in_time(name: str) -> None:
    jobs = [job for job in read_jobs(name).values() if "steps" in job]
    assert all(job["timeout-minutes"] <= 60 for job in jobs)


def test_release_waits_for_the_tests() -> None:
    jobs = read_jobs("release.yml")
    assert jobs["test"]["uses"] == "./.github/workflows/test.yml"
    assert {job["needs"] for name, job in jobs.items() if name != "test"} == {"test"}
    assert [step["run"] for step in read_jobs("test.yml")["test"]["steps"] if "run" in step][-1] == ".ci/run"
    assert any(
        "linux/amd64,linux/arm64" in step.get("run", "") for step in read_jobs("image.yml")["image"]["steps"]
    )
