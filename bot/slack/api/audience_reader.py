"""Reads the audience of one channel: its members and their profiles."""

import asyncio
from collections.abc import Collection

from bot.domain.workspace import Workspace
from bot.slack.api.directory import Directory
from bot.slack.api.member_list import PAGE_SIZE
from bot.slack.api.user_reader import UserReader


class AudienceReader:
    """The members of one channel, as far as they are read. Reading continues where it stopped."""

    def __init__(
        self, directory: Directory, workspace: Workspace, channel: str, before: "AudienceReader | None"
    ) -> None:
        """Start without members; `before` is the last reader of the channel."""
        self._directory = directory
        self._workspace = workspace
        self._list = directory.memberships.new_member_list(channel)
        self._users: UserReader | None = None
        self._lock = asyncio.Lock()
        self.before = before
        self.is_done = False

    @property
    def age(self) -> float:
        """Seconds since reading began."""
        return self._list.age

    @property
    def members(self) -> set[str]:
        """The members as far as they are read, with the changes since."""
        return self._list.members

    @property
    def unknown(self) -> Collection[str]:
        """The members of whom Slack knows nothing."""
        return self._users.unknown if self._users else self.members

    @property
    def is_large(self) -> bool:
        """Return True if the members are more than one page."""
        return len(self.members) > PAGE_SIZE

    async def read_first_page(self) -> bool:
        """Read a page; return True if it has all members. Raise `SlackError`."""
        await self._list.read(max_pages=1)
        return self._list.is_complete

    async def read(self) -> None:
        """Read all. Raise `SlackError`; what was read until then is kept."""
        async with self._lock:
            if self.is_done:
                return
            await self._list.read()
            if self._users is None:
                self._users = UserReader(self._directory, self._workspace, self.members)
            await self._users.read()
            self.is_done, self.before = True, None

    def add_member(self, user: str, *, is_known: bool) -> None:
        """Add a user who joined."""
        self.members.add(user)
        if self._users and not is_known:
            self._users.unknown.add(user)

    def remove_member(self, user: str) -> None:
        """Remove a user who left."""
        self.members.discard(user)
        if self._users:
            self._users.unknown.discard(user)
