"""Circles follow Slack: users who join or leave a channel or user group join or leave its circle."""

from collections.abc import Collection

import structlog

from bot.deps import Deps
from bot.domain.circle import MAX_CIRCLE, Circle, CircleSource
from bot.domain.ids import ChannelId, UserId
from bot.domain.workspace import Workspace
from bot.errors import SlackError, TooManyMembersError
from bot.slack.api.directory import Directory
from bot.slack.api.installations import Installations
from bot.slack.api.user_reader import UserReader
from bot.usecases import leads

_log = structlog.get_logger(__name__)


class CircleSync:
    """Keeps circles up to date."""

    def __init__(self, deps: Deps, installations: Installations, directory: Directory) -> None:
        """Take what it reads and writes with."""
        self._deps = deps
        self._installations = installations
        self._directory = directory

    async def check_all(self) -> None:
        """Check every circle, and who has left. A circle that can't be read stays as it is."""
        for workspace in await self._installations.list_workspaces():
            try:
                await self._check_workspace(workspace)
            except SlackError as error:
                _log.warning("circles not checked", workspace=workspace.id, error=str(error))

    async def _check_workspace(self, workspace: Workspace) -> None:
        await self._directory.users.refresh(workspace)
        for circle in await self._deps.database.read(leads.list_circles, workspace):
            try:
                await self._learn(workspace, circle)
            except SlackError as error:
                _log.warning("circle not checked", circle=circle.id, error=str(error))
            # An error in one circle must not stop the others.
            except Exception as error:  # noqa: BLE001
                _log.error("circle not checked", circle=circle.id, error=type(error).__name__)

    async def learn(self, workspace: Workspace, source: CircleSource, source_id: str) -> None:
        """Look up all members of this channel's or user group's circle, and check it again."""
        for circle in await self._deps.database.read(leads.list_circles, workspace):
            if (circle.source, circle.source_id) == (source, source_id):
                await self._learn(workspace, circle)

    async def _learn(self, workspace: Workspace, circle: Circle) -> None:
        await UserReader(self._directory, workspace, circle.members).read()
        await self._check(workspace, circle)

    async def check(self, workspace: Workspace, source: CircleSource, source_id: str) -> None:
        """Check the circle of this channel or user group, if it is one. Raises `SlackError`."""
        for circle in await self._deps.database.read(leads.list_circles, workspace):
            if (circle.source, circle.source_id) == (source, source_id):
                await self._check(workspace, circle)

    async def _check(self, workspace: Workspace, circle: Circle) -> None:
        ids: Collection[UserId]
        match circle.source:
            case CircleSource.CHANNEL:
                try:
                    ids = await self._directory.memberships.fetch_members(
                        workspace, ChannelId(circle.source_id), MAX_CIRCLE
                    )
                except TooManyMembersError:
                    # The circle stays as it was before the channel grew too large.
                    _log.warning("channel too large for a circle", circle=circle.id)
                    return
            case CircleSource.GROUP:
                ids = await self._directory.groups.fetch_members(workspace, circle.source_id)
            case CircleSource.NAMED:
                ids = circle.members
        users = (await self._directory.users.find_stored(workspace, ids)).values()
        await self._deps.database.write(leads.update_members, workspace.id, circle.id, users)
