"""Users: their names, languages and roles, from Slack and as last stored."""

import math
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from bot.deps import Deps
from bot.domain.characters import make_visible_name
from bot.domain.ids import UserId, WorkspaceId
from bot.domain.user import ERASED, SLACKBOT, User, make_unknown_user
from bot.domain.workspace import Workspace
from bot.slack.api.cache import Cache, call_each
from bot.slack.api.client import SlackClient
from bot.slack.batches import Batches
from bot.storage import users as stored_users

USER_CACHE_SECONDS = 300.0
"""Seconds for which users are cached."""
MAX_SINGLE_CALLS = 90
"""Users who are looked up one by one: Slack answers a hundred such calls a minute
(https://docs.slack.dev/reference/methods/users.info)."""
MAX_PAGES = 10
"""Pages of Slack's list of all users that are read for one answer."""
MAX_PICTURE_URL = 1_000
"""Characters of the URL of a picture; Slack's have about a hundred."""


class UserLookup:
    """Looks up users."""

    def __init__(self, deps: Deps, client: SlackClient, cache: Cache) -> None:
        """Start without having listed the users of any workspace."""
        self._deps = deps
        self._client = client
        self._cache = cache
        self._looked_up: Batches[tuple[Workspace, User], None] = Batches(self._save_looked_up)
        self._listed_at: dict[WorkspaceId, float] = {}
        """When all users of a workspace were listed (monotonic seconds)."""

    def are_cached(self, workspace: Workspace, ids: Collection[UserId]) -> bool:
        """Return True if these users are found without asking Slack."""
        return len(self._find_cached(workspace, ids)) == len(ids)

    async def find(self, workspace: Workspace, ids: Iterable[UserId]) -> dict[UserId, User]:
        """Return these users by id; as last stored, or unknown, if Slack does not answer in time.

        Of more than `MAX_SINGLE_CALLS` users, only those who are not stored yet are looked up.
        """
        wanted = list(dict.fromkeys(ids))
        if len(wanted) > MAX_SINGLE_CALLS:
            return await self.find_stored(workspace, wanted)
        found = self._find_cached(workspace, wanted)
        looked_up = [user_id for user_id in wanted if user_id != ERASED and user_id not in found]
        if looked_up:
            answers = await call_each(partial(self._fetch_in_time, workspace), looked_up)
            found |= {user.id: user for user in answers if user}
        missing = [user_id for user_id in wanted if user_id not in found]
        if missing:
            found |= await self._deps.database.read(stored_users.find_users, workspace.id, missing)
        return {user_id: found.get(user_id) or make_unknown_user(user_id) for user_id in wanted}

    async def find_stored(
        self, workspace: Workspace, ids: Iterable[UserId], stored: Mapping[UserId, User] | None = None
    ) -> dict[UserId, User]:
        """Return these users by id as last stored, and look up those who are not stored yet.

        `stored` has all who are, if they were read already. If the others are many, pages of Slack's list of
        all users are read as long as there is time, and `MAX_SINGLE_CALLS` of the rest are looked up one by
        one.
        """
        wanted = set(ids)
        if stored is None:
            stored = await self._deps.database.read(stored_users.find_users, workspace.id, wanted)
        known = {user_id: stored[user_id] for user_id in wanted if user_id in stored}
        if len(wanted - known.keys()) > MAX_SINGLE_CALLS:
            known |= await self._find_listed(workspace, wanted - known.keys())
        if len(known) == len(wanted):
            return known
        unknown = sorted(wanted - known.keys())
        skipped = {user_id: make_unknown_user(user_id) for user_id in unknown[MAX_SINGLE_CALLS:]}
        return {**known, **skipped, **await self.find(workspace, unknown[:MAX_SINGLE_CALLS])}

    async def names(
        self, workspace: Workspace, ids: Iterable[UserId], stored: Mapping[UserId, User] | None = None
    ) -> dict[UserId, str]:
        """Return the names of these users, as in `find_stored`; "" for an unknown user."""
        found = await self.find_stored(workspace, ids, stored)
        return {user_id: user.name for user_id, user in found.items()}

    async def _find_listed(self, workspace: Workspace, wanted: Collection[UserId]) -> dict[UserId, User]:
        """Return those of these users who are on the pages that Slack sends in time."""
        found: dict[UserId, User] = {}
        now, key, cursor = self._deps.monotonic(), ("users", workspace.id, ""), None
        if now - self._listed_at.get(workspace.id, -math.inf) < USER_CACHE_SECONDS:
            # Those who are still unknown were not on the pages.
            return found
        self._listed_at[workspace.id] = now
        for _ in range(MAX_PAGES):
            page = await self._cache.find(key, 0, partial(self.fetch_page, workspace, cursor))
            self._cache.forget(key)
            if page is None:
                break
            users, cursor = page
            found |= {user.id: user for user in users if user.id in wanted}
            if cursor is None or len(found) == len(wanted):
                break
        await self.save(workspace, list(found.values()))
        return found

    def _find_cached(self, workspace: Workspace, ids: Iterable[UserId]) -> dict[UserId, User]:
        """Return the users among these that Slack described lately."""
        cached = ((user_id, self._cache.peek(("user", workspace.id, user_id))) for user_id in ids)
        return {user_id: user for user_id, user in cached if user}

    async def _fetch_in_time(self, workspace: Workspace, user_id: UserId) -> User | None:
        key = ("user", workspace.id, user_id)
        return await self._cache.find(key, USER_CACHE_SECONDS, partial(self._fetch, workspace, user_id))

    async def fetch(self, workspace: Workspace, user_id: UserId) -> User:
        """Look up a user without the time limit of an answer. Raise `SlackError`."""
        key = ("user", workspace.id, user_id)
        return await self._cache.get(key, USER_CACHE_SECONDS, partial(self._fetch, workspace, user_id))

    async def _fetch(self, workspace: Workspace, user_id: UserId) -> User:
        answer = await self._client.call(workspace.id, "users.info", user=user_id, include_locale=True)
        user = parse_user(workspace, answer["user"])
        await self._looked_up.add((workspace, user))
        return user

    async def _save_looked_up(self, found: Sequence[tuple[Workspace, User]]) -> Sequence[None]:
        """Store users who were looked up at the same time."""
        for workspace in {workspace.id: workspace for workspace, _ in found}.values():
            await self.save(workspace, [user for other, user in found if other.id == workspace.id])
        return [None] * len(found)

    async def fetch_page(self, workspace: Workspace, cursor: str | None) -> tuple[list[User], str | None]:
        """Return a thousand of the users that Slack knows here, and where the next page begins.

        Raise `SlackError`.
        """
        answer = await self._client.call(
            workspace.id, "users.list", limit=1000, cursor=cursor, include_locale=True
        )
        users = [parse_user(workspace, user) for user in answer["members"]]
        return users, (answer.get("response_metadata") or {}).get("next_cursor") or None

    async def fetch_pages(self, workspace: Workspace) -> AsyncIterator[list[User]]:
        """Yield pages of the users that Slack knows here, at most `MAX_PAGES`. Raise `SlackError`."""
        cursor = None
        for _ in range(MAX_PAGES):
            users, cursor = await self.fetch_page(workspace, cursor)
            yield users
            if cursor is None:
                break

    async def save(self, workspace: Workspace, users: Sequence[User]) -> None:
        """Store users as Slack describes them."""
        await self._deps.database.write(stored_users.save_users, workspace_id=workspace.id, users=users)

    async def find_unknown_ids(self, workspace: Workspace, ids: Collection[UserId]) -> set[UserId]:
        """Return those of these ids whose users are not stored."""
        return await self._deps.database.read(stored_users.find_unknown, workspace.id, ids)

    async def handle_change(self, workspace: Workspace, fields: Mapping[str, Any]) -> None:
        """Store the changed user of an event, if the user is stored already.

        Raise KeyError or TypeError if the fields are not a user's.
        """
        user = parse_user(workspace, fields)
        known = await self._deps.database.read(stored_users.find_users, workspace.id, [user.id])
        if before := known.get(user.id):
            user = user if fields.get("locale") else replace(user, locale=before.locale)
            await self._deps.database.write(stored_users.save_users, workspace.id, [user])
            self._cache.forget(("user", workspace.id, user.id))

    async def refresh(self, workspace: Workspace, most: int = MAX_SINGLE_CALLS) -> None:
        """Look up the users who were not looked up for longest: Slack does not repeat missed events."""
        oldest = await self._deps.database.read(stored_users.list_stale, workspace.id, most)
        await self.find(workspace, oldest)


def parse_user(workspace: Workspace, user: Mapping[str, Any]) -> User:
    """Return a user as Slack's methods and events describe them."""
    profile = user.get("profile") or {}
    enterprise_teams = (user.get("enterprise_user") or {}).get("teams") or ()
    team = workspace.identity.team_id
    is_ours = user.get("team_id") in (None, team) or team in enterprise_teams
    return User(
        id=user["id"],
        name=_find_name(profile, user),
        timezone=user.get("tz") or "",
        locale=user.get("locale") or "en-US",
        is_bot=bool(user.get("is_bot")) or user["id"] == SLACKBOT,
        is_deactivated=bool(user.get("deleted")),
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_admin=is_ours and bool(user.get("is_admin") or user.get("is_owner")),
        is_foreign=bool(user.get("is_stranger")) or not is_ours,
        picture=_find_picture(profile),
    )


def _find_picture(profile: Mapping[str, Any]) -> str:
    """Return the URL of a user's picture, large enough for sharp screens; "" if there is none."""
    url = profile.get("image_72") or profile.get("image_48") or ""
    is_usable = isinstance(url, str) and url.startswith("https://") and len(url) <= MAX_PICTURE_URL
    return url if is_usable else ""


def _find_name(profile: Mapping[str, Any], user: Mapping[str, Any]) -> str:
    """Return the first name of a user that is visible."""
    names = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user["name"])
    return next((shown for name in names if name and (shown := make_visible_name(name))), user["id"])
