"""The list of licences: complete, true, and nothing that nobody read."""

from __future__ import annotations

import importlib.metadata
import re

import pytest

from tests.supply_chain.licences import REVIEWED, read_licence, read_list
from tests.supply_chain.locked_packages import UV, locked_names

_LICENCE = re.compile(r"\b(?!AND\b|OR\b)[\w.-]+")

pytestmark = pytest.mark.skipif(UV is None, reason="needs uv")


def test_list_names_each_locked_package() -> None:
    again = "write it again with: uv run --all-extras python -m tests.supply_chain.licences"
    assert set(read_list()) == locked_names(), again


def test_list_says_what_the_packages_declare() -> None:
    installed = {
        (distribution.metadata["Name"] or "").lower().replace("_", "-")
        for distribution in importlib.metadata.distributions()
    }
    known = {name: licence for name, licence in read_list().items() if name in installed}
    assert len(known) > 35
    assert known == {name: read_licence(name) for name in known}


def test_each_licence_was_read() -> None:
    assert {found for licence in read_list().values() for found in _LICENCE.findall(licence)} <= REVIEWED
