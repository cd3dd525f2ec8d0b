"""Calls of Slack's Web API, each in the name of one workspace."""

from types import TracebackType
from typing import Any, Protocol, Self

from msgspec import Struct

from bot.domain.ids import WorkspaceId
from bot.slack.api.web_api import WebApi

TEAM_METHODS = frozenset(
    {
        "conversations.list",
        "emoji.list",
        "usergroups.list",
        "usergroups.users.list",
        "users.conversations",
        "users.list",
    }
)
"""Methods that need `team_id` with a token for a whole organisation
(https://docs.slack.dev/enterprise/developing-for-enterprise-orgs)."""


class Credentials(Struct, frozen=True):
    """What to call Slack with. `team_id` is "" unless the token is for a whole organisation."""

    token: str
    team_id: str = ""


class CredentialsSource(Protocol):
    """Knows the credentials for each workspace."""

    async def find_credentials(self, workspace_id: WorkspaceId) -> Credentials:
        """Return those for a workspace. Raise `SlackRefusedError` if there are none now."""


class SlackClient:
    """The Web API for all workspaces: each call uses the token of the workspace that it is about."""

    def __init__(self, web_api: WebApi, source: CredentialsSource) -> None:
        """Call through `web_api`."""
        self._web_api = web_api
        self._source = source
        self.upload = web_api.upload
        self.respond = web_api.respond

    async def call(self, workspace_id: WorkspaceId, method: str, /, **arguments: Any) -> dict[str, Any]:
        """Call a method in a workspace. See `WebApi.call` for what is returned and raised."""
        credentials = await self._source.find_credentials(workspace_id)
        if credentials.team_id and method in TEAM_METHODS:
            arguments["team_id"] = credentials.team_id
        return await self._web_api.call(credentials.token, method, **arguments)


class TokenClient:
    """The Web API with one token, whatever that is for. Open it with `async with`."""

    def __init__(self, api_url: str, token: str) -> None:
        """Open nothing yet."""
        self._web_api = WebApi(api_url)
        self._token = token
        self.upload = self._web_api.upload
        self.respond = self._web_api.respond

    async def __aenter__(self) -> Self:
        """Open the session."""
        await self._web_api.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the session."""
        await self._web_api.__aexit__(kind, error, trace)

    async def call(self, method: str, /, **arguments: Any) -> dict[str, Any]:
        """Call a method. See `WebApi.call` for what is returned and raised."""
        return await self._web_api.call(self._token, method, **arguments)
