"""A directory in front of a Slack that answers what a test wants."""

from collections.abc import AsyncIterator

import pytest

from bot.deps import Deps
from bot.domain.workspace import Workspace
from bot.metrics import Metrics
from bot.settings import Settings
from bot.slack.api.client import SlackClient
from bot.slack.api.directory import Directory
from bot.slack.api.installations import SingleInstallation
from bot.slack.api.web_api import WebApi
from bot.storage.engine import Database
from tests.conftest import FixedClock
from tests.slack.web_api import Slack

AUTH = {"team_id": "T1", "url": "https://b.slack.com/", "user_id": "UBOT"}


class OpenDirectory:
    """A directory, its workspace, and a Slack that answers what a test wants."""

    def __init__(self, directory: Directory, workspace: Workspace, slack: Slack) -> None:
        self.directory = directory
        self.workspace = workspace
        self.slack = slack

    def methods(self) -> list[str]:
        """Return the methods that were called, without `auth.test`."""
        asked = [path.rsplit("/", 1)[-1] for path, *_ in self.slack.asked]
        return [method for method in asked if method != "auth.test"]


@pytest.fixture
async def open_directory(database: Database, clock: FixedClock, slack: Slack) -> AsyncIterator[OpenDirectory]:
    deps = Deps(Settings(), database, clock, lambda: 100.0, Metrics())
    slack.answering({"ok": True, **AUTH})
    async with WebApi(f"{slack.url}api/") as web_api:
        installations = SingleInstallation(deps, web_api)
        workspace = (await installations.fetch()).workspace
        directory = Directory(deps, SlackClient(web_api, installations))
        yield OpenDirectory(directory, workspace, slack)
