"""When something isn't okay: the admins read it, nothing is hidden by itself, and they can withdraw it."""

from bot.practice.objects import user_object
from bot.practice.records import Message
from bot.practice.views import View
from tests.scenarios.test_additions import confirmation
from tests.scenarios.test_edit import words
from tests.scenarios.test_recognition import buttons
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


async def test_admins_read_text_and_reason_without_the_reporter(world: World) -> None:
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


async def test_repeated_report_notifies_admins_once(world: World) -> None:
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


async def test_only_admins_take_down_only_reported_recognitions(world: World) -> None:
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


async def test_withdrawn_recognition_is_explained(world: World) -> None:
    post = await shout_out(world)
    await world.press("li", post, "more", value=post.blocks[-1]["elements"][-1]["options"][-1]["value"])
    await world.command("ana", "general", "undo")
    await world.submit("li", reason="Not kind.")
    assert told(world) == []


async def make_admin(world: World, who: str, *, is_admin: bool = True) -> None:
    user = world.workspace.change_person(who, is_admin=is_admin)
    await world.event({"type": "user_change", "user": user_object(world.workspace, user)})


async def open_report(world: World, who: str, post: Message) -> View:
    await world.press(who, post, "more", value=post.blocks[-1]["elements"][-1]["options"][-1]["value"])
    form = world.form(who)
    assert form is not None
    return form


async def test_without_any_admin_that_is_said_before_anything_is_sent(world: World) -> None:
    world.workspace.change_person("jonas", is_admin=False)
    form = await open_report(world, "li", await shout_out(world))
    assert "I can't find an admin" in str(form.blocks)
    assert not form.content.get("submit")


async def test_involved_admin_does_not_read_the_report(world: World) -> None:
    # The only admin gave it, received it, joined in, or shares the credit: nobody is left.
    for who, typed in (
        ("jonas", "@maya thanks at last"),
        ("ana", "@jonas thanks at last"),
        ("ana", "@maya thanks at last"),
    ):
        await world.command(who, "general", typed)
        post = world.posts("general")[-1]
        if "jonas" not in who + typed:
            await world.react("jonas", post, "handshake")
        form = await open_report(world, "li", post)
        assert "who has no part in this thanks" in str(form.blocks), typed
        assert not form.content.get("submit")
    assert told(world) == []

    # With another admin it goes to that one alone, whoever has the form open since before.
    await make_admin(world, "priya")
    await world.command("priya", "general", "hello")
    await world.command("jonas", "general", "@maya thanks, you can do it")
    post = world.posts("general")[-1]
    await report(world, "li", post, "Not kind.")
    (to_priya,) = told(world, "priya")
    assert "Not kind." in to_priya.text
    assert told(world) == []

    # Who gets a part in it later reads it no longer, and decides nothing about it.
    await world.command("ana", "general", "@maya not bad for you")
    post = world.posts("general")[-1]
    await report(world, "li", post, "Not kind either.")
    (to_jonas,) = told(world)
    await world.press("jonas", to_jonas, "withdraw")
    await world.react("jonas", post, "handshake")
    assert told(world) == []
    await world.submit("jonas", reason="Because.")
    refused = world.form("jonas")
    assert refused is not None
    assert "Nothing was changed" in refused.errors["reason"]
    assert post.text in world.texts("general")


async def test_reporter_and_admins_are_told_the_outcome(
    world: World,
) -> None:
    post = await shout_out(world)
    await report(world, "li", post, "Not kind.")
    (message,) = told(world)
    await world.press("jonas", message, "keep-reported")
    (message,) = told(world)
    assert "An admin looked at it and left it up." in message.text
    assert [button["text"]["text"] for button in buttons(message)] == ["Withdraw it …"]
    assert "left it up" in world.direct_texts("li")[-1]
    assert len(world.direct("li")) == 1

    # Another report has to be looked at anew, and only who sent it hears of that.
    await report(world, "priya", post, "I think so, too.")
    (message,) = told(world)
    assert "It stays up for now." in message.text
    await world.press("jonas", message, "withdraw")
    await world.submit("jonas", reason="It hurts.")
    for who in ("li", "priya"):
        heard = world.direct_texts(who)[-1]
        assert "that you reported, and withdrew it" in heard
        assert "waking" not in heard
        assert "Jonas" not in heard
    assert [m for m in world.direct("ana") if "withdrawn" in m.text]
    changes = await world.command("jonas", "general", "settings changes")
    assert "withdrew a thanks in <#" in changes
    assert "and left it up" in changes
    assert "waking" not in changes


async def test_unknown_admin_is_looked_up(world: World) -> None:
    post = await shout_out(world)
    await report(world, "li", post)
    assert len(world.calls("users.list")) == 1
    assert len(told(world)) == 1
    assert [button["text"]["text"] for button in buttons(told(world)[0])] == ["Withdraw it …", "Leave it up"]


async def test_report_follows_changes_without_the_old_text(
    world: World,
) -> None:
    post = await shout_out(world)
    await report(world, "li", post, "Not kind.")
    (message,) = told(world)
    assert "It was changed after" not in message.text
    await world.press("ana", confirmation(world), "edit")
    await world.pass_time(minutes=1)
    await world.submit("ana", text=words("thanks for the sketches"))
    (message,) = told(world)
    assert "It was changed after someone reported it" in message.text
    assert "for the sketches" in message.text
    assert "waking" not in message.text + str(message.blocks)

    await world.command("ana", "general", "undo")
    (message,) = world.direct("jonas")
    assert "that someone reported was taken back" in message.text
    assert not buttons(message)
    for gone in ("sketches", "Not kind", "Ana"):
        assert gone not in message.text + str(message.blocks)
