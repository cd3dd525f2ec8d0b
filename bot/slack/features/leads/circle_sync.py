"""Circles follow Slack: who joins a channel or a user group comes into its circle, who leaves it leaves."""

from collections.abc import Collection

import structlog

from bot.deps import Deps
from bot.domain.circle import MAX_CIRCLE, Circle, CircleSource
from bot.domain.workspace import Workspace
from bot.errors import SlackError, TooManyMembersError
from bot.slack.api.directory import Directory
from bot.slack.api.installations import Installations
from bot.slack.api.user_reader import UserReader
from bot.usecases import leads

_log = structlog.get_logger(__name__)


class CircleSync:
    """Brings circles up to date."""

    def __init__(self, deps: Deps, installations: Installations, directory: Directory) -> None:
        """Prepare."""
        self._deps = deps
        self._installations = installations
        self._directory = directory

    async def check_all(self) -> None:
        """Look at every circle, and who has left. What cannot be read now stays as it is."""
        workspace = (await self._installations.get()).workspace
        await self._directory.refresh(workspace)
        for circle in await self._deps.database.read(leads.list_circles, workspace):
            try:
                await self._learn(workspace, circle)
            except SlackError as error:
                _log.warning("circle not checked", circle=circle.id, error=str(error))
            # One circle that cannot be checked must not hold up the others.
            except Exception as error:  # noqa: BLE001
                _log.error("circle not checked", circle=circle.id, error=type(error).__name__)

    async def learn(self, source: CircleSource, source_id: str) -> None:
        """Get to know everybody in the circle of this channel or user group, and look at it again."""
        workspace = (await self._installations.get()).workspace
        for circle in await self._deps.database.read(leads.list_circles, workspace):
            if (circle.source, circle.source_id) == (source, source_id):
                await self._learn(workspace, circle)

    async def _learn(self, workspace: Workspace, circle: Circle) -> None:
        await UserReader(self._directory, workspace, circle.members).read()
        await self._check(workspace, circle)

    async def check(self, source: CircleSource, source_id: str) -> None:
        """Look at the circle of this channel or user group, if it is one. Raises `SlackError`."""
        workspace = (await self._installations.get()).workspace
        for circle in await self._deps.database.read(leads.list_circles, workspace):
            if (circle.source, circle.source_id) == (source, source_id):
                await self._check(workspace, circle)

    async def _check(self, workspace: Workspace, circle: Circle) -> None:
        ids: Collection[str]
        match circle.source:
            case CircleSource.CHANNEL:
                try:
                    ids = await self._directory.channel_members(circle.source_id, MAX_CIRCLE)
                except TooManyMembersError:
                    # It stays as it was while it was one: nobody cares for thousands.
                    _log.warning("channel too large for a circle", circle=circle.id)
                    return
            case CircleSource.GROUP:
                ids = await self._directory.read_group(circle.source_id)
            case CircleSource.NAMED:
                ids = circle.members
        users = (await self._directory.last_known(workspace, ids)).values()
        await self._deps.database.write(leads.update_members, workspace.id, circle.id, users)
