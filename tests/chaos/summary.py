"""The figures of each run, in the summary of the terminal."""

from __future__ import annotations

import pytest

PROPERTY = "chaos"
"""What a test records its figures as."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write a line for each run, also for those that other processes made (pytest-xdist)."""
    lines = [
        f"{report.nodeid.rpartition('::')[2]}: {figures}"
        for outcome in ("passed", "failed")
        for report in terminalreporter.getreports(outcome)
        for name, figures in report.user_properties
        if name == PROPERTY
    ]
    if lines:
        terminalreporter.section("chaos")
        for line in lines:
            terminalreporter.write_line(line)
