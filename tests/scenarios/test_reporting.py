"""When something isn't okay: the admins read it, nothing is hidden by itself, and they can withdraw it."""

from bot.practice.objects import user_object
from bot.practice.records import Message
from tests.scenarios.test_giving import buttons
from tests.scenarios.world import World


async def shout_out(world: World) -> Message:
    await world.command("ana", "general", "@maya thanks for finally waking up")
    return world.posts("general")[-1]


async def report(world: World, who: str, post: Message, reason: str = "") -> None:
    await world.press(who, post, "more", value=post.blocks[-1]["elements"][-1]["options"][-1]["value"])
    await world.submit(who, reason=reason)


def told(world: World, who: str = "jonas") -> list[Message]:
    """What an admin reads about reports."""
    return [message for message in world.direct(who) if "isn't okay" in message.text]


async def test_admins_read_the_words_and_the_reason_and_not_from_whom(world: World) -> None:
    post = await shout_out(world)
    await report(world, "li", post, "That is <not> kind.")
    form = world.form("li")
    assert form is not None
    assert form.content["submit"] is None or not form.content["submit"]
    (message,) = told(world)
    assert "thanks for finally waking up" in message.text
    assert "That is &lt;not&gt; kind." in message.text
    assert "Li" not in message.text
    assert world.who("li") not in message.text + str(message.blocks)
    assert world.posts("general") == [post]
    assert told(world, "priya") == []


async def test_reported_twice_is_told_once_and_others_add_to_it(world: World) -> None:
    post = await shout_out(world)
    await report(world, "li", post, "Not kind.")
    await report(world, "li", post, "Not kind!")
    await report(world, "priya", post, "I agree.")
    (message,) = told(world)
    assert message.text.count("Not kind") == 1
    assert "I agree." in message.text


async def test_an_admin_withdraws_it_and_the_giver_reads_why(world: World) -> None:
    post = await shout_out(world)
    await report(world, "li", post)
    (message,) = told(world)
    await world.press("jonas", message, "withdraw")
    await world.submit("jonas", reason="It hurts more than it thanks.")
    assert world.texts("general") == []
    (to_giver,) = [m for m in world.direct("ana") if "withdrawn" in m.text]
    assert "An admin has withdrawn what you said in" in to_giver.text
    assert "thanks for finally waking up" in to_giver.text
    assert "It hurts more than it thanks." in to_giver.text
    assert "waking" not in await world.command("maya", "general", "history")
    assert told(world) == []


async def test_only_an_admin_can_and_only_what_was_reported(world: World) -> None:
    post = await shout_out(world)
    await report(world, "li", post)
    (message,) = told(world)
    await world.press("jonas", message, "withdraw")
    jonas = world.workspace.change_person("jonas", is_admin=False)
    await world.event({"type": "user_change", "user": user_object(world.workspace, jonas)})
    await world.submit("jonas", reason="Because.")
    form = world.form("jonas")
    assert form is not None
    assert "Nothing was changed" in form.errors["reason"]
    assert world.posts("general") == [post]


async def test_what_is_gone_meanwhile_is_said(world: World) -> None:
    post = await shout_out(world)
    await world.press("li", post, "more", value=post.blocks[-1]["elements"][-1]["options"][-1]["value"])
    await world.command("ana", "general", "undo")
    await world.submit("li", reason="Not kind.")
    assert told(world) == []


async def test_without_any_admin_that_is_said(world: World) -> None:
    world.workspace.change_person("jonas", is_admin=False)
    post = await shout_out(world)
    await report(world, "li", post)
    form = world.form("li")
    assert form is not None
    assert "I can't find an admin" in str(form.blocks)


async def test_an_admin_whom_nobody_has_met_is_found(world: World) -> None:
    post = await shout_out(world)
    await report(world, "li", post)
    assert len(world.calls("users.list")) == 1
    assert len(told(world)) == 1
    assert [button["text"]["text"] for button in buttons(told(world)[0])] == ["Withdraw it …"]
