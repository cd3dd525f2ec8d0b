"""Shortcuts: thanking from anywhere, and for a message."""

from typing import Any

import pytest

from bot.practice.records import Message
from tests.scenarios.test_edit import words
from tests.scenarios.world import World


async def recognise(world: World, who: str, message: Message) -> None:
    await world.practice.message_action(world.who(who), "recognise", message.channel, message.ts)


async def send(world: World, who: str, **more: Any) -> None:
    await world.submit(who, text=words("thanks for finding that"), **more)


async def test_global_shortcut_confirms_in_the_form(world: World) -> None:
    await world.practice.shortcut(world.who("ana"), "give")
    await send(world, "ana", people=[world.who("maya")], channel=world.where("general"))
    form = world.form("ana")
    assert form is not None
    assert "I'll post this in" in str(form.blocks)
    assert "actions" not in {block["type"] for block in form.blocks}
    assert len(world.texts("general")) == 1


@pytest.mark.parametrize("where", ["design", "support"])
async def test_message_shortcut_thanks_the_author_in_the_channel(world: World, where: str) -> None:
    message = await world.say("maya" if where == "design" else "priya", where, "The export streams now.")
    await recognise(world, "ana", message)
    await send(world, "ana")
    assert world.form("ana") is None
    (post,) = world.posts(where)
    assert f"to <@{message.user}>:" in post.text
    assert world.workspace.permalink(message) in post.text
    assert "I'll post this in" in world.private("ana", where)[-1].text
    assert world.workspace.permalink(message) in await world.command("ana", "general", "history given")


async def test_it_works_in_a_thread_and_where_the_bot_is_not(world: World) -> None:
    first = await world.say("priya", "leads", "Who moves the servers?")
    reply = await world.practice.say(world.who("priya"), first.channel, "I will.", thread_ts=first.ts)
    await recognise(world, "jonas", reply)
    await send(world, "jonas")
    (post,) = world.posts("leads")
    assert post.via_response_url
    assert f"to <@{world.who('priya')}>:" in post.text


async def test_recognition_posted_elsewhere_has_no_link_to_the_message(world: World) -> None:
    message = await world.say("maya", "design", "The export streams now.")
    await recognise(world, "ana", message)
    await send(world, "ana", channel=world.where("general"))
    assert world.texts("design") == []
    assert world.workspace.permalink(message) not in world.texts("general")[0]


async def test_own_message_preselects_no_recipient(world: World) -> None:
    message = await world.say("ana", "design", "The export streams now.")
    await recognise(world, "ana", message)
    await send(world, "ana")
    form = world.form("ana")
    assert form is not None
    assert "people" in form.errors
    assert world.texts("design") == []


async def test_unknown_shortcut_is_ignored(world: World) -> None:
    answer = await world.practice.shortcut(world.who("ana"), "frobnicate")
    assert answer.status == 200
    assert world.form("ana") is None
