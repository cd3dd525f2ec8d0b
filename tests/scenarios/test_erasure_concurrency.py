"""`hearten erase` while another process serves the workspace."""

import asyncio
from datetime import timedelta

import pytest

from bot.app import hearten
from bot.usecases import erasure
from tests.conftest import FixedClock
from tests.scenarios.world import World


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_workspace_erasure_ends_when_all_is_erased(world: World, clock: FixedClock) -> None:
    world.practice.is_troubled = True
    await world.command("ana", "design", "@maya thanks for the sketches")
    clock.advance(timedelta(seconds=1))
    team = world.workspace.team_id
    database = world.bot.deps.database
    async with hearten(world.settings, clock) as other:
        # The other process holds the order for itself, as it does for each part that it carries out.
        workspace = await world.find_workspace()
        await database.write(erasure.order_workspace_erasure, workspace)
        with database.engine.begin() as holding:
            holding.exec_driver_sql("SELECT * FROM erasure FOR UPDATE")
            erasing = asyncio.create_task(other.erase_workspace(team))
            await asyncio.wait([erasing], timeout=0.5)
            assert not erasing.done()
        assert await erasing
        assert not await other.erase_workspace(team)
    answer = await world.try_command("ana", "design", "@maya thanks for the sketches")
    assert isinstance(answer.body, dict)
    assert "nothing was posted" in answer.body["text"]
    assert "I'll post this" in await world.command("ana", "design", "@maya thanks for the sketches")
    assert "thanks for the sketches" in await world.command("maya", "design", "history")
    assert len(world.posts("design")) == 2
