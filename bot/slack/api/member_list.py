"""Who is in one channel, read page by page."""

import asyncio
from collections.abc import Callable

from bot.errors import SlackRefusedError, SlackUnavailableError
from bot.slack.api.client import SlackClient

PAGE = 1000
"""Members that Slack is asked for at once, the most that it recommends
(https://docs.slack.dev/reference/methods/conversations.members)."""


class MemberList:
    """The members of one channel. Reading goes on where it stopped; who wants the same waits for it."""

    def __init__(self, client: SlackClient, channel: str, monotonic: Callable[[], float]) -> None:
        """Begin with nobody."""
        self._client = client
        self._channel = channel
        self._monotonic = monotonic
        self._cursor: str | None = None
        self._lock = asyncio.Lock()
        self.members: set[str] = set()
        self.pages = 0
        self.is_complete = False
        self.begun_at = monotonic()

    @property
    def age(self) -> float:
        """Seconds since reading began: who came or left later may be missing."""
        return self._monotonic() - self.begun_at

    async def read(self, max_pages: float = float("inf")) -> None:
        """Read on until everybody is known, or so many pages are read. Raises `SlackError`."""
        async with self._lock:
            while not self.is_complete and self.pages < max_pages:
                await self._read_page()

    async def _read_page(self) -> None:
        try:
            answer = await self._client.call(
                "conversations.members", channel=self._channel, limit=PAGE, cursor=self._cursor
            )
        except SlackRefusedError as error:
            if error.error == "invalid_cursor":
                self._begin_again()
            raise
        members = answer.get("members")
        if not isinstance(members, list):
            raise SlackUnavailableError("conversations.members: no members")
        self.members.update(str(member) for member in members)
        self.pages += 1
        self._cursor = (answer.get("response_metadata") or {}).get("next_cursor") or None
        self.is_complete = self._cursor is None

    def _begin_again(self) -> None:
        """Slack remembers a cursor for a while only."""
        self.members, self.pages, self._cursor = set(), 0, None
        self.begun_at = self._monotonic()
