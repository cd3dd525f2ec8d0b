"""Installations of the bot in workspaces, with their scopes."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

import structlog
from msgspec import Struct

from bot.deps import Deps
from bot.domain.ids import WorkspaceId
from bot.domain.workspace import Workspace, WorkspaceIdentity
from bot.errors import SlackRefusedError, UnknownWorkspaceError
from bot.slack.api.client import Credentials
from bot.slack.api.web_api import WebApi
from bot.storage import rate_limits, workspaces
from bot.storage.engine import Transaction

CHECK_INTERVAL = 5.0
"""Seconds between two checks that the workspace still exists."""
UNINSTALLED = "account_inactive"
"""Slack's name for a token of an app that was uninstalled."""

_log = structlog.get_logger(__name__)


class Installation(Struct, frozen=True):
    """A workspace, and the bot's scopes there."""

    workspace: Workspace
    bot_id: str
    scopes: frozenset[str]


class Installations(Protocol):
    """Where the bot is installed."""

    async def find(self, enterprise_id: str | None, team_id: str | None) -> Installation:
        """Return the installation for a payload with these ids of Slack's; either can be missing.

        Raise `UnknownWorkspaceError` for a workspace without the bot, or `SlackError`.
        """

    async def get(self, workspace_id: WorkspaceId) -> Installation:
        """Return the installation in a workspace. Raise `SlackError`."""

    async def find_credentials(self, workspace_id: WorkspaceId) -> Credentials:
        """Return what to call Slack with for a workspace. Raise `SlackError`."""

    async def list_workspaces(self) -> Sequence[Workspace]:
        """Return the workspaces in which the bot is installed. Raise `SlackError`."""

    def check_soon(self) -> None:
        """Check with the next request that a workspace still exists: this one failed."""

    def forget(self, workspace_id: WorkspaceId) -> None:
        """Read the installation in a workspace again next time."""


class SingleInstallation:
    """The workspace of `SLACK_BOT_TOKEN`, fetched once, not on every request."""

    def __init__(self, deps: Deps, web_api: WebApi) -> None:
        """Fetch nothing yet."""
        self._deps = deps
        self._web_api = web_api
        token = deps.settings.bot_token
        self._credentials = Credentials(token.value if token else "")
        self._found: Installation | None = None
        self._lock = asyncio.Lock()
        self._check_at = 0.0

    async def fetch(self) -> Installation:
        """Return the installation. Raise `SlackError`."""
        if self._found is not None and self._deps.monotonic() < self._check_at:
            return self._found
        async with self._lock:
            if self._found is not None and self._deps.monotonic() >= self._check_at:
                await self._check(self._found)
            if self._found is None:
                answer = await self._web_api.call(self._credentials.token, "auth.test")
                identity = WorkspaceIdentity(
                    enterprise_id=answer.get("enterprise_id") or "",
                    team_id=answer["team_id"],
                    name=answer.get("team") or "",
                    url=answer["url"],
                    bot_user_id=answer["user_id"],
                )
                workspace = await self._deps.database.write(_record_workspace, identity)
                scopes = frozenset(s for s in answer["x-oauth-scopes"].replace(" ", "").split(",") if s)
                self._found = Installation(workspace, answer.get("bot_id") or "", scopes)
            return self._found

    async def _check(self, found: Installation) -> None:
        """Forget an installation whose workspace was erased, perhaps by another process."""
        self._check_at = self._deps.monotonic() + CHECK_INTERVAL
        try:
            exists = await self._deps.database.read(workspaces.exists, found.workspace.id)
        # Whatever needs the database next notices that it is unavailable.
        except Exception as error:  # noqa: BLE001
            _log.warning("installation not checked", error=type(error).__name__)
            return
        if not exists:
            _log.warning("the workspace was erased and starts again")
            self._found = None

    async def find(self, enterprise_id: str | None, team_id: str | None) -> Installation:
        """Return the installation, if these ids are its workspace's."""
        installation = await self.fetch()
        identity = installation.workspace.identity
        # On Grid an organisation-wide payload can lack the team.
        if team_id is not None and team_id != identity.team_id:
            raise UnknownWorkspaceError(team_id)
        if team_id is None and (enterprise_id or "") != identity.enterprise_id:
            raise UnknownWorkspaceError(enterprise_id or "")
        return installation

    async def get(self, workspace_id: WorkspaceId) -> Installation:
        """Return the installation. Raise `SlackError`, also if it is in another workspace."""
        installation = await self.fetch()
        if installation.workspace.id != workspace_id:
            raise SlackRefusedError(UNINSTALLED)
        return installation

    async def find_credentials(self, workspace_id: WorkspaceId) -> Credentials:
        """Return the token. Raise `SlackRefusedError` if it is known to be another workspace's."""
        if self._found is not None and self._found.workspace.id != workspace_id:
            raise SlackRefusedError(UNINSTALLED)
        return self._credentials

    async def list_workspaces(self) -> Sequence[Workspace]:
        """Return the one workspace. Raise `SlackError`."""
        return [(await self.fetch()).workspace]

    def check_soon(self) -> None:
        """Check with the next request that the workspace still exists: this one failed."""
        self._check_at = 0.0

    def forget(self, workspace_id: WorkspaceId) -> None:
        """Fetch the installation again next time."""
        if self._found is not None and self._found.workspace.id == workspace_id:
            self._found = None


def _record_workspace(tx: Transaction, identity: WorkspaceIdentity) -> Workspace:
    """Store the workspace, and send what waited for Slack to accept the token."""
    workspace = workspaces.ensure(tx, identity)
    rate_limits.unblock(tx, workspace.id)
    return workspace
