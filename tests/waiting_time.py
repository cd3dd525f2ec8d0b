"""A clock for tests of time limits: what the machine needs for the work itself does not count."""

from __future__ import annotations

import asyncio
from selectors import BaseSelector
from typing import Any

import pytest

STEP = 0.05
"""Seconds that are waited, and counted, at once."""


class WaitingTime:
    """Counts the seconds in which an event loop has nothing to do but to wait.

    A process that gets no processor for a second is late by one step, and none of its work takes time. So
    limits that are met on an idle machine are met on a loaded one.
    """

    def __init__(self, selector: BaseSelector) -> None:
        """Count what a loop waits in its `selector`."""
        self._seconds = asyncio.get_running_loop().time()
        self._select = selector.select

    def __call__(self) -> float:
        """Return the seconds at the beginning and those that were waited since."""
        return self._seconds

    def select(self, timeout: float | None = None) -> list[Any]:
        """Wait for events for at most one step."""
        step = STEP if timeout is None else min(timeout, STEP)
        events = self._select(step)
        if not events:
            self._seconds += max(0.0, step)
        return events


def install_waiting_time(monkeypatch: pytest.MonkeyPatch) -> WaitingTime:
    """Set the running loop's clock to the time that it waits."""
    loop: Any = asyncio.get_running_loop()
    clock = WaitingTime(loop._selector)
    monkeypatch.setattr(loop._selector, "select", clock.select)
    monkeypatch.setattr(loop, "time", clock)
    return clock
