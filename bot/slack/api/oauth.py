"""Slack's OAuth: where an installation begins, and what Slack grants at its end.

https://docs.slack.dev/authentication/installing-with-oauth
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urljoin

from msgspec import Struct
from slack_sdk.oauth import AuthorizeUrlGenerator

from bot.domain.ids import UserId
from bot.errors import SlackRefusedError, SlackUnavailableError
from bot.settings import Settings
from bot.slack.api.web_api import WebApi
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES

OTHER_APP = "bad_client_secret"
"""Slack's name for a grant that belongs to another app."""


class GrantedTokens(Struct, frozen=True):
    """A bot token; `refresh_token` and `lifetime` are None unless it expires."""

    bot_token: str
    refresh_token: str | None
    lifetime: timedelta | None


class Grant(Struct, frozen=True):
    """What Slack grants at the end of an installation. `team_id` is "" for a whole organisation."""

    tokens: GrantedTokens
    scopes: frozenset[str]
    app_id: str
    bot_user_id: UserId
    enterprise_id: str
    team_id: str
    name: str
    installer: UserId


class OAuth:
    """The OAuth of this app."""

    def __init__(self, settings: Settings, web_api: WebApi) -> None:
        """Call Slack through `web_api`. Raise ValueError without the app's id and secret."""
        if not settings.client_id or settings.client_secret is None:
            raise ValueError("OAuth needs SLACK_CLIENT_ID and SLACK_CLIENT_SECRET")
        self._web_api = web_api
        self._client = {
            "client_id": settings.client_id,
            "client_secret": settings.client_secret.value,
        }
        self._authorize_url = AuthorizeUrlGenerator(
            client_id=settings.client_id,
            scopes=sorted(SCOPES | OPTIONAL_SCOPES),
            authorization_url=urljoin(settings.slack_api_url, "/oauth/v2/authorize"),
        )

    def make_authorize_url(self, state: str, team: str) -> str:
        """Return the address at Slack where a user allows the app; `team` is an id, "" for any workspace."""
        return self._authorize_url.generate(quote(state), quote(team) or None)

    async def exchange(self, code: str) -> Grant:
        """Return what Slack grants for a code, which it accepts once. Raise `SlackError`."""
        return _read_grant(await self._web_api.call("", "oauth.v2.access", code=code, **self._client))

    async def refresh(self, refresh_token: str) -> GrantedTokens:
        """Return new tokens for a token to refresh with, which Slack accepts once. Raise `SlackError`."""
        answer = await self._web_api.call(
            "", "oauth.v2.access", grant_type="refresh_token", refresh_token=refresh_token, **self._client
        )
        return _read_tokens(answer)


def _read_grant(answer: Mapping[str, Any]) -> Grant:
    enterprise, team = answer.get("enterprise") or {}, answer.get("team") or {}
    is_org_wide = bool(answer.get("is_enterprise_install"))
    if answer.get("token_type") != "bot":
        # Hearten asks for no other token, so this is a grant of another app.
        raise SlackRefusedError(OTHER_APP)
    place = enterprise if is_org_wide else team
    try:
        return Grant(
            tokens=_read_tokens(answer),
            scopes=frozenset(scope for scope in str(answer["scope"]).split(",") if scope),
            app_id=str(answer["app_id"]),
            bot_user_id=UserId(str(answer["bot_user_id"])),
            enterprise_id=str(enterprise.get("id") or ""),
            team_id="" if is_org_wide else str(team["id"]),
            name=str(place.get("name") or ""),
            installer=UserId(str((answer.get("authed_user") or {}).get("id") or "")),
        )
    except KeyError as error:
        raise SlackUnavailableError(f"oauth.v2.access: no {error.args[0]}") from error


def _read_tokens(answer: Mapping[str, Any]) -> GrantedTokens:
    token, seconds = answer.get("access_token"), answer.get("expires_in")
    if not isinstance(token, str):
        raise SlackUnavailableError("oauth.v2.access: no access_token")
    return GrantedTokens(
        token, answer.get("refresh_token") or None, timedelta(seconds=int(seconds)) if seconds else None
    )
