"""Thanks in direct and group messages are private, whichever way they are given there."""

from typing import Any

import pytest

from bot.practice.records import Channel, Message
from tests.scenarios.test_edit import words
from tests.scenarios.test_recognition_form import choose_reach, open_form
from tests.scenarios.world import World

STAYS = "Thanks given in a direct or group message stay private."


def group(world: World, *users: str, letter: str = "C") -> Channel:
    """A group message of these people, whose id begins with this letter."""
    opened = world.workspace.conversation(*(world.who(one) for one in users))
    del world.workspace.channels[opened.id]
    opened.id = letter + opened.id[1:]
    world.workspace.add(opened)
    return opened


def fields(world: World, who: str) -> list[str]:
    form = world.form(who)
    assert form is not None
    return [block["block_id"] for block in form.blocks if block["type"] == "input"]


def private_thanks(world: World, who: str) -> list[str]:
    return [text for text in world.direct_texts(who) if "thanked you privately" in text]


@pytest.mark.parametrize("letter", ["C", "G", "D"])
async def test_a_form_opened_there_asks_for_no_channel_and_stays_private(world: World, letter: str) -> None:
    place = group(world, "ana", "maya", "li", letter=letter)
    await open_form(world, "ana", place.id)
    assert fields(world, "ana") == ["people", "text", "values"]
    form = world.form("ana")
    assert form is not None
    assert STAYS in str(form.blocks)
    await world.submit("ana", people=[world.who("maya")], text=words("thanks for the sketches"))
    assert world.form("ana") is None
    assert STAYS in world.private("ana", place.id)[-1].text
    # What lacks its words opens the form, too.
    await open_form(world, "ana", place.id, "@maya")
    await world.submit("ana", text=words("thanks for the calm"))
    assert STAYS in await world.command("ana", place.id, "@maya thanks for the hint")
    assert len(private_thanks(world, "maya")) == 3
    assert world.posts(place.id) == []
    assert await stays_between(world, "ana", "maya", "li", times=3)


async def stays_between(world: World, giver: str, recipient: str, other: str, *, times: int) -> bool:
    """Whether giver and recipient read so many thanks, and another one in the group none."""
    given = await world.command(giver, "general", "history given")
    received = await world.command(recipient, "general", "history")
    others = [await world.command(other, "general", typed) for typed in ("history", "history given")]
    return [text.count("thanks for") for text in (given, received, *others)] == [times, times, 0, 0]


@pytest.mark.parametrize("other", ["maya", "hearten"])
async def test_in_a_direct_message_a_channel_may_be_chosen(world: World, other: str) -> None:
    place = world.workspace.conversation(world.who("ana"), world.who(other))
    await open_form(world, "ana", place.id)
    assert "channel" not in fields(world, "ana")
    await choose_reach(world, "ana", "channel")
    assert "channel" in fields(world, "ana")
    await choose_reach(world, "ana", "only")
    await world.submit("ana", people=[world.who("maya")], text=words("thanks for the sketches"))
    assert "Maya gets it privately." in world.private("ana", place.id)[-1].text
    assert len(private_thanks(world, "maya")) == 1


async def recognise(world: World, message: Message) -> None:
    await world.practice.message_action(world.who("ana"), "recognise", message.channel, message.ts)


@pytest.mark.parametrize("is_in", [True, False])
async def test_a_message_there_is_thanked_for_in_private(world: World, is_in: bool) -> None:
    place = group(world, "ana", "maya", "li", *(["hearten"] if is_in else []))
    message = await world.say("maya", place.id, "The export streams now.")
    await recognise(world, message)
    assert "channel" not in fields(world, "ana")
    await world.submit("ana", text=words("thanks for finding that"))
    assert STAYS in world.private("ana", place.id)[-1].text
    assert len(private_thanks(world, "maya")) == 1
    assert world.posts(place.id) == []
    assert await stays_between(world, "ana", "maya", "li", times=1)


async def test_a_mention_and_a_reaction_there_are_private(world: World) -> None:
    place = group(world, "ana", "maya", "li", "hearten")
    await world.say("ana", place.id, "@hearten @maya thanks for the sketches")
    assert STAYS in world.private("ana", place.id)[-1].text
    await world.say("ana", place.id, "@hearten quietly @maya thanks for the hint")
    assert len(private_thanks(world, "maya")) == 2
    # A mention that lacks a name leads to a form.
    await world.say("ana", place.id, "@hearten hello")
    offer = world.private("ana", place.id)[-1]
    await world.press("ana", offer, "give")
    assert "channel" not in fields(world, "ana")
    await world.submit("ana", people=[world.who("maya")], text=words("thanks for the calm"))
    message = await world.say("maya", place.id, "The export streams now.")
    await world.react("ana", message, "bulb")
    assert world.posts(place.id) == []
    assert await stays_between(world, "ana", "maya", "li", times=3)
    received: Any = await world.command("maya", "general", "history value:creativity")
    assert "Ana" in received
    asked = f"history value:creativity <#{place.id}>"
    assert "Ana" not in await world.command("li", "general", asked, escape=False)


async def test_where_the_scope_for_group_messages_was_granted_it_is_the_same(world: World) -> None:
    world.workspace.scopes |= {"mpim:read"}
    place = group(world, "ana", "maya", "li", "hearten")
    await world.say("ana", place.id, "@hearten @maya thanks for the sketches")
    message = await world.say("maya", place.id, "The export streams now.")
    await recognise(world, message)
    assert "channel" not in fields(world, "ana")
    await world.submit("ana", text=words("thanks for finding that"))
    assert len(private_thanks(world, "maya")) == 2
    assert world.posts(place.id) == []
