"""Calendar time, apart from the time that measures how long things take."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

MAX_DRIFT = timedelta(seconds=2)
"""A clock that moved by more than this beside the passing time was set."""


def machine_time() -> datetime:
    """Return the machine's calendar time in UTC. It can be set, forward and back."""
    return datetime.now(UTC)


def elapsed() -> float:
    """Return seconds that cannot be set, and that also count while the process or the machine is stopped."""
    # Linux counts a suspended machine's time on this clock only (clock_gettime(2)).
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class Clock:
    """The calendar, in UTC. It can be moved, forward only: so a week passes in the practice workspace."""

    def __init__(self, behind: timedelta = timedelta(0)) -> None:
        """Start at the present, or `behind` it."""
        self._ahead = -behind

    def now(self) -> datetime:
        """The present, as this clock shows it."""
        return machine_time() + self._ahead

    def advance(self, by: timedelta) -> None:
        """Move on. Raises ValueError for a step back: what has happened has its time."""
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
