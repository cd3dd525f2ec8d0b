"""Whether the bot is still in the channel of a digest: Slack may not have told that it was removed."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.deps import Deps
from bot.domain.delivery import THROWN_OUT, Failure
from bot.domain.error_names import ErrorMeaning, find_error_meaning
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.api.directory import Directory
from bot.storage import digests
from bot.usecases.delivery_results import Failed, Outcome

LOOKING = 3.0
"""Seconds that the look may take; a digest does not fail for it."""


class DigestChannels:
    """Looks at the channel before a digest is posted there."""

    def __init__(self, deps: Deps, directory: Directory) -> None:
        """Keep the database and the directory."""
        self._database = deps.database
        self._directory = directory

    async def post(
        self, workspace: Workspace, channel: str, post: Callable[[], Awaitable[Outcome]]
    ) -> Outcome:
        """Post a digest, unless the bot was removed from its channel.

        A public channel may have a digest without the bot ever having been in it.
        """
        is_member = await self._is_member(channel)
        was_member = await self._database.read(digests.is_bot_member, workspace.id, channel)
        if is_member is False and was_member:
            return Failed(Failure.REFUSED, THROWN_OUT)
        if is_member and was_member is False:
            await self._database.write(digests.set_bot_member, workspace.id, channel, is_member=True)
        outcome = await post()
        if is_member is False and isinstance(outcome, Failed) and outcome.failure is Failure.REFUSED:
            is_kept_out = find_error_meaning(outcome.error) is ErrorMeaning.NO_ACCESS
            return Failed(Failure.REFUSED, THROWN_OUT) if is_kept_out else outcome
        return outcome

    async def _is_member(self, channel: str) -> bool | None:
        try:
            async with asyncio.timeout(LOOKING):
                return await self._directory.is_bot_member(channel)
        except (SlackError, TimeoutError):
            return None
