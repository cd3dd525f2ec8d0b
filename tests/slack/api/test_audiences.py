"""Who reads a channel, looked up for many digests at once."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time

import pytest
from aiohttp import web

from bot.deps import Deps
from bot.domain.audience import Audience, Coverage
from bot.domain.calendar import Schedule
from bot.domain.digest import DigestContents, Subscription
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.metrics import Metrics
from bot.settings import Settings
from bot.slack.api.audiences import MAX_DUE, Audiences
from bot.slack.api.client import SlackClient
from bot.slack.api.directory import Directory
from bot.slack.api.installations import SingleInstallation
from bot.slack.api.web_api import WebApi
from bot.storage import digests
from bot.storage.engine import Database
from tests.conftest import FixedClock
from tests.slack.web_api import Slack

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
USER = {"id": "U1", "name": "maya", "team_id": "T1", "profile": {"display_name": "Maya"}}
ANSWERS: dict[str, dict[str, object]] = {
    "auth.test": {"team_id": "T1", "url": "https://b.slack.com/", "user_id": "UBOT"},
    "conversations.members": {"members": ["U1"]},
    "users.info": {"user": USER},
}


class Many:
    """A workspace with many digests due, and a Slack that may be asked too often."""

    def __init__(self, database: Database, clock: FixedClock, slack: Slack) -> None:
        self.seconds = 100.0
        self.limited: set[str] = set()
        self.slack = slack
        self.deps = Deps(Settings(), database, clock, lambda: self.seconds, Metrics())
        slack.answer = self.answer

    async def answer(self, request: web.Request) -> web.StreamResponse:
        method = request.path.rsplit("/", 1)[-1]
        if method in self.limited:
            return web.json_response({"ok": False}, status=429, headers={"Retry-After": "30"})
        channel = (await request.post()).get("channel")
        told = {"channel": {"id": channel, "name": "c", "is_private": False, "is_shared": False}}
        return web.json_response({"ok": True, **ANSWERS.get(method, told)})

    async def subscribe(self, workspace_id: WorkspaceId, count: int) -> None:
        wide = DigestContents(covers=Coverage.WORKSPACE, quiet_weeks=True)
        for number in range(count):
            wish = Subscription(
                workspace_id,
                ChannelId(f"C{number}"),
                Schedule(0, time(9), "UTC"),
                UserId("U1"),
                MONDAY,
                MONDAY,
                MONDAY,
                contents=wide,
            )
            await self.deps.database.write(digests.subscribe, wish)


@pytest.fixture
def many(database: Database, clock: FixedClock, slack: Slack) -> Many:
    return Many(database, clock, slack)


@pytest.fixture
async def audiences(many: Many) -> AsyncIterator[Audiences]:
    async with WebApi(f"{many.slack.url}api/") as web_api:
        installations = SingleInstallation(many.deps, web_api)
        await many.subscribe((await installations.fetch()).workspace.id, 3 * MAX_DUE)
        yield Audiences(many.deps, Directory(many.deps, SlackClient(web_api, installations)))


async def test_due_audiences_are_read_a_few_at_a_time(audiences: Audiences, many: Many) -> None:
    found = await audiences.fetch_due(MONDAY)
    assert len(found) == MAX_DUE
    assert set(found.values()) == {Audience(frozenset({UserId("U1")}), sees_public=True)}


@pytest.mark.parametrize("method", ["conversations.info", "conversations.members"])
async def test_rate_limited_audiences_stay_due(audiences: Audiences, many: Many, method: str) -> None:
    many.limited.add(method)
    assert await audiences.fetch_due(MONDAY) == {}
    asked = len(many.slack.asked)
    many.limited.clear()
    many.seconds += 29
    assert await audiences.fetch_due(MONDAY) == {}
    assert len(many.slack.asked) == asked
    many.seconds += 1
    assert len(await audiences.fetch_due(MONDAY)) == MAX_DUE


async def test_refused_audiences_are_unknown_at_once(audiences: Audiences, many: Many) -> None:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": False, "error": "fatal_error"})

    many.slack.answer = answer
    assert set((await audiences.fetch_due(MONDAY)).values()) == {None}
