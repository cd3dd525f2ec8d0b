"""The YAML files for installations, parsed."""

import subprocess
from pathlib import Path
from typing import Any

import yaml

from tests.deployment.image import ROOT

KUBERNETES = ROOT / ".github" / "deploy" / "kubernetes"
WORKFLOWS = ROOT / ".github" / "workflows"


def read_yaml(file: Path) -> dict[str, Any]:
    """Return the only document in the file. GitHub's key `on` is True here: YAML 1.1 reads it so."""
    content: dict[str, Any] = yaml.safe_load(file.read_text())
    return content


def check_schema(name: str, *files: Path) -> None:
    """Assert that the files fit the JSON schema that check-jsonschema brings along under this name."""
    command = ["check-jsonschema", "--builtin-schema", f"vendor.{name}", *map(str, files)]
    ended = subprocess.run(command, text=True, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
