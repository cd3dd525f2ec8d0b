"""What Slack tells of channels and people."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from bot.deps import Deps
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.metrics import Metrics
from bot.settings import Settings
from bot.slack.api.client import SlackClient
from bot.slack.api.concurrent_calls import MAX_AT_ONCE
from bot.slack.api.directory import REFRESHED, Directory
from bot.slack.api.installations import Installations
from bot.slack.payloads.conversation_type import ConversationType
from bot.storage.engine import Database
from tests.conftest import FixedClock
from tests.slack.web_api import Slack

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

AUTH = {"team_id": "T1", "url": "https://b.slack.com/", "user_id": "UBOT"}
EXT, PENDING, ORG = "is_ext_shared", "is_pending_ext_shared", "is_org_shared"


class Directories:
    """A directory, the workspace that it is of, and a Slack that tells what a test wants."""

    def __init__(self, directory: Directory, workspace: Workspace, slack: Slack) -> None:
        self.directory = directory
        self.workspace = workspace
        self.slack = slack

    def methods(self) -> list[str]:
        """What Slack was asked, but for who we are."""
        asked = [path.rsplit("/", 1)[-1] for path, *_ in self.slack.asked]
        return [method for method in asked if method != "auth.test"]


@pytest.fixture
async def asked(database: Database, clock: FixedClock, slack: Slack) -> AsyncIterator[Directories]:
    deps = Deps(Settings(), database, clock, lambda: 100.0, Metrics())
    slack.answering({"ok": True, **AUTH})
    async with SlackClient(f"{slack.url}api/", "xoxb-secret") as client:
        workspace = (await Installations(deps, client).get()).workspace
        yield Directories(Directory(deps, client), workspace, slack)


@pytest.mark.parametrize(
    ("told", "is_shared"),
    [
        ({}, True),
        ({"is_shared": None}, True),
        ({"is_shared": False}, False),
        ({"is_shared": True}, True),
        ({"is_shared": True, ORG: False}, True),
        ({"is_shared": True, ORG: True}, False),
        ({"is_shared": True, ORG: True, EXT: False, PENDING: False}, False),
        ({"is_shared": True, ORG: True, EXT: True}, True),
        ({"is_shared": True, ORG: True, EXT: False, PENDING: True}, True),
        ({"is_shared": False, ORG: False, EXT: False, PENDING: True}, True),
        ({"is_shared": False, EXT: True}, True),
        ({"is_shared": True, EXT: True}, True),
        ({EXT: False}, False),
        ({ORG: True}, False),
    ],
    ids=str,
)
async def test_only_other_organisations_are_foreign(
    asked: Directories, told: dict[str, Any], is_shared: bool
) -> None:
    asked.slack.answering({"ok": True, "channel": {"id": "C1", "name": "c", "is_private": False, **told}})
    assert (await asked.directory.channel(asked.workspace, "C1")).is_shared is is_shared


@pytest.mark.parametrize("channel", ["C1", "G1", "D1"])
async def test_what_the_payload_told_need_not_be_asked(asked: Directories, channel: str) -> None:
    for told in (ConversationType.DIRECT, ConversationType.GROUP):
        found = await asked.directory.channel(asked.workspace, channel, told)
        assert (found.kind, found.can_post) == (ChannelKind.DIRECT, False)
    assert asked.methods() == []


@pytest.mark.parametrize("channel", ["C1", "G1", "D1"])
@pytest.mark.parametrize(
    ("info", "kind"),
    [
        ({"is_im": True}, ChannelKind.DIRECT),
        ({"is_mpim": True, "is_private": True}, ChannelKind.DIRECT),
        ({"is_mpim": False, "is_private": True, "name": "a"}, ChannelKind.PRIVATE),
        ({"is_private": False, "name": "a"}, ChannelKind.PUBLIC),
    ],
    ids=str,
)
async def test_what_slack_tells_decides_and_not_the_id(
    asked: Directories, channel: str, info: dict[str, Any], kind: ChannelKind
) -> None:
    asked.slack.answering({"ok": True, "channel": {"id": channel, **info}})
    for _ in range(2):
        assert (await asked.directory.channel(asked.workspace, channel)).kind is kind
    # A direct message stays one: it is asked for once.
    if kind is ChannelKind.DIRECT:
        assert asked.methods() == ["conversations.info"]


@pytest.mark.parametrize(
    ("error", "channel", "kind"),
    [
        ("missing_scope", "C1", ChannelKind.DIRECT),
        ("channel_not_found", "C1", ChannelKind.PRIVATE),
        ("channel_not_found", "D1", ChannelKind.DIRECT),
        ("internal_error", "C1", ChannelKind.PRIVATE),
    ],
)
async def test_what_slack_does_not_tell_is_at_least_private(
    asked: Directories, error: str, channel: str, kind: ChannelKind
) -> None:
    asked.slack.answering({"ok": False, "error": error})
    assert (await asked.directory.channel(asked.workspace, channel)).kind is kind


async def test_everybody_is_listed_with_their_locale(asked: Directories) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        localised = (await request.post()).get("include_locale") == "true"
        locale = {"locale": "de-DE"} if localised else {}
        user = {"id": "U1", "name": "maya", "team_id": "T1", "is_admin": True, **locale}
        return web.json_response({"ok": True, "members": [user]})

    asked.slack.answer = answer
    assert await asked.directory.admins(asked.workspace) == ("U1",)
    assert asked.methods() == ["users.list"]
    assert (await asked.directory.last_known(asked.workspace, ["U1"]))["U1"].locale == "de-DE"


CROWD = [f"U{number:04}" for number in range(3_000)]


class Company:
    """A Slack with many users, which counts how many questions are open at once."""

    def __init__(self, error: str = "") -> None:
        self.error = error
        self.open = self.most_open = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.open += 1
        self.most_open = max(self.open, self.most_open)
        await asyncio.sleep(0)
        asked = await request.post()
        self.open -= 1
        if self.error:
            return web.json_response({"ok": False, "error": self.error})
        if request.path.endswith("users.list"):
            start = int(str(asked.get("cursor") or 0))
            rest = start + 1_000
            cursor = str(rest) if rest < len(CROWD) else ""
            members = [{"id": one, "name": one.lower()} for one in CROWD[start:rest]]
            return web.json_response(
                {"ok": True, "members": members, "response_metadata": {"next_cursor": cursor}}
            )
        user = str(asked["user"])
        return web.json_response({"ok": True, "user": {"id": user, "name": user.lower()}})


@pytest.mark.parametrize("many", [5, REFRESHED, REFRESHED + 1, 3_000])
async def test_many_are_not_asked_about_one_by_one_nor_all_at_once(asked: Directories, many: int) -> None:
    company = Company()
    asked.slack.answer = company.answer
    for look_up in (asked.directory.people, asked.directory.last_known):
        found = await look_up(asked.workspace, CROWD[:many])
        assert {one: user.name for one, user in found.items()} == {one: one.lower() for one in CROWD[:many]}
    assert 1 <= company.most_open <= MAX_AT_ONCE
    singly = asked.methods().count("users.info")
    assert singly == (many if many <= REFRESHED else 0)


async def test_who_is_not_listed_is_unknown_and_is_not_looked_for_again_and_again(asked: Directories) -> None:
    asked.slack.answer = Company().answer
    strangers = [f"W{number}" for number in range(REFRESHED + 30)]
    found = await asked.directory.last_known(asked.workspace, [*CROWD, *strangers])
    assert sum(user.is_unknown for user in found.values()) == 30
    await asked.directory.last_known(asked.workspace, [f"X{number}" for number in range(REFRESHED + 30)])
    assert asked.methods().count("users.list") == 3


@pytest.mark.parametrize("error", ["internal_error", "user_not_found"])
@pytest.mark.parametrize("many", [REFRESHED, 3_000])
async def test_a_slack_that_tells_nothing_makes_one_line_and_everybody_unknown(
    asked: Directories, error: str, many: int
) -> None:
    asked.slack.answer = Company(error).answer
    with capture_logs() as entries:
        found = await asked.directory.people(asked.workspace, CROWD[:many])
    assert all(user.is_unknown and not user.is_full_member for user in found.values())
    assert [entry["about"] for entry in entries if entry["about"] != "everybody"] == ["person"]
