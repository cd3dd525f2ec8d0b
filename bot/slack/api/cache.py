"""Remembering for a while what Slack told, and not waiting twice for a Slack that is silent."""

import asyncio
import contextlib
import math
from collections.abc import Awaitable, Callable, Iterator
from contextvars import ContextVar
from typing import TypeVar

import structlog

from bot.errors import SlackError, SlackRateLimitedError, SlackRefusedError

T = TypeVar("T")
Key = tuple[str, int, str]
"""What it is about (`person`, `channel`, …), the workspace's number, Slack's id."""

PATIENCE = 1.5
"""Seconds that a look-up may take."""
ANSWER = 2.2
"""Seconds that all look-ups for one answer may take together: Slack gives us three for everything."""
AFTER_COMMIT = 0.8
"""Seconds that everything may take together between a commit and the acknowledgement."""
SILENCE = 10.0
"""Seconds for which a kind of look-up that brought nothing in time is not tried while somebody waits."""
MAX_COUNT = 20_000

_until: ContextVar[float] = ContextVar("until", default=math.inf)
"""When the answer that is being prepared has to do without further look-ups (monotonic seconds)."""

_log = structlog.get_logger(__name__)


@contextlib.contextmanager
def answering(monotonic: Callable[[], float]) -> Iterator[None]:
    """Somebody waits for an answer: look-ups inside take `ANSWER` seconds at most, all together."""
    token = _until.set(monotonic() + ANSWER)
    try:
        yield
    finally:
        _until.reset(token)


def committed(monotonic: Callable[[], float]) -> None:
    """Shorten what look-ups may still take: something is kept now, and Slack has to hear so soon."""
    _until.set(min(_until.get(), monotonic() + AFTER_COMMIT))


def seconds_left(monotonic: Callable[[], float], most: float) -> float:
    """Return how many seconds there are for one more thing before the answer, at most `most`."""
    return max(0.0, min(most, _until.get() - monotonic()))


@contextlib.contextmanager
def unhurried() -> Iterator[None]:
    """Nobody waits for an answer any more: look-ups inside take as long as any one may."""
    token = _until.set(math.inf)
    try:
        yield
    finally:
        _until.reset(token)


class Cache:
    """Answers by key. `monotonic` counts seconds; `patience` are those for one look-up, else `PATIENCE`."""

    def __init__(self, monotonic: Callable[[], float], patience: float | None = None) -> None:
        """Start with nothing remembered."""
        self._monotonic = monotonic
        self._patience = PATIENCE if patience is None else patience
        self._known: dict[Key, tuple[float, object]] = {}
        self._silent_until: dict[str, float] = {}
        self._warned_at: dict[tuple[str, str], float] = {}

    async def ask(self, key: Key, seconds: float, look_up: Callable[[], Awaitable[T]]) -> T:
        """The answer, remembered for so many seconds. Raises what the look-up raises."""
        now = self._monotonic()
        if (known := self._known.get(key)) and known[0] > now:
            return known[1]  # type: ignore[return-value]  # what is remembered under a key has its type
        answer = await look_up()
        if len(self._known) >= MAX_COUNT:
            self._known.clear()
        self._known[key] = (now + seconds, answer)
        return answer

    async def ask_in_time(self, key: Key, seconds: float, look_up: Callable[[], Awaitable[T]]) -> T | None:
        """The answer, or None where it does not come in time: a thanks is not lost over a name."""
        if key not in self._known and self._silent_until.get(key[0], 0) > self._monotonic():
            return None
        patience = min(self._patience, _until.get() - self._monotonic())
        if patience <= 0:
            return None
        try:
            async with asyncio.timeout(patience):
                return await self.ask(key, seconds, look_up)
        except (SlackRefusedError, KeyError, TypeError, AttributeError) as error:
            self._warn("look-up refused", key, error)
        except SlackRateLimitedError as error:
            self._be_silent(key, error, error.retry_after.total_seconds())
        except (SlackError, TimeoutError) as error:
            # Who was in a hurry has not learnt that Slack is silent.
            self._be_silent(key, error, SILENCE if patience == self._patience else 0)
        return None

    def _be_silent(self, key: Key, error: Exception, seconds: float) -> None:
        self._silent_until[key[0]] = self._monotonic() + seconds
        self._warn("look-up failed", key, error)

    def _warn(self, event: str, key: Key, error: Exception) -> None:
        """Log a failure, unless the same was logged just before: one request can ask about hundreds."""
        now, what = self._monotonic(), (event, key[0])
        if now - self._warned_at.get(what, -math.inf) >= SILENCE:
            self._warned_at[what] = now
            _log.warning(event, about=key[0], error=str(error) or type(error).__name__)

    def forget(self, key: Key) -> None:
        """Ask again next time."""
        self._known.pop(key, None)
