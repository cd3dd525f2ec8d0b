"""Thanking with an emoji: kept quietly, taken back by removing it, told once a day."""

import asyncio
import itertools

import pytest

from bot.practice.api import faults
from bot.practice.records import Message
from tests.scenarios.world import World


def reaction(
    world: World, who: str, message: Message, emoji: str, event_ts: str, *, added: bool = True
) -> dict[str, object]:
    return {
        "type": "reaction_added" if added else "reaction_removed",
        "user": world.who(who),
        "reaction": emoji,
        "item_user": message.user,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "event_ts": event_ts,
    }


async def received(world: World, who: str) -> str:
    return await world.command(who, "general", "history")


async def test_an_emoji_thanks_the_author_and_posts_nothing(world: World) -> None:
    message = await world.say("li", "engineering", "The export streams now, row by row.")
    await world.react("maya", message, "bulb")
    await world.react("jonas", message, "bulb::skin-tone-4")

    assert world.posts("engineering") == []
    history = await received(world, "li")
    assert "Jonas and Maya thanked you for <" in history
    assert world.workspace.permalink(message) in history
    assert "(:bulb: creativity)" in history
    assert "row by row" not in history  # the link is kept, not what somebody wrote


async def test_reactor_is_informed_once_with_a_way_to_opt_out(world: World) -> None:
    message = await world.say("li", "engineering", "The export streams now.")
    await world.react("maya", message, "bulb")
    await world.react("maya", message, "jigsaw")
    (told,) = world.direct("maya")
    assert "Your :bulb: on <" in told.text
    assert "thanks Li Wei. To undo it, remove the emoji." in told.text
    assert "a weekly digest may show it" in told.text
    # Who wants thanks in private is in no digest.
    await world.command("sam", "general", "privacy thanks privately")
    to_sam = await world.say("sam", "general", "The lease is signed.")
    await world.react("carol", to_sam, "handshake")
    (explained,) = [text for text in world.direct_texts("carol") if ":handshake:" in text]
    assert "Sam gets one private message about it, and no one else sees it." in explained

    await world.press("maya", told, "stop-reactions")
    assert "just reactions from now on" in world.direct_texts("maya")[0]
    other = await world.say("li", "engineering", "And it is tested.")
    await world.react("maya", other, "bulb")
    assert world.workspace.permalink(other) not in await received(world, "li")
    assert world.workspace.permalink(message) in await received(world, "li")
    # What was kept before can still be taken back.
    await world.unreact("maya", message, "bulb")
    await world.unreact("maya", message, "jigsaw")
    assert "Nothing here yet" in await received(world, "li")

    await world.press("maya", world.direct("maya")[0], "keep-reactions")
    await world.react("maya", other, "handshake")
    assert world.workspace.permalink(other) in await received(world, "li")


async def test_removing_takes_ones_part_back_and_putting_it_on_again_brings_it_back(world: World) -> None:
    message = await world.say("li", "engineering", "The export streams now.")
    await world.react("maya", message, "bulb")
    await world.react("jonas", message, "bulb")
    await world.unreact("maya", message, "bulb")
    assert "Jonas thanked you" in await received(world, "li")
    await world.unreact("jonas", message, "bulb")
    assert "Nothing here yet" in await received(world, "li")
    await world.react("jonas", message, "bulb")
    assert "Jonas thanked you" in await received(world, "li")


async def test_two_emoji_of_one_person_are_one_thanks_with_two_values(world: World) -> None:
    message = await world.say("li", "engineering", "The export streams now.")
    await world.react("maya", message, "bulb")
    await world.react("maya", message, "handshake")
    assert "(:bulb: creativity and :handshake: collaboration)" in await received(world, "li")
    await world.unreact("maya", message, "bulb")
    assert "(:handshake: collaboration)" in await received(world, "li")


async def test_late_repeated_and_reordered_events_are_settled_by_their_time(world: World) -> None:
    recognition = [(True, "1770000001.000100"), (False, "1770000002.000100"), (True, "1770000003.000100")]
    for number, order in enumerate(itertools.permutations(range(3))):
        message = await world.say("li", "engineering", f"Message {number}")
        for index in (*order, *order):
            added, event_ts = recognition[index]
            event = reaction(world, "maya", message, "bulb", event_ts, added=added)
            answer = await world.event(event, event_id=f"Ev{number}.{index}")
            assert answer.status == 200
        assert world.workspace.permalink(message) in await received(world, "li"), order
        event = reaction(world, "maya", message, "bulb", "1770000004.000100", added=False)
        await world.event(event)
        assert world.workspace.permalink(message) not in await received(world, "li"), order


async def test_other_reactions_do_nothing(world: World) -> None:
    own = await world.say("li", "engineering", "I like this myself.")
    await world.react("li", own, "bulb")
    webhook = world.workspace.post(
        world.where("engineering"),
        user=None,
        text="Build 7 is green",
        bot_id="B0BUILD01",
        username="Build bot",
    )
    await world.react("maya", webhook, "bulb")
    by_bot = world.workspace.post(
        world.where("engineering"),
        user=world.who("buildbot"),
        text="Build 8",
    )
    await world.react("maya", by_bot, "bulb")
    other = await world.say("li", "engineering", "Lunch?")
    await world.react("maya", other, "pizza")
    file = reaction(world, "maya", other, "bulb", "1770000001.000100")
    await world.event({**file, "item": {"type": "file", "file": "F123"}})
    nameless = reaction(world, "maya", other, "bulb", "1770000001.000200")
    del nameless["item_user"]
    await world.event(nameless)
    gone = reaction(world, "maya", other, "bulb", "1770000001.000300")
    await world.event({**gone, "item_user": world.who("erik")})

    assert "Nothing here yet" in await received(world, "li")
    assert world.direct("maya") == []


async def test_author_gets_one_summary_in_the_afternoon(world: World) -> None:
    message = await world.say("li", "engineering", "The export streams now.")
    other = await world.say("li", "engineering", "And it is documented.")
    await world.react("maya", message, "bulb")
    await world.react("jonas", message, "bulb")
    await world.react("jonas", other, "handshake")
    assert world.direct("li") == []

    await world.pass_until("2026-11-26T07:59")  # 15:59 in Singapore
    assert world.direct("li") == []
    await world.pass_until("2026-11-26T08:01")
    (told,) = world.direct_texts("li")
    assert told.count("thanked you for") == 2
    assert "Jonas and Maya thanked you for" in told

    # Taking it off and on again is no second message; another colleague is one, the next day.
    await world.unreact("maya", message, "bulb")
    await world.react("maya", message, "bulb")
    await world.pass_time(days=1)
    assert len(world.direct("li")) == 1
    await world.react("priya", message, "jigsaw")
    await world.pass_time(days=1)
    assert len(world.direct("li")) == 2


async def test_daily_summary_follows_withdrawals(world: World) -> None:
    message = await world.say("li", "engineering", "The export streams now.")
    await world.react("maya", message, "bulb")
    await world.pass_time(days=1)
    assert len(world.direct("li")) == 1
    await world.unreact("maya", message, "bulb")
    assert world.direct("li") == []


async def test_emoji_on_a_shout_out_is_an_endorsement(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches")
    (shout_out,) = world.posts("design")
    for who in ("priya", "ana", "maya", "tom"):
        await world.react(who, shout_out, "handshake")
    (text,) = world.texts("design")
    assert text.endswith("Priya and Tom join in.")
    assert "Priya and Tom join in." in await world.command("maya", "design", "history")
    assert "thanked Hearten" not in text

    await world.pass_time(days=1)
    told = world.direct_texts("maya")[-1]
    assert "Priya and Tom joined Ana in thanking you" in told
    await world.unreact("priya", shout_out, "handshake")
    await world.unreact("tom", shout_out, "handshake")
    assert "endorse" not in world.texts("design")[0]
    assert not any("joined Ana" in text for text in world.direct_texts("maya"))


async def test_reaction_to_an_unanswered_post_is_refused_and_repeated(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack may send the event of a reaction before it answers the post."""
    answered = asyncio.Event()
    monkeypatch.setattr(faults, "_wait", lambda *_: answered.wait())
    world.practice.fail("chat.postMessage", hang=1, times=1)
    await world.try_command("ana", "design", "@maya thanks for the sketches")
    while not world.posts("design"):
        await world.workspace.wait_for_change(world.workspace.revision)
    (shout_out,) = world.posts("design")
    with world.no_answer_expected():
        answer = await world.practice.react(world.who("priya"), shout_out.channel, shout_out.ts, "handshake")
        assert answer is not None
        assert answer.status != 200
        answered.set()
        # It may be refused again before the post is recorded.
        await world.settled()
    await world.event(answer.payload["event"], event_id=answer.payload["event_id"])
    assert world.texts("design")[0].endswith("Priya joins in.")


async def test_people_of_other_organisations_can_react_and_are_written_nothing(world: World) -> None:
    message = await world.say("jonas", "northlight", "The website is live.")
    await world.react("rosa", message, "bulb")
    assert "Rosa thanked you for" in await received(world, "jonas")
    assert world.direct("rosa") == []
    hers = await world.say("rosa", "northlight", "Thank you for the quick review.")
    await world.react("jonas", hers, "handshake")
    await world.pass_time(days=2)
    assert world.direct("rosa") == []


async def test_in_a_private_channel_it_stays_in_the_channel(world: World) -> None:
    message = await world.say("sam", "office-move", "I read the whole lease.")
    await world.react("carol", message, "jigsaw")
    assert "Carol thanked Sam for" in await world.command(
        "jonas", "office-move", "history <#C0OFFICE1|office-move>", escape=False
    )
    refused = await world.command("maya", "general", "history <#C0OFFICE1|office-move>", escape=False)
    assert "I show a channel's thanks to its members" in refused
