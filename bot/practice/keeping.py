"""Keeping a workspace while it runs: soon after each change, and at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.practice.kept import INTERVAL, kept, to_json
from bot.practice.workspace import Workspace, utc_now

PAUSE: Final = 0.2
"""Seconds from one look to the next, and what is lost at most when the process is killed."""


class Keeping:
    """Writes a workspace down through `store` whenever it has changed."""

    def __init__(
        self,
        workspace: Workspace,
        store: Callable[[bytes], None],
        troubled: Callable[[OSError], None],
        *,
        real: Callable[[], datetime] = utc_now,
    ) -> None:
        """`troubled` hears when it could not be kept, once in a row; `real` is the real time."""
        self._workspace = workspace
        self._store = store
        self._troubled = troubled
        self._real = real
        self._is_well = True
        self._before: object = None
        self._written = real()

    async def run(self, over: asyncio.Future[None], pause: float = PAUSE) -> None:
        """Keep it now and after every change, until `over` is done. Not to be cancelled while it writes."""
        while not over.done():
            await self.keep()
            await asyncio.wait([over], timeout=pause)

    async def keep(self) -> None:
        """Keep it if it has changed, or if that was long ago: then its time has gone on."""
        now, present = self._real(), self._present()
        if present == self._before and now - self._written < INTERVAL:
            return
        try:
            await asyncio.to_thread(self._store, to_json(kept(self._workspace, now)))
        except OSError as error:
            if self._is_well:
                self._troubled(error)
            self._is_well = False
            return
        self._before, self._written, self._is_well = present, now, True

    def _present(self) -> object:
        seen = self._workspace.read_marks.seen
        return self._workspace.revision, {person: dict(channels) for person, channels in seen.items()}
