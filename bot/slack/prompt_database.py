"""The database as listeners write to it while Slack waits for their acknowledgement."""

from collections.abc import Callable
from typing import TypeVar

from bot.slack.memory import committed
from bot.storage.engine import Database, UseCase

T = TypeVar("T")


class PromptDatabase:
    """A database after whose commits the acknowledgement leaves within a second."""

    def __init__(self, database: Database, monotonic: Callable[[], float]) -> None:
        """Write to `database`; `monotonic` counts seconds."""
        self._database = database
        self._monotonic = monotonic
        self.engine = database.engine

    async def write(self, use_case: UseCase[T]) -> T:
        """See `Database.write`."""
        result = await self._database.write(use_case)
        committed(self._monotonic)
        return result

    async def read(self, use_case: UseCase[T]) -> T:
        """See `Database.read`."""
        return await self._database.read(use_case)

    async def scrub(self) -> bool:
        """See `Database.scrub`."""
        return await self._database.scrub()

    def close(self) -> None:
        """See `Database.close`."""
        self._database.close()
