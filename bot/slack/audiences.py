"""Who reads a channel at this moment, for digests that tell of more than their channel."""

import asyncio
from datetime import datetime
from functools import partial

import structlog

from bot.deps import Deps
from bot.domain.audience import Audience, Coverage, audience
from bot.domain.workspace import Workspace
from bot.slack.client import SlackError, SlackRateLimitedError
from bot.slack.directory import Directory
from bot.slack.installations import Installations
from bot.slack.memory import Memory
from bot.storage import digests as stored
from bot.storage import due_digests
from bot.usecases import digests

REMEMBERED = 60.0
"""Seconds for which an audience is remembered: privacy depends on it."""
AT_ONCE = 5
"""Channels that are looked at side by side, between two looks at what else is due."""
LONGEST = 60.0
"""Seconds that looking at one channel may take where nobody waits."""

_log = structlog.get_logger(__name__)


class Audiences:
    """Looks at who is in channels."""

    def __init__(self, deps: Deps, installations: Installations, directory: Directory) -> None:
        """Start with nothing remembered."""
        self._deps = deps
        self._installations = installations
        self._directory = directory
        self._memory = Memory(deps.monotonic)
        self._free_at = 0.0
        """Until when Slack asked us to look at no channel (monotonic seconds)."""

    async def read(self, workspace: Workspace, channel: str) -> Audience:
        """Who reads this channel. Raises `SlackError`."""
        key = ("audience", workspace.id, channel)
        return await self._memory.ask(key, REMEMBERED, partial(self._look_up, workspace, channel))

    async def read_in_time(self, workspace: Workspace, channel: str) -> Audience | None:
        """Who reads this channel; None where Slack does not tell while somebody waits for an answer."""
        key = ("audience", workspace.id, channel)
        return await self._memory.ask_in_time(key, REMEMBERED, partial(self._look_up, workspace, channel))

    async def _look_up(self, workspace: Workspace, channel: str) -> Audience:
        found = await self._directory.channel_as_told(workspace, channel)
        members = await self._directory.channel_members(channel)
        await self._directory.learn(workspace, members)
        people = await self._directory.last_known(workspace, members)
        return audience(people.values(), is_shared=found.is_shared)

    async def of_due(self, due_at: datetime) -> digests.Audiences:
        """Who reads some of the channels whose digests are due at this instant and tell of more than them.

        Nobody where none is, or where Slack asks for a pause: they stay due.
        """
        read = self._deps.database.read
        if self._deps.monotonic() < self._free_at or not await read(
            lambda tx: due_digests.is_any_beyond(tx, due_at)
        ):
            return {}
        try:
            workspace = (await self._installations.get()).workspace
        except SlackError as error:
            _log.warning("nobody knows who reads digests", error=str(error))
            return {}
        channels = await read(lambda tx: due_digests.due_beyond(tx, workspace.id, due_at, AT_ONCE))
        looked = await asyncio.gather(*(self._read_soon(workspace, channel) for channel in channels))
        return {(workspace.id, channel): one for some in looked for channel, one in some.items()}

    async def keep_to_what_all_may_see(self, workspace: Workspace, digest: str) -> None:
        """Let a digest shrink to its channel where somebody reads it now who may not see the rest.

        Raises `SlackError` where nobody can tell.
        """
        database = self._deps.database
        found = await database.read(lambda tx: stored.get(tx, digest))
        if found is None or found.contents.covers is Coverage.CHANNEL:
            return
        # Nothing is remembered here: somebody may have come a moment ago.
        if not (await self._look_up(workspace, found.channel)).sees_public:
            await database.write(lambda tx: stored.keep_to_channel(tx, digest))

    async def _read_soon(self, workspace: Workspace, channel: str) -> dict[str, Audience | None]:
        """Who reads this channel, None where Slack does not tell; nothing where it asks for a pause."""
        try:
            async with asyncio.timeout(LONGEST):
                return {channel: await self.read(workspace, channel)}
        except SlackRateLimitedError as error:
            self._free_at = self._deps.monotonic() + error.retry_after.total_seconds()
            _log.info("audience read later", channel=channel, error=str(error))
            return {}
        except (SlackError, TimeoutError) as error:
            _log.warning("audience not read", channel=channel, error=str(error) or type(error).__name__)
            return {channel: None}
