"""A workspace to write to, and databases that are still empty."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.ids import UserId
from bot.domain.workspace import Workspace, WorkspaceIdentity
from bot.storage import workspaces
from bot.storage.engine import Database
from tests import postgresql

_numbers = itertools.count()


@pytest.fixture
async def workspace(database: Database) -> Workspace:
    identity = WorkspaceIdentity("", "T1", "Brightside", "https://brightside.slack.com/", UserId("UBOT"))
    return await database.write(workspaces.ensure, identity)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without a table, on each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: str = request.getfixturevalue("postgresql_template")
    with postgresql.database(server, f"empty_{next(_numbers)}") as url:
        yield url
