"""An installation through OAuth without a browser, for commands that find it in the database."""

from bot.clock import Clock
from bot.domain.ids import NO_USER, UserId
from bot.domain.installation import EncryptedTokens, NewInstallation
from bot.domain.workspace import WorkspaceIdentity
from bot.practice.server import Practice
from bot.practice.site import Site
from bot.slack.manifest import SCOPES
from bot.storage.engine import connect
from bot.token_cipher import TokenCipher, make_key
from bot.usecases.installations import record_installation

KEY = make_key()


def many_settings(site: Site, database_url: str) -> dict[str, str]:
    """Return the environment of a process that serves the workspaces of this site."""
    return {
        "SLACK_API_URL": site.api_url,
        "SLACK_CLIENT_ID": site.app.client_id,
        "SLACK_CLIENT_SECRET": site.app.client_secret,
        "SLACK_SIGNING_SECRET": site.app.signing_secret,
        "HEARTEN_ENCRYPTION_KEYS": KEY,
        "DATABASE_URL": database_url,
        "HEARTEN_LOG_FORMAT": "json",
    }


async def install(site: Site, practice: Practice, url: str) -> None:
    """Store in a database what Slack grants for an installation of this workspace."""
    scopes = ",".join(sorted(SCOPES))
    code = site.oauth.allow(practice, "U0ANA0001", scopes)
    lifetime = site.app.token_lifetime
    client = {"client_id": site.app.client_id, "client_secret": site.app.client_secret}
    granted = site.oauth.access({"code": code, **client})
    cipher, database = TokenCipher([KEY]), connect(url, Clock().now)
    new = NewInstallation(
        WorkspaceIdentity(
            "",
            practice.workspace.team_id,
            practice.workspace.name,
            practice.workspace.url,
            UserId(granted["bot_user_id"]),
        ),
        site.app.app_id,
        practice.workspace.bot_id,
        frozenset(SCOPES),
        NO_USER,
        EncryptedTokens(
            cipher.encrypt(granted["access_token"]),
            cipher.encrypt(granted["refresh_token"]) if lifetime else None,
            Clock().now() + lifetime if lifetime else None,
        ),
    )
    assert await database.write(record_installation, new)
    database.close()
