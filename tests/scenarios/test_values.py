"""Admins change what is celebrated, inside Slack: in a list, with forms on top of it."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.workspace_settings import SettingChange
from bot.practice.views import View
from bot.storage import setting_changes
from tests.scenarios.test_home import home, open_home
from tests.scenarios.test_home import press as press_at_home
from tests.scenarios.world import World


async def open_list(world: World, who: str = "jonas") -> None:
    await world.command(who, "general", "values")
    await world.press(who, world.private(who, "general")[-1], "values")


async def choose(world: World, key: str, what: str, who: str = "jonas") -> None:
    """Choose something from the menu of a value, by its label."""
    shown = facing(world, who)
    block = next(one for one in shown.blocks if one["block_id"] == f"value:{key}")
    value = next(one["value"] for one in block["accessory"]["options"] if one["text"]["text"] == what)
    await press(world, who, value, block["block_id"])


async def press(world: World, who: str, value: str, block_id: str | None = None) -> None:
    answer = await world.practice.press_in_view(world.who(who), "value", value, block_id=block_id)
    assert answer.status == 200
    await world.settled()


def set_admin(world: World, who: str, *, is_admin: bool) -> None:
    user = world.workspace.person(who)
    world.workspace.people[user.id] = replace(user, is_admin=is_admin)


async def add(world: World, who: str = "jonas", **fields: object) -> None:
    await press(world, who, "add")
    await world.submit(who, **fields)


def facing(world: World, who: str = "jonas") -> View:
    form = world.form(who)
    assert form is not None
    return form


def listed(world: World, who: str = "jonas") -> list[str]:
    """The keys in the list, in order."""
    ids = [str(block["block_id"]) for block in facing(world, who).blocks]
    return [one.removeprefix("value:") for one in ids if one.startswith("value:")]


async def changes(world: World) -> list[SettingChange]:
    workspace = await world.find_workspace()
    return await world.bot.deps.database.read(setting_changes.list_latest, workspace.id, 50)


async def test_a_ready_value_is_added_and_used(world: World) -> None:
    await open_list(world)
    assert listed(world) == ["creativity", "collaboration", "problem-solving"]
    await add(world, ready="empathy")
    assert facing(world).title == "Values"
    assert listed(world)[-1] == "empathy"
    assert "empathy" in await world.command("ana", "general", "values")
    await world.command("ana", "general", "@li thanks for the ear #Empathy")
    assert ":people_hugging: empathy" in world.texts("general")[-1]
    message = await world.say("li", "support", "I listened.")
    await world.react("ana", message, "people_hugging")
    assert "empathy" in await world.command("ana", "design", "history given #empathy")
    (change,) = await changes(world)
    assert (change.user, change.what, change.about, change.before) == (
        world.who("jonas"),
        "value",
        "empathy",
        None,
    )


async def test_a_value_of_ones_own_with_a_picture_of_ones_own(world: World) -> None:
    await open_list(world)
    await add(
        world,
        name="#Team Spirit",
        emoji=":brightside: 👏🏽",
        description="One for all",
        aliases="spirit, team-spirit, Camaraderie",
    )
    assert listed(world)[-1] == "team-spirit"
    assert "Also called spirit, Camaraderie" in str(facing(world).blocks)
    await world.command("ana", "general", "@li thanks for the party #team-spirit")
    assert ":brightside: Team Spirit" in world.texts("general")[-1]
    await world.command("ana", "general", "@li thanks for the cake #camaraderie")
    assert ":brightside: Team Spirit" in world.texts("general")[-1]
    for emoji in ("brightside", "clap"):
        message = await world.say("li", "support", f"A party, {emoji}.")
        await world.react("ana", message, emoji)
    received = await world.command("li", "support", "history value:team-spirit")
    assert received.count("this message") == 2


@pytest.mark.parametrize(
    ("fields", "field", "complaint"),
    [
        ({}, "name", "What is it called?"),
        ({"name": "Team WORK", "emoji": "🎉"}, "name", "“Team WORK” belongs to collaboration already."),
        ({"name": "r&d", "emoji": "🎉"}, "name", "can't be typed after #"),
        ({"name": "joy", "emoji": ":thumbsup: 💡"}, "emoji", "“💡” belongs to creativity already."),
        ({"name": "joy", "emoji": ":nosuchthing:"}, "emoji", "I can't find the emoji “:nosuchthing:”"),
        ({"name": "joy", "emoji": "yes!"}, "emoji", "I can't find the emoji “yes!”"),
        ({"name": "joy"}, "emoji", "It needs an emoji"),
        ({"name": "joy", "emoji": "🎉", "aliases": "fun, idea"}, "aliases", "“idea” belongs to creativity"),
        ({"ready": "trust", "emoji": "🤝"}, "emoji", "“🤝” belongs to collaboration already."),
    ],
)
async def test_error_is_shown_on_its_field(
    world: World, fields: dict[str, Any], field: str, complaint: str
) -> None:
    await open_list(world)
    await add(world, **fields)
    form = facing(world)
    assert form.title == "Add a value"
    assert complaint in form.errors[field]
    assert await changes(world) == []
    await world.submit("jonas", name="delight", emoji=":tada:", aliases="", ready=None)
    assert listed(world)[-1] == "delight"


async def test_without_the_scope_a_picture_of_ones_own_is_taken_as_typed(world: World) -> None:
    world.workspace.scopes.remove("emoji:read")
    await open_list(world)
    await add(world, name="joy", emoji=":party-parrot:")
    assert listed(world)[-1] == "joy"


async def test_two_admins_change_the_same_value(world: World) -> None:
    set_admin(world, "priya", is_admin=True)
    for who in ("jonas", "priya"):
        await open_list(world, who)
        await choose(world, "creativity", "Edit", who)
    await world.submit("jonas", name="Inventiveness", aliases="creative, idea, spark")
    assert listed(world) == ["creativity", "collaboration", "problem-solving"]
    await world.submit("priya", description="A new idea")
    form = facing(world, "priya")
    assert form.title == "Change a value"
    shown = str(form.blocks)
    assert "Another admin changed this value meanwhile" in shown
    assert "Now it says: Inventiveness" in shown
    assert "Now it says: creative, idea, spark" in shown
    assert form.values["description"]["description"]["value"] == "A new idea"
    assert form.values["name"]["name"]["value"] == "creativity"
    assert len(await changes(world)) == 1
    await world.submit("priya", name="Inventiveness", aliases="spark")
    assert facing(world, "priya").title == "Values"
    told = await world.command("ana", "general", "values")
    assert "Inventiveness* — A new idea" in told
    latest = (await changes(world))[0]
    assert (latest.user, latest.about) == (world.who("priya"), "creativity")
    assert "creative, idea, spark" in str(latest.before)


async def test_a_form_sent_twice_adds_or_changes_once(world: World) -> None:
    await open_list(world)
    await press(world, "jonas", "add")
    joy = {"name": "joy", "emoji": "🎉"}
    await asyncio.gather(world.submit("jonas", **joy), world.submit("jonas", **joy))
    if facing(world).title != "Values":
        assert "“joy” belongs to joy already." in facing(world).errors["name"]
        await world.practice.close(world.who("jonas"))
    assert listed(world)[-1] == "joy"
    assert len(await changes(world)) == 1
    await choose(world, "joy", "Edit")
    told = {"description": "What makes us sing"}
    await asyncio.gather(world.submit("jonas", **told), world.submit("jonas", **told))
    assert listed(world)[-1] == "joy"
    assert len(await changes(world)) == 2


async def test_the_order_is_the_same_after_a_second_press(world: World) -> None:
    await open_list(world)
    block = next(b for b in facing(world).blocks if b["block_id"] == "value:collaboration")
    up = next(o["value"] for o in block["accessory"]["options"] if o["text"]["text"] == "Move up")
    view, modals = facing(world), world.workspace.modals
    await press(world, "jonas", up, "value:collaboration")
    assert listed(world) == ["collaboration", "creativity", "problem-solving"]
    # The second press comes from a list that still shows how it was.
    modals.change(modals.find(view.id), content=view.content)
    await press(world, "jonas", up, "value:collaboration")
    assert listed(world) == ["collaboration", "creativity", "problem-solving"]
    await choose(world, "problem-solving", "Move up")
    assert listed(world) == ["collaboration", "problem-solving", "creativity"]
    await choose(world, "collaboration", "Move down")
    assert listed(world) == ["problem-solving", "collaboration", "creativity"]
    told = await world.command("ana", "general", "values")
    assert told.index("problem-solving") < told.index("collaboration") < told.index("creativity")
    assert [one.what for one in await changes(world)] == ["values"] * 3
    told = await world.command("jonas", "general", "settings changes")
    assert told.count("Jonas put the values in another order") == 3


async def test_retired_value_stays_on_recognitions(world: World) -> None:
    await world.command("ana", "general", "@li thanks for the sketches #creativity")
    message = await world.say("li", "support", "A sketch.")
    await world.react("ana", message, "bulb")
    await world.try_command("ana", "general", "")
    await open_list(world)
    await choose(world, "creativity", "Retire")
    assert "Retired" in str(facing(world).blocks)
    assert listed(world) == ["collaboration", "problem-solving", "creativity"]
    # The form that was open before says it at its field.
    await world.submit(
        "ana",
        people=[world.who("maya")],
        text={
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "thanks"}]}],
        },
        values=["creativity"],
        channel=world.where("general"),
    )
    assert "no longer celebrated" in facing(world, "ana").errors["values"]
    assert "creativity" not in await world.command("ana", "general", "values")
    await world.command("ana", "general", "@maya thanks for the map #creativity")
    assert ":bulb:" not in world.texts("general")[-1]
    assert "#creativity" in world.texts("general")[-1]
    received = await world.command("li", "general", "history #creativity")
    assert "for :bulb: creativity" in received
    assert "sketches" in received
    # The emoji that was put there before can still be taken away.
    await world.unreact("ana", message, "bulb")
    assert "this message" not in await world.command("li", "general", "history")


async def test_a_retired_value_comes_back(world: World) -> None:
    await open_list(world)
    await choose(world, "creativity", "Retire")
    await add(world, name="creativity", emoji="🎨")
    assert "is retired. You can bring that back" in facing(world).errors["name"]
    await world.submit("jonas", name="brightness", emoji="💡")
    await choose(world, "creativity", "Bring back")
    await world.submit("jonas")
    assert "“💡” belongs to brightness already." in facing(world).errors["emoji"]
    await world.submit("jonas", emoji=":art:")
    assert listed(world) == ["creativity", "collaboration", "problem-solving", "brightness"]
    await world.command("ana", "general", "@li thanks for the sketches #creativity")
    assert ":art: creativity" in world.texts("general")[-1]


async def test_retirement_by_another_admin_is_shown_in_the_form(world: World) -> None:
    set_admin(world, "priya", is_admin=True)
    for who in ("jonas", "priya"):
        await open_list(world, who)
    await choose(world, "creativity", "Edit", "priya")
    await choose(world, "creativity", "Retire")
    await world.submit("priya", description="Quite another thing")
    assert "retired meanwhile" in facing(world, "priya").errors["name"]
    await world.practice.close(world.who("priya"))
    assert listed(world, "priya")[-1] == "creativity"
    await choose(world, "collaboration", "Retire")
    await choose(world, "collaboration", "Move down", "priya")
    assert "retired meanwhile" in str(facing(world, "priya").blocks)
    await press(world, "jonas", "edit:nosuch")
    assert "The list was changed meanwhile" in str(facing(world).blocks)


async def test_a_merged_value_is_found_as_the_other_one(world: World) -> None:
    await world.command("ana", "general", "@li thanks for the sketches #creativity")
    await world.command("maya", "general", "@li thanks for both #creativity #collaboration")
    message = await world.say("li", "support", "A sketch.")
    await world.react("ana", message, "bulb")
    await open_list(world)
    await choose(world, "creativity", "Merge into another")
    assert "This can't be undone" in str(facing(world).blocks)
    await world.submit("jonas", into="collaboration")
    assert listed(world) == ["collaboration", "problem-solving"]
    assert "Also called teamwork, collab, creativity, creative, idea" in str(facing(world).blocks)
    told = await world.command("jonas", "general", "settings changes")
    assert "Jonas made the value “creativity” a part of “collaboration”" in told
    assert "“collaboration” from “:handshake: · teamwork, collab” to “:handshake: :bulb: · teamwork" in told
    for _ in range(2):
        for asked in ("#collaboration", "#creativity"):
            received = await world.command("li", "general", f"history {asked}")
            assert "creativity" not in received
            assert all(words in received for words in ("sketches", "both", "this message"))
        # Meanwhile it is rewritten; nobody sees the difference.
        await world.pass_time(seconds=15)
    await world.command("ana", "general", "@maya thanks for the idea #creative")
    assert ":handshake: collaboration" in world.texts("general")[-1]
    await world.unreact("ana", message, "bulb")
    assert "this message" not in await world.command("li", "general", "history")


async def test_only_admins_change_values(world: World) -> None:
    await world.command("ana", "general", "values")
    assert all(block["type"] != "actions" for block in world.private("ana", "general")[-1].blocks)
    await open_list(world)
    await press(world, "jonas", "add")
    set_admin(world, "jonas", is_admin=False)
    jonas = world.workspace.person("jonas")
    user = {"id": jonas.id, "team_id": world.workspace.team_id, "name": "jonas", "is_admin": False}
    await world.event({"type": "user_change", "user": {**user, "profile": {"display_name": "Jonas"}}})
    await world.submit("jonas", name="joy", emoji="🎉")
    assert "Only admins" in facing(world).errors["name"]
    await world.practice.close(jonas.id)
    await choose(world, "creativity", "Retire")
    assert "Only admins" in str(facing(world).blocks)
    assert await changes(world) == []


async def test_a_list_that_slack_does_not_redraw_comes_in_the_forms_place(world: World) -> None:
    await open_list(world)
    await press(world, "jonas", "add")
    world.practice.fail("views.update", error="internal_error")
    await world.submit("jonas", name="joy", emoji="🎉")
    assert listed(world)[-1] == "joy"


async def test_a_form_that_slack_does_not_open_is_said_in_the_list(world: World) -> None:
    await open_list(world)
    world.practice.fail("views.push", error="expired_trigger_id")
    await press(world, "jonas", "add")
    assert "The form didn't open just now" in str(facing(world).blocks)


async def test_the_home_from_which_the_list_was_opened_follows(world: World) -> None:
    await open_home(world, "jonas")
    await press_at_home(world, "jonas", "home:values")
    await press_at_home(world, "jonas", "values")
    await add(world, name="joy", emoji="🎉")
    await world.settled()
    assert "joy" in home(world, "jonas")
    await choose(world, "joy", "Move up")
    await world.settled()
    shown = home(world, "jonas")
    assert shown.index("joy") < shown.index("problem-solving")
