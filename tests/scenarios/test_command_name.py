"""An installation whose slash command has a name of its own."""

from tests.conftest import FixedClock
from tests.scenarios.world import world as open_world


async def test_configured_command_name_is_understood_and_shown(
    database_url: str, clock: FixedClock, transport: str
) -> None:
    async with open_world(database_url, clock, transport, commands=("/thanks", "/merci")) as world:
        for name in ("/thanks", "/merci"):
            answer = await world.command("ana", "design", "@maya thanks for the sketches", name=name)
            assert "for Maya." in answer
        assert len(world.posts("design")) == 2
        said = await world.command("ana", "design", "help", name="/merci")
        assert "`/thanks history`" in said
        assert "/kudos" not in said
        assert "`/thanks privacy`" in world.direct_texts("maya")[0]
