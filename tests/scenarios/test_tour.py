"""The tour: one message to the first admin who meets Hearten, with a way around it."""

import pytest

from tests.scenarios.test_recognition import buttons
from tests.scenarios.world import World


async def test_only_the_first_admin_gets_the_tour_once(world: World) -> None:
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


@pytest.mark.parametrize("first", ["mention", "direct message", "shortcut", "message shortcut", "home"])
async def test_tour_comes_with_the_first_action_of_an_admin(world: World, first: str) -> None:
    for who, tours in (("sam", 0), ("jonas", 1), ("jonas", 1)):
        await use(world, who, first)
        assert sum("Three small steps to begin" in text for text in world.direct_texts(who)) == tours


async def use(world: World, who: str, how: str) -> None:
    """Use Hearten, in whatever way there is."""
    practice, user = world.practice, world.who(who)
    match how:
        case "mention":
            await world.say(who, "general", "@Hearten help")
        case "direct message":
            await world.write(who, "help")
        case "shortcut":
            await practice.shortcut(user, "give")
        case "message shortcut":
            message = await world.say("ana", "general", "The export streams now.")
            await practice.message_action(user, "recognise", message.channel, message.ts)
        case "home":
            await practice.open_home(user)
    await world.settled()
    if how.endswith("shortcut"):
        assert world.form(who) is not None
        await practice.close(user)


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
