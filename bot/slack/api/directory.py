"""Who people are and what channels are, as Slack tells it: remembered for a while, and for bad days."""

import asyncio
import math
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.deps import Deps
from bot.domain.characters import make_visible_name
from bot.domain.circle import may_configure
from bot.domain.ids import WorkspaceId
from bot.domain.report import NO_INVOLVED_USERS, InvolvedUsers
from bot.domain.user import ERASED, SLACKBOT, User, make_unknown_user
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.errors import SlackRefusedError, TooManyMembersError
from bot.slack.api.cache import PATIENCE, Cache, seconds_left
from bot.slack.api.client import SlackClient
from bot.slack.api.concurrent_calls import ask_each
from bot.slack.api.member_list import PAGE, MemberList
from bot.slack.payloads.conversation_type import ConversationType
from bot.storage import admins, users

REMEMBERED = 300.0
"""Seconds for which people are remembered."""
CHANNELS_REMEMBERED = 60.0
"""Seconds for which channels are remembered: privacy depends on it."""
MEMBERS_REMEMBERED = 60.0
"""Seconds for which the members of a channel are remembered, to tell whether a mention reaches somebody.

Where they grant something nothing is remembered, see `is_member`."""
MAX_PAGES_AT_ONCE = 3
"""Pages of members that are read for that: in larger channels Slack is asked about each person."""
MAX_KNOWN_CHANNELS = 500
"""Channels whose members are remembered."""
GROUPS_REMEMBERED = 30.0
"""Seconds for which the members of a user group are remembered."""
REFRESHED = 90
"""People who are looked up again in a night: Slack answers a hundred such questions a minute
(https://docs.slack.dev/reference/methods/users.info)."""
MAX_PICTURE_ADDRESS = 1_000
"""Characters of the address of a picture; Slack's have about a hundred."""
MAX_ADMINS = 20
"""Admins who are told of something."""
MAX_PAGES = 10
"""Pages of people that are looked through for somebody."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation. `can_post` says whether the bot may post, `has_bot` whether it is a member.

    `is_shared` says that people of other organisations can be in it, or that nobody can tell.
    """

    id: str
    name: str
    kind: ChannelKind
    can_post: bool
    is_shared: bool = True
    has_bot: bool = False


class Directory:
    """Looks people and channels up."""

    def __init__(self, deps: Deps, client: SlackClient) -> None:
        """Start with nothing remembered."""
        self._deps = deps
        self._client = client
        self._cache = Cache(deps.monotonic)
        self._member_lists: dict[tuple[WorkspaceId, str], MemberList] = {}
        self._listed_at: dict[WorkspaceId, float] = {}
        """When everybody in a workspace was listed (monotonic seconds)."""

    async def people(self, workspace: Workspace, ids: Iterable[str]) -> dict[str, User]:
        """Return these people, by id. Who cannot be looked up in time is as last known, or unknown.

        Of more than `REFRESHED` people, Slack is asked only about those never met.
        """
        wanted = list(dict.fromkeys(ids))
        if len(wanted) > REFRESHED:
            return await self.last_known(workspace, wanted)
        asked = (one for one in wanted if one != ERASED)
        answers = await ask_each(asked, partial(self._person, workspace))
        found = {user.id: user for user in answers if user}
        missing = [one for one in wanted if one not in found]
        if missing:
            found |= await self._deps.database.read(users.find_users, workspace.id, missing)
        return {one: found.get(one) or make_unknown_user(one) for one in wanted}

    async def last_known(self, workspace: Workspace, ids: Iterable[str]) -> dict[str, User]:
        """Return these people as they were last met, by id.

        Slack is asked only about people never met. Where they are many, it lists everybody, a thousand at a
        time, as far as there is time; about `REFRESHED` of the rest it is asked one by one.
        """
        wanted = set(ids)
        known = await self._deps.database.read(users.find_users, workspace.id, wanted)
        if len(wanted - known.keys()) > REFRESHED:
            known |= await self._meet_in_time(workspace, wanted - known.keys())
        unknown = sorted(wanted - known.keys())
        unasked = {one: make_unknown_user(one) for one in unknown[REFRESHED:]}
        return {**known, **unasked, **await self.people(workspace, unknown[:REFRESHED])}

    async def _meet_in_time(self, workspace: Workspace, wanted: Collection[str]) -> dict[str, User]:
        """Look for people in Slack's list of everybody, and return those who were found in time."""
        found: dict[str, User] = {}
        now, key, cursor = self._deps.monotonic(), ("everybody", workspace.id, ""), None
        if now - self._listed_at.get(workspace.id, -math.inf) < REMEMBERED:
            # Those who are still unknown were not on the pages.
            return found
        self._listed_at[workspace.id] = now
        for _ in range(MAX_PAGES):
            look_up = partial(self.page_of_people, workspace, cursor)
            page = await self._cache.ask_in_time(key, 0, look_up)
            self._cache.forget(key)
            if page is None:
                break
            people, cursor = page
            found |= {user.id: user for user in people if user.id in wanted}
            if cursor is None or len(found) == len(wanted):
                break
        await self.remember(workspace, list(found.values()))
        return found

    async def names(self, workspace: Workspace, ids: Iterable[str]) -> dict[str, str]:
        """What these people are called, as last known; who is unknown has an empty name."""
        return {one: user.name for one, user in (await self.last_known(workspace, ids)).items()}

    async def _person(self, workspace: Workspace, one: str) -> User | None:
        key = ("person", workspace.id, one)
        return await self._cache.ask_in_time(key, REMEMBERED, lambda: self._read_person(workspace, one))

    async def look_up(self, workspace: Workspace, one: str) -> User:
        """Look up a person, however long Slack takes. Raises `SlackError`."""
        key = ("person", workspace.id, one)
        return await self._cache.ask(key, REMEMBERED, lambda: self._read_person(workspace, one))

    async def _read_person(self, workspace: Workspace, one: str) -> User:
        answer = await self._client.call("users.info", user=one, include_locale=True)
        user = _person(workspace, answer["user"])
        await self.remember(workspace, [user])
        return user

    async def remember(self, workspace: Workspace, people: Sequence[User]) -> None:
        """Keep what Slack told about people."""
        await self._deps.database.write(users.save_users, workspace_id=workspace.id, users=people)

    async def unmet(self, workspace: Workspace, ids: Collection[str]) -> set[str]:
        """Return those of these people who were never looked up."""
        return await self._deps.database.read(users.find_unknown, workspace.id, ids)

    async def hear(self, workspace: Workspace, user: Mapping[str, Any]) -> None:
        """Take in what Slack tells by itself about somebody whom we know.

        Raises KeyError or TypeError for what is no user.
        """
        found = _person(workspace, user)
        known = await self._deps.database.read(users.find_users, workspace.id, [found.id])
        if before := known.get(found.id):
            person = found if user.get("locale") else replace(found, locale=before.locale)
            await self._deps.database.write(users.save_users, workspace.id, [person])
            self._cache.forget(("person", workspace.id, found.id))

    async def refresh(self, workspace: Workspace, most: int = REFRESHED) -> None:
        """Look up again the users who were not looked up for longest: missed events don't come again."""
        oldest = await self._deps.database.read(users.list_stale, workspace.id, most)
        await self.people(workspace, oldest)

    async def _everybody(self, workspace: Workspace) -> AsyncIterator[list[User]]:
        """Pages of all people whom Slack knows here, `MAX_PAGES` at most. Raises `SlackError`."""
        cursor = None
        for _ in range(MAX_PAGES):
            people, cursor = await self.page_of_people(workspace, cursor)
            yield people
            if cursor is None:
                break

    async def page_of_people(self, workspace: Workspace, cursor: str | None) -> tuple[list[User], str | None]:
        """Return a thousand of all people whom Slack knows here, and where the next page begins.

        Raises `SlackError`.
        """
        answer = await self._client.call("users.list", limit=1000, cursor=cursor, include_locale=True)
        people = [_person(workspace, user) for user in answer["members"]]
        return people, (answer.get("response_metadata") or {}).get("next_cursor") or None

    async def admins(
        self, workspace: Workspace, involved: InvolvedUsers = NO_INVOLVED_USERS
    ) -> tuple[str, ...]:
        """Return the admins, Slack's own and the appointed, who may read a report. Raises `SlackError`.

        Slack is asked only if Hearten has met none who may, or only such as are mentioned: it lists
        everybody, a thousand at a time.
        """
        able, unmentioned = await self.known_admins(workspace, involved)
        if unmentioned:
            return able
        async for page in self._everybody(workspace):
            met = [user for user in page if may_configure(user)]
            await self._deps.database.write(users.save_users, workspace_id=workspace.id, users=met)
            able, unmentioned = await self.known_admins(workspace, involved)
            if unmentioned:
                break
        return able

    async def known_admins(
        self, workspace: Workspace, involved: InvolvedUsers = NO_INVOLVED_USERS
    ) -> tuple[tuple[str, ...], bool]:
        """Return those of the admins met so far who may read a report, and whether none is mentioned."""
        most = MAX_ADMINS + len(involved.users | involved.mentioned)
        found = await self._deps.database.read(admins.list_admins, workspace.id, most)
        able = involved.list_readers(found)[:MAX_ADMINS]
        return able, bool(able) and involved.mentioned.isdisjoint(able)

    async def group_members(self, workspace: Workspace, group: str) -> tuple[str, ...] | None:
        """The members of a user group; None where Slack does not tell in time."""

        key = ("group", workspace.id, group)
        return await self._cache.ask_in_time(key, GROUPS_REMEMBERED, lambda: self.read_group(group))

    async def read_group(self, group: str) -> tuple[str, ...]:
        """The members of a user group at this moment. Raises `SlackError`."""
        answer = await self._client.call("usergroups.users.list", usergroup=group)
        return tuple(answer["users"])

    async def groups(self, workspace: Workspace) -> tuple[tuple[str, str], ...]:
        """The user groups that are in use (id, handle), by handle; none where Slack does not tell in time."""

        async def look_up() -> tuple[tuple[str, str], ...]:
            answer = await self._client.call("usergroups.list")
            by_handle = {str(group["handle"]): str(group["id"]) for group in answer["usergroups"]}
            return tuple((one, handle) for handle, one in sorted(by_handle.items()))

        found = await self._cache.ask_in_time(("groups", workspace.id, ""), GROUPS_REMEMBERED, look_up)
        return found or ()

    async def group_handle(self, group: str) -> str:
        """What a user group is called, without the `@`; "" where there is none. Raises `SlackError`."""
        answer = await self._client.call("usergroups.list", include_disabled="true")
        return next((str(g["handle"]) for g in answer["usergroups"] if g["id"] == group), "")

    async def channel(
        self, workspace: Workspace, one: str, told: ConversationType = ConversationType.UNTOLD
    ) -> Channel:
        """Look up a channel, unless the payload `told` that it is a direct or group message.

        Where Slack does not tell, the channel is private: nobody sees more than they may.
        """
        if told.is_direct_or_group:
            return Channel(one, "", ChannelKind.DIRECT, can_post=False)

        key = ("channel", workspace.id, one)
        look_up = partial(self._read_channel, one)
        found = await self._cache.ask_in_time(key, CHANNELS_REMEMBERED, look_up)
        if found and not found.can_post and found.kind is not ChannelKind.DIRECT:
            # Somebody may be inviting the bot right now.
            self._cache.forget(key)
        return found or _unread(one, can_post=True)

    async def channel_as_told(self, workspace: Workspace, one: str) -> Channel:
        """A channel, for whoever had rather wait than take it for private. Raises `SlackError`."""
        key = ("channel", workspace.id, one)
        return await self._cache.ask(key, CHANNELS_REMEMBERED, partial(self._read_channel, one))

    async def _read_channel(self, one: str) -> Channel:
        try:
            answer = await self._client.call("conversations.info", channel=one)
        except SlackRefusedError as error:
            if error.error == "missing_scope":
                # Of group messages we may not know more than that it is none of the channels.
                return Channel(one, "", ChannelKind.DIRECT, can_post=False)
            if error.error != "channel_not_found":
                raise
            return _unread(one, can_post=False)
        return _channel(answer["channel"])

    async def is_bot_member(self, channel: str) -> bool:
        """Return False if the bot is not in a channel at this moment. Raises `SlackError`.

        An archived channel has no members that matter: posting there tells what it is.
        """
        try:
            answer = await self._client.call("conversations.info", channel=channel)
        except SlackRefusedError as error:
            if error.error != "channel_not_found":
                raise
            return False
        info = answer["channel"]
        return bool(info.get("is_archived")) or bool(info.get("is_member", True))

    async def channel_names(self, workspace: Workspace, ids: Iterable[str]) -> dict[str, str]:
        """What these channels are called, as far as Slack tells."""
        found = await ask_each(ids, partial(self.channel, workspace))
        return {channel.id: channel.name for channel in found if channel.name}

    def in_time(self) -> asyncio.Timeout:
        """Return a bound for a look-up that somebody may wait for: beyond it, it raises `TimeoutError`."""
        return asyncio.timeout(seconds_left(self._deps.monotonic, PATIENCE))

    async def sees(self, workspace: Workspace, channel: str, user: str) -> bool:
        """Return True if a person reads what stands in a channel, as last known. Raises `SlackError`.

        Good enough to tell whether a mention reaches them; who may read what is asked of `is_member`. The
        channel's members are read once for all who are asked about within a minute.
        """
        members = self._member_list(workspace, channel)
        await members.read(MAX_PAGES_AT_ONCE)
        if user in members.members or members.is_complete:
            return user in members.members
        key = ("member", workspace.id, f"{channel} {user}")
        return await self._cache.ask(key, REMEMBERED, lambda: self.is_member(channel, user))

    async def absent(self, workspace: Workspace, channel: str, people: Collection[str]) -> frozenset[str]:
        """Return those of these people known not to be in a channel, as in `sees`. Raises `SlackError`.

        Nobody in a channel with so many members that they are not all read at once.
        """
        members = self._member_list(workspace, channel)
        await members.read(MAX_PAGES_AT_ONCE)
        return frozenset(people) - members.members if members.is_complete else frozenset()

    def _member_list(self, workspace: Workspace, channel: str) -> MemberList:
        """The list of a channel's members that whoever asks now reads together."""
        key = (workspace.id, channel)
        found = self._member_lists.get(key)
        if found is None or found.age > MEMBERS_REMEMBERED:
            if len(self._member_lists) >= MAX_KNOWN_CHANNELS:
                self._member_lists.clear()
            found = self._member_lists[key] = self.new_member_list(channel)
        return found

    def new_member_list(self, channel: str) -> MemberList:
        """Return a list of which nothing has been read yet."""
        return MemberList(self._client, channel, self._deps.monotonic)

    def hear_members(self, workspace: Workspace, channel: str) -> None:
        """Take in that somebody came into a channel or left it."""
        self._member_lists.pop((workspace.id, channel), None)

    async def direct_channel(self, workspace: Workspace, user: str) -> str:
        """The direct conversation with a person. Raises `SlackError`."""

        async def look_up() -> str:
            answer = await self._client.call("conversations.open", users=user)
            return str(answer["channel"]["id"])

        return await self._cache.ask(("direct", workspace.id, user), REMEMBERED, look_up)

    async def private_channels(self, user: str) -> frozenset[str]:
        """The private channels that a person is in at this moment, and the bot too. Raises `SlackError`.

        Nothing is remembered: who may read what depends on it.
        """
        return frozenset([one async for one in self._conversations(user, "private_channel")])

    async def channel_members(self, channel: str, most: int) -> frozenset[str]:
        """Everybody in a channel that the bot can see. Raises `SlackError`.

        Raises TooManyMembersError where they are more than `most`: no more than those are read.
        """
        members = self.new_member_list(channel)
        await members.read(most // PAGE + 1)
        if not members.is_complete or len(members.members) > most:
            raise TooManyMembersError(channel)
        return frozenset(members.members)

    async def is_member(self, channel: str, user: str) -> bool:
        """Whether a person is, at this moment, in a channel that the bot can see. Raises `SlackError`.

        Nothing is remembered: who may read what depends on it.
        """
        async for one in self._conversations(user, "public_channel,private_channel"):
            if one == channel:
                return True
        return False

    async def channels_of(self, user: str) -> frozenset[str]:
        """The channels that a person is in at this moment, and the bot can see. Raises `SlackError`.

        Nothing is remembered: who may read what depends on it.
        """
        return frozenset([one async for one in self._conversations(user, "public_channel,private_channel")])

    async def _conversations(self, user: str, types: str) -> AsyncIterator[str]:
        """The ids of the conversations of these types that a person is in. Raises `SlackError`."""
        cursor = None
        while True:
            answer = await self._client.call(
                "users.conversations", user=user, types=types, limit=999, cursor=cursor
            )
            for conversation in answer["channels"]:
                yield conversation["id"]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None:
                return

    async def member_zones(self, workspace: Workspace, channel: str, most: int = 30) -> tuple[str, ...]:
        """The time zones of up to `most` members of a channel, each once; none where Slack does not tell."""

        async def look_up() -> tuple[str, ...]:
            answer = await self._client.call("conversations.members", channel=channel, limit=most)
            return tuple(answer["members"])

        members = await self._cache.ask_in_time(("members", workspace.id, channel), REMEMBERED, look_up)
        found = await self.people(workspace, members or ())
        zones = (p.timezone for p in found.values() if not p.is_bot and not p.is_deactivated and p.timezone)
        return tuple(dict.fromkeys(zones))


def _person(workspace: Workspace, user: Mapping[str, Any]) -> User:
    profile = user.get("profile") or {}
    enterprise_teams = (user.get("enterprise_user") or {}).get("teams") or ()
    team = workspace.identity.team_id
    is_ours = user.get("team_id") in (None, team) or team in enterprise_teams
    return User(
        id=user["id"],
        name=_name(profile, user),
        timezone=user.get("tz") or "",
        locale=user.get("locale") or "en-US",
        is_bot=bool(user.get("is_bot")) or user["id"] == SLACKBOT,
        is_deactivated=bool(user.get("deleted")),
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_admin=is_ours and bool(user.get("is_admin") or user.get("is_owner")),
        is_foreign=bool(user.get("is_stranger")) or not is_ours,
        picture=_picture(profile),
    )


def _picture(profile: Mapping[str, Any]) -> str:
    """Return the address of a user's picture, large enough for sharp screens; empty if there is none."""
    found = profile.get("image_72") or profile.get("image_48") or ""
    is_usable = isinstance(found, str) and found.startswith("https://") and len(found) <= MAX_PICTURE_ADDRESS
    return found if is_usable else ""


def _name(profile: Mapping[str, Any], user: Mapping[str, Any]) -> str:
    """Return the first name of a user that can be seen."""
    names = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user["name"])
    return next((shown for one in names if one and (shown := make_visible_name(one))), user["id"])


def _unread(one: str, *, can_post: bool) -> Channel:
    """A conversation that Slack tells nothing of: private, or direct where its id is like one's of those.

    Direct is the narrower of the two: nobody but the people named reads what is given there.
    """
    if one.startswith("D"):
        return Channel(one, "", ChannelKind.DIRECT, can_post=False)
    return Channel(one, "", ChannelKind.PRIVATE, can_post)


def _channel(info: Mapping[str, Any]) -> Channel:
    if info.get("is_im") or info.get("is_mpim"):
        kind = ChannelKind.DIRECT
    elif info.get("is_private", True):
        kind = ChannelKind.PRIVATE
    else:
        kind = ChannelKind.PUBLIC
    has_bot = bool(info.get("is_member"))
    can_post = not info.get("is_archived") and (has_bot or kind is ChannelKind.PUBLIC)
    return Channel(info["id"], info.get("name") or "", kind, can_post, _is_shared(info), has_bot)


def _is_shared(info: Mapping[str, Any]) -> bool:
    """Return True if people of other organisations are in a channel, are invited, or nobody tells.

    A channel that workspaces of one Enterprise organisation share has `is_shared` and `is_org_shared`, too.
    """
    if info.get("is_ext_shared") or info.get("is_pending_ext_shared"):
        return True
    if info.get("is_ext_shared") is not None or info.get("is_org_shared"):
        return False
    return info.get("is_shared") is not False
