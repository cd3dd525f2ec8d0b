"""Installations of the bot in workspaces, with their scopes."""

import asyncio
from dataclasses import dataclass

import structlog
from slack_bolt.authorization import AuthorizeResult

from bot.deps import Deps
from bot.domain.ids import UserId
from bot.domain.workspace import Workspace, WorkspaceIdentity
from bot.errors import UnknownWorkspaceError
from bot.slack.api.client import SlackClient
from bot.storage import rate_limits, workspaces
from bot.storage.engine import Transaction

CHECK_INTERVAL = 5.0
"""Seconds between two checks that the workspace still exists."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Installation:
    """A workspace, and the bot's scopes there."""

    workspace: Workspace
    bot_id: str
    scopes: frozenset[str]


class Installations:
    """The workspace of `SLACK_BOT_TOKEN`, fetched once, not on every request."""

    def __init__(self, deps: Deps, client: SlackClient) -> None:
        """Fetch nothing yet."""
        self._deps = deps
        self._client = client
        self._found: Installation | None = None
        self._lock = asyncio.Lock()
        self._check_at = 0.0

    async def get(self) -> Installation:
        """Return the installation. Raise `SlackError`."""
        if self._found is not None and self._deps.monotonic() < self._check_at:
            return self._found
        async with self._lock:
            if self._found is not None and self._deps.monotonic() >= self._check_at:
                await self._check(self._found)
            if self._found is None:
                answer = await self._client.call("auth.test")
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

    def check_soon(self) -> None:
        """Check with the next request that the workspace still exists: this one failed."""
        self._check_at = 0.0

    def forget(self) -> None:
        """Fetch the installation again next time."""
        self._found = None

    async def authorize(
        self, enterprise_id: str | None, team_id: str | None, user_id: UserId | None
    ) -> AuthorizeResult:
        """Return the bot's identity for Bolt.

        Raise `UnknownWorkspaceError` for a workspace without the bot, `SlackError` as `get` does.
        """
        installation = await self.get()
        identity = installation.workspace.identity
        # On Grid an organisation-wide payload can lack the team.
        if team_id is not None and team_id != identity.team_id:
            raise UnknownWorkspaceError(team_id)
        if team_id is None and (enterprise_id or "") != identity.enterprise_id:
            raise UnknownWorkspaceError(enterprise_id or "")
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=identity.bot_user_id,
            bot_id=installation.bot_id,
            bot_token=self._client.token,
            user_id=user_id,
        )


def _record_workspace(tx: Transaction, identity: WorkspaceIdentity) -> Workspace:
    """Store the workspace, and send what waited for Slack to accept the token."""
    workspace = workspaces.ensure(tx, identity)
    rate_limits.unblock(tx, workspace.id)
    return workspace
