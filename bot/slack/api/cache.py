"""A cache of what Slack answered, and time limits for look-ups that someone waits for."""

import asyncio
import contextlib
import math
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextvars import ContextVar
from typing import Any, TypeVar

import structlog
from cachetools import TLRUCache

from bot.errors import SlackError, SlackRateLimitedError, SlackRefusedError

A = TypeVar("A")
T = TypeVar("T")
Key = tuple[str, int, str]
"""The kind of object (`user`, `channel`, …), the workspace's number, Slack's id."""

LOOKUP_TIMEOUT = 1.5
"""Seconds that one look-up may take."""
ANSWER_TIMEOUT = 2.2
"""Seconds that all look-ups for one answer may take together: Slack waits three for the whole answer."""
COMMIT_TIMEOUT = 0.8
"""Seconds that all look-ups may take together between a commit and the acknowledgement."""
FAILURE_PAUSE = 10.0
"""Seconds for which a kind of look-up that failed in a workspace is not tried while someone waits."""
MAX_ENTRIES = 20_000
"""Answers in a cache; beyond that, those unused for longest are removed."""
MAX_CONCURRENT_CALLS = 10
"""Look-ups that one request makes at the same time."""

_deadline: ContextVar[float] = ContextVar("deadline", default=math.inf)
"""When the present answer has to do without further look-ups (monotonic seconds)."""

_log = structlog.get_logger(__name__)


@contextlib.contextmanager
def answer_deadline(monotonic: Callable[[], float]) -> Iterator[None]:
    """Limit the look-ups inside to `ANSWER_TIMEOUT`, all together: someone waits for an answer."""
    token = _deadline.set(monotonic() + ANSWER_TIMEOUT)
    try:
        yield
    finally:
        _deadline.reset(token)


def shorten_deadline(monotonic: Callable[[], float]) -> None:
    """Limit further look-ups to `COMMIT_TIMEOUT`: changes are saved, and Slack must hear of it soon."""
    _deadline.set(min(_deadline.get(), monotonic() + COMMIT_TIMEOUT))


def seconds_left(monotonic: Callable[[], float], most: float) -> float:
    """Return how many seconds are left for one more call before the answer, at most `most`."""
    return max(0.0, min(most, _deadline.get() - monotonic()))


@contextlib.contextmanager
def no_deadline() -> Iterator[None]:
    """Limit only each single look-up inside: no one waits for an answer."""
    token = _deadline.set(math.inf)
    try:
        yield
    finally:
        _deadline.reset(token)


class Cache:
    """Answers of Slack, each for a while."""

    def __init__(self, monotonic: Callable[[], float], timeout: float | None = None) -> None:
        """Start empty; a look-up may take `timeout` seconds (default: `LOOKUP_TIMEOUT`)."""
        self._monotonic = monotonic
        self._timeout = LOOKUP_TIMEOUT if timeout is None else timeout
        self._entries: TLRUCache[Key, tuple[float, object]] = TLRUCache(
            MAX_ENTRIES, ttu=lambda _, entry, now: now + entry[0], timer=monotonic
        )
        """Answers, each with the seconds for which it is cached."""
        self._paused_until: dict[tuple[str, int], float] = {}
        self._warned_at: dict[tuple[str, str], float] = {}

    def peek(self, key: Key) -> Any:
        """Return the cached answer, which has the type of what is cached under this key; None without one."""
        entry = self._find_entry(key)
        return entry[1] if entry else None

    async def get(self, key: Key, seconds: float, look_up: Callable[[], Awaitable[T]]) -> T:
        """Return the cached answer, or look it up and cache it for `seconds`.

        Raise what the look-up raises.
        """
        if entry := self._find_entry(key):
            return entry[1]  # type: ignore[return-value]  # what is cached under a key has its type
        answer = await look_up()
        self._entries[key] = (seconds, answer)
        return answer

    async def find(self, key: Key, seconds: float, look_up: Callable[[], Awaitable[T]]) -> T | None:
        """Return the same, or None if Slack does not answer in time: a missing name loses no thanks."""
        if entry := self._find_entry(key):
            # Without a time limit, which costs more than the look-up in the cache.
            return entry[1]  # type: ignore[return-value]  # what is cached under a key has its type
        if self._paused_until.get(key[:2], 0) > self._monotonic():
            return None
        timeout = min(self._timeout, _deadline.get() - self._monotonic())
        if timeout <= 0:
            return None
        try:
            async with asyncio.timeout(timeout):
                return await self.get(key, seconds, look_up)
        except (SlackRefusedError, KeyError, TypeError, AttributeError) as error:
            self._warn("look-up refused", key, error)
        except SlackRateLimitedError as error:
            self._pause(key, error, error.retry_after.total_seconds())
        except (SlackError, TimeoutError) as error:
            # A look-up with less time than usual does not show that Slack is slow.
            self._pause(key, error, FAILURE_PAUSE if timeout == self._timeout else 0)
        return None

    def _find_entry(self, key: Key) -> tuple[float, object] | None:
        """Return the entry under a key. `TLRUCache.get` looks twice at the clock and at the entry."""
        try:
            return self._entries[key]
        except KeyError:
            return None

    def _pause(self, key: Key, error: Exception, seconds: float) -> None:
        self._paused_until[key[:2]] = self._monotonic() + seconds
        self._warn("look-up failed", key, error)

    def _warn(self, event: str, key: Key, error: Exception) -> None:
        """Log a failure, unless the same was logged just before: one request can make hundreds of calls."""
        now, what = self._monotonic(), (event, key[0])
        if now - self._warned_at.get(what, -math.inf) >= FAILURE_PAUSE:
            self._warned_at[what] = now
            _log.warning(event, about=key[0], error=str(error) or type(error).__name__)

    def forget(self, key: Key) -> None:
        """Remove an answer from the cache."""
        self._entries.pop(key, None)


async def call_each(
    call: Callable[[A], Awaitable[T]], arguments: Iterable[A], at_once: int = MAX_CONCURRENT_CALLS
) -> list[T]:
    """Return the results in the order of the arguments, with at most `at_once` calls in progress.

    Raise the first error of a call, and make no more calls then.
    """
    listed = list(arguments)
    if len(listed) <= 1:
        return [await call(argument) for argument in listed]
    numbered = enumerate(listed)
    results: dict[int, T] = {}

    async def work() -> None:
        for number, argument in numbered:
            results[number] = await call(argument)

    workers = [asyncio.ensure_future(work()) for _ in range(min(at_once, len(listed)))]
    try:
        await asyncio.gather(*workers)
    finally:
        for worker in workers:
            worker.cancel()
    return [results[number] for number in sorted(results)]
