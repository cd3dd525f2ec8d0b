"""Whether the process is ready to serve, and how many messages wait in the outbox."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.deps import Deps
from bot.storage import held_changes, outbox
from bot.storage.engine import is_answering
from bot.storage.transaction import Transaction

DATABASE_TIMEOUT = 2.0
"""Seconds within which the database must answer for the process to be ready."""
MAX_OUTBOX_DEPTH = 1_000
"""Messages in the outbox from which on there is a warning."""
MAX_OUTBOX_AGE = 300.0
"""Seconds that a message may wait before there is a warning."""

_log = structlog.get_logger(__name__)

IsConnected = Callable[[], Awaitable[bool]]
TokenProblems = Callable[[], Awaitable[list[str]]]


async def no_token_problems() -> list[str]:
    """Return no problem."""
    return []


class Readiness:
    """What an operator, or what restarts the process, should know."""

    def __init__(self, deps: Deps, is_connected: IsConnected | None, token_problems: TokenProblems) -> None:
        """Check these. `is_connected` is about Socket Mode, None without it.

        `token_problems` returns a sentence for each token that Slack refuses.
        """
        self._deps = deps
        self._is_connected = is_connected
        self._token_problems = token_problems

    async def problems(self) -> list[str]:
        """Return a sentence for each reason not to serve."""
        problems = []
        if not await self._database_answers():
            problems.append("the database does not answer")
        elif not await self._database_is_writable():
            problems.append("the database takes no writes")
        if self._is_connected is not None and not await self._is_connected():
            problems.append("Slack is not connected")
        return problems + await self._token_problems()

    async def warnings(self) -> list[str]:
        """Return a sentence if the outbox is behind. Slack's outage is no reason to stop serving."""
        measured = await measure_outbox(self._deps)
        if measured is None:
            return ["how much waits in the outbox is not known"]
        depth, age = measured
        if depth < MAX_OUTBOX_DEPTH and age < MAX_OUTBOX_AGE:
            return []
        return [f"{depth} messages wait for Slack, the oldest for {age:.0f} s"]

    async def _database_answers(self) -> bool:
        try:
            async with asyncio.timeout(DATABASE_TIMEOUT):
                return await self._deps.database.read(is_answering)
        # Whatever a driver raises, the answer is the same.
        except Exception as error:  # noqa: BLE001
            _log.error("database does not answer", error=type(error).__name__)
            return False

    async def _database_is_writable(self) -> bool:
        try:
            async with asyncio.timeout(DATABASE_TIMEOUT):
                return await self._deps.database.is_writable()
        except Exception as error:  # noqa: BLE001 - any failure means that it is not writable
            _log.error("database takes no writes", error=type(error).__name__)
            return False


async def measure_outbox(deps: Deps) -> tuple[int, float] | None:
    """Set the outbox metrics; return how many messages wait, and the age of the oldest in seconds.

    None if the database does not answer.
    """

    def read(tx: Transaction) -> tuple[tuple[int, datetime | None], int]:
        return outbox.measure_depth(tx), held_changes.count(tx)

    try:
        async with asyncio.timeout(DATABASE_TIMEOUT):
            (depth, oldest), held = await deps.database.read(read)
    # The other metrics are there all the same.
    except Exception as error:  # noqa: BLE001
        _log.error("outbox not measured", error=type(error).__name__)
        return None
    age = (deps.clock.now() - oldest).total_seconds() if oldest else 0.0
    deps.metrics.outbox_depth.set(depth)
    deps.metrics.outbox_age.set(age)
    deps.metrics.held_changes.set(held)
    return depth, age
