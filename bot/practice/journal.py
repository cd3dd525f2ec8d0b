"""What went between the workspace and the app: everything sent, everything asked, and what came of it."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.practice.records import JsonObject

KEPT = 500
"""How many entries are kept, the latest ones."""

Kind = Literal["slash_commands", "events_api", "interactive", "call"]


@dataclass(slots=True)
class Entry:
    """One attempt to send the app a payload, or one request that the app made ("call")."""

    kind: Kind
    address: str
    """Of a call: its path. Of a payload: the way that it went, "Socket Mode" or "HTTP"."""
    request: JsonObject
    """The payload, or what was passed to a call; no token of a call is kept."""
    at: datetime
    """When it began, by the workspace's clock."""
    retry: int = 0
    """The number of a repetition, from 1; 0 for the first attempt."""
    retry_reason: str = ""
    is_spoiled: bool = False
    """Whether it met a fault that was set on purpose."""
    status: int | None = None
    """The HTTP status; 200 for an acknowledgement in Socket Mode, None where there was no answer at all."""
    answer: JsonObject | str | None = None
    failure: str = ""
    """Slack's word for what went wrong, "" for nothing."""
    milliseconds: float = 0.0
    number: int = 0
    """In the order in which they ended, from 1."""

    @property
    def outcome(self) -> str:
        """What came of it, in a word or a number."""
        return self.failure or str(self.status or "no answer")

    @property
    def is_failed(self) -> bool:
        """Whether it was refused, or not answered."""
        return bool(self.failure) or self.status is None or self.status >= 400


class Journal:
    """The latest entries, in memory."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Begin empty; `now` is the workspace's clock."""
        self._now = now
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._last = 0
        self._more = asyncio.Event()

    @contextmanager
    def writing(self, kind: Kind, address: str, request: JsonObject, **about: Any) -> Iterator[Entry]:
        """Write an entry when the block ends, in which its outcome is filled in; none if it raises.

        `about` are further fields of the entry.
        """
        entry, began = Entry(kind, address, request, self._now(), **about), time.perf_counter()
        yield entry
        self._last += 1
        entry.number, entry.milliseconds = self._last, (time.perf_counter() - began) * 1000
        self._entries.append(entry)
        self._more.set()
        self._more = asyncio.Event()

    def after(self, number: int) -> list[Entry]:
        """Return the entries that are still kept and came after the one with this number, oldest first."""
        return [entry for entry in self._entries if entry.number > number]

    def find(self, number: int) -> Entry | None:
        """Return one entry; None if there is none, or no longer."""
        return next((entry for entry in self._entries if entry.number == number), None)

    async def more(self, number: int) -> None:
        """Wait until there is an entry after the one with this number."""
        while self._last <= number:
            await self._more.wait()
