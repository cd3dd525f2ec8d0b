"""Changing one's own words: by form, with what stands in Slack following."""

from typing import Any

import pytest

from bot.practice.records import Message
from tests.scenarios.test_recognition import buttons, value_option
from tests.scenarios.world import World


def words(*parts: str | dict[str, Any]) -> dict[str, Any]:
    """Rich text as somebody typed it."""
    elements = [{"type": "text", "text": part} if isinstance(part, str) else part for part in parts]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def user(world: World, who: str) -> dict[str, Any]:
    return {"type": "user", "user_id": world.who(who)}


async def give(world: World, who: str, where: str, text: str) -> Message:
    """Thank, and answer the private confirmation."""
    await world.command(who, where, text)
    return world.private(who, where)[-1]


async def edit(world: World, who: str, message: Message, *parts: str | dict[str, Any]) -> None:
    await world.press(who, message, "edit")
    await world.submit(who, text=words(*parts))


async def test_posted_message_is_updated_and_marked_as_edited(world: World) -> None:
    given = await give(world, "ana", "general", "@maya thanks for the sketces #creativity")
    await world.press("ana", given, "edit")
    form = world.form("ana")
    assert form is not None
    assert form.title == "Edit your thanks"
    assert "thanks for the sketces" in str(form.blocks)
    await world.submit("ana", text=words("thanks for the sketches & the ", "talk"))
    assert world.form("ana") is None
    maya, ana = world.who("maya"), world.who("ana")
    first = f"From <@{ana}> to <@{maya}>, for :bulb: creativity:"
    assert world.texts("general") == [f"{first}\n“thanks for the sketches &amp; the talk”"]
    (now,) = world.private("ana", "general")
    assert now.text == "Posted in <#C0GENERAL> for Maya.\nThanked for :bulb: creativity."
    assert "Undo" in [button["text"]["text"] for button in buttons(now)]
    assert "sketches" in await world.command("maya", "general", "history “sketches”")
    assert "sketces" not in await world.command("maya", "general", "history “sketces”")


async def test_values_are_changed_and_removed(world: World) -> None:
    given = await give(world, "ana", "general", "@maya thanks for the sketches #creativity #collaboration")
    await world.press("ana", given, "edit")
    form = world.form("ana")
    assert form is not None
    values = next(block["element"] for block in form.blocks if block["block_id"] == "values")
    chosen = [option["value"] for option in values["initial_options"]]
    assert chosen == ["creativity", "collaboration"]
    # What comes in another way while the form is open stays.
    await world.press("ana", given, "add-value", value=value_option(given, "problem-solving"))
    await world.submit("ana", values=["collaboration"])
    (text,) = world.texts("general")
    first = f"From <@{world.who('ana')}> to <@{world.who('maya')}>"
    carried = "for :handshake: collaboration and :jigsaw: problem-solving"
    assert text == f"{first}, {carried}:\n“thanks for the sketches”"
    assert "Nothing matches that" in await world.command("maya", "general", "history value:creativity")
    assert "sketches" in await world.command("maya", "general", "history value:problem-solving")

    # All of them, in private, with other words.
    given = await give(world, "ana", "general", "quietly @maya thanks for lisening #creativity")
    await world.press("ana", given, "edit")
    await world.submit("ana", text=words("thanks for listening"), values=[])
    assert "creativity" not in world.direct_texts("maya")[-1]
    assert "“thanks for listening”" in world.private("ana", "general")[-1].text


async def test_a_private_thanks_is_edited_where_it_was_read(world: World) -> None:
    given = await give(world, "ana", "general", "quietly @maya thanks for lisening")
    await edit(world, "ana", given, "thanks for listening")
    (message,) = world.direct("maya")
    assert "thanks for listening" in message.text


async def test_unchanged_text_changes_nothing(world: World) -> None:
    given = await give(world, "ana", "general", "@maya thanks for the sketches")
    updates = len(world.calls("chat.update"))
    await edit(world, "ana", given, "thanks for the sketches")
    assert len(world.calls("chat.update")) == updates


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [("🎉🎉", "what was it for?"), ("a" * 2_001, "longer than 2000 characters")],
)
async def test_error_is_shown_on_its_field(world: World, typed: str, complaint: str) -> None:
    given = await give(world, "ana", "general", "@maya thanks for the sketches")
    await edit(world, "ana", given, typed)
    form = world.form("ana")
    assert form is not None
    assert complaint in form.errors["text"]
    assert "thanks for the sketches" in world.texts("general")[0]
    await world.submit("ana", text=words("thanks for the talk"))
    assert world.form("ana") is None
    assert "thanks for the talk" in world.texts("general")[0]


async def test_edit_does_not_name_users_with_private_preference(world: World) -> None:
    await world.command("li", "general", "privacy thanks privately")
    given = await give(world, "ana", "general", "@maya thanks for the sketches")
    await edit(world, "ana", given, "thanks to you and ", user(world, "li"))
    form = world.form("ana")
    assert form is not None
    assert form.errors["text"].startswith("Your words name Li Wei. I can't show that name in a channel")
    assert "Li" not in world.texts("general")[0]
    await world.submit("ana", text=words("thanks to you and ", user(world, "jonas")))
    assert "Jonas" in world.texts("general")[0]


async def test_withdrawn_recognition_stays_withdrawn(world: World) -> None:
    given = await give(world, "ana", "general", "@maya thanks for the sketches")
    await world.press("ana", given, "edit")
    await world.command("ana", "general", "undo")
    await world.submit("ana", text=words("thanks for the talk"))
    form = world.form("ana")
    assert form is not None
    assert "taken back meanwhile" in form.errors["text"]
    assert world.texts("general") == []


async def test_a_form_that_slack_does_not_open_is_said_and_nothing_is_lost(world: World) -> None:
    given = await give(world, "ana", "general", "@maya thanks for the sketches")
    world.practice.fail("views.open", error="expired_trigger_id")
    await world.press("ana", given, "edit")
    assert world.form("ana") is None
    first, second = world.private("ana", "general")
    assert "for Maya." in first.text
    assert "The form didn't open just now" in second.text
