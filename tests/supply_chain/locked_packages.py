"""The packages of `uv.lock` that an installation can contain: what Hearten and its extras need."""

import json
import os
import shutil
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
UV = os.environ.get("UV") or shutil.which("uv")
_EXPORT = ("export", "--frozen", "--quiet", "--no-default-groups", "--all-extras")


def export_bill() -> str:
    """Return the software bill of materials in CycloneDX's JSON, made from the lock file."""
    command = [str(UV), *_EXPORT, "--format", "cyclonedx1.5", "--preview-features", "sbom-export"]
    return subprocess.check_output(command, text=True, cwd=ROOT)


def export_requirements() -> str:
    """Return the packages as pip's requirements, with the hash of each file."""
    return subprocess.check_output([str(UV), *_EXPORT, "--no-emit-project"], text=True, cwd=ROOT)


@cache
def locked_names() -> frozenset[str]:
    """Return the names of the packages, Hearten's own left out."""
    return frozenset(component["name"] for component in json.loads(export_bill())["components"])


@cache
def read_lock() -> dict[str, Any]:
    """Return the content of the lock file."""
    return tomllib.loads((ROOT / "uv.lock").read_text())
