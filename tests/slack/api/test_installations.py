"""Who we are in the workspace: Slack is asked once, not on every request."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from bot.deps import Deps
from bot.domain.ids import UserId, WorkspaceId
from bot.domain.workspace import WorkspaceIdentity
from bot.errors import SlackError, SlackRefusedError, UnknownWorkspaceError
from bot.metrics import Metrics
from bot.settings import Secret, Settings
from bot.slack.api.client import Credentials
from bot.slack.api.installations import SingleInstallation
from bot.slack.api.web_api import WebApi
from bot.storage.engine import Database
from tests.conftest import FixedClock
from tests.slack.web_api import Slack

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
async def installations(
    database: Database, clock: FixedClock, slack: Slack
) -> AsyncIterator[SingleInstallation]:
    slack.answering(ANSWER, headers={"x-oauth-scopes": "commands, chat:write,,users:read"})
    deps = Deps(Settings(bot_token=Secret("xoxb-secret")), database, clock, time.monotonic, Metrics())
    async with WebApi(f"{slack.url}api/") as web_api:
        yield SingleInstallation(deps, web_api)


async def test_installation_is_fetched_once(installations: SingleInstallation, slack: Slack) -> None:
    found = await asyncio.gather(*(installations.fetch() for _ in range(20)))
    assert len(slack.asked) == 1
    assert len({id(one) for one in found}) == 1
    (installation, *_) = found
    identity = WorkspaceIdentity("", "T1", "Brightside", "https://brightside.slack.com/", UserId("UBOT"))
    assert installation.workspace.identity == identity
    assert installation.bot_id == "B1"
    assert installation.scopes == {"commands", "chat:write", "users:read"}


async def test_failed_fetch_is_tried_again(installations: SingleInstallation, slack: Slack) -> None:
    slack.answering("oops", status=503)
    for _ in range(2):
        with pytest.raises(SlackError):
            await installations.fetch()
    slack.answering(ANSWER)
    assert (await installations.fetch()).workspace.identity.team_id == "T1"


async def test_token_is_for_the_one_workspace(installations: SingleInstallation) -> None:
    workspace = (await installations.find(None, "T1")).workspace
    assert await installations.list_workspaces() == [workspace]
    assert await installations.find_credentials(workspace.id) == Credentials("xoxb-secret")
    another = WorkspaceId(workspace.id + 1)
    with pytest.raises(SlackRefusedError, match="account_inactive"):
        await installations.find_credentials(another)
    with pytest.raises(SlackRefusedError, match="account_inactive"):
        await installations.get(another)


@pytest.mark.parametrize(
    ("enterprise", "team"), [(None, "T2"), ("E1", "T2"), ("", ""), ("E1", None)], ids=str
)
async def test_other_workspace_is_refused(
    installations: SingleInstallation, enterprise: str | None, team: str | None
) -> None:
    with pytest.raises(UnknownWorkspaceError):
        await installations.find(enterprise, team)


@pytest.mark.parametrize("team", ["T1", None])
async def test_request_of_grid_organisation_may_lack_the_team(
    installations: SingleInstallation, slack: Slack, team: str | None
) -> None:
    slack.answering({**ANSWER, "enterprise_id": "E1"})
    assert (await installations.find("E1", team)).bot_id == "B1"
    with pytest.raises(UnknownWorkspaceError):
        await installations.find("E2", None)
