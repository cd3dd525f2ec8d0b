"""Calendar time, apart from the time that measures how long things take."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

MAX_DRIFT = timedelta(seconds=2)
"""A clock that differs by more than this from the time that passed was set."""


def machine_time() -> datetime:
    """Return the machine's calendar time in UTC. It can be set, forward and back."""
    return datetime.now(UTC)


def elapsed() -> float:
    """Return seconds that cannot be set, and that count while the process or machine is stopped, too."""
    # Linux counts a suspended machine's time on this clock only (clock_gettime(2)).
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


def worked() -> float:
    """Return the seconds of processor time that this thread has used. Waiting does not count."""
    return time.thread_time()


class Clock:
    """The calendar, in UTC. It can be moved forward, so that a week passes in the practice workspace."""

    def __init__(self, behind: timedelta = timedelta(0)) -> None:
        """Start at the machine's time, or `behind` it."""
        self._ahead = -behind

    def now(self) -> datetime:
        """Return the time that this clock shows."""
        return machine_time() + self._ahead

    def advance(self, by: timedelta) -> None:
        """Move forward. Raise ValueError for a step back."""
        if by < timedelta(0):
            raise ValueError("the clock moves forward only")
        self._ahead += by


class ClockWatch:
    """Notices when the machine's clock is set."""

    def __init__(
        self,
        calendar: Callable[[], datetime] | None = None,
        seconds: Callable[[], float] = elapsed,
    ) -> None:
        """Start watching the machine's clock, or `calendar`. `seconds` cannot be set."""
        self._calendar = calendar or machine_time
        self._seconds = seconds
        self._start = self._offset()

    def was_set(self) -> bool:
        """Return True if the clock was set since the last call."""
        before, self._start = self._start, self._offset()
        return abs(self._start - before) > MAX_DRIFT

    def _offset(self) -> timedelta:
        return timedelta(seconds=self._calendar().timestamp() - self._seconds())
