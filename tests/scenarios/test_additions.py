"""Adding to a thanks asks the same as giving one: how its recipient wishes to be thanked by now."""

from bot.practice.records import Message
from tests.scenarios.test_edit import words
from tests.scenarios.test_recognition import choose, value_option
from tests.scenarios.world import World

CLOSED = "This thanks can no longer be changed or added to"


def error(world: World, who: str) -> str:
    form = world.form(who)
    assert form is not None
    return " ".join(map(str, form.errors.values()))


def confirmation(world: World) -> Message:
    """The latest private answer to Ana with buttons that add values."""
    found = [m for m in world.private("ana", "general") if "Add a value" in str(m.blocks)]
    return found[-1]


async def refused_press(
    world: World, who: str, message: Message, action: str, *, value: str | None = None
) -> None:
    """Press a button, or choose a value, and read privately that nothing can be added; no form opens."""
    await world.press(who, message, action, value=value)
    assert world.form(who) is None
    assert CLOSED in world.private(who, "general")[-1].text


async def test_private_preference_applies_to_added_recipients(world: World) -> None:
    for wish in ("never", "privately"):
        await world.command("maya", "general", "privacy thanks publicly")
        await try_to_add(world, wish)


async def try_to_add(world: World, wish: str) -> None:
    """Try every way of adding after Maya's wish changed."""
    await world.command("ana", "general", "@maya thanks for the sketches")
    given = confirmation(world)
    post = world.posts("general")[-1]
    said = await world.say("maya", "general", "Here are the sketches.")
    await world.react("ana", said, "handshake")

    # What was opened before is asked about when it is sent.
    await world.join_by_form("jonas", post)
    text = world.posts("general")[-1].text
    await world.press("ana", given, "edit")
    await choose(world, "maya", post, "Share the credit …")
    # What was before is told before.
    await world.pass_time(hours=30)
    await world.command("maya", "general", f"privacy thanks {wish}")
    messages = len(world.direct("maya"))

    await world.submit("jonas", text=words("and the talk"))
    assert CLOSED in error(world, "jonas")
    await world.submit("ana", text=words("thanks for the sketches and the talk"))
    assert CLOSED in error(world, "ana")
    await world.submit("maya", colleague=world.who("tom"), text=words("he drew them"))
    assert CLOSED in error(world, "maya")

    # What is opened from then on does not open.
    await refused_press(world, "li", post, "endorse")
    given = confirmation(world)
    for who in ("ana", "jonas", "maya"):
        await world.practice.close(world.who(who))
    await refused_press(world, "ana", given, "edit")
    await refused_press(world, "ana", given, "add-value", value=value_option(given, "collaboration"))
    await choose(world, "maya", post, "Share the credit …")
    assert CLOSED in world.private("maya", "general")[-1].text

    # An emoji says nothing, and counts for nothing that anybody reads.
    await world.react("li", post, "handshake")
    await world.react("jonas", said, "handshake")
    await world.pass_time(hours=30)
    assert world.texts("general") == [text]
    assert "Jonas" not in str([m.text for m in world.direct("maya")[messages:] if wish == "never"])
    assert "and the talk" not in await world.command("carol", "general", "history #general")

    # What was added can be taken away, and all of it taken back.
    await world.command("ana", "general", "undo")
    assert world.posts("general") == []
