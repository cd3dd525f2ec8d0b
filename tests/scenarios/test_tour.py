"""The tour: one message to the first admin who meets Hearten, with a way around it."""

from tests.scenarios.test_giving import buttons
from tests.scenarios.world import World


async def test_the_first_admin_gets_it_once_and_nobody_else(world: World) -> None:
    await world.command("ana", "general", "values")
    assert world.direct("ana") == world.direct("jonas") == []
    await world.command("jonas", "general", "values")
    await world.command("jonas", "engineering", "settings")
    (tour,) = world.direct("jonas")
    assert "Three small steps to begin" in tour.text
    await world.command("jonas", "general", "settings admins add @priya")
    await world.command("priya", "general", "settings")
    assert world.direct("priya") == []
    assert all(world.texts(channel) == [] for channel in ("general", "design", "engineering"))


async def test_it_opens_the_settings(world: World) -> None:
    await world.command("jonas", "general", "values")
    (tour,) = world.direct("jonas")
    assert [button["text"]["text"] for button in buttons(tour)] == ["Open the settings", "Skip this"]
    await world.press("jonas", tour, "change-settings")
    form = world.form("jonas")
    assert form is not None
    assert form.title == "Hearten's settings"
    assert world.direct("jonas") == [tour]


async def test_it_is_skipped(world: World) -> None:
    await world.command("jonas", "general", "values")
    (tour,) = world.direct("jonas")
    await world.press("jonas", tour, "skip-tour")
    assert world.direct("jonas") == []
    await world.command("jonas", "general", "values")
    assert world.direct("jonas") == []
