"""Which workspaces the bot is installed in, and with which rights."""

import asyncio
from dataclasses import dataclass

import structlog
from slack_bolt.authorization import AuthorizeResult

from bot.deps import Deps
from bot.domain.workspace import Workspace, WorkspaceIdentity
from bot.errors import UnknownWorkspaceError
from bot.slack.api.client import SlackClient
from bot.storage import rate_limits, workspaces
from bot.storage.engine import Transaction

CHECK_INTERVAL = 5.0
"""Seconds after which is checked again whether the workspace still exists."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Installation:
    """One workspace, and what the bot may do there."""

    workspace: Workspace
    bot_id: str
    scopes: frozenset[str]


class Installations:
    """The one workspace of `SLACK_BOT_TOKEN`. Slack is asked once, not on every request."""

    def __init__(self, deps: Deps, client: SlackClient) -> None:
        """Prepare; Slack is asked when it is needed first."""
        self._deps = deps
        self._client = client
        self._found: Installation | None = None
        self._asking = asyncio.Lock()
        self._check_at = 0.0

    async def get(self) -> Installation:
        """The installation. Raises `SlackError` while Slack does not tell."""
        async with self._asking:
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
                workspace = await self._deps.database.write(_welcome, identity)
                scopes = frozenset(s for s in answer["x-oauth-scopes"].replace(" ", "").split(",") if s)
                self._found = Installation(workspace, answer.get("bot_id") or "", scopes)
            return self._found

    async def _check(self, found: Installation) -> None:
        """Forget an installation whose workspace was erased, perhaps by another process."""
        self._check_at = self._deps.monotonic() + CHECK_INTERVAL
        try:
            exists = await self._deps.database.read(workspaces.exists, found.workspace.id)
        # A database that is away is noticed by whatever needs it next.
        except Exception as error:  # noqa: BLE001
            _log.warning("installation not checked", error=type(error).__name__)
            return
        if not exists:
            _log.warning("the workspace was erased, and begins anew")
            self._found = None

    def check_soon(self) -> None:
        """Check with the next request whether the workspace still exists: this one failed."""
        self._check_at = 0.0

    def forget(self) -> None:
        """Ask Slack again next time."""
        self._found = None

    async def authorize(
        self, enterprise_id: str | None, team_id: str | None, user_id: str | None
    ) -> AuthorizeResult:
        """Bolt's question who we are there.

        Raises `UnknownWorkspaceError` for one that we are not installed in, `SlackError` as `get` does.
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


def _welcome(tx: Transaction, identity: WorkspaceIdentity) -> Workspace:
    """Slack takes us in: what had to wait because it did not may go on."""
    workspace = workspaces.ensure(tx, identity)
    rate_limits.unblock(tx, workspace.id)
    return workspace
