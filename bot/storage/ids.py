"""Ids that sort by time and cannot collide between processes: UUID version 7 (RFC 9562)."""

import secrets
import threading
from datetime import UTC, datetime
from typing import Self
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

_RANDOM_BITS = 62
_SEQUENCE_LIMIT = 1 << 12
FIRST_ID, LAST_ID = str(UUID(int=0)), str(UUID(int=2**128 - 1))
"""The smallest and the greatest id."""


class IdRange(Struct, frozen=True):
    """Ids from `first` on, before `end`; ids sort by time."""

    first: str = FIRST_ID
    end: str = LAST_ID

    def after(self, id_: str) -> Self:
        """Return those that are greater than this id."""
        return replace(self, first=max(self.first, _next_id(id_)))

    def before(self, id_: str) -> Self:
        """Return those that are smaller than this id."""
        return replace(self, end=min(self.end, id_))

    def until(self, id_: str) -> Self:
        """Return those that are not greater than this id."""
        return self.before(_next_id(id_))

    def __contains__(self, id_: str) -> bool:
        """Return True for an id of this range."""
        return self.first <= id_ < self.end


ALL_IDS = IdRange()


def make_range(since: datetime | None, until: datetime | None) -> IdRange:
    """Return the ids of [since, until)."""
    return IdRange(
        smallest_id(since) if since else FIRST_ID,
        smallest_id(until) if until else LAST_ID,
    )


def _next_id(id_: str) -> str:
    return str(UUID(int=UUID(id_).int + 1)) if id_ < LAST_ID else LAST_ID


class Ids:
    """Makes ids from calendar time, which the library functions for UUIDv7 cannot.

    Within a process each id is greater than the one before, even within a millisecond.
    """

    def __init__(self) -> None:
        """Start with no id made."""
        self._lock = threading.Lock()
        self._last = (0, 0)

    def new(self, now: datetime) -> str:
        """Return a new id for this instant, as 36 characters."""
        milliseconds = _milliseconds(now)
        with self._lock:
            last, sequence = self._last
            if milliseconds > last:
                self._last = (milliseconds, 0)
            elif sequence + 1 < _SEQUENCE_LIMIT:
                self._last = (last, sequence + 1)
            else:
                self._last = (last + 1, 0)
            milliseconds, sequence = self._last
        return _uuid(milliseconds, sequence, secrets.randbits(_RANDOM_BITS))


def smallest_id(moment: datetime) -> str:
    """Return the smallest id of an instant: earlier ids are smaller, later ones are not."""
    return _uuid(_milliseconds(moment), 0, 0)


def find_time(of_id: str) -> datetime:
    """Return when an id was made (UTC, milliseconds)."""
    return datetime.fromtimestamp((UUID(of_id).int >> 80) / 1_000, UTC)


def _milliseconds(moment: datetime) -> int:
    if moment.tzinfo is None:
        raise ValueError("a naive time has no place in an id")
    return int(moment.timestamp() * 1_000)


def _uuid(milliseconds: int, sequence: int, random: int) -> str:
    version, variant = 7, 0b10
    return str(UUID(int=milliseconds << 80 | version << 76 | sequence << 64 | variant << 62 | random))
