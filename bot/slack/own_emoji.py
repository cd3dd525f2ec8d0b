"""Which emoji a workspace has, as Slack tells it."""

from collections.abc import Iterable

from bot.deps import Deps
from bot.domain.workspace import Workspace
from bot.slack.client import SlackClient
from bot.slack.memory import Memory

REMEMBERED = 30.0
"""Seconds for which they are remembered."""


class OwnEmoji:
    """Looks up whether an emoji that is none of the standard ones exists."""

    def __init__(self, deps: Deps, client: SlackClient) -> None:
        """Start with nothing remembered."""
        self._client = client
        self._memory = Memory(deps.monotonic)

    async def unknown(self, workspace: Workspace, names: Iterable[str]) -> frozenset[str]:
        """Those of these names that no emoji has; none where Slack does not tell in time, or may not."""
        wanted = frozenset(names)
        if not wanted:
            return wanted

        async def look_up() -> frozenset[str]:
            answer = await self._client.call("emoji.list", include_categories="true")
            # Standard ones, too, can be newer than what we know.
            standard = {name for each in answer.get("categories") or () for name in each["emoji_names"]}
            return frozenset({*answer["emoji"], *standard})

        key = ("emoji", workspace.id, "")
        known = await self._memory.ask_in_time(key, REMEMBERED, look_up)
        unknown = frozenset[str]() if known is None else wanted - known
        if unknown:
            # Somebody may be uploading the picture right now.
            self._memory.forget(key)
        return unknown
