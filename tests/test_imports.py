"""Which part may import which."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import bot

PACKAGE = Path(bot.__file__).parent
ROOT = Path(__file__).parent.parent
STRUCTS = {"msgspec", "msgspec.structs"}
"""What `domain` may import besides the standard library: its data are structs."""


def test_import_contracts_hold(capsys: pytest.CaptureFixture[str]) -> None:
    """Those in pyproject.toml."""
    status = lint_imports(str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert status == 0, capsys.readouterr().out


@pytest.mark.parametrize("file", sorted(PACKAGE.glob("domain/**/*.py")), ids=lambda file: file.stem)
def test_domain_imports_standard_library_and_structs_only(file: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")
    foreign = {name for name in imported if name.partition(".")[0] not in sys.stdlib_module_names}
    assert all(name.split(".")[:2] == ["bot", "domain"] or name in STRUCTS for name in foreign)
