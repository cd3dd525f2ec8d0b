"""The members of one channel, read page by page."""

import asyncio
from collections.abc import Callable, Set

from bot.domain.ids import ChannelId, UserId
from bot.domain.workspace import Workspace
from bot.errors import SlackRefusedError, SlackUnavailableError
from bot.slack.api.client import SlackClient
from bot.slack.api.member_ids import MemberIds

PAGE_SIZE = 1000
"""Members per call, the most that Slack recommends
(https://docs.slack.dev/reference/methods/conversations.members)."""


class MemberList:
    """The members of one channel. Reading continues where it stopped; concurrent readers share it."""

    def __init__(
        self, client: SlackClient, workspace: Workspace, channel: ChannelId, monotonic: Callable[[], float]
    ) -> None:
        """Start without members."""
        self._client = client
        self._workspace = workspace
        self._channel = channel
        self._monotonic = monotonic
        self._cursor: str | None = None
        self._lock = asyncio.Lock()
        self.members: Set[UserId] = MemberIds()
        self.pages = 0
        self.is_complete = False
        self.begun_at = monotonic()

    @property
    def age(self) -> float:
        """Seconds since reading began: later changes may be missing."""
        return self._monotonic() - self.begun_at

    async def read(self, max_pages: float = float("inf")) -> None:
        """Read all pages, or until `max_pages` are read. Raise `SlackError`."""
        if self.is_complete:
            return
        async with self._lock:
            while not self.is_complete and self.pages < max_pages:
                await self._read_page()

    async def _read_page(self) -> None:
        try:
            answer = await self._client.call(
                self._workspace.id,
                "conversations.members",
                channel=self._channel,
                limit=PAGE_SIZE,
                cursor=self._cursor,
            )
        except SlackRefusedError as error:
            if error.error == "invalid_cursor":
                self._restart()
            raise
        members = answer.get("members")
        if not isinstance(members, list):
            raise SlackUnavailableError("conversations.members: no members")
        self.members = MemberIds((*self.members, *map(UserId, map(str, members))))
        self.pages += 1
        self._cursor = (answer.get("response_metadata") or {}).get("next_cursor") or None
        self.is_complete = self._cursor is None

    def _restart(self) -> None:
        """Start again: Slack's cursors expire."""
        self.members, self.pages, self._cursor = MemberIds(), 0, None
        self.begun_at = self._monotonic()
