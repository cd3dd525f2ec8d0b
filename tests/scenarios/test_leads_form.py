"""Appointing leads by form, as an admin does who types nothing."""

import pytest

from bot.domain.circle import MAX_UNCONFIRMED_CIRCLE
from tests.scenarios.test_recognition import buttons
from tests.scenarios.world import World


async def open_form(world: World) -> None:
    await world.command("jonas", "general", "leads")
    shown = world.private("jonas", "general")[-1]
    assert "Appoint or dismiss a lead" in [button["text"]["text"] for button in buttons(shown)]
    await world.press("jonas", shown, "appoint")


def told(world: World, who: str) -> list[str]:
    return [text for text in world.direct_texts(who) if "from now on" in text]


async def test_a_lead_gets_a_channel_a_group_and_people(world: World) -> None:
    await open_form(world)
    (backend,) = [group.id for group in world.workspace.groups.values() if group.handle == "backend"]
    await world.submit(
        "jonas",
        lead=world.who("priya"),
        channels=[world.where("engineering")],
        groups=[backend],
        people=[world.who("sam")],
    )
    form = world.form("jonas")
    assert form is not None
    assert "cares for" in str(form.blocks)
    for who in ("maya", "li", "sam"):
        assert told(world, who)
    answer = await world.command("jonas", "general", "leads")
    assert "Priya for <#" in answer
    assert "Priya for @backend" in answer
    assert "Priya for Sam" in answer


async def test_and_is_dismissed(world: World) -> None:
    await world.command("jonas", "general", "leads add @priya for #engineering")
    await open_form(world)
    await world.submit(
        "jonas", lead=world.who("priya"), cares="removed", channels=[world.where("engineering")]
    )
    assert "No one has been appointed" in await world.command("jonas", "general", "leads")


async def test_missing_user_is_shown_on_its_field(world: World) -> None:
    await open_form(world)
    await world.submit("jonas", lead=world.who("priya"))
    form = world.form("jonas")
    assert form is not None
    assert "Who do they care for?" in form.errors["channels"]
    await world.submit("jonas", people=[world.who("maya")])
    assert "Priya for Maya" in await world.command("jonas", "general", "leads")


async def test_ineligible_lead_is_explained(world: World) -> None:
    await open_form(world)
    await world.submit("jonas", lead=world.who("tom"), people=[world.who("maya")])
    form = world.form("jonas")
    assert form is not None
    assert "can't be a lead" in str(form.blocks)


async def test_only_admins_get_the_form(world: World) -> None:
    await world.command("jonas", "general", "leads")
    shown = world.private("jonas", "general")[-1]
    jonas = world.workspace.change_person("jonas", is_admin=False)
    await world.event(
        {"type": "user_change", "user": {"id": jonas.id, "team_id": jonas.team_id, "name": "jonas"}}
    )
    await world.press("jonas", shown, "appoint")
    assert world.form("jonas") is None
    assert "Only admins" in world.private("jonas", "general")[-1].text


@pytest.mark.parametrize("error", ["expired_trigger_id", "internal_error"])
async def test_a_form_that_does_not_open_is_said(world: World, error: str) -> None:
    await world.command("jonas", "general", "leads")
    world.practice.fail("views.open", error=error)
    await world.press("jonas", world.private("jonas", "general")[-1], "appoint")
    assert "The form didn't open just now" in world.private("jonas", "general")[-1].text


async def test_before_many_are_written_to_the_admin_is_asked(world: World) -> None:
    world.workspace.channel("engineering").crowd = MAX_UNCONFIRMED_CIRCLE
    typed = "leads add @priya for #engineering"
    question = await world.command("jonas", "general", typed)
    assert f"Everyone in <#{world.where('engineering')}> gets a message that Priya cares for them" in question
    await world.press("jonas", world.private("jonas", "general")[-1], "confirm-appointment:no")
    assert world.private("jonas", "general")[-1].text == "Nothing was changed."
    await open_form(world)
    await world.submit("jonas", lead=world.who("priya"), channels=[world.where("engineering")])
    form = world.form("jonas")
    assert form is not None
    assert "gets a message that Priya cares for them" in str(form.blocks)
    assert "No one has been appointed" in await world.command("jonas", "general", "leads")
    assert not told(world, "maya")

    await world.submit("jonas")
    assert "Priya for <#" in await world.command("jonas", "general", "leads")
    assert told(world, "maya")
    # Dismissing tells nobody, and asks nothing.
    await world.command("jonas", "general", typed.replace("add", "remove"))
    await world.command("jonas", "general", typed)
    await world.press("jonas", world.private("jonas", "general")[-1], "confirm-appointment:yes")
    assert "Priya cares for" in world.private("jonas", "general")[-1].text
