"""Asks PyPI for known weaknesses of the packages: `uv run python -m tests.supply_chain.audit`.

It ends with 1 if there is one. Where PyPI's data can't be reached, it says so, and ends with 0: a mirror of
the packages often has none, and a company's network must not stop its builds.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from typing import TypedDict

from tests.supply_chain.locked_packages import ROOT, UV, export_requirements


class Weakness(TypedDict):
    """What PyPI knows; versions that mend it may be none."""

    id: str
    fix_versions: list[str]


class Package(TypedDict, total=False):
    """A package in pip-audit's report, which says either why it was left out or what is known."""

    name: str
    version: str
    skip_reason: str
    vulns: list[Weakness]


def summarize(report: str, error: str) -> tuple[int, str]:
    """Return the exit status, and what to print, from what pip-audit wrote on its two streams."""
    try:
        packages: list[Package] = json.loads(report)["dependencies"]
    except ValueError:
        reason = error.strip().splitlines()[-1:] or ["no report"]
        return 0, f"Known weaknesses were not looked up: {reason[0]}"
    lines = [
        f"{package['name']} {package['version']}: {weakness['id']}, "
        f"mended in {' or '.join(weakness['fix_versions']) or 'no version yet'}"
        for package in packages
        for weakness in package.get("vulns", ())
    ]
    unknown = sum("skip_reason" in package for package in packages)
    if unknown:
        lines.append(f"PyPI told nothing about {unknown} of {len(packages)} packages: they're unchecked.")
    weak = any(package.get("vulns") for package in packages)
    if not weak and unknown < len(packages):
        lines.append(f"No known weakness in {len(packages) - unknown} packages.")
    return int(weak), "\n".join(lines)


def main() -> int:
    """Run pip-audit in an environment of its own, print what it found, and return the exit status."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as requirements:
        requirements.write(export_requirements())
        requirements.flush()
        command = [str(UV), "run", "--isolated", "--only-group", "audit", "pip-audit", "--disable-pip"]
        options = ["--require-hashes", "--format", "json", "--progress-spinner", "off"]
        ended = subprocess.run(
            [*command, *options, "--requirement", requirements.name],
            text=True,
            capture_output=True,
            cwd=ROOT,
            check=False,
        )
    status, text = summarize(ended.stdout, ended.stderr)
    sys.stdout.write(text + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
