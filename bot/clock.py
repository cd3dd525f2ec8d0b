"""Calendar time, apart from the monotonic time that measures how long things take."""

from datetime import UTC, datetime, timedelta


class Clock:
    """The calendar, in UTC. It can be moved, forward only: so a week passes in the practice workspace."""

    def __init__(self, behind: timedelta = timedelta(0)) -> None:
        """Start at the present, or `behind` it."""
        self._ahead = -behind

    def now(self) -> datetime:
        """The present, as this clock shows it."""
        return datetime.now(UTC) + self._ahead

    def advance(self, by: timedelta) -> None:
        """Move on. Raises ValueError for a step back: what has happened has its time."""
        if by < timedelta(0):
            raise ValueError("the clock moves forward only")
        self._ahead += by
