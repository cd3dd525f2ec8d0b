"""Every scenario runs four times: by signed HTTP and by Socket Mode, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator

import pytest

from tests.conftest import FixedClock
from tests.scenarios.world import World
from tests.scenarios.world import world as open_world


@pytest.fixture(params=["http", "socket"])
def transport(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def hasty_world(database_url: str, clock: FixedClock, transport: str) -> AsyncIterator[World]:
    """One whose Slack waits for no answer longer than a moment: in Socket Mode a refusal is silence."""
    async with open_world(database_url, clock, transport, patience=1) as opened:
        yield opened


@pytest.fixture
async def world(database_url: str, clock: FixedClock, transport: str) -> AsyncIterator[World]:
    async with open_world(database_url, clock, transport) as opened:
        yield opened
