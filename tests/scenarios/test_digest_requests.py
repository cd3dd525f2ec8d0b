"""A digest of some days that a member asks for: first in private, then posted once."""

import asyncio

from bot.practice.records import Message
from tests.scenarios.test_recognition import buttons
from tests.scenarios.world import World

MONDAY = "2026-11-30T08:00"  # 09:00 in Berlin
POST = "digest-post"


def digests(world: World, where: str) -> list[str]:
    return [text for text in world.texts(where) if text.startswith("Good words")]


def look(world: World, who: str, where: str) -> Message:
    """Return the private message with the button that posts."""
    return [one for one in world.private(who, where) if POST in str(one.blocks)][-1]


def labels(message: Message) -> list[str]:
    return [button["text"]["text"] for button in buttons(message)]


async def test_it_is_read_in_private_and_posted_once(world: World) -> None:
    await world.command("jonas", "general", "digest on monday 09:00 Europe/Berlin")
    await world.command("ana", "general", "@maya thanks for the patience #collaboration")
    await world.command("priya", "general", "quietly @jonas thanks for listening")
    await world.pass_time(minutes=1)
    answer = await world.command("ana", "general", "digest now since monday")
    assert answer.startswith("Only you see this. Nothing is posted yet.\nGood words from 23–25 November")
    assert "thanks for the patience" in answer
    assert "listening" not in answer
    assert "Ana asked for this with `/kudos digest now`." in answer
    assert digests(world, "general") == []
    pressed = look(world, "ana", "general")
    # The picture comes below it.
    assert "A picture of these days" in world.private("ana", "general")[-1].text

    await asyncio.gather(world.press("ana", pressed, POST), world.press("ana", pressed, POST))
    (posted,) = digests(world, "general")
    assert posted.startswith("Good words from 23–25 November")
    assert "Ana asked for this" in posted
    assert "A picture of these days" in posted

    # Nothing of it is lost for the weekly digest.
    await world.command("maya", "general", "@li thanks for the export")
    await world.pass_until(MONDAY)
    weekly = digests(world, "general")[-1]
    assert len(digests(world, "general")) == 2
    assert "thanks for the patience" in weekly
    assert "thanks for the export" in weekly
    assert "Jonas set up this digest" in weekly


async def test_without_a_period_it_begins_where_the_last_one_ended(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the first days")
    await world.pass_time(minutes=1)
    assert "first days" in await world.command("ana", "general", "digest now")
    await world.press("ana", look(world, "ana", "general"), POST)
    await world.pass_time(hours=1)
    assert "No thanks were written down in" in await world.command("jonas", "general", "digest now")
    await world.command("ana", "general", "@maya thanks for the second days")
    await world.pass_time(minutes=1)
    # A look that is not posted changes nothing.
    for _ in range(2):
        answer = await world.command("jonas", "general", "digest now")
        assert "second days" in answer
        assert "first days" not in answer


async def test_only_what_is_still_visible_is_posted(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for one")
    await world.command("jonas", "general", "@maya thanks for two")
    await world.pass_time(minutes=1)
    await world.command("priya", "general", "digest now")
    await world.command("jonas", "general", "undo")
    await world.press("priya", look(world, "priya", "general"), POST)
    (posted,) = digests(world, "general")
    assert "thanks for one" in posted
    assert "thanks for two" not in posted
    # What is withdrawn later leaves it, too.
    await world.command("ana", "general", "undo")
    assert digests(world, "general") == []

    await world.command("ana", "general", "@maya thanks for three")
    await world.pass_time(minutes=1)
    await world.command("priya", "general", "digest now")
    pressed = look(world, "priya", "general")
    await world.command("ana", "general", "undo")
    await world.press("priya", pressed, POST)
    assert "nothing was posted" in world.private("priya", "general")[-2].text
    assert digests(world, "general") == []


async def test_people_who_are_in_no_digest_are_left_out(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for one")
    await world.command("ana", "general", "@li thanks for two")
    await world.command("li", "general", "privacy digests off")
    await world.pass_time(minutes=1)
    answer = await world.command("priya", "general", "digest now")
    assert "thanks for one" in answer
    assert "thanks for two" not in answer


async def test_who_may_post(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for one")
    await world.command("jonas", "general", "settings digests admins")
    await world.pass_time(minutes=1)
    await world.command("ana", "general", "digest now")
    await world.press("ana", look(world, "ana", "general"), POST)
    assert digests(world, "general") == []
    assert "it is the admins who set up digests" in str([m.text for m in world.private("ana", "general")])


async def test_a_private_channel_without_the_bot_is_read_and_not_posted(world: World) -> None:
    await world.command("jonas", "leads", "@priya thanks for the calm")
    await world.pass_time(minutes=1)
    answer = await world.command("priya", "leads", "digest now")
    assert "thanks for the calm" in answer
    assert "/invite @Hearten" in answer
    assert POST not in str(world.private("priya", "leads"))


async def test_a_period_that_cannot_be_told_is_explained(world: World) -> None:
    assert "up to three months that have begun" in await world.command(
        "ana", "general", "digest now this year"
    )
    # Before there was anything, or a day that is still to come.
    for text in ("since 2026-09-01 until 2026-09-02", "last month"):
        answer = await world.command("ana", "general", f"digest now {text}")
        assert answer.startswith("No thanks were written down in <#C0GENERAL>")
    assert "that have begun" in await world.command("ana", "general", "digest now since 2027-01-01")
    assert "Did you mean monday?" in await world.command("ana", "general", "digest now since mondy")
    assert "now since monday" in await world.command("ana", "general", "digest now last sprint")
    assert "belongs to a channel" in (await world.write("ana", "digest now"))[-1].text
