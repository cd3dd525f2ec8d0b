"""Letting one's lead read a private thanks, and keeping it between the two again."""

from bot.practice.records import Message
from tests.scenarios.test_recognition import choose, menu
from tests.scenarios.world import World

LABEL = "Let my lead read it …"


async def private_thanks(world: World, where: str = "general", text: str = "thanks for listening") -> Message:
    """Priya is Maya's lead, and Ana thanks Maya in private."""
    await world.command("jonas", "general", "leads add @priya for @maya")
    await world.command("ana", where, f"quietly @maya {text}")
    return latest(world)


def latest(world: World) -> Message:
    return next(m for m in reversed(world.direct("maya")) if "thanked you" in m.text)


async def open_to_leads(world: World, who: str, message: Message) -> None:
    """Choose it from the menu, and say yes to the question."""
    await choose(world, who, message, LABEL)
    await world.submit(who)


async def history(world: World, who: str = "priya") -> str:
    return await world.command(who, "general", "history @maya")


async def test_only_the_recipient_opens_a_recognition_to_leads(world: World) -> None:
    message = await private_thanks(world)
    assert "listening" not in await history(world)
    await choose(world, "maya", message, LABEL)
    question = world.form("maya")
    assert question is not None
    assert "I tell the writer." in str(question.blocks)
    assert "listening" not in await history(world)
    await world.submit("maya")
    assert "You let the leads who care for you read this" in latest(world).text
    told = await history(world)
    assert "Ana thanked Maya · in private, opened to leads" in told
    assert "thanks for listening" in told
    (to_giver,) = world.direct_texts("ana")
    assert to_giver.startswith("Maya lets the leads who care for them read what you said in private:")
    for who in ("jonas", "li", "carol"):
        assert "listening" not in await history(world, who)
    looked = await world.command("maya", "general", "privacy")
    assert "Priya" in looked
    assert "unless you let them read it" in looked


async def test_it_is_closed_again_and_the_giver_is_left_in_peace(world: World) -> None:
    await open_to_leads(world, "maya", await private_thanks(world))
    await choose(world, "maya", latest(world), "Keep it between us again")
    assert LABEL in menu(latest(world))
    assert "listening" not in await history(world)
    assert world.direct("ana") == []


async def test_giver_can_withdraw_an_opened_recognition(world: World) -> None:
    await open_to_leads(world, "maya", await private_thanks(world))
    await world.press("ana", world.direct("ana")[0], "undo")
    assert "listening" not in await history(world)
    assert [text for text in world.direct_texts("maya") if "listening" in text] == []


async def test_without_a_lead_there_is_nothing_to_open(world: World) -> None:
    await world.command("ana", "general", "quietly @maya thanks for listening")
    assert LABEL not in menu(latest(world))
    await world.command("jonas", "general", "leads off")
    await private_thanks(world)
    assert LABEL not in menu(latest(world))


async def test_recognition_naming_a_private_user_cannot_be_opened(world: World) -> None:
    await world.command("li", "general", "privacy thanks privately")
    message = await private_thanks(world, text="thanks for listening to @li and me")
    assert LABEL not in menu(message)


async def test_other_private_recipients_are_not_named(world: World) -> None:
    await world.command("jonas", "general", "leads add @priya for @maya")
    await world.command("ana", "general", "quietly @maya @carol thanks for listening")
    await open_to_leads(world, "maya", latest(world))
    told = await history(world)
    assert "Ana thanked Maya · in private" in told
    assert "Carol" not in told


async def test_opened_recognition_is_visible_to_the_own_leads_only(world: World) -> None:
    await world.command("jonas", "general", "leads add @priya for @maya")
    await world.command("jonas", "general", "leads add @li for @carol")
    await world.command("ana", "general", "quietly @maya @carol thanks for listening")
    await open_to_leads(world, "maya", latest(world))
    (to_carol,) = [message for message in world.direct("carol") if "thanked you" in message.text]
    await open_to_leads(world, "carol", to_carol)
    assert "Carol" not in await history(world)
    told = await world.command("li", "general", "history @carol")
    assert "Ana thanked Carol · in private" in told
    assert "Maya" not in told


async def test_private_channel_is_not_revealed_to_leads_outside_it(world: World) -> None:
    await world.command("jonas", "general", "leads add @ana for @sam")
    await world.command("sam", "general", "privacy thanks privately")
    await world.command("carol", "office-move", "@sam @jonas thanks for the boxes")
    (message,) = [m for m in world.direct("sam") if "boxes" in m.text]
    await open_to_leads(world, "sam", message)
    told = await world.command("ana", "general", "history @sam")
    assert "Carol thanked Sam · in private" in told
    assert "boxes" in told
    assert "Jonas" not in told
    assert world.where("office-move") not in told


async def test_the_leads_note_follows(world: World) -> None:
    await private_thanks(world)
    await world.command("priya", "general", "leads note on")
    await open_to_leads(world, "maya", latest(world))
    await world.pass_until("2026-11-30T12:00")
    (note,) = [text for text in world.direct_texts("priya") if text.startswith("Good morning")]
    assert "listening" in note
    await choose(world, "maya", latest(world), "Keep it between us again")
    assert all("listening" not in text for text in world.direct_texts("priya"))
