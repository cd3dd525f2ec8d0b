"""What somebody gave, on their Home: all that can be done about it, whichever way it was given."""

import asyncio

import pytest

from bot.practice.records import Message
from bot.practice.views import View
from tests.scenarios.test_edit import words
from tests.scenarios.test_home import home, open_home, press
from tests.scenarios.test_reactions import reaction
from tests.scenarios.test_values import choose, open_list
from tests.scenarios.world import World


async def open_given(world: World, who: str) -> str:
    """Open one's Home at what one gave, and read it."""
    await open_home(world, who)
    await press(world, who, "home:given")
    return home(world, who)


def window(world: World, who: str) -> View:
    """What lies over the Home."""
    shown = world.form(who)
    assert shown is not None
    return shown


async def reacted(world: World, who: str) -> Message:
    """Li writes a message, and somebody thanks for it with an emoji."""
    message = await world.say("li", "engineering", "The export streams now, row by row.")
    await world.react(who, message, "bulb")
    return message


async def test_values_are_added(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches #creativity")
    await open_given(world, "ana")
    await press(world, "ana", "add-values")
    form = window(world, "ana")
    assert form.title == "Add values"
    assert "problem-solving" in str(form.blocks)
    assert "creativity" not in str(form.blocks)
    await world.submit("ana", values=["collaboration", "problem-solving"])
    assert world.form("ana") is None
    for text in (
        *world.texts("general"),
        home(world, "ana"),
        await world.command("maya", "general", "history"),
    ):
        assert all(value in text for value in ("creativity", "collaboration", "problem-solving"))
    actions = str(world.practice.find_home(world.who("ana")))
    assert "'edit'" in actions
    assert "add-values" not in actions


async def test_a_form_sent_twice_adds_once(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    await open_given(world, "ana")
    await press(world, "ana", "add-values")
    chosen = ["collaboration", "creativity"]
    await asyncio.gather(world.submit("ana", values=chosen), world.submit("ana", values=chosen))
    assert world.form("ana") is None
    assert world.texts("general")[0].count("collaboration") == 1


async def test_a_value_that_was_retired_meanwhile_is_said_at_the_field(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    await open_given(world, "ana")
    await press(world, "ana", "add-values")
    await open_list(world)
    await choose(world, "creativity", "Retire")
    await world.submit("ana", values=["creativity", "collaboration"])
    assert "no longer celebrated here, so nothing was added" in window(world, "ana").errors["values"]
    assert "collaboration" not in world.texts("general")[0]
    await world.submit("ana", values=["collaboration"])
    assert world.form("ana") is None
    assert "collaboration" in world.texts("general")[0]


async def test_withdrawn_recognition_stays_withdrawn(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    await open_given(world, "ana")
    view = world.practice.find_home(world.who("ana"))
    assert view is not None
    before = view.content
    await press(world, "ana", "add-values")
    await world.command("ana", "general", "undo")
    await world.submit("ana", values=["collaboration"])
    assert "taken back meanwhile" in window(world, "ana").errors["values"]
    await world.practice.close(world.who("ana"))
    for action in ("add-values", "edit"):
        # Another window of theirs still shows how it was.
        world.workspace.homes.publish(world.who("ana"), before)
        await press(world, "ana", action)
        assert "This thanks was taken back" in str(window(world, "ana").blocks)
        await world.practice.close(world.who("ana"))
    world.workspace.homes.publish(world.who("ana"), before)
    await press(world, "ana", "undo")
    assert "There's nothing left to undo." in home(world, "ana")


async def test_comment_is_added_to_a_reaction_and_changed(world: World) -> None:
    await reacted(world, "ana")
    shown = await open_given(world, "ana")
    assert "Add words" in shown
    await press(world, "ana", "comment-reaction")
    await world.submit("ana", text=words("no more waiting"))
    await world.practice.close(world.who("ana"))
    assert "no more waiting" in home(world, "ana")
    assert "Change your words" in home(world, "ana")
    await press(world, "ana", "comment-reaction")
    await world.submit("ana", text=words("an hour a day"))
    assert "an hour a day" in home(world, "ana")
    assert "an hour a day" in await world.command("li", "general", "history")


async def test_withdrawn_reaction_loses_its_comment_and_can_be_repeated(world: World) -> None:
    message = await reacted(world, "ana")
    await world.react("ana", message, "jigsaw")
    await world.react("maya", message, "handshake")
    await open_given(world, "ana")
    await press(world, "ana", "comment-reaction")
    await world.submit("ana", text=words("no more waiting"))
    await world.practice.close(world.who("ana"))
    view = world.practice.find_home(world.who("ana"))
    assert view is not None
    before = view.content
    await press(world, "ana", "undo")
    shown = home(world, "ana")
    assert "Your emoji stays on the message until you remove it there." in shown
    assert "Nothing here yet." in shown
    received = await world.command("li", "general", "history")
    assert "Maya thanked you" in received
    assert all(text not in received for text in ("Ana", "no more waiting", "creativity", "problem-solving"))
    world.workspace.homes.publish(world.who("ana"), before)
    await press(world, "ana", "undo")
    assert "There's nothing left to undo." in home(world, "ana")
    # Taken away in Slack as well, it is gone already.
    await world.unreact("ana", message, "jigsaw")
    await world.unreact("maya", message, "handshake")
    assert "thanked" not in await world.command("li", "general", "history")
    await world.unreact("ana", message, "bulb")
    await world.react("ana", message, "bulb")
    assert "Ana thanked you" in await world.command("li", "general", "history")
    assert "creativity" in home(world, "ana")


async def test_repeated_event_does_not_undo_the_withdrawal(world: World) -> None:
    message = await world.say("li", "engineering", "The export streams now.")
    event = reaction(world, "ana", message, "bulb", "1800000000.000100")
    await world.event(event)
    await open_given(world, "ana")
    await press(world, "ana", "undo")
    await world.event(event)
    assert "thanked" not in await world.command("li", "general", "history")


async def test_endorsement_is_listed_commented_and_withdrawn(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    (message,) = world.posts("general")
    await world.pass_time(days=1)
    assert "Where you joined in" not in await open_given(world, "li")
    await world.press("li", message, "endorse")
    shown = home(world, "li")
    assert "Where you joined in" in shown
    # It's dated by the day on which Li Wei joined, a day after Ana wrote it.
    assert "26 Nov 2026 · You have joined Ana in thanking Maya." in shown
    assert "You have joined Ana in thanking Maya." in shown
    assert "sketches" not in shown
    await press(world, "li", "comment-endorsement")
    await world.submit("li", text=words("they saved my week"))
    assert "they saved my week" in home(world, "li")
    assert "Change your words" in home(world, "li")
    await press(world, "li", "comment-endorsement")
    await world.submit("li", text=words("they saved my month"))
    assert "they saved my month" in home(world, "li")
    assert world.texts("general")[0].endswith("Li Wei: “they saved my month”")
    await press(world, "li", "undo")
    assert "Undone. Your “Me too” is no longer there." in home(world, "li")
    assert "Where you joined in" not in home(world, "li")
    assert "Li Wei" not in world.texts("general")[0]


async def test_endorsement_by_emoji_is_withdrawn_for_good(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    (message,) = world.posts("general")
    await open_given(world, "li")
    for emoji in ("bulb", "jigsaw"):
        await world.react("li", message, emoji)
    assert "You have joined Ana in thanking Maya." in home(world, "li")
    await press(world, "li", "undo")
    assert "Your emoji stays on the message until you remove it there." in home(world, "li")
    await world.unreact("li", message, "bulb")
    assert "Li Wei" not in world.texts("general")[0]
    await world.react("li", message, "handshake")
    assert "Li Wei joins in." in world.texts("general")[0]


async def test_endorsement_is_deleted_with_its_recognition(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    await open_given(world, "li")
    await world.react("li", world.posts("general")[0], "bulb")
    view = world.practice.find_home(world.who("li"))
    assert view is not None
    before = view.content
    await world.command("ana", "general", "undo")
    assert "Where you joined in" not in home(world, "li")
    world.workspace.homes.publish(world.who("li"), before)
    await press(world, "li", "comment-endorsement")
    assert "This thanks is gone already." in str(window(world, "li").blocks)


async def test_former_member_reads_only_their_own_recognitions(world: World) -> None:
    await world.command("carol", "office-move", "@sam thanks for the secret plan")
    (message,) = world.posts("office-move")
    for who, added in (("jonas", "it saved my week"), ("priya", "and mine")):
        await world.join_by_form(who, message)
        await world.submit(who, text=words(added))
    world.workspace.leave(world.where("office-move"), world.who("jonas"))
    shown = await open_given(world, "jonas")
    assert "You have joined Carol in thanking Sam." in shown
    assert "it saved my week" in shown
    assert "secret" not in shown
    assert "and mine" not in shown


@pytest.mark.parametrize("action", ["edit", "add-values"])
async def test_where_the_form_does_not_open_it_is_said_there(world: World, action: str) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    await open_given(world, "ana")
    world.practice.fail("views.open", error="expired_trigger_id", times=2)
    await press(world, "ana", action)
    assert "That didn't open just now" in home(world, "ana")
    assert world.form("ana") is None


async def test_all_pages_have_buttons_and_endorsements_follow_the_newest(world: World) -> None:
    await world.command("li", "general", "@maya thanks for the talk")
    await world.react("ana", world.posts("general")[0], "bulb")
    for number in range(12):
        await world.command("ana", "general", f"@maya for number {number} of them")
    shown = await open_given(world, "ana")
    assert "Where you joined in" in shown
    await press(world, "ana", "older")
    assert "Where you joined in" not in home(world, "ana")
    await press(world, "ana", "edit", number=1)
    await world.submit("ana", text=words("for number nought"))
    assert "for number nought" in home(world, "ana")
