"""The database as listeners write to it while Slack waits for their acknowledgement."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from bot.errors import CommitUncertainError
from bot.slack.api.cache import shorten_deadline
from bot.slack.request_record import Saved, current_record
from bot.storage.engine import Committed, Database, UseCase

P = ParamSpec("P")
T = TypeVar("T")


class RequestDatabase:
    """A database after whose commits the acknowledgement leaves within a second.

    It records what was saved: a failure after a commit must not be taken for a failure of the commit.
    """

    def __init__(self, database: Database, monotonic: Callable[[], float]) -> None:
        """Write to `database`; `monotonic` counts seconds."""
        self._database = database
        self._monotonic = monotonic
        self.engine = database.engine

    async def write(self, use_case: UseCase[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Database.write`."""
        return (await self.commit(use_case, *args, **kwargs)).result

    async def commit(self, use_case: UseCase[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Committed[T]:
        """See `Database.commit`."""
        try:
            outcome = await self._database.commit(use_case, *args, **kwargs)
        except CommitUncertainError:
            current_record().saved = Saved.UNKNOWN
            raise
        if outcome.has_changes:
            current_record().saved = Saved.CHANGES
        shorten_deadline(self._monotonic)
        return outcome

    async def read(self, use_case: UseCase[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """See `Database.read`."""
        return await self._database.read(use_case, *args, **kwargs)

    async def is_writable(self) -> bool:
        """See `Database.is_writable`."""
        return await self._database.is_writable()

    async def scrub(self) -> bool:
        """See `Database.scrub`."""
        return await self._database.scrub()

    def close(self) -> None:
        """See `Database.close`."""
        self._database.close()
