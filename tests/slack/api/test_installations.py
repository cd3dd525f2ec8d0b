"""Who we are in the workspace: Slack is asked once, not on every request."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from bot.deps import Deps
from bot.domain.ids import UserId
from bot.domain.workspace import WorkspaceIdentity
from bot.errors import SlackError, UnknownWorkspaceError
from bot.metrics import Metrics
from bot.settings import Settings
from bot.slack.api.client import SlackClient
from bot.slack.api.installations import Installations
from bot.storage.engine import Database
from tests.conftest import FixedClock
from tests.slack.web_api import Slack

ANA = UserId("U1")

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

ANSWER = {
    "ok": True,
    "url": "https://brightside.slack.com/",
    "team": "Brightside",
    "user": "hearten",
    "team_id": "T1",
    "user_id": "UBOT",
    "bot_id": "B1",
    "is_enterprise_install": False,
}


@pytest.fixture
async def installations(database: Database, clock: FixedClock, slack: Slack) -> AsyncIterator[Installations]:
    slack.answering(ANSWER, headers={"x-oauth-scopes": "commands, chat:write,,users:read"})
    deps = Deps(Settings(), database, clock, time.monotonic, Metrics())
    async with SlackClient(f"{slack.url}api/", "xoxb-secret") as client:
        yield Installations(deps, client)


async def test_installation_is_fetched_once(installations: Installations, slack: Slack) -> None:
    found = await asyncio.gather(*(installations.get() for _ in range(20)))
    assert len(slack.asked) == 1
    assert len({id(one) for one in found}) == 1
    (installation, *_) = found
    identity = WorkspaceIdentity("", "T1", "Brightside", "https://brightside.slack.com/", UserId("UBOT"))
    assert installation.workspace.identity == identity
    assert installation.bot_id == "B1"
    assert installation.scopes == {"commands", "chat:write", "users:read"}


async def test_failed_fetch_is_tried_again(installations: Installations, slack: Slack) -> None:
    slack.answering("oops", status=503)
    for _ in range(2):
        with pytest.raises(SlackError):
            await installations.get()
    slack.answering(ANSWER)
    assert (await installations.get()).workspace.identity.team_id == "T1"


async def test_request_of_the_workspace_is_authorized_as_bot(installations: Installations) -> None:
    result = await installations.authorize(None, "T1", ANA)
    assert (result.team_id, result.user_id, result.bot_user_id) == ("T1", "U1", "UBOT")
    assert (result.bot_id, result.bot_token) == ("B1", "xoxb-secret")


@pytest.mark.parametrize(
    ("enterprise", "team"), [(None, "T2"), ("E1", "T2"), ("", ""), ("E1", None)], ids=str
)
async def test_other_workspace_is_refused(
    installations: Installations, enterprise: str | None, team: str | None
) -> None:
    with pytest.raises(UnknownWorkspaceError):
        await installations.authorize(enterprise, team, ANA)


@pytest.mark.parametrize("team", ["T1", None])
async def test_request_of_grid_organisation_may_lack_the_team(
    installations: Installations, slack: Slack, team: str | None
) -> None:
    slack.answering({**ANSWER, "enterprise_id": "E1"})
    assert (await installations.authorize("E1", team, ANA)).bot_user_id == "UBOT"
    with pytest.raises(UnknownWorkspaceError):
        await installations.authorize("E2", None, ANA)
