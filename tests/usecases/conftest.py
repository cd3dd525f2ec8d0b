"""A workspace in which users act, and the messages that are then in Slack."""

import pytest

from bot.domain.ids import UserId
from bot.domain.workspace import WorkspaceIdentity
from bot.storage import workspaces
from bot.storage.engine import Database
from tests.conftest import FixedClock
from tests.emptied import database_url as database_url
from tests.usecases.office import Office


@pytest.fixture
async def office(database: Database, clock: FixedClock) -> Office:
    identity = WorkspaceIdentity("", "T1", "Brightside", "https://brightside.slack.com/", UserId("UBOT"))
    workspace = await database.write(workspaces.ensure, identity)
    return Office(database, clock, workspace)
