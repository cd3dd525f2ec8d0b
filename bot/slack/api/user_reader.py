"""Getting to know many people at once, at the pace that Slack allows."""

from collections.abc import Collection
from functools import partial

from bot.domain.workspace import Workspace
from bot.errors import SlackRefusedError
from bot.slack.api.concurrent_calls import ask_each
from bot.slack.api.directory import REFRESHED, Directory

MAX_ASKED_SINGLY = REFRESHED
"""People who are asked about one by one; where more are unknown, everybody is listed page by page."""


class UserReader:
    """Looks up those of some people who were never met. Reading goes on where it stopped."""

    def __init__(self, directory: Directory, workspace: Workspace, users: Collection[str]) -> None:
        """Begin with people of whom nothing was asked."""
        self._directory = directory
        self._workspace = workspace
        self._people = users
        self._has_begun = False
        self._is_listed = False
        self._cursor: str | None = None
        self.unknown: set[str] = set()
        """Those who are not known so far; when all is read, those of whom Slack tells nothing."""

    async def read(self) -> None:
        """Look up everybody who is unknown. Raises `SlackError`; what was read until then is kept."""
        if not self._has_begun:
            self.unknown |= await self._directory.unmet(self._workspace, self._people)
            self._has_begun = True
        while len(self.unknown) > MAX_ASKED_SINGLY and not self._is_listed:
            await self._read_page()
        if len(self.unknown) <= MAX_ASKED_SINGLY:
            await self._ask_singly()

    async def _read_page(self) -> None:
        try:
            users, cursor = await self._directory.page_of_people(self._workspace, self._cursor)
        except SlackRefusedError as error:
            if error.error == "invalid_cursor":
                self._cursor = None
            raise
        met = [user for user in users if user.id in self.unknown]
        await self._directory.remember(self._workspace, met)
        self.unknown -= {user.id for user in met}
        self._cursor = cursor
        self._is_listed = cursor is None

    async def _ask_singly(self) -> None:
        asked = sorted(self.unknown)
        look_up = partial(self._directory.look_up, self._workspace)

        async def ask(user: str) -> None:
            try:
                await look_up(user)
            except SlackRefusedError:
                # Of whom Slack tells nothing, nothing is known.
                return
            self.unknown.discard(user)

        await ask_each(asked, ask)
