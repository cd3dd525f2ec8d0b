"""Looking up many users at the rate that Slack allows."""

from collections.abc import Collection

from bot.domain.ids import UserId
from bot.domain.workspace import Workspace
from bot.errors import SlackRefusedError
from bot.slack.api.cache import call_each
from bot.slack.api.directory import Directory
from bot.slack.api.users import MAX_SINGLE_CALLS

MAX_ASKED_SINGLY = MAX_SINGLE_CALLS
"""Users who are looked up one by one; if more are unknown, pages of all users are read."""


class UserReader:
    """Looks up those of some users who are not stored yet, and continues where it stopped."""

    def __init__(self, directory: Directory, workspace: Workspace, users: Collection[UserId]) -> None:
        """Start without having looked up any of these users (ids)."""
        self._users = directory.users
        self._workspace = workspace
        self._ids = users
        self._has_begun = False
        self._is_listed = False
        self._cursor: str | None = None
        self.unknown: set[UserId] = set()
        """The users not found so far; after `read`, those of whom Slack knows nothing."""

    async def read(self) -> None:
        """Look up all unknown users. Raise `SlackError`; what was found until then is stored."""
        if not self._has_begun:
            self.unknown |= await self._users.find_unknown_ids(self._workspace, self._ids)
            self._has_begun = True
        while len(self.unknown) > MAX_ASKED_SINGLY and not self._is_listed:
            await self._read_page()
        if len(self.unknown) <= MAX_ASKED_SINGLY:
            await call_each(self._fetch, sorted(self.unknown))

    async def _read_page(self) -> None:
        try:
            page, cursor = await self._users.fetch_page(self._workspace, self._cursor)
        except SlackRefusedError as error:
            if error.error == "invalid_cursor":
                self._cursor = None
            raise
        found = [user for user in page if user.id in self.unknown]
        await self._users.save(self._workspace, found)
        self.unknown -= {user.id for user in found}
        self._cursor = cursor
        self._is_listed = cursor is None

    async def _fetch(self, user_id: UserId) -> None:
        try:
            await self._users.fetch(self._workspace, user_id)
        except SlackRefusedError:
            # Slack knows nothing of them, so they stay unknown.
            return
        self.unknown.discard(user_id)
