"""Memberships: who is in which channel."""

import threading
from collections.abc import AsyncIterator, Collection
from functools import partial

from cachetools import TTLCache

from bot.deps import Deps
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.workspace import Workspace
from bot.errors import TooManyMembersError
from bot.slack.api.cache import Cache
from bot.slack.api.client import SlackClient
from bot.slack.api.member_list import PAGE_SIZE, MemberList
from bot.slack.api.users import UserLookup

MEMBER_LIST_SECONDS = 60.0
"""Seconds for which the members of a channel are cached, to decide whether a mention reaches a user.

Access is decided without a cache, see `MembershipLookup.is_member`."""
MEMBERSHIP_CACHE_SECONDS = 300.0
"""Seconds for which single memberships in large channels are cached, and a few members for their zones."""
MAX_PAGES = 3
"""Pages of members that are read into that cache: in larger channels each user is looked up."""
MAX_CACHED_CHANNELS = 500
"""Channels whose members are cached; beyond that, those unused for longest are removed."""


class MembershipLookup:
    """Looks up who is in which channel."""

    def __init__(self, deps: Deps, client: SlackClient, cache: Cache, users: UserLookup) -> None:
        """Start with an empty cache of members."""
        self._deps = deps
        self._client = client
        self._cache = cache
        self._users = users
        self._member_lists: TTLCache[tuple[WorkspaceId, ChannelId], MemberList] = TTLCache(
            MAX_CACHED_CHANNELS, MEMBER_LIST_SECONDS, timer=deps.monotonic
        )
        self._member_lists_lock = threading.Lock()

    async def can_see(self, workspace: Workspace, channel: ChannelId, user: UserId) -> bool:
        """Return True if a user is in a channel, perhaps as cached. Raise `SlackError`.

        It decides whether a mention reaches them; access is decided by `is_member`. The members are read
        once for all users who are looked up within a minute.
        """
        members = self._find_member_list(workspace, channel)
        await members.read(MAX_PAGES)
        if user in members.members or members.is_complete:
            return user in members.members
        key = ("member", workspace.id, f"{channel} {user}")
        return await self._cache.get(
            key, MEMBERSHIP_CACHE_SECONDS, partial(self.is_member, workspace, channel, user)
        )

    def is_known_member(self, workspace_id: WorkspaceId, channel: ChannelId, user: UserId) -> bool:
        """Return True if a user was seen in a channel within the last minute. Thread-safe."""
        with self._member_lists_lock:
            members = self._member_lists.get((workspace_id, channel))
        return members is not None and user in members.members

    async def find_absent(
        self, workspace: Workspace, channel: ChannelId, users: Collection[UserId]
    ) -> frozenset[UserId]:
        """Return those of these users known not to be in a channel, as in `can_see`. Raise `SlackError`.

        No user of a channel with too many members to read them all at once.
        """
        members = self._find_member_list(workspace, channel)
        await members.read(MAX_PAGES)
        known = members.members
        return frozenset(user for user in users if user not in known) if members.is_complete else frozenset()

    def _find_member_list(self, workspace: Workspace, channel: ChannelId) -> MemberList:
        """Return the list of a channel's members that concurrent requests read together."""
        key = (workspace.id, channel)
        with self._member_lists_lock:
            found = self._member_lists.get(key)
            if found is None:
                found = self._member_lists[key] = self.new_member_list(workspace, channel)
        return found

    def new_member_list(self, workspace: Workspace, channel: ChannelId) -> MemberList:
        """Return a list of which nothing was read yet."""
        return MemberList(self._client, workspace, channel, self._deps.monotonic)

    def forget_members(self, workspace: Workspace, channel: ChannelId) -> None:
        """Forget the cached members of a channel, after a user joined or left it."""
        with self._member_lists_lock:
            self._member_lists.pop((workspace.id, channel), None)

    async def fetch_members(self, workspace: Workspace, channel: ChannelId, most: int) -> frozenset[UserId]:
        """Return all members of a channel that the bot can see. Raise `SlackError`.

        Raise `TooManyMembersError` if they are more than `most`, without reading them all.
        """
        members = self.new_member_list(workspace, channel)
        await members.read(most // PAGE_SIZE + 1)
        if not members.is_complete or len(members.members) > most:
            raise TooManyMembersError(channel)
        return frozenset(members.members)

    async def is_member(self, workspace: Workspace, channel: ChannelId, user: UserId) -> bool:
        """Return True if a user is, at this moment, in a channel that the bot can see. Raise `SlackError`.

        Not cached, since access depends on it.
        """
        async for conversation in self._fetch_conversations(
            workspace, user, "public_channel,private_channel"
        ):
            if conversation == channel:
                return True
        return False

    async def fetch_channels(self, workspace: Workspace, user: UserId) -> frozenset[ChannelId]:
        """Return the channels that a user is in at this moment and the bot can see. Raise `SlackError`.

        Not cached, since access depends on it.
        """
        types = "public_channel,private_channel"
        return frozenset([channel async for channel in self._fetch_conversations(workspace, user, types)])

    async def fetch_private_channels(self, workspace: Workspace, user: UserId) -> frozenset[ChannelId]:
        """Return the private channels that both a user and the bot are in now. Raise `SlackError`.

        Not cached, since access depends on it.
        """
        return frozenset(
            [channel async for channel in self._fetch_conversations(workspace, user, "private_channel")]
        )

    async def _fetch_conversations(
        self, workspace: Workspace, user: UserId, types: str
    ) -> AsyncIterator[ChannelId]:
        """Yield the ids of the conversations of these types that a user is in. Raise `SlackError`."""
        cursor = None
        while True:
            answer = await self._client.call(
                workspace.id, "users.conversations", user=user, types=types, limit=999, cursor=cursor
            )
            for conversation in answer["channels"]:
                yield conversation["id"]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None:
                return

    async def find_time_zones(
        self, workspace: Workspace, channel: ChannelId, most: int = 30
    ) -> tuple[str, ...]:
        """Return the time zones of up to `most` members of a channel, each once.

        None if Slack does not answer in time.
        """
        key = ("members", workspace.id, channel)
        members = await self._cache.find(
            key, MEMBERSHIP_CACHE_SECONDS, partial(self._fetch_some_members, workspace, channel, most)
        )
        users = (await self._users.find(workspace, members or ())).values()
        zones = (user.timezone for user in users if user.is_active_person)
        return tuple(dict.fromkeys(zone for zone in zones if zone))

    async def list_time_zones(self, workspace: Workspace, channel: ChannelId, most: int = 200) -> list[str]:
        """Return the time zone of each of up to `most` members of a channel. Raise `SlackError`."""
        members = await self._fetch_some_members(workspace, channel, most)
        users = (await self._users.find(workspace, members)).values()
        return [user.timezone for user in users if user.is_active_person and user.timezone]

    async def _fetch_some_members(
        self, workspace: Workspace, channel: ChannelId, most: int
    ) -> tuple[UserId, ...]:
        answer = await self._client.call(workspace.id, "conversations.members", channel=channel, limit=most)
        return tuple(answer["members"])
