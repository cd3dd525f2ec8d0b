"""An installation in the browser, from the invitation to what Slack grants."""

import hashlib
import re
import secrets
from collections.abc import Mapping
from datetime import timedelta

import structlog
from msgspec import Struct, field
from slack_sdk.oauth import OAuthStateUtils

from bot.deps import Deps
from bot.domain.installation import NewInstallation
from bot.domain.workspace import Workspace, WorkspaceIdentity
from bot.errors import SlackError, SlackRefusedError
from bot.slack.api.installations import Installations
from bot.slack.api.oauth import OTHER_APP, Grant, OAuth
from bot.slack.api.token_refresh import encrypt_tokens
from bot.slack.api.web_api import WebApi
from bot.slack.features.installation import pages
from bot.slack.features.installation.pages import Page
from bot.slack.ui.language import Language, available_tags, language
from bot.token_cipher import TokenCipher
from bot.usecases import installations

STATE_LIFETIME = timedelta(minutes=10)
"""How long an installation may take from the invitation to its end."""
INSTALL_PATH = "/slack/install"
STALE_CODES = ("code_already_used", "code_expired", "invalid_code", "oauth_authorization_url_mismatch")
"""Slack's names for a code that is good for nothing."""
OTHER_APPS = (OTHER_APP, "invalid_client_id", "invalid_app_id")
"""Slack's names for a code that another app got."""

_TEAM_ID = re.compile(r"[TE][0-9A-Z]{2,31}")
_ERROR_NAME = re.compile(r"[a-z_]{1,60}")
_log = structlog.get_logger(__name__)


class Visit(Struct, frozen=True):
    """A page, and what to set in the browser with it."""

    page: Page
    set_cookie: str


class Installer(Struct, frozen=True):
    """Begins and ends installations. The state of each is stored, used once, and bound to its browser."""

    deps: Deps
    web_api: WebApi
    oauth: OAuth
    cipher: TokenCipher
    installations: Installations
    cookies: OAuthStateUtils = field(
        default_factory=lambda: OAuthStateUtils(
            cookie_name="hearten-install", expiration_seconds=int(STATE_LIFETIME.total_seconds())
        )
    )

    async def begin(self, tag: str, team: str) -> Visit:
        """Return the invitation; `tag` is a language, `team` the workspace (id) to suggest, or ""."""
        speech = self._language(tag)
        state = secrets.token_urlsafe(32)
        try:
            is_begun = await self.deps.database.write(installations.begin, _digest(state), STATE_LIFETIME)
        # Each driver has errors of its own, and they all mean the same here.
        except Exception as error:  # noqa: BLE001
            _log.error("installation not begun", error=type(error).__name__)
            is_begun = False
        if not is_begun:
            return self._end(pages.unavailable_page(speech, INSTALL_PATH))
        wished = team if _TEAM_ID.fullmatch(team) else ""
        url = self.oauth.make_authorize_url(state, wished)
        cookie = f"{self.cookies.build_set_cookie_for_new_state(state)}; SameSite=Lax"
        return Visit(pages.invitation_page(speech, url), cookie)

    async def finish(self, tag: str, query: Mapping[str, str], cookies: str) -> Visit:
        """Return the page after Slack sent the browser back with this query."""
        speech, state = self._language(tag), query.get("state", "")
        try:
            is_ours = bool(state) and self.cookies.is_valid_browser(state, {"cookie": cookies})
            if not (is_ours and await self.deps.database.write(installations.resume, _digest(state))):
                return self._end(pages.stale_page(speech, INSTALL_PATH))
            if error := query.get("error", ""):
                return self._end(_error_page(speech, error))
            return self._end(await self._install(speech, query.get("code", "")))
        except SlackRefusedError as error:
            _log.warning("installation refused", error=error.error)
            return self._end(_error_page(speech, error.error))
        # Slack or the database is away: nothing is installed, and starting again mends that.
        except Exception as error:  # noqa: BLE001
            reason = str(error) if isinstance(error, SlackError) else type(error).__name__
            _log.error("installation failed", error=reason)
            return self._end(pages.unavailable_page(speech, INSTALL_PATH))

    async def _install(self, speech: Language, code: str) -> Page:
        """Take what Slack grants for the code. Raise `SlackError`."""
        if not code:
            return pages.stale_page(speech, INSTALL_PATH)
        grant = await self.oauth.exchange(code)
        workspace = await self._record(grant)
        if workspace is None:
            return pages.erasing_page(speech, INSTALL_PATH)
        self.installations.forget(workspace.id)
        _log.info("installed", workspace=workspace.identity.name)
        return pages.success_page(speech, workspace.identity.name, grant.app_id, grant.team_id)

    async def _record(self, grant: Grant) -> Workspace | None:
        """Store an installation; return None if the workspace is being erased. Raise `SlackError`."""
        answer = await self.web_api.call(grant.tokens.bot_token, "auth.test")
        new = NewInstallation(
            identity=WorkspaceIdentity(
                enterprise_id=grant.enterprise_id,
                team_id=grant.team_id,
                name=grant.name or str(answer.get("team") or ""),
                url=str(answer["url"]),
                bot_user_id=grant.bot_user_id,
            ),
            app_id=grant.app_id,
            bot_id=str(answer.get("bot_id") or ""),
            scopes=grant.scopes,
            installer=grant.installer,
            tokens=encrypt_tokens(self.cipher, grant.tokens, self.deps),
        )
        return await self.deps.database.write(installations.record_installation, new)

    def _end(self, page: Page) -> Visit:
        """Return a page with which the browser forgets the state."""
        return Visit(page, self.cookies.build_set_cookie_for_deletion())

    def _language(self, tag: str) -> Language:
        # Only languages that there are: each that is looked up is cached for good.
        base = tag.replace("_", "-").partition("-")[0].lower()
        found = next((one for one in available_tags() if one.partition("-")[0] == base), "en")
        return language(found, self.deps.settings.commands[0])


def _error_page(speech: Language, error: str) -> Page:
    if error == "access_denied":
        return pages.cancelled_page(speech, INSTALL_PATH)
    if error in STALE_CODES:
        return pages.stale_page(speech, INSTALL_PATH)
    if error in OTHER_APPS:
        return pages.other_app_page(speech, INSTALL_PATH)
    # It is a part of the address, so anyone could have written it.
    name = error if _ERROR_NAME.fullmatch(error) else "unknown_error"
    return pages.refused_page(speech, INSTALL_PATH, name)


def _digest(state: str) -> str:
    """Return what is stored of a state: who reads the database can't use it."""
    return hashlib.sha256(state.encode()).hexdigest()
