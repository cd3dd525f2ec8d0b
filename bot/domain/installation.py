"""Installations of the app, each with an encrypted token."""

from datetime import datetime

from msgspec import Struct

from bot.domain.ids import UserId, WorkspaceId
from bot.domain.workspace import Workspace, WorkspaceIdentity

ORGANISATION = ""
"""The team id of an organisation's own row, which has the installation for all its workspaces."""


class EncryptedTokens(Struct, frozen=True):
    """A bot token, and for one that expires the token to refresh it with, both encrypted."""

    bot_token: bytes
    refresh_token: bytes | None = None
    expires_at: datetime | None = None


class NewInstallation(Struct, frozen=True):
    """An installation that Slack has just granted, with the user who installed the app."""

    identity: WorkspaceIdentity
    app_id: str
    bot_id: str
    scopes: frozenset[str]
    installer: UserId
    tokens: EncryptedTokens

    @property
    def is_org_wide(self) -> bool:
        """Return True if it is for all workspaces of an organisation."""
        return self.identity.team_id == ORGANISATION


class StoredInstallation(Struct, frozen=True):
    """The installation that serves a workspace: its own, or its organisation's.

    `holder` is the number of the row that it belongs to.
    """

    workspace: Workspace
    holder: WorkspaceId
    bot_id: str
    scopes: frozenset[str]
    tokens: EncryptedTokens

    @property
    def is_org_wide(self) -> bool:
        """Return True if it is the organisation's, whose token is for several workspaces."""
        return self.holder != self.workspace.id or self.workspace.identity.team_id == ORGANISATION
