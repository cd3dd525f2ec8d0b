"""Readers of channels' audiences: of their members and the members' profiles."""

import asyncio
from collections.abc import Collection, Set

from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.workspace import Workspace
from bot.slack.api.directory import Directory
from bot.slack.api.member_ids import MemberIds
from bot.slack.api.member_list import PAGE_SIZE
from bot.slack.api.user_reader import UserReader

MAX_AGE = 60.0
"""Seconds for which the members of a small channel are cached for previews.

They are read again when a digest is made and when it is posted: a guest may have joined since."""
MAX_AGE_OF_LARGE = 3_600.0
"""Seconds for which the members of a large channel are cached.

If the event about a guest who joined got lost, the guest could read for that hour what all other members may
read anyway: recognitions from public channels. Events count at once."""
MAX_CACHED = 200
"""Channels whose members are cached."""


class AudienceReader:
    """The members of one channel, as far as they are read. Reading continues where it stopped."""

    def __init__(
        self, directory: Directory, workspace: Workspace, channel: ChannelId, before: "AudienceReader | None"
    ) -> None:
        """Start without members; `before` is the last reader of the channel."""
        self._directory = directory
        self._workspace = workspace
        self._list = directory.memberships.new_member_list(workspace, channel)
        self._users: UserReader | None = None
        self._lock = asyncio.Lock()
        self.before = before
        self.is_done = False

    @property
    def age(self) -> float:
        """Seconds since reading began."""
        return self._list.age

    @property
    def members(self) -> Set[UserId]:
        """The members as far as they are read, with the changes since."""
        return self._list.members

    @property
    def unknown(self) -> Collection[UserId]:
        """The members whose profiles are not known."""
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

    def add_member(self, user: UserId, *, is_known: bool) -> None:
        """Add a user who joined, here and to the last reader."""
        if self.before:
            self.before.add_member(user, is_known=is_known)
        self._list.members = MemberIds(self._list.members | {user})
        if self._users and not is_known:
            self._users.unknown.add(user)

    def remove_member(self, user: UserId) -> None:
        """Remove a user who left, here and from the last reader."""
        if self.before:
            self.before.remove_member(user)
        self._list.members = MemberIds(self._list.members - {user})
        if self._users:
            self._users.unknown.discard(user)


class AudienceReaders:
    """The readers of channels, cached until they are too old."""

    def __init__(self, directory: Directory) -> None:
        """Start with an empty cache."""
        self._directory = directory
        self._readers: dict[tuple[WorkspaceId, ChannelId], AudienceReader] = {}

    def get(self, workspace: Workspace, channel: ChannelId) -> AudienceReader | None:
        """Return the reader of a channel, however old; None if there is none."""
        return self._readers.get((workspace.id, channel))

    def find(self, workspace: Workspace, channel: ChannelId) -> AudienceReader:
        """Return the reader of a channel that is new enough or still reading, else a new one."""
        reader = self.get(workspace, channel)
        if reader is None:
            return self.start(workspace, channel)
        most = MAX_AGE if reader.is_done and not reader.is_large else MAX_AGE_OF_LARGE
        return reader if reader.age <= most else self.start(workspace, channel)

    def find_for_post(self, workspace: Workspace, channel: ChannelId) -> AudienceReader:
        """Return the same, but a new one for a small channel that was read before."""
        reader = self.find(workspace, channel)
        return self.start(workspace, channel) if reader.is_done and not reader.is_large else reader

    def start(self, workspace: Workspace, channel: ChannelId) -> AudienceReader:
        """Return a new reader of a channel, which keeps the last one until it is done."""
        key = (workspace.id, channel)
        before = self._readers.pop(key, None)
        if before and not before.is_done:
            before = before.before
        while len(self._readers) >= MAX_CACHED:
            del self._readers[next(iter(self._readers))]
        self._readers[key] = reader = AudienceReader(self._directory, workspace, channel, before)
        return reader
