"""How often a method may be called: Slack's tiers, for what apps tend to repeat in large workspaces."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

PER_MINUTE: Final[Mapping[str, int]] = MappingProxyType(
    {"conversations.members": 200, "users.conversations": 100, "users.list": 40}
)
"""From a method to the calls that it takes in a minute: twice what tiers 4, 3 and 2 promise, as Slack lets
short bursts pass."""
_MINUTE: Final = 60.0


class Rates:
    """The calls of the last minute, in real time."""

    def __init__(self, monotonic: Callable[[], float], per_minute: Mapping[str, int] = PER_MINUTE) -> None:
        """`monotonic` tells the seconds; methods that are not in `per_minute` may be called at will."""
        self._monotonic = monotonic
        self._per_minute = per_minute
        self._calls: dict[str, deque[float]] = {}

    def take(self, method: str) -> int | None:
        """Count a call; the seconds to wait if there were too many, which is then not counted."""
        most = self._per_minute.get(method)
        if most is None:
            return None
        now, calls = self._monotonic(), self._calls.setdefault(method, deque())
        while calls and calls[0] <= now - _MINUTE:
            calls.popleft()
        if len(calls) >= most:
            return max(1, math.ceil(calls[0] + _MINUTE - now))
        calls.append(now)
        return None
