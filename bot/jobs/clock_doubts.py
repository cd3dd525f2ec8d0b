"""What is in doubt after the machine's clock was set."""

import math
from collections.abc import Callable
from datetime import timedelta

import structlog
from msgspec import Struct

from bot.clock import ClockWatch, elapsed
from bot.domain.delivery import MIN_SEARCH_DELAY
from bot.storage.leases import LEASE

CLOCK_CHECK_INTERVAL = 5.0
"""Seconds between two searches for waits that began in the future, by a clock that was set back."""
_MAX_SECONDS = 3_600
"""Seconds after which nothing is in doubt."""

_log = structlog.get_logger(__name__)


class ClockDoubt(Struct, frozen=True):
    """What a claim may rely on: whether leases that ran out have ended, and whether posts had time to arrive.

    If it is `is_check_due`, waits that began in the future are looked for.
    """

    is_check_due: bool
    ends_leases: bool
    verifies: bool


class ClockDoubts:
    """Notices when the machine's clock is set, and remembers it as long as it matters."""

    def __init__(self, watch: ClockWatch | None = None, seconds: Callable[[], float] = elapsed) -> None:
        """Notice it with `watch`. `seconds` is a clock that cannot be set."""
        self._watch = watch or ClockWatch()
        self._seconds = seconds
        self._checked_at = -math.inf
        self._set_at = -math.inf

    def find(self) -> ClockDoubt:
        """Return what is in doubt now."""
        now = self._seconds()
        if self._watch.was_set():
            _log.warning("the machine's clock was set")
            self._checked_at = -math.inf
            self._set_at = now
        since_set = timedelta(seconds=min(now - self._set_at, _MAX_SECONDS))
        return ClockDoubt(
            is_check_due=now - self._checked_at >= CLOCK_CHECK_INTERVAL,
            ends_leases=since_set >= LEASE,
            verifies=since_set >= MIN_SEARCH_DELAY,
        )

    def record_check(self) -> None:
        """Remember that the waits were looked for."""
        self._checked_at = self._seconds()
