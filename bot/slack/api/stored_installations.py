"""The installations of many workspaces, read from the database and cached for a few seconds."""

from collections.abc import Sequence

import structlog
from cachetools import TTLCache
from msgspec import Struct

from bot.deps import Deps
from bot.domain.ids import WorkspaceId
from bot.domain.installation import ORGANISATION, StoredInstallation
from bot.domain.workspace import Workspace, WorkspaceIdentity
from bot.errors import SlackRefusedError, UnknownWorkspaceError
from bot.slack.api.client import Credentials
from bot.slack.api.installations import CHECK_INTERVAL, UNINSTALLED, Installation
from bot.slack.api.token_refresh import REFUSED_EXPIRY, TokenRefresh
from bot.slack.api.web_api import WebApi
from bot.storage import installations, workspaces
from bot.storage.engine import Transaction
from bot.token_cipher import TokenCipher

MAX_CACHED = 10_000
"""Installations in the cache; beyond that, those unused for longest are read again."""

_log = structlog.get_logger(__name__)

_Team = tuple[str, str]
"""Slack's ids of an organisation and of a workspace, each "" if a payload lacks it."""


class _Entry(Struct, frozen=True):
    installation: Installation
    stored: StoredInstallation
    credentials: Credentials


class StoredInstallations:
    """Where the app is installed. What another process changes is seen after `CHECK_INTERVAL`."""

    def __init__(self, deps: Deps, web_api: WebApi, cipher: TokenCipher, refresh: TokenRefresh) -> None:
        """Start with an empty cache."""
        self._deps = deps
        self._web_api = web_api
        self._cipher = cipher
        self._refresh = refresh
        self._by_team: TTLCache[_Team, _Entry] = TTLCache(MAX_CACHED, CHECK_INTERVAL, timer=deps.monotonic)
        self._by_id: TTLCache[WorkspaceId, _Entry] = TTLCache(
            MAX_CACHED, CHECK_INTERVAL, timer=deps.monotonic
        )

    async def find(self, enterprise_id: str | None, team_id: str | None) -> Installation:
        """Return the installation that serves a payload with these ids.

        Raise `UnknownWorkspaceError` if there is none.
        """
        team = (enterprise_id or "", team_id or ORGANISATION)
        entry = self._by_team.get(team)
        if entry is None:
            stored = await self._deps.database.read(installations.find_by_team, *team)
            if stored is None:
                stored = await self._add_workspace(*team)
            entry = self._remember(stored)
            self._by_team[team] = entry
        return entry.installation

    async def _add_workspace(self, enterprise_id: str, team_id: str) -> StoredInstallation:
        """Store a workspace that its organisation's installation serves, the first time it is used."""
        read = self._deps.database.read
        organisation = None
        if enterprise_id and team_id != ORGANISATION:
            organisation = await read(installations.find_by_team, enterprise_id, ORGANISATION)
        if organisation is None:
            raise UnknownWorkspaceError(team_id or enterprise_id)
        token = self._cipher.decrypt(organisation.tokens.bot_token)
        identity = WorkspaceIdentity(
            enterprise_id=enterprise_id,
            team_id=team_id,
            name=await self._fetch_name(token, team_id),
            url=organisation.workspace.identity.url,
            bot_user_id=organisation.workspace.identity.bot_user_id,
        )
        return await self._deps.database.write(_add_to_organisation, identity)

    async def _fetch_name(self, token: str, team_id: str) -> str:
        """Return the name of a workspace of the organisation.

        Raise `UnknownWorkspaceError` if the organisation's token isn't for it, or `SlackError`.
        """
        cursor = None
        while True:
            try:
                answer = await self._web_api.call(token, "auth.teams.list", limit=1000, cursor=cursor)
            except SlackRefusedError as error:
                raise UnknownWorkspaceError(team_id) from error
            for team in answer.get("teams") or ():
                if team["id"] == team_id:
                    return str(team["name"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None:
                raise UnknownWorkspaceError(team_id)

    async def get(self, workspace_id: WorkspaceId) -> Installation:
        """Return the installation that serves a workspace. Raise `SlackRefusedError` if there is none."""
        return (await self._find_entry(workspace_id)).installation

    async def find_credentials(self, workspace_id: WorkspaceId) -> Credentials:
        """Return what to call Slack with; a token that is about to expire is refreshed first."""
        entry = self._by_id.get(workspace_id) or await self._find_entry(workspace_id)
        tokens = entry.stored.tokens
        if tokens.expires_at is None or self._deps.clock.now() + REFUSED_EXPIRY < tokens.expires_at:
            return entry.credentials
        await self._refresh.refresh(entry.stored.holder, REFUSED_EXPIRY)
        self.forget(workspace_id)
        return (await self._find_entry(workspace_id)).credentials

    async def _find_entry(self, workspace_id: WorkspaceId) -> _Entry:
        entry = self._by_id.get(workspace_id)
        if entry is None:
            stored = await self._deps.database.read(installations.find, workspace_id)
            if stored is None:
                raise SlackRefusedError(UNINSTALLED)
            entry = self._remember(stored)
        return entry

    def _remember(self, stored: StoredInstallation) -> _Entry:
        token = self._cipher.decrypt(stored.tokens.bot_token)
        installation = Installation(stored.workspace, stored.bot_id, stored.scopes)
        team_id = stored.workspace.identity.team_id if stored.is_org_wide else ""
        entry = _Entry(installation, stored, Credentials(token, team_id))
        self._by_id[stored.workspace.id] = entry
        return entry

    async def list_workspaces(self) -> Sequence[Workspace]:
        """Return the workspaces in which the app is installed."""
        return await self._deps.database.read(installations.list_workspaces)

    def check_soon(self) -> None:
        """Read all installations again: a request failed, perhaps because its workspace was erased."""
        self._by_team.clear()
        self._by_id.clear()

    def forget(self, workspace_id: WorkspaceId) -> None:
        """Read the installation of a workspace again next time, and those that depend on it."""
        self.check_soon()

    def record_token(self, token: str, error: str) -> None:
        """Log that Slack refuses the token of a workspace, and read it again: it may have been replaced."""
        if not error:
            return
        for entry in list(self._by_id.values()):
            if entry.credentials.token == token:
                identity = entry.installation.workspace.identity
                _log.warning("Slack refuses a workspace's token", workspace=identity.team_id, error=error)
                self.check_soon()
                return


def _add_to_organisation(tx: Transaction, identity: WorkspaceIdentity) -> StoredInstallation:
    """Store a workspace and return the installation that serves it."""
    workspace = workspaces.ensure(tx, identity)
    found = installations.find(tx, workspace.id)
    if found is None:
        raise UnknownWorkspaceError(identity.team_id)
    return found
