"""What the audit says of pip-audit's report, and when it fails."""

from __future__ import annotations

import json

import pytest

from tests.supply_chain.audit import summarize

GOOD = {"name": "click", "version": "8.4.0", "vulns": []}
UNKNOWN = {
    "name": "idna",
    "skip_reason": "Dependency not found on PyPI: idna (3.11)",
}
WEAK = {"name": "h11", "version": "0.14", "vulns": [{"id": "PYSEC-1", "fix_versions": ["0.16"]}]}
UNMENDED = {"name": "mako", "version": "1.3", "vulns": [{"id": "PYSEC-2", "fix_versions": []}]}


@pytest.mark.parametrize(
    ("packages", "status", "text"),
    [
        ([GOOD], 0, "No known weakness in 1 packages."),
        (
            [GOOD, UNKNOWN],
            0,
            "PyPI told nothing about 1 of 2 packages: they're unchecked.\nNo known weakness in 1 packages.",
        ),
        ([UNKNOWN], 0, "PyPI told nothing about 1 of 1 packages: they're unchecked."),
        ([GOOD, WEAK], 1, "h11 0.14: PYSEC-1, mended in 0.16"),
        ([UNMENDED], 1, "mako 1.3: PYSEC-2, mended in no version yet"),
    ],
)
def test_report(packages: list[dict[str, object]], status: int, text: str) -> None:
    assert summarize(json.dumps({"dependencies": packages}), "") == (status, text)


def test_service_that_cannot_be_reached_is_no_failure() -> None:
    error = "Traceback\nConnectionError: pypi.org: Name or service not known\n"
    text = "Known weaknesses were not looked up: ConnectionError: pypi.org: Name or service not known"
    assert summarize("", error) == (0, text)
    assert summarize("", "") == (0, "Known weaknesses were not looked up: no report")
