"""Revoking the tokens of a workspace at Slack, before they are erased here."""

from collections.abc import AsyncIterator

from msgspec import Struct

from bot.deps import Deps
from bot.domain.installation import EncryptedTokens
from bot.domain.workspace import Workspace
from bot.errors import SlackError, SlackRefusedError, UndecipherableTokenError
from bot.slack.api.token_refresh import SPENT
from bot.slack.api.web_api import WebApi
from bot.storage import installations, workspaces
from bot.storage.engine import Transaction
from bot.token_cipher import TokenCipher


class Revocation(Struct, frozen=True):
    """What became of a workspace's tokens. `error` is empty if Slack takes them no more."""

    workspace: Workspace
    error: str = ""
    is_shared: bool = False
    """The workspace has no token of its own: the installation of its organisation serves it."""


class TokenRevocation(Struct, frozen=True):
    """Revokes tokens.

    For a token that expires, this does not uninstall the app
    (https://docs.slack.dev/authentication/using-token-rotation#uninstalling-apps).
    """

    deps: Deps
    web_api: WebApi
    cipher: TokenCipher

    async def revoke(self, team_id: str) -> AsyncIterator[Revocation]:
        """Revoke the tokens of the workspaces with Slack's id, and yield what became of them."""
        for workspace, tokens in await self.deps.database.read(_list_tokens, team_id):
            if tokens is None:
                yield Revocation(workspace, is_shared=True)
                continue
            try:
                # The one to refresh with first: with it, new ones could be had.
                for encrypted in (tokens.refresh_token, tokens.bot_token):
                    if encrypted:
                        await self._revoke(self.cipher.decrypt(encrypted))
            except (SlackError, UndecipherableTokenError) as error:
                yield Revocation(workspace, str(error))
            else:
                yield Revocation(workspace)

    async def _revoke(self, token: str) -> None:
        """Revoke a token, which may be of no use any more. Raise `SlackError`."""
        try:
            await self.web_api.call(token, "auth.revoke")
        except SlackRefusedError as error:
            if error.error not in SPENT:
                raise


def _list_tokens(tx: Transaction, team_id: str) -> list[tuple[Workspace, EncryptedTokens | None]]:
    """Return the workspaces that are served, with their tokens; None for those of their organisation."""
    found = [(each, installations.find(tx, each.id)) for each in workspaces.list_by_team(tx, team_id)]
    return [
        (workspace, stored.tokens if stored.holder == workspace.id else None)
        for workspace, stored in found
        if stored
    ]
