"""What those who are thanked can do from the message itself: reply, and take it down."""

import json

import pytest

from bot.practice.objects import user_object
from bot.practice.records import Message
from tests.scenarios.test_recognition import buttons, choose, menu
from tests.scenarios.world import World

WORDS = "It was a pleasure <3"


async def shout_out(world: World, text: str = "@maya thanks for the sketches") -> Message:
    """Ana thanks Maya in a channel where she is, and it is not her first time: she gets the mention alone."""
    await world.command("carol", "general", "@maya thanks for the cake")
    await world.command("ana", "general", text)
    assert len(world.direct("maya")) == 1
    return world.posts("general")[-1]


def answers(world: World, who: str = "ana") -> list[str]:
    return [text for text in world.direct_texts(who) if "answers your thanks" in text]


async def test_reply_reaches_the_giver_only(world: World) -> None:
    post = await shout_out(world)
    await choose(world, "maya", post, "Reply …")
    form = world.form("maya")
    assert form is not None
    assert "Your words to Ana" in str(form.blocks)
    await world.submit("maya", text=WORDS)
    done = world.form("maya")
    assert done is not None
    assert "on their way to Ana" in str(done.blocks)
    (text,) = answers(world)
    assert text.startswith("Maya answers your thanks (<https://")
    assert text.endswith("“It was a pleasure &lt;3”\nYou had said:\n“thanks for the sketches”")
    for who in ("carol", "li", "maya", "jonas"):
        assert answers(world, who) == []
    assert all("pleasure" not in text for text in world.texts("general"))
    assert "Maya answered:\n“It was a pleasure" in await world.command("ana", "general", "history given")
    assert "You answered:\n“It was a pleasure" in await world.command("maya", "general", "history")
    assert "pleasure" not in await world.command("li", "general", "history <#C0GENERAL>", escape=False)


async def test_a_private_thanks_is_answered_from_its_message(world: World) -> None:
    await world.command("ana", "general", "quietly @maya thanks for listening")
    (message,) = world.direct("maya")
    assert [block["type"] for block in message.blocks] == ["header", "rich_text", "rich_text", "actions"]
    assert message.blocks[0]["text"]["text"] == "thanks for listening"
    assert [b["text"]["text"] for b in buttons(message)] == ["Reply to Ana …"]
    assert list(menu(message)) == ["Take it down …", "Privately from now on"]
    await world.press("maya", message, "reply")
    await world.submit("maya", text=WORDS)
    (text,) = answers(world)
    assert text.startswith("Maya answers your thanks:\n")
    assert world.texts("general") == []


async def test_only_one_reply_is_possible(world: World) -> None:
    post = await shout_out(world)
    await choose(world, "maya", post, "Reply …")
    await world.submit("maya", text=WORDS)
    await choose(world, "maya", post, "Reply …")
    assert "replied to this one already" in world.private("maya", "general")[-1].text
    assert len(answers(world)) == 1


async def test_a_submission_that_slack_repeats_is_one_reply(world: World) -> None:
    post = await shout_out(world)
    await choose(world, "maya", post, "Reply …")
    world.practice.fail("chat.postMessage", error="ratelimited")
    await world.submit("maya", text=WORDS)
    await world.retried()
    assert len(answers(world)) == 1


async def test_menu_is_for_recipients_only(world: World) -> None:
    post = await shout_out(world)
    for who, label in (
        ("li", "Reply …"),
        ("ana", "Share the credit …"),
        ("jonas", "Take it down …"),
    ):
        await choose(world, who, post, label)
        assert world.form(who) is None
        assert "This is for those who are thanked here." in world.private(who, "general")[-1].text
    assert world.posts("general")[-1] == post


async def test_withdrawn_recognition_cannot_be_answered(world: World) -> None:
    post = await shout_out(world)
    await choose(world, "maya", post, "Reply …")
    await world.command("ana", "general", "undo")
    await world.submit("maya", text=WORDS)
    form = world.form("maya")
    assert form is not None
    assert "gone meanwhile" in form.errors["text"]
    assert answers(world) == []


async def test_later_withdrawal_deletes_the_reply(world: World) -> None:
    post = await shout_out(world)
    await choose(world, "maya", post, "Reply …")
    await world.submit("maya", text=WORDS)
    assert len(answers(world)) == 1
    await world.command("ana", "general", "undo")
    assert answers(world) == []


@pytest.mark.parametrize("typed", [" \u200e ", "\u202e"])
async def test_empty_reply_is_refused(world: World, typed: str) -> None:
    post = await shout_out(world)
    await choose(world, "maya", post, "Reply …")
    await world.submit("maya", text=typed)
    form = world.form("maya")
    assert form is not None
    assert "One word is enough" in form.errors["text"]


async def test_giver_without_messages_reads_the_reply_in_history(world: World) -> None:
    await world.command("ana", "general", "privacy messages never")
    post = await shout_out(world)
    await choose(world, "maya", post, "Reply …")
    await world.submit("maya", text=WORDS)
    assert answers(world) == []
    assert "Maya answered:" in await world.command("ana", "general", "history given")


async def test_giver_with_daily_messages_reads_the_reply_in_the_summary(world: World) -> None:
    await world.command("ana", "general", "privacy messages daily")
    post = await shout_out(world)
    await choose(world, "maya", post, "Reply …")
    await world.submit("maya", text=WORDS)
    assert answers(world) == []
    await world.pass_time(days=1)
    (text,) = answers(world)
    assert text.startswith("Someone answers you:\nMaya answers your thanks")


async def test_deactivated_giver_cannot_be_answered(world: World) -> None:
    post = await shout_out(world)
    ana = world.workspace.change_person("ana", deleted=True)
    await world.event({"type": "user_change", "user": user_object(world.workspace, ana)})
    await choose(world, "maya", post, "Reply …")
    assert world.form("maya") is None
    assert "can no longer be reached" in world.private("maya", "general")[-1].text


async def test_a_shout_out_is_taken_down_by_its_menu(world: World) -> None:
    post = await shout_out(world, "@maya @li thanks for the sketches")
    await choose(world, "maya", post, "Reply …")
    await world.submit("maya", text=WORDS)
    await choose(world, "maya", post, "Take it down …")
    assert len(world.posts("general")) == 2
    await world.submit("maya")
    done = world.form("maya")
    assert done is not None
    assert "Taken down." in str(done.blocks)
    maya, li = world.who("maya"), world.who("li")
    assert f"<@{li}>" in world.texts("general")[-1]
    assert f"<@{maya}>" not in world.texts("general")[-1]
    assert answers(world) == []
    assert "sketches" not in await world.command("maya", "general", "history")


async def test_taking_down_elsewhere_deletes_the_direct_message(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    assert len(world.direct("maya")) == 1
    await choose(world, "maya", world.posts("general")[0], "Take it down …")
    await world.submit("maya")
    assert world.direct("maya") == []
    assert world.posts("general") == []


async def test_each_of_a_days_thanks_has_its_menu(world: World) -> None:
    await world.command("maya", "general", "privacy messages daily")
    await world.command("ana", "general", "quietly @maya thanks for listening")
    await world.command("carol", "general", "quietly @maya thanks for the cake")
    await world.pass_time(days=1)
    (message,) = world.direct("maya")
    await choose(world, "maya", message, "Reply …", about=0)
    await world.submit("maya", text=WORDS)
    assert (len(answers(world)), answers(world, "carol")) == (1, [])
    await choose(world, "maya", message, "Take it down …", about=0)
    await world.submit("maya")
    (text,) = world.direct_texts("maya")
    assert "listening" not in text
    assert "cake" in text
    await choose(world, "maya", world.direct("maya")[0], "Privately from now on")
    await world.command("ana", "general", "@maya thanks for the sketches")
    assert world.posts("general") == []


async def test_only_the_own_history_has_the_menus(world: World) -> None:
    await shout_out(world)
    await world.command("maya", "general", "history")
    shown = world.private("maya", "general")[-1]
    await choose(world, "maya", shown, "Reply …", about=0)
    await world.submit("maya", text=WORDS)
    assert len(answers(world)) == 1
    await world.command("li", "general", "history <#C0GENERAL>", escape=False)
    assert "overflow" not in json.dumps(world.private("li", "general")[-1].blocks)


async def test_an_emoji_can_be_answered_too(world: World) -> None:
    await world.command("maya", "general", "privacy messages daily")
    said = await world.say("maya", "general", "the fix is out")
    await world.react("ana", said, "bulb")
    await world.pass_time(days=1)
    (message,) = world.direct("maya")
    await choose(world, "maya", message, "Reply …")
    await world.submit("maya", text=WORDS)
    assert len(answers(world)) == 1
