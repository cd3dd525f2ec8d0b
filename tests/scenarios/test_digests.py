"""The weekly digest of a channel."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.app import hearten
from tests.scenarios.world import World
from tests.slack.showing import find_leaves

MONDAY = "2026-11-30T08:00"  # 09:00 in Berlin


async def test_a_digest_appears_at_the_channels_hour_with_the_weeks_stories(world: World) -> None:
    answer = await world.command("jonas", "engineering", "digest on")
    assert "<#C0ENGINE1> will get its digest every Monday at 09:00 (Europe/Berlin)." in answer
    assert "The next one comes on 30 Nov 2026." in answer
    assert "Monday 08:00 in Lisbon" in answer  # Ana
    assert "Monday 16:00 in Singapore" in answer  # Li

    await world.command("ana", "engineering", "@maya thanks for the patience #collaboration")
    await world.command("maya", "engineering", "@li thanks for the export #creativity #collaboration")
    await world.command("priya", "engineering", "@jonas thanks for the calm")
    await world.command("priya", "engineering", "quietly @jonas thanks for listening")
    message = await world.say("li", "engineering", "Drafts survive a tunnel now.")
    await world.react("maya", message, "jigsaw")
    await world.react("jonas", message, "jigsaw")
    (shout_out, *_) = world.posts("engineering")
    await world.react("priya", shout_out, "bulb")
    given = len(world.posts("engineering"))

    await world.pass_until("2026-11-30T07:59")
    assert len(world.posts("engineering")) == given
    await world.pass_until(MONDAY)
    digest, address = world.posts("engineering")[-1], world.workspace.permalink(message)
    assert digest.text == (
        "Good words from 23–29 November\n"
        "This is the first digest here: once a week, you can all read again what people thanked each other "
        "for.\n"
        "*Ana* thanked *Maya* :handshake:\n"
        "“thanks for the patience”\n"
        "*Maya* thanked *Li Wei* :bulb: :handshake:\n"
        "“thanks for the export”\n"
        "*Priya* thanked *Jonas*\n"
        "“thanks for the calm”\n"
        f"*Jonas and Maya* thanked *Li Wei* for <{address}|this message> :jigsaw:\n"
        "Ana, Jonas, Maya and Priya gave thanks here for the first time. How good to read that.\n"
        "_Who made a hard day lighter?_\n"
        "Jonas set up this digest for <#C0ENGINE1>. `/kudos digest` changes it.\n"
        "A picture of the week: a patch for each thanks, in the order of the days. "
        "Its patterns show creativity, collaboration and problem-solving. "
        "A heart is a thanks without a value."
    )
    assert "<@" not in digest.text
    assert "'user'" not in str(digest.blocks)
    # Each name leads to the shout-out, or to what was thanked for.
    posted = [post for post in world.posts("engineering") if "thanks" in post.text and post is not digest]
    links = [
        (leaf["text"], leaf["url"])
        for leaf in find_leaves(digest.blocks)
        if leaf["type"] == "link" and leaf.get("style") == {"bold": True}
    ]
    for name, post in zip(("Ana", "Maya", "Priya"), posted, strict=True):
        assert (name, world.workspace.permalink(post)) in links
    assert ("Jonas and Maya", address) in links
    assert len(links) == 8


async def test_each_digest_covers_its_week_and_an_empty_week_has_none(world: World) -> None:
    await world.command("jonas", "general", "digest on monday 09:00 Europe/Berlin")
    await world.command("ana", "general", "@maya thanks for the first week")
    await world.pass_until(MONDAY)
    await world.pass_until("2026-12-07T08:00")
    await world.command("ana", "general", "@maya thanks for the third week")
    await world.pass_until("2026-12-14T08:00")
    digests = [text for text in world.texts("general") if text.startswith("Good words")]
    assert [("first week" in text, "third week" in text) for text in digests] == [
        (True, False),
        (False, True),
    ]
    assert digests[1].startswith("Good words from 7–13 December")


async def test_switched_on_late_the_first_period_starts_at_the_previous_boundary(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for helping on Wednesday")
    await world.pass_time(days=2)
    await world.command("jonas", "general", "digest on")
    await world.pass_until(MONDAY)
    assert "helping on Wednesday" in world.texts("general")[-1]


async def test_a_change_in_mid_week_neither_repeats_nor_drops(world: World) -> None:
    await world.command("jonas", "general", "digest on monday 09:00")
    await world.command("ana", "general", "@maya thanks for Wednesday")
    await world.command("jonas", "general", "digest on friday")
    await world.pass_until("2026-11-27T08:00")
    assert "thanks for Wednesday" in world.texts("general")[-1]
    assert (await world.command("jonas", "general", "digest")).startswith(
        "<#C0GENERAL> gets its digest every Friday at 09:00 (Europe/Berlin); Jonas set it up."
    )
    await world.command("ana", "general", "@maya thanks for Friday")
    await world.command("jonas", "general", "digest on monday")
    await world.pass_until(MONDAY)
    assert "thanks for Friday" in world.texts("general")[-1]
    assert "thanks for Wednesday" not in world.texts("general")[-1]
    await world.command("jonas", "general", "digest off")
    await world.command("jonas", "general", "digest on")
    await world.pass_until("2026-12-07T08:00")
    assert "thanks for Friday" in world.texts("general")[-1]  # still the digest of 30 November
    assert len([t for t in world.texts("general") if t.startswith("Good words")]) == 2


async def test_preview_off_and_how_it_is_set(world: World) -> None:
    assert "has no digest" in await world.command("ana", "general", "digest")
    assert "A quiet week so far" in await world.command("ana", "general", "digest preview")
    assert "has no digest, so nothing was changed" in await world.command("ana", "general", "digest off")
    await world.command("jonas", "general", "digest on friday 15:00 new york")
    await world.command("ana", "general", "@maya thanks for the sketches")
    await world.pass_time(minutes=1)
    preview = await world.command("ana", "general", "digest preview")
    assert preview.startswith("Only you see this. If the digest came now, it would say:")
    assert "*Ana* thanked *Maya*" in preview
    assert len(world.posts("general")) == 1
    assert "no longer gets a digest" in await world.command("ana", "general", "digest off")
    await world.pass_time(days=8)
    assert len(world.posts("general")) == 1


async def test_where_there_can_be_no_digest(world: World) -> None:
    assert "Type `/invite @Hearten` first" in await world.command("jonas", "leads", "digest on")
    channel = world.workspace.conversation(world.who("ana"), world.who("maya"))
    answer = await world.practice.command(world.who("ana"), channel.id, "digest on")
    assert isinstance(answer.body, dict)
    assert "A digest belongs to a channel." in answer.body["text"]


async def test_after_downtime_the_missed_digest_comes_once(world: World) -> None:
    await world.command("jonas", "general", "digest on")
    await world.command("ana", "general", "@maya thanks for the sketches")
    world.clock.advance(datetime(2026, 12, 1, 12, tzinfo=UTC) - world.clock.now())
    await asyncio.gather(*(world.bot.ticks.tick() for _ in range(5)))
    await world.settled()
    digests = [text for text in world.texts("general") if text.startswith("Good words")]
    assert len(digests) == 1
    assert digests[0].startswith("Good words from 23–29 November")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_processes_tick_and_there_is_one_digest(world: World) -> None:
    await world.command("jonas", "general", "digest on")
    await world.command("ana", "general", "@maya thanks for the sketches")
    async with hearten(world.settings, world.clock) as other:
        world.clock.advance(timedelta(days=7))
        await asyncio.gather(world.bot.ticks.tick(), other.ticks.tick(), other.ticks.tick())
        await asyncio.gather(world.settled(), other.deliveries.drain())
    digests = [text for text in world.texts("general") if text.startswith("Good words")]
    assert len(digests) == 1


async def test_as_of_decides_only_which_digests_are_due(world: World) -> None:
    await world.command("jonas", "general", "digest on")
    await world.command("ana", "general", "@maya thanks for the sketches")
    await world.pass_time(minutes=1)
    (made,) = await world.bot.make_digests(datetime(2026, 11, 30, 8, tzinfo=UTC))
    assert "Brightside #general" in await world.bot.describe_digest(made)
    assert (await world.bot.describe_digest(made)).endswith("posted")
    assert await world.bot.make_digests(datetime(2026, 11, 30, 8, tzinfo=UTC)) == []
    await world.settled()

    await world.command("ana", "general", "@maya thanks for what came after the run")
    await world.pass_until(MONDAY)
    digests = [text for text in world.texts("general") if text.startswith("Good words")]
    assert len(digests) == 1
    assert "after the run" not in digests[0]
    await world.pass_until("2026-12-07T08:00")
    assert "after the run" in world.texts("general")[-1]


async def test_withdrawn_recognition_leaves_the_digest(world: World) -> None:
    await world.command("jonas", "general", "digest on")
    await world.command("ana", "general", "@maya thanks for the sketches")
    await world.command("ana", "general", "@li thanks for the export")
    await world.pass_until(MONDAY)
    await world.command("ana", "general", "undo")
    digest = world.texts("general")[-1]
    assert "sketches" in digest
    assert "export" not in digest
    await world.command("ana", "general", "undo")
    assert world.texts("general") == []


async def test_a_very_long_week_fits(world: World) -> None:
    await world.command("jonas", "general", "digest on")
    for number in range(30):
        await world.try_command("ana", "general", f"@maya thanks {number} " + "& more " * 200)
    await world.settled()
    await world.pass_until(MONDAY)
    digest = world.posts("general")[-1]
    assert digest.text.startswith("Good words")
    # The text goes on with what the blocks do not show, and ends with the words for the picture.
    assert "And also" in digest.text
    assert "…\nA picture of the week: a patch for each thanks" in digest.text
    assert "Read all" in str(digest.blocks)
    assert len(digest.blocks) == 16


async def test_renamed_or_deactivated_user_does_not_stop_the_digest(world: World) -> None:
    await world.command("jonas", "general", "digest on")
    await world.command("ana", "general", "@maya thanks for the sketches")
    world.practice.fail("users.info", error="user_not_found", times=50)
    world.clock.advance(timedelta(minutes=10))
    await world.pass_until(MONDAY)
    assert "*Ana* thanked *Maya*" in world.texts("general")[-1]
