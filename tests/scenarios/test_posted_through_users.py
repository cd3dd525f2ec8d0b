"""Shout-outs that went out through a `response_url`: a press in one tells where it stands."""

from typing import Any

from bot.practice.delivery import Payload
from bot.practice.records import Message
from tests.scenarios.test_edit import words
from tests.scenarios.test_unchanged_messages import held
from tests.scenarios.world import World


async def shout_out(world: World, text: str = "@priya thanks for the notes") -> Message:
    """Jonas thanks Priya in #leads, which the bot is not in."""
    await world.command("jonas", "leads", text)
    (posted,) = [message for message in world.posts("leads") if message.via_response_url][-1:]
    return posted


def option(message: Message, what: str) -> str:
    menu = message.blocks[-1]["elements"][-1]["options"]
    return next(str(one["value"]) for one in menu if one["value"].startswith(what))


async def test_press_reveals_the_post_so_that_later_changes_reach_it(world: World) -> None:
    posted = await shout_out(world)
    await world.press("priya", posted, "endorse")
    assert world.form("priya") is None  # who is thanked cannot join
    # Edited: it follows, through what the press brought.
    given = world.private("jonas", "leads")[0]
    await world.press("jonas", given, "edit")
    await world.submit("jonas", text=words("thanks for the clear notes"))
    assert "thanks for the clear notes" in world.texts("leads")[0]
    # Later than that no press reaches it; the next one brings what was missed.
    await world.pass_time(minutes=31)
    await world.press("jonas", given, "edit")
    await world.submit("jonas", text=words("thanks for all the notes"))
    assert "thanks for the clear notes" in world.texts("leads")[0]
    assert await held(world) == 1
    await world.press("priya", posted, "endorse")
    assert "thanks for all the notes" in world.texts("leads")[0]
    assert await held(world) == 0
    # Undone, it goes.
    assert "is taken back." in await world.command("jonas", "leads", "undo")
    assert world.posts("leads") == []


async def test_withdrawn_post_is_deleted_at_the_next_press(world: World) -> None:
    posted = await shout_out(world)
    assert "so I can't remove the message there" in await world.command("jonas", "leads", "undo")
    assert world.posts("leads") == [posted]
    await world.pass_time(minutes=2)
    # It was said at once, and is not said again.
    assert not any("couldn't change" in text for text in world.direct_texts("jonas"))
    await world.press("priya", posted, "endorse")
    assert world.posts("leads") == []
    # The same where nothing of it is stored any more.
    posted = await shout_out(world)
    await world.command("jonas", "leads", "undo")
    await world.pass_time(days=3)
    await world.bot.ticks.night()
    await world.press("priya", posted, "more", value=option(posted, "report"))
    assert world.posts("leads") == []
    assert "gone already" in world.private("priya", "leads")[-1].text


async def test_it_can_be_reported_and_withdrawn(world: World) -> None:
    # Not by Jonas, who gave it.
    world.workspace.change_person("li", is_admin=True)
    posted = await shout_out(world)
    await world.press("priya", posted, "more", value=option(posted, "report"))
    await world.submit("priya", reason="Not like this.")
    (told,) = [message for message in world.direct("li") if "isn't okay" in message.text]
    await world.press("li", told, "withdraw")
    await world.submit("li", reason="It hurts.")
    assert world.posts("leads") == []


async def test_of_two_copies_both_go(world: World) -> None:
    """No answer came the first time, and nobody can look whether it stands."""
    world.practice.fail("response_url", cut=True, acts=True, times=1)
    await world.try_command("jonas", "leads", "@priya thanks for the notes")
    await world.retried()
    first, second = world.posts("leads")
    for copy in (first, second):
        await world.press("priya", copy, "endorse")
    await world.command("jonas", "leads", "undo")
    assert world.posts("leads") == []


async def test_only_the_bots_own_messages_with_that_button_are_believed(world: World) -> None:
    posted = await shout_out(world)
    sound = (await world.press("priya", posted, "endorse")).payload
    await world.pass_time(minutes=31)
    stranger = world.workspace.post(world.where("general"), user=world.who("li"), text="hello")
    own = world.workspace.post(
        world.where("general"), user=world.workspace.bot_user_id, text="mine", bot_id=world.workspace.bot_id
    )
    for message in (stranger, own):
        place = {"channel_id": message.channel, "message_ts": message.ts}
        forged: dict[str, Any] = {
            **sound,
            "container": {**sound["container"], **place},
            "channel": {"id": message.channel, "name": "general"},
            "message": {"type": "message", "user": message.user, "ts": message.ts, "text": "x", "blocks": []},
        }
        if message is own:
            forged["message"]["bot_id"] = world.workspace.bot_id
        await world.practice.deliver(Payload("interactive", forged))
    await world.command("jonas", "leads", "undo")
    assert {stranger.ts, own.ts} <= world.workspace.messages[world.where("general")].keys()


async def test_read_only_channel_is_reached_through_the_giver(world: World) -> None:
    channel = world.workspace.channel("engineering")
    for restriction in ("read_only_channel", "thread_only_channel"):
        channel.restriction = restriction
        await world.command("jonas", "engineering", f"@maya thanks for {restriction}")
        posted = world.posts("engineering")[-1]
        assert posted.via_response_url
        assert f"thanks for {restriction}" in posted.text
        assert "I'm not allowed to post in this channel" in world.private("jonas", "engineering")[-1].text
    # By name of a refusal that the practice workspace does not have, too.
    channel.restriction = ""
    for error in ("restricted_action", "posting_to_general_channel_denied"):
        world.practice.fail("chat.postMessage", error=error, times=1)
        await world.command("jonas", "engineering", f"@maya thanks for {error}")
        assert world.posts("engineering")[-1].via_response_url
    # Where neither may, the giver has the words back.
    world.practice.fail("response_url", error="used_url", times=1)
    channel.restriction = "read_only_channel"
    await world.command("jonas", "engineering", "@maya thanks for the patience")
    assert not any("patience" in text for text in world.texts("engineering"))
    assert world.direct_texts("jonas")[-1].startswith("I'm not allowed to post in <#C0ENGINE1>")
    assert "thanks for the patience" in world.direct_texts("jonas")[-1]
