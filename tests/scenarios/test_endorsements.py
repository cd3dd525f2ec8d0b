"""Joining in a shout-out with a few words, and adding words to an emoji."""

import asyncio
from typing import Any

import pytest

from bot.practice.records import Message
from tests.scenarios.test_edit import user, words
from tests.scenarios.test_recognition import buttons
from tests.scenarios.world import World

AFTERNOON = {"hours": 6}


async def shout_out(world: World, text: str = "@maya thanks for the sketches") -> Message:
    """Ana thanks Maya in #general; answers what everybody sees."""
    await world.command("ana", "general", text)
    return world.posts("general")[-1]


async def join(world: World, who: str, message: Message, *parts: str | dict[str, Any]) -> None:
    """Join with these words."""
    await world.join_by_form(who, message)
    await world.submit(who, text=words(*parts))


async def test_endorsers_are_shown_in_the_shout_out_only(world: World) -> None:
    message = await shout_out(world)
    assert [button["action_id"] for button in buttons(message)] == ["endorse"]
    await world.press("li", message, "endorse")
    assert world.form("li") is None
    assert world.texts("general")[0].endswith("Li Wei joins in.")
    (answer,) = world.private("li", "general")
    assert answer.text == "You joined Ana in thanking Maya."
    assert [button["text"]["text"] for button in buttons(answer)] == ["Add words", "Undo"]
    await world.press("li", answer, "comment-endorsement")
    form = world.form("li")
    assert form is not None
    assert form.title == "Me too"
    assert "You have joined Ana in thanking Maya." in str(form.blocks)
    await world.submit("li", text=words("they saved & my week"))
    assert world.form("li") is None
    await world.press("jonas", message, "endorse")
    (text,) = world.texts("general")
    assert text.endswith("Jonas joins in.\nLi Wei: “they saved &amp; my week”")
    assert world.direct("maya")[1:] == []
    await world.pass_time(**AFTERNOON)
    gathered = world.direct_texts("maya")[-1]
    assert "Jonas and Li Wei joined Ana in thanking you" in gathered
    assert "Li Wei: “they saved &amp; my week”" in gathered
    assert "Li Wei: “they saved" in await world.command("maya", "general", "history")
    assert "Li Wei: “they saved" in await world.command("carol", "general", "history #general")


async def test_own_endorsement_can_be_changed_and_withdrawn(world: World) -> None:
    message = await shout_out(world)
    await join(world, "li", message, "they saved my week")
    await world.press("li", message, "endorse")
    answer = world.private("li", "general")[-1]
    assert answer.text == "You've already joined Ana in thanking Maya."
    assert [button["text"]["text"] for button in buttons(answer)] == ["Change your words", "Undo"]
    assert world.texts("general")[0].endswith("Li Wei: “they saved my week”")
    await world.press("li", answer, "comment-endorsement")
    form = world.form("li")
    assert form is not None
    assert "they saved my week" in str(form.blocks)
    await world.submit("li", text=words("they saved my month"))
    assert world.texts("general")[0].endswith("Li Wei: “they saved my month”")
    await world.press("li", answer, "withdraw-endorsement")
    assert world.private("li", "general")[-1].text == "You no longer join in."
    (text,) = world.texts("general")
    assert "Li Wei" not in text
    await world.pass_time(**AFTERNOON)
    assert not any("Li Wei" in text for text in world.direct_texts("maya"))
    assert "month" not in await world.command("li", "general", "export")


@pytest.mark.parametrize(
    ("who", "sentence"), [("ana", "your own words"), ("maya", "These are thanks to you")]
)
async def test_giver_and_recipient_cannot_endorse(world: World, who: str, sentence: str) -> None:
    message = await shout_out(world)
    before = world.texts("general")
    await world.press(who, message, "endorse")
    assert world.form(who) is None
    assert sentence in world.private(who, "general")[-1].text
    assert world.texts("general") == before


async def test_withdrawn_recognition_cannot_be_endorsed(world: World) -> None:
    message = await shout_out(world)
    await world.join_by_form("li", message)
    await world.command("ana", "general", "undo")
    await world.submit("li", text=words("they saved my week"))
    form = world.form("li")
    assert form is not None
    assert "taken back meanwhile" in form.errors["text"]
    assert world.texts("general") == []


async def test_invalid_comment_is_shown_on_its_field(world: World) -> None:
    await world.command("carol", "general", "privacy thanks privately")
    message = await shout_out(world)
    await join(world, "li", message, "as ", user(world, "carol"), " says")
    form = world.form("li")
    assert form is not None
    assert "I can't show that name in a channel" in form.errors["text"]
    await world.submit("li", text=words("x" * 301))
    form = world.form("li")
    assert form is not None
    assert "longer than 300 characters" in form.errors["text"]
    assert world.texts("general")[0].endswith("Li Wei joins in.")
    await world.submit("li", text=words("as ", user(world, "jonas"), " says"))
    assert world.form("li") is None
    # Nobody is pinged by what others add.
    assert world.texts("general")[0].endswith("Li Wei: “as @Jonas says”")


async def test_emoji_and_button_are_one_endorsement(world: World) -> None:
    message = await shout_out(world)
    await world.react("li", message, "bulb")
    assert world.texts("general")[0].endswith("Li Wei joins in.")
    await join(world, "li", message, "they saved my week")
    await world.unreact("li", message, "bulb")
    assert world.texts("general")[0].endswith("“thanks for the sketches”\nLi Wei: “they saved my week”")


async def test_double_click_is_one_endorsement(world: World) -> None:
    message = await shout_out(world)
    await asyncio.gather(world.press("li", message, "endorse"), world.press("li", message, "endorse"))
    answers = world.private("li", "general")
    await asyncio.gather(*(world.press("li", answer, "withdraw-endorsement") for answer in answers))
    assert "Li Wei" not in world.texts("general")[0]
    await world.press("li", message, "endorse")
    assert world.texts("general")[0].count("Li Wei") == 1
    await world.pass_time(**AFTERNOON)
    assert sum("Li Wei" in text for text in world.direct_texts("maya")) == 1


async def test_comment_on_a_reaction_reaches_the_author(world: World) -> None:
    message = await world.say("li", "engineering", "The export streams now, row by row.")
    await world.react("maya", message, "bulb")
    await world.react("jonas", message, "bulb")
    (told,) = world.direct("maya")
    await world.press("maya", told, "comment-reaction")
    await world.submit("maya", text=words("it no longer eats my evening"))
    form = world.form("maya")
    assert form is not None
    assert "Your words are shown beside your emoji" in str(form.blocks)
    (told,) = world.direct("maya")
    assert "Maya: “it no longer eats my evening”" in told.text
    assert "Change your words" in [button["text"]["text"] for button in buttons(told)]
    await world.pass_time(days=1)
    assert "Maya: “it no longer eats my evening”" in world.direct_texts("li")[-1]
    assert world.posts("engineering") == []
    await world.unreact("maya", message, "bulb")
    assert "evening" not in world.direct_texts("li")[-1]
    assert "Jonas thanked you" in world.direct_texts("li")[-1]


async def test_comment_can_be_added_from_the_giver_history(world: World) -> None:
    message = await world.say("li", "engineering", "The export streams now, row by row.")
    await world.react("maya", message, "bulb")
    await world.command("maya", "general", "history given")
    shown = world.private("maya", "general")[-1]
    await world.press("maya", shown, "comment-reaction")
    await world.submit("maya", text=words("it no longer eats my evening"))
    assert "evening" in await world.command("maya", "general", "history given")
    assert "evening" in await world.command("li", "general", "history")
    await world.press("maya", shown, "comment-reaction")
    await world.submit("maya", text=words())
    assert "evening" not in await world.command("li", "general", "history")


async def test_removed_reaction_takes_no_comment(world: World) -> None:
    message = await world.say("li", "engineering", "The export streams now, row by row.")
    await world.react("maya", message, "bulb")
    await world.press("maya", world.direct("maya")[0], "comment-reaction")
    await world.unreact("maya", message, "bulb")
    await world.submit("maya", text=words("it no longer eats my evening"))
    form = world.form("maya")
    assert form is not None
    assert "taken back meanwhile" in form.errors["text"]
    assert "evening" not in await world.command("li", "general", "history")
