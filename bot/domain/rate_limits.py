"""Spreading messages that come for many at once, so that they stay under Slack's limits."""

from datetime import datetime, timedelta

from msgspec import Struct


class RateLimit(Struct, frozen=True):
    """One message after each `interval` to a workspace; after a pause `max_count` at once, and never more.

    An interval of nothing spreads nothing.
    """

    interval: timedelta
    max_count: int

    def count_allowed(self, now: datetime, free_at: datetime | None) -> int:
        """Return how many may go out now. `free_at` is when the next one may; None where none ever went."""
        if not self.interval:
            return self.max_count
        begin = self._find_begin(now, free_at)
        return 0 if begin > now else (now - begin) // self.interval + 1

    def find_next_free(self, taken: int, now: datetime, free_at: datetime | None) -> datetime:
        """Return when the next one may go out after so many."""
        return self._find_begin(now, free_at) + taken * self.interval

    def _find_begin(self, now: datetime, free_at: datetime | None) -> datetime:
        """Return when the first of those may go out that may now: what a pause saves up is `max_count`."""
        earliest = now - (self.max_count - 1) * self.interval
        return earliest if free_at is None else max(free_at, earliest)
