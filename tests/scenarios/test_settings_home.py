"""Settings and the tour as they meet admins on their Home."""

import pytest

from tests.scenarios.test_home import _texts, home, open_home, press, tabs
from tests.scenarios.test_values import choose, open_list
from tests.scenarios.world import World


def window(world: World) -> str:
    """What Jonas has before him beside the messages."""
    shown = world.form("jonas")
    assert shown is not None
    return "".join(_texts(shown.blocks))


async def test_an_admin_s_first_look_at_the_home_brings_the_tour(world: World) -> None:
    await open_home(world, "maya")
    assert world.direct("maya") == []
    await open_home(world, "jonas")
    await open_home(world, "jonas")
    (tour,) = world.direct_texts("jonas")
    assert "Three small steps to begin" in tour


async def test_the_form_opens_there_and_the_home_follows(world: World) -> None:
    await open_home(world, "jonas")
    await press(world, "jonas", "home:settings")
    assert "kept for 24 months" in home(world, "jonas")
    await press(world, "jonas", "change-settings")
    await world.submit("jonas", months="12", admins=[world.who("maya")])
    await world.submit("jonas")
    assert "kept for 12 months" in home(world, "jonas")
    assert "Maya can change all this" in home(world, "jonas")


async def test_a_form_that_does_not_open_there_is_said(world: World) -> None:
    await open_home(world, "jonas")
    await press(world, "jonas", "home:settings")
    world.practice.fail("views.open", error="expired_trigger_id")
    await press(world, "jonas", "change-settings")
    form = world.form("jonas")
    assert form is not None
    assert "The form didn't open just now" in str(form.blocks)


async def test_audit_log_can_be_paged_and_opens_the_form(world: World) -> None:
    for months in range(25, 37):
        await world.command("jonas", "general", f"settings keep {months} months")
    await open_home(world, "jonas")
    await press(world, "jonas", "home:settings")
    await press(world, "jonas", "settings-changes")
    assert "from 35 to 36" in window(world)
    await world.practice.press_in_view(world.who("jonas"), "settings-changes:older")
    await world.settled()
    assert "from 25 to 26" in window(world)
    assert "from 35 to 36" not in window(world)
    await world.practice.press_in_view(world.who("jonas"), "change-settings")
    await world.settled()
    form = world.form("jonas")
    assert form is not None
    assert form.title == "Hearten's settings"


@pytest.mark.parametrize("is_dismissed", [False, True])
async def test_an_appointed_admin_finds_the_settings_on_their_home(
    world: World, *, is_dismissed: bool
) -> None:
    await open_home(world, "maya")
    assert "settings" not in tabs(world, "maya")
    await world.command("jonas", "general", "settings admins add @maya")
    assert "settings" in tabs(world, "maya")
    if is_dismissed:
        await press(world, "maya", "home:settings")
        await world.command("jonas", "general", "settings admins remove @maya")
        assert "settings" not in tabs(world, "maya")
        assert "kept for 24 months" not in home(world, "maya")


async def test_value_changes_are_listed_by_name(world: World) -> None:
    await world.command("jonas", "general", "settings admins add @maya")
    await open_list(world, "maya")
    await choose(world, "creativity", "Retire", "maya")
    told = await world.command("jonas", "general", "settings changes")
    assert "Maya made the value “creativity” unavailable" in told
