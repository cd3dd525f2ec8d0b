"""What serving many workspaces needs. It is imported only where the app's client id is set."""

from msgspec import Struct

from bot.deps import Deps
from bot.slack.api.oauth import OAuth
from bot.slack.api.stored_installations import StoredInstallations
from bot.slack.api.token_refresh import TokenRefresh
from bot.slack.api.token_revocation import TokenRevocation
from bot.slack.api.web_api import WebApi
from bot.slack.features.installation.installer import Installer
from bot.storage import installations
from bot.token_cipher import TokenCipher


class ManyWorkspaces(Struct, frozen=True):
    """The installations, the pages on which they begin, and the refresh and end of their tokens."""

    deps: Deps
    cipher: TokenCipher
    installations: StoredInstallations
    installer: Installer
    refresh: TokenRefresh
    revocation: TokenRevocation

    async def check_keys(self) -> None:
        """Raise `UndecipherableTokenError` if the keys don't decrypt all stored tokens."""
        for _, tokens in await self.deps.database.read(installations.list_tokens):
            for encrypted in (tokens.bot_token, tokens.refresh_token):
                if encrypted:
                    self.cipher.decrypt(encrypted)


def make_many_workspaces(deps: Deps, web_api: WebApi) -> ManyWorkspaces:
    """Connect the parts. Raise ValueError if a setting is missing."""
    cipher = TokenCipher([key.value for key in deps.settings.encryption_keys])
    oauth = OAuth(deps.settings, web_api)
    refresh = TokenRefresh(deps, oauth, cipher)
    stored = StoredInstallations(deps, web_api, cipher, refresh)
    web_api.on_token_check = stored.record_token
    installer = Installer(deps, web_api, oauth, cipher, stored)
    revocation = TokenRevocation(deps, web_api, cipher)
    return ManyWorkspaces(deps, cipher, stored, installer, refresh, revocation)
