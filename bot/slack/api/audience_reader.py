"""Reading who reads one channel: its members, and who they are."""

import asyncio
from collections.abc import Collection

from bot.domain.workspace import Workspace
from bot.slack.api.directory import Directory
from bot.slack.api.member_list import PAGE_SIZE
from bot.slack.api.user_reader import UserReader


class AudienceReader:
    """What is known of the people in one channel. Reading goes on where it stopped."""

    def __init__(
        self, directory: Directory, workspace: Workspace, channel: str, before: "AudienceReader | None"
    ) -> None:
        """Begin with nobody; `before` is what was known of the channel until now."""
        self._directory = directory
        self._workspace = workspace
        self._list = directory.memberships.new_member_list(channel)
        self._people: UserReader | None = None
        self._lock = asyncio.Lock()
        self.before = before
        self.is_done = False

    @property
    def age(self) -> float:
        """Seconds since reading began."""
        return self._list.age

    @property
    def members(self) -> set[str]:
        """Everybody who is in the channel, as far as is read and was heard since."""
        return self._list.members

    @property
    def unknown(self) -> Collection[str]:
        """The members of whom Slack tells nothing."""
        return self._people.unknown if self._people else self.members

    @property
    def is_large(self) -> bool:
        """Return True if the members are more than Slack tells in one answer."""
        return len(self.members) > PAGE_SIZE

    async def is_soon_done(self) -> bool:
        """Read a page; return True if all members are known by then. Raises `SlackError`."""
        await self._list.read(max_pages=1)
        return self._list.is_complete

    async def read(self) -> None:
        """Read on until everything is known. Raises `SlackError`; what was read until then is kept."""
        async with self._lock:
            if self.is_done:
                return
            await self._list.read()
            if self._people is None:
                self._people = UserReader(self._directory, self._workspace, self.members)
            await self._people.read()
            self.is_done, self.before = True, None

    def hear_joined(self, user: str, *, is_known: bool) -> None:
        """Take in that somebody came."""
        self.members.add(user)
        if self._people and not is_known:
            self._people.unknown.add(user)

    def hear_left(self, user: str) -> None:
        """Take in that somebody left."""
        self.members.discard(user)
        if self._people:
            self._people.unknown.discard(user)
