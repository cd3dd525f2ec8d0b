"""Calls of Slack's Web API, each in the name of one workspace."""

from types import TracebackType
from typing import Any, Protocol, Self

from bot.domain.ids import WorkspaceId
from bot.slack.api.web_api import WebApi


class Tokens(Protocol):
    """Knows the token of each workspace."""

    async def find_token(self, workspace_id: WorkspaceId) -> str:
        """Return the bot's token in a workspace. Raise `SlackRefusedError` if there is none now."""


class SlackClient:
    """The Web API for all workspaces: each call uses the token of the workspace that it is about."""

    def __init__(self, web_api: WebApi, tokens: Tokens) -> None:
        """Call through `web_api`."""
        self._web_api = web_api
        self._tokens = tokens
        self.upload = web_api.upload
        self.respond = web_api.respond

    async def call(self, workspace_id: WorkspaceId, method: str, /, **arguments: Any) -> dict[str, Any]:
        """Call a method in a workspace. See `WebApi.call` for what is returned and raised."""
        token = await self._tokens.find_token(workspace_id)
        return await self._web_api.call(token, method, **arguments)


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
