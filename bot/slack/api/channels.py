"""Channels: what kind they are, and what the bot may do there."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from msgspec import Struct

from bot.domain.ids import ChannelId, UserId
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.errors import SlackRefusedError
from bot.slack.api.cache import Cache, call_each
from bot.slack.api.client import SlackClient
from bot.slack.payloads.conversation_type import ConversationType

CHANNEL_CACHE_SECONDS = 60.0
"""Seconds for which channels are cached: privacy depends on it."""
DIRECT_CHANNEL_CACHE_SECONDS = 300.0
"""Seconds for which the ids of direct conversations are cached."""


class Channel(Struct, frozen=True):
    """A conversation. `can_post` is True if the bot may post there, `has_bot` if it is a member.

    `is_shared` is True if people of other organisations can be in it, or if that is unknown.
    """

    id: ChannelId
    name: str
    kind: ChannelKind
    can_post: bool
    is_shared: bool = True
    has_bot: bool = False


class ChannelLookup:
    """Looks up channels."""

    def __init__(self, client: SlackClient, cache: Cache) -> None:
        """Read with `client`."""
        self._client = client
        self._cache = cache

    def is_cached(self, workspace: Workspace, channel_id: ChannelId) -> bool:
        """Return True if a channel is found without asking Slack."""
        return self._cache.peek(("channel", workspace.id, channel_id)) is not None

    async def find(
        self,
        workspace: Workspace,
        channel_id: ChannelId,
        conversation: ConversationType = ConversationType.OTHER,
    ) -> Channel:
        """Return a channel, without asking Slack if `conversation` is a direct or group message.

        The channel counts as private if Slack does not answer in time.
        """
        if conversation.is_direct_or_group:
            return Channel(channel_id, "", ChannelKind.DIRECT, can_post=False)
        key = ("channel", workspace.id, channel_id)
        channel = await self._cache.find(
            key, CHANNEL_CACHE_SECONDS, partial(self._fetch, workspace, channel_id)
        )
        if channel and not channel.can_post and channel.kind is not ChannelKind.DIRECT:
            # Perhaps the bot is being invited right now.
            self._cache.forget(key)
        return channel or _make_unknown_channel(channel_id, can_post=True)

    async def fetch(self, workspace: Workspace, channel_id: ChannelId) -> Channel:
        """Return a channel without the fallback to private. Raise `SlackError`."""
        key = ("channel", workspace.id, channel_id)
        return await self._cache.get(key, CHANNEL_CACHE_SECONDS, partial(self._fetch, workspace, channel_id))

    async def _fetch(self, workspace: Workspace, channel_id: ChannelId) -> Channel:
        try:
            answer = await self._client.call(workspace.id, "conversations.info", channel=channel_id)
        except SlackRefusedError as error:
            if error.error == "missing_scope":
                # The scopes cover channels, so this is a group message.
                return Channel(channel_id, "", ChannelKind.DIRECT, can_post=False)
            if error.error != "channel_not_found":
                raise
            return _make_unknown_channel(channel_id, can_post=False)
        return _parse_channel(answer["channel"])

    async def names(self, workspace: Workspace, ids: Iterable[ChannelId]) -> dict[ChannelId, str]:
        """Return the names of these channels, as far as they are known in time."""
        channels = await call_each(partial(self.find, workspace), ids)
        return {channel.id: channel.name for channel in channels if channel.name}

    async def is_bot_member(self, workspace: Workspace, channel_id: ChannelId) -> bool:
        """Return False if the bot is not in a channel at this moment. Raise `SlackError`.

        True for an archived channel, where membership does not matter: posting there fails anyway.
        """
        try:
            answer = await self._client.call(workspace.id, "conversations.info", channel=channel_id)
        except SlackRefusedError as error:
            if error.error != "channel_not_found":
                raise
            return False
        channel = answer["channel"]
        return bool(channel.get("is_archived")) or bool(channel.get("is_member", True))

    async def fetch_direct_channel(self, workspace: Workspace, user: UserId) -> ChannelId:
        """Return the id of the direct conversation with a user. Raise `SlackError`."""
        key = ("direct", workspace.id, user)
        return await self._cache.get(
            key, DIRECT_CHANNEL_CACHE_SECONDS, partial(self._open_direct, workspace, user)
        )

    async def _open_direct(self, workspace: Workspace, user: UserId) -> ChannelId:
        answer = await self._client.call(workspace.id, "conversations.open", users=user)
        return ChannelId(str(answer["channel"]["id"]))


def _make_unknown_channel(channel_id: ChannelId, *, can_post: bool) -> Channel:
    """Return a channel that Slack says nothing about: direct if its id looks like that, else private.

    Direct is narrower: only the people named can read what is given there.
    """
    if channel_id.startswith("D"):
        return Channel(channel_id, "", ChannelKind.DIRECT, can_post=False)
    return Channel(channel_id, "", ChannelKind.PRIVATE, can_post)


def _parse_channel(info: Mapping[str, Any]) -> Channel:
    if info.get("is_im") or info.get("is_mpim"):
        kind = ChannelKind.DIRECT
    elif info.get("is_private", True):
        kind = ChannelKind.PRIVATE
    else:
        kind = ChannelKind.PUBLIC
    has_bot = bool(info.get("is_member"))
    can_post = not info.get("is_archived") and (has_bot or kind is ChannelKind.PUBLIC)
    return Channel(info["id"], info.get("name") or "", kind, can_post, _is_shared(info), has_bot)


def _is_shared(info: Mapping[str, Any]) -> bool:
    """Return True if people of other organisations are in a channel or invited, or if that is unknown.

    A channel that workspaces of one Enterprise organisation share has `is_shared` and `is_org_shared`, too.
    """
    if info.get("is_ext_shared") or info.get("is_pending_ext_shared"):
        return True
    if info.get("is_ext_shared") is not None or info.get("is_org_shared"):
        return False
    return info.get("is_shared") is not False
