"""Members of channels, read together and page by page."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web

from bot.domain.audience import Audience, Coverage
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.workspace import Workspace
from bot.errors import SlackError, TooManyMembersError
from bot.slack.api import audiences
from bot.slack.api.audience_reader import MAX_AGE_OF_LARGE
from bot.slack.api.audiences import Audiences
from bot.slack.api.client import SlackClient
from bot.slack.api.directory import Directory
from bot.slack.api.installations import SingleInstallation
from bot.slack.api.memberships import MEMBER_LIST_SECONDS
from bot.slack.api.web_api import WebApi
from bot.storage import digests, users
from bot.storage.engine import Database
from tests.conftest import FixedClock
from tests.slack.api.test_audiences import ANSWERS, MONDAY, Many
from tests.slack.web_api import Slack

DESIGN = ChannelId("C1")

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Large(Many):
    """A workspace with one channel of so many members that they come in pages."""

    def __init__(self, database: Database, clock: FixedClock, slack: Slack) -> None:
        super().__init__(database, clock, slack)
        self.clock = clock
        self.count = 50_000
        self.limit_after = 10_000
        """Pages after which Slack asks for a pause."""
        self.guests = {"U7": False}

    async def answer(self, request: web.Request) -> web.StreamResponse:
        method, asked = request.path.rsplit("/", 1)[-1], await request.post()
        if method not in ("conversations.members", "users.list", "users.conversations"):
            return await super().answer(request)
        if self.limit_after <= 0:
            return web.json_response({"ok": False}, status=429, headers={"Retry-After": "30"})
        self.limit_after -= 1
        start, size = int(str(asked.get("cursor") or 0)), int(str(asked["limit"]))
        some = range(start, min(start + size, self.count))
        cursor = str(some.stop) if some.stop < self.count else ""
        told: dict[str, object] = {"ok": True, "response_metadata": {"next_cursor": cursor}}
        if method == "conversations.members":
            told["members"] = [f"U{number}" for number in some]
        elif method == "users.list":
            told["members"] = [self.user(f"U{number}") for number in some]
        else:
            told["channels"] = [{"id": "C1"}] if asked["user"] == f"U{self.count - 1}" else []
        return web.json_response(told)

    def user(self, one: str) -> dict[str, object]:
        return {"id": one, "name": one, "team_id": "T1", "is_restricted": self.guests.get(one, False)}

    def pass_time(self, seconds: float) -> None:
        self.seconds += seconds
        self.clock.advance(timedelta(seconds=seconds))

    def calls(self, method: str) -> int:
        return sum(path.endswith(method) for path, *_ in self.slack.asked)


class Opened:
    """What is asked, and the workspace that it is asked about."""

    def __init__(self, large: Large, client: SlackClient, workspace: Workspace) -> None:
        self.workspace = workspace
        self.directory = Directory(large.deps, client)
        self.audiences = Audiences(large.deps, self.directory)


@pytest.fixture
def large(database: Database, clock: FixedClock, slack: Slack) -> Large:
    return Large(database, clock, slack)


@pytest.fixture
async def opened(large: Large) -> AsyncIterator[Opened]:
    async with WebApi(f"{large.slack.url}api/") as web_api:
        installations = SingleInstallation(large.deps, web_api)
        workspace = (await installations.fetch()).workspace
        yield Opened(large, SlackClient(web_api, installations), workspace)


async def test_members_of_small_channel_are_read_in_one_call(opened: Opened, large: Large) -> None:
    large.count = 900
    asked = [UserId(f"U{number}") for number in range(885, 915)]

    async def see() -> list[bool]:
        sees = opened.directory.memberships.can_see
        return await asyncio.gather(*(sees(opened.workspace, DESIGN, one) for one in asked))

    assert await see() == [True] * 15 + [False] * 15
    large.seconds += MEMBER_LIST_SECONDS - 1
    assert await see() == [True] * 15 + [False] * 15
    assert (large.calls("conversations.members"), large.calls("users.conversations")) == (1, 0)
    # Who came since is seen after a minute, or as soon as Slack tells that somebody came.
    large.count = 910
    large.seconds += 2
    assert await see() == [True] * 25 + [False] * 5
    large.count = 915
    opened.directory.memberships.forget_members(opened.workspace, DESIGN)
    assert await see() == [True] * 30
    assert large.calls("conversations.members") == 3


async def test_user_in_many_channels_is_in_memory_once(opened: Opened, large: Large) -> None:
    large.count = 3
    fetch = opened.directory.memberships.fetch_members
    first, second = (
        await fetch(opened.workspace, DESIGN, 3),
        await fetch(opened.workspace, ChannelId("C2"), 3),
    )
    assert first == second
    assert {id(user) for user in first} == {id(user) for user in second}


async def test_few_users_of_large_channel_are_looked_up_singly(opened: Opened, large: Large) -> None:
    for one, sees in ((UserId("U0"), True), (UserId("U49999"), True), (UserId("U77777"), False)):
        assert await opened.directory.memberships.can_see(opened.workspace, DESIGN, one) is sees
    assert (large.calls("conversations.members"), large.calls("users.conversations")) == (3, 2 + 50)


async def test_fetch_members_stops_at_the_limit(opened: Opened, large: Large) -> None:
    large.count = 1_000
    assert len(await opened.directory.memberships.fetch_members(opened.workspace, DESIGN, 1_000)) == 1_000
    large.count = 50_000
    with pytest.raises(TooManyMembersError):
        await opened.directory.memberships.fetch_members(opened.workspace, DESIGN, 1_000)
    assert large.calls("conversations.members") == 3


async def due(large: Large, opened: Opened, covers: Coverage = Coverage.WORKSPACE) -> None:
    await large.subscribe(opened.workspace.id, 1)


async def test_large_channel_is_read_ahead_within_rate_limits(opened: Opened, large: Large) -> None:
    """With a pause after every ten calls, each a half minute long."""
    await due(large, opened)
    soon = MONDAY - audiences.READ_AHEAD
    await opened.audiences.read_ahead(soon - timedelta(seconds=1))
    assert large.calls("conversations.members") == 0
    rounds = 0
    while large.calls("users.list") < 50:
        large.limit_after = 20
        await opened.audiences.read_ahead(soon)
        asked = len(large.slack.asked)
        await opened.audiences.read_ahead(soon)
        assert len(large.slack.asked) == asked or large.limit_after > 0
        large.seconds += 30
        rounds += 1
        assert rounds < 20
    # Each page was read once, and what Slack refused: its pauses.
    assert large.calls("conversations.members") + large.calls("users.list") <= 100 + rounds
    await opened.audiences.read_ahead(soon)
    asked = len(large.slack.asked)
    (found,) = (await opened.audiences.fetch_due(MONDAY)).values()
    assert found == Audience(frozenset(UserId(f"U{number}") for number in range(50_000)), sees_public=True)
    # All that is asked again is what kind of channel it is.
    assert [path for path, *_ in large.slack.asked[asked:]].count("/api/conversations.info") <= 1
    assert len(large.slack.asked) - asked <= 1
    await hear_of_guests(opened, large)
    # An hour later nobody relies on it.
    large.seconds += MAX_AGE_OF_LARGE
    large.limit_after, large.slack.answer = 0, large.answer
    assert await opened.audiences.fetch_due(MONDAY) == {}


async def hear_of_guests(opened: Opened, large: Large) -> None:
    """Guests count as soon as they are heard of, whether they come, or become one; and they can leave."""
    heard, workspace = opened.audiences, opened.workspace

    async def sees_public() -> bool:
        (found,) = (await heard.fetch_due(MONDAY)).values()
        return found is not None and found.sees_public

    guest = {"id": "UTOM", "name": "tom", "team_id": "T1", "is_ultra_restricted": True}
    large.slack.answering({"ok": True, "user": guest, "channel": CHANNEL})
    await heard.add_member(workspace, ChannelId("C0"), UserId("UTOM"))
    assert not await sees_public()
    heard.remove_member(workspace, ChannelId("C0"), UserId("UTOM"))
    assert await sees_public()
    await opened.directory.users.handle_change(workspace, {**large.user("U7"), "is_restricted": True})
    assert not await sees_public()
    await opened.directory.users.handle_change(workspace, large.user("U7"))
    assert await sees_public()
    # Nobody knows who that is.
    large.slack.answering({"ok": False, "error": "user_not_found"})
    await heard.add_member(workspace, ChannelId("C0"), UserId("UWHO"))
    large.slack.answering({"ok": True, "channel": CHANNEL})
    assert not await sees_public()
    heard.remove_member(workspace, ChannelId("C0"), UserId("UWHO"))
    # Another organisation was let in: no member tells that.
    large.seconds += 61
    large.slack.answering({"ok": True, "channel": {**CHANNEL, "is_ext_shared": True}})
    assert not await sees_public()


CHANNEL = {"id": "C0", "name": "c", "is_private": False, "is_ext_shared": False}


async def test_digest_goes_without_unknown_audience_after_max_age(opened: Opened, large: Large) -> None:
    large.limit_after = 0
    await due(large, opened)
    begun = large.clock.now()
    while not (found := await opened.audiences.fetch_due(MONDAY)):
        large.pass_time(31)
        assert large.clock.now() - begun < 2 * audiences.MAX_WAIT
    assert list(found.values()) == [None]
    assert large.clock.now() - begun >= audiences.MAX_WAIT


async def test_digest_waits_for_large_audience_then_is_limited(opened: Opened, large: Large) -> None:
    large.count, large.limit_after = 5_000, 3
    await due(large, opened)
    made = await digest(large, opened)
    assert await covers(large, made) is Coverage.WORKSPACE
    keep = opened.audiences.limit_digest
    with pytest.raises(SlackError):
        await keep(opened.workspace, made, 3)
    # It is read in the background, whatever is due.
    large.limit_after = 10_000
    large.pass_time(31)
    await opened.audiences.read_ahead(MONDAY - timedelta(days=5))
    asked = len(large.slack.asked)
    await keep(opened.workspace, made, 3)
    assert len(large.slack.asked) - asked <= 1
    assert await covers(large, made) is Coverage.WORKSPACE
    large.pass_time(MAX_AGE_OF_LARGE)
    large.limit_after = 0
    for seconds in (0, 31, audiences.MAX_WAIT.total_seconds() - 32):
        large.pass_time(seconds)
        with pytest.raises(SlackError):
            await keep(opened.workspace, made, 3)
        assert await covers(large, made) is Coverage.WORKSPACE
    large.pass_time(1)
    await keep(opened.workspace, made, 3)
    assert await covers(large, made) is Coverage.CHANNEL


async def test_requested_large_audience_is_read_in_the_background(opened: Opened, large: Large) -> None:
    large.count, large.limit_after = 5_000, 3
    assert await opened.audiences.find(opened.workspace, ChannelId("C0")) is None
    large.limit_after = 10_000
    large.pass_time(31)
    await opened.audiences.read_ahead(MONDAY)
    asked = len(large.slack.asked)
    found = await opened.audiences.find(opened.workspace, ChannelId("C0"))
    assert found is not None
    assert len(found.members) == 5_000
    assert len(large.slack.asked) - asked <= 1


async def digest(large: Large, opened: Opened) -> str:
    """A digest of the channel that tells of the whole workspace, as it was made."""
    from bot.usecases import digests as making

    everybody = Audience(frozenset({UserId("U1")}), sees_public=True)
    key = (opened.workspace.id, ChannelId("C0"))
    due_at = MONDAY + timedelta(hours=1)
    (made,) = await large.deps.database.write(making.make_due_digests, due_at, {key: everybody})
    return made.id


async def covers(large: Large, made: str) -> Coverage:
    found = await large.deps.database.read(digests.get, made)
    assert found is not None
    return found.contents.covers


async def test_find_unknown_handles_many_users(database: Database, large: Large) -> None:
    workspace_id = WorkspaceId(1)
    ids = [UserId(f"U{number}") for number in range(50_000)]
    unmet = await database.read(users.find_unknown, workspace_id, ids)
    assert unmet == set(ids)
    assert ANSWERS
