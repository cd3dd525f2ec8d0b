"""The lock file: hashes, and wheels for both kinds of machines that the image is made for."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.supply_chain.locked_packages import ROOT, UV, locked_names, read_lock

_PYTHON_OF_IMAGE = re.compile(r"FROM python:3\.(\d+)-slim")
_WHEEL = re.compile(r"-(?P<python>[^-]+)-(?P<abi>[^-]+)-(?P<platform>[^-]+)\.whl$")
_CPYTHON = re.compile(r"cp3(\d+)")


def fits_machine(wheel: str, minor: int, machine: str) -> bool:
    """Return True if pip takes the wheel on CPython 3.`minor` with glibc on `machine`."""
    match = _WHEEL.search(wheel)
    assert match, wheel
    python, abi, platform = match.group("python", "abi", "platform")
    for_any_machine = platform == "any"
    if not for_any_machine and not ("manylinux" in platform and platform.endswith(machine)):
        return False
    if "py3" in python.split("."):
        return True
    version = _CPYTHON.fullmatch(python)
    if version is None:
        return False
    return int(version[1]) <= minor if abi == "abi3" else int(version[1]) == minor and abi == python


@pytest.mark.parametrize(
    ("wheel", "fits"),
    [
        ("click-8.4.0-py3-none-any.whl", True),
        ("six-1.17.0-py2.py3-none-any.whl", True),
        ("uvloop-0.23.0-cp311-cp311-manylinux_2_28_aarch64.whl", True),
        ("uvloop-0.23.0-cp312-cp312-manylinux_2_28_aarch64.whl", False),
        ("uvloop-0.23.0-cp311-cp311-manylinux_2_28_x86_64.whl", False),
        ("uvloop-0.23.0-cp311-cp311-musllinux_1_2_aarch64.whl", False),
        ("uvloop-0.23.0-cp311-cp311-macosx_11_0_arm64.whl", False),
        ("cryptography-46.0-cp38-abi3-manylinux_2_28_aarch64.whl", True),
        ("cryptography-46.0-cp314-cp314t-manylinux_2_28_aarch64.whl", False),
    ],
)
def test_wheels_that_fit_arm64(wheel: str, fits: bool) -> None:
    assert fits_machine(wheel, 11, "aarch64") is fits


def test_every_locked_file_has_a_hash() -> None:
    files = [
        file
        for package in read_lock()["package"]
        for file in (*package.get("wheels", ()), *([package["sdist"]] if "sdist" in package else ()))
    ]
    assert len(files) > 1000
    assert [file["url"] for file in files if not file.get("hash", "").startswith("sha256:")] == []
    registries = {package["source"].get("registry") for package in read_lock()["package"]}
    assert registries == {"https://pypi.org/simple", None}, "only Hearten itself comes from elsewhere"


@pytest.mark.skipif(UV is None, reason="needs uv")
@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_image_needs_no_compiler(machine: str) -> None:
    minors = {int(minor) for minor in _PYTHON_OF_IMAGE.findall((ROOT / "Dockerfile").read_text())}
    (minor,) = minors
    packages: list[dict[str, Any]] = [
        package for package in read_lock()["package"] if package["name"] in locked_names()
    ]
    assert len(packages) == len(locked_names())
    lacking = [
        package["name"]
        for package in packages
        if not any(fits_machine(wheel["url"], minor, machine) for wheel in package.get("wheels", ()))
    ]
    assert lacking == []
