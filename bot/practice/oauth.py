"""OAuth of the practice workspaces: the app's registration, codes, and the tokens that they bring.

https://docs.slack.dev/authentication/installing-with-oauth
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.practice.installation import install
from bot.practice.records import JsonObject, SlackError

if TYPE_CHECKING:
    from bot.practice.server import Practice

CODE_LIFETIME = timedelta(minutes=10)
"""How long a code can be exchanged."""


@dataclass(slots=True)
class AppRegistration:
    """An app as its developer set it up at Slack."""

    app_id: str
    manifest: JsonObject
    redirect_urls: list[str]
    token_lifetime: timedelta | None = None
    """How long a token lives, with token rotation; None without."""
    refresh_grace: timedelta = timedelta(0)
    """How long a token to refresh with is accepted again. Slack says "a short grace period", not how long."""
    client_id: str = field(default_factory=lambda: f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}")
    client_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))


@dataclass(slots=True)
class Code:
    """What someone allowed, until the app exchanges it."""

    practice: Practice
    person_id: str
    scopes: frozenset[str]
    redirect_uri: str
    expires_at: datetime
    is_org_wide: bool = False
    is_used: bool = False


@dataclass(slots=True)
class RefreshToken:
    """What a token to refresh with is for."""

    practice: Practice
    is_org_wide: bool
    used_at: datetime | None = None


class OAuth:
    """Gives codes for what people allow, and tokens for codes."""

    def __init__(self, app: AppRegistration) -> None:
        """Start without any code."""
        self._app = app
        self._codes: dict[str, Code] = {}
        self.refreshes = 0
        """How many tokens were refreshed."""
        self._refresh_tokens: dict[str, RefreshToken] = {}

    def check_request(self, client_id: str, redirect_uri: str, scopes: str) -> None:
        """Raise SlackError as Slack's page complains about an address that an app sends people to."""
        if client_id != self._app.client_id:
            raise SlackError("invalid_client_id")
        if redirect_uri and not any(redirect_uri.startswith(url) for url in self._app.redirect_urls):
            raise SlackError("bad_redirect_uri")
        known = set(self._app.manifest["oauth_config"]["scopes"]["bot"])
        wanted = {scope for scope in scopes.split(",") if scope}
        if not wanted or not wanted <= known:
            raise SlackError("invalid_scope")

    def allow(
        self,
        practice: Practice,
        person_id: str,
        scopes: str,
        redirect_uri: str = "",
        *,
        is_org_wide: bool = False,
    ) -> str:
        """Return a new code: this person allows these scopes."""
        code = f"{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        wanted = frozenset(scopes.split(","))
        expires_at = practice.now() + CODE_LIFETIME
        self._codes[code] = Code(practice, person_id, wanted, redirect_uri, expires_at, is_org_wide)
        return code

    def access(self, passed: JsonObject) -> JsonObject:
        """Return what the app is granted for a code, or to refresh a token (oauth.v2.access)."""
        if passed.get("client_id") != self._app.client_id:
            raise SlackError("invalid_client_id")
        if passed.get("client_secret") != self._app.client_secret:
            raise SlackError("bad_client_secret")
        match passed.get("grant_type", "authorization_code"):
            case "authorization_code":
                return self._exchange(passed)
            case "refresh_token":
                return self._refresh(str(passed.get("refresh_token") or ""))
            case _:
                raise SlackError("invalid_grant_type")

    def forget_refresh_tokens(self) -> None:
        """Accept no token to refresh with that was issued so far."""
        self._refresh_tokens.clear()

    def revoke(self, token: str) -> bool:
        """Accept a token to refresh with no longer; return False if it is none."""
        return self._refresh_tokens.pop(token, None) is not None

    def _exchange(self, passed: JsonObject) -> JsonObject:
        code = self._codes.get(str(passed.get("code") or ""))
        if code is None:
            raise SlackError("invalid_code")
        if code.is_used:
            raise SlackError("code_already_used")
        if code.practice.now() >= code.expires_at:
            raise SlackError("code_expired")
        if code.redirect_uri != str(passed.get("redirect_uri") or ""):
            raise SlackError("bad_redirect_uri")
        code.is_used = True
        workspace = code.practice.workspace
        install(workspace, self._app.manifest)
        workspace.scopes, workspace.is_org_wide = set(code.scopes), code.is_org_wide
        enterprise = (
            {"id": workspace.enterprise_id, "name": "Sunrise Group"} if workspace.enterprise_id else None
        )
        return {
            **self._issue(code.practice, is_org_wide=code.is_org_wide),
            "scope": ",".join(sorted(code.scopes)),
            "bot_user_id": workspace.bot_user_id,
            "app_id": self._app.app_id,
            "team": None if code.is_org_wide else {"id": workspace.team_id, "name": workspace.name},
            "enterprise": enterprise,
            "authed_user": {"id": code.person_id},
            "is_enterprise_install": code.is_org_wide,
        }

    def _refresh(self, refresh_token: str) -> JsonObject:
        known = self._refresh_tokens.get(refresh_token)
        if known is None or not known.practice.workspace.manifest:
            raise SlackError("invalid_refresh_token")
        now = known.practice.now()
        if known.used_at is not None and now >= known.used_at + self._app.refresh_grace:
            raise SlackError("invalid_refresh_token")
        known.used_at = known.used_at or now
        self.refreshes += 1
        return self._issue(known.practice, is_org_wide=known.is_org_wide)

    def _issue(self, practice: Practice, *, is_org_wide: bool) -> JsonObject:
        lifetime = self._app.token_lifetime
        token = practice.issue_token(lifetime, is_org_wide=is_org_wide)
        granted: JsonObject = {"access_token": token, "token_type": "bot"}
        if lifetime:
            refresh_token = f"xoxe-1-{secrets.token_hex(16)}"
            self._refresh_tokens[refresh_token] = RefreshToken(practice, is_org_wide)
            granted |= {"refresh_token": refresh_token, "expires_in": int(lifetime.total_seconds())}
        return granted
