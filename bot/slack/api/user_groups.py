"""User groups: their handles and members."""

from functools import partial

from msgspec import Struct

from bot.domain.characters import make_visible_name
from bot.domain.ids import UserId
from bot.domain.workspace import Workspace
from bot.slack.api.cache import Cache
from bot.slack.api.client import SlackClient

GROUP_CACHE_SECONDS = 30.0
"""Seconds for which user groups and their members are cached."""


class _ListedGroup(Struct, frozen=True):
    id: str
    handle: str
    name: str


class UserGroupLookup:
    """Looks up user groups."""

    def __init__(self, client: SlackClient, cache: Cache) -> None:
        """Read with `client`."""
        self._client = client
        self._cache = cache

    async def find_members(self, workspace: Workspace, group: str) -> tuple[UserId, ...] | None:
        """Return the members of a user group; None if Slack does not answer in time."""
        key = ("group", workspace.id, group)
        return await self._cache.find(key, GROUP_CACHE_SECONDS, partial(self.fetch_members, workspace, group))

    async def fetch_members(self, workspace: Workspace, group: str) -> tuple[UserId, ...]:
        """Return the present members of a user group. Raise `SlackError`."""
        answer = await self._client.call(workspace.id, "usergroups.users.list", usergroup=group)
        return tuple(answer["users"])

    async def find_all(self, workspace: Workspace) -> tuple[tuple[str, str], ...]:
        """Return the active user groups (id, handle) by handle; none if Slack does not answer in time."""
        return tuple((group.id, group.handle) for group in await self._find_listed(workspace))

    async def find_name(self, workspace: Workspace, group: str) -> str:
        """Return what an active user group is called; "" if Slack does not answer in time."""
        found = await self._find_listed(workspace)
        return next((listed.name or listed.handle for listed in found if listed.id == group), "")

    async def _find_listed(self, workspace: Workspace) -> tuple[_ListedGroup, ...]:
        key = ("groups", workspace.id, "")
        return await self._cache.find(key, GROUP_CACHE_SECONDS, partial(self._fetch_all, workspace)) or ()

    async def _fetch_all(self, workspace: Workspace) -> tuple[_ListedGroup, ...]:
        answer = await self._client.call(workspace.id, "usergroups.list")
        by_handle = {
            str(group["handle"]): _ListedGroup(
                str(group["id"]), str(group["handle"]), make_visible_name(str(group.get("name") or ""))
            )
            for group in answer["usergroups"]
        }
        return tuple(group for _, group in sorted(by_handle.items()))

    async def fetch_handle(self, workspace: Workspace, group: str) -> str:
        """Return the handle of a user group, without the `@`; "" if there is none. Raise `SlackError`."""
        answer = await self._client.call(workspace.id, "usergroups.list", include_disabled="true")
        return next((str(found["handle"]) for found in answer["usergroups"] if found["id"] == group), "")
