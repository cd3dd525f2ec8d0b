"""The first week: what is proposed to the one who installed Hearten, and a digest that stays quiet."""

import asyncio
from typing import Any

import pytest

from bot.practice.objects import user_object
from bot.practice.records import Message
from bot.storage import schema
from tests.scenarios.test_recognition import buttons
from tests.scenarios.town import Town
from tests.scenarios.world import World


def labels(message: Message) -> list[str]:
    return [button["text"]["text"] for button in buttons(message)]


async def rows(world: World) -> int:
    def count(tx: Any) -> int:
        tables = (schema.first_week, schema.thankful_channel)
        return sum(len(tx.connection.execute(table.select()).all()) for table in tables)

    return await world.bot.deps.database.read(count)


async def thank_by_emoji(world: World, where: str, times: int = 3) -> None:
    for number in range(times):
        message = await world.say("maya", where, f"The export streams now, part {number}.")
        answer = await world.react("priya", message, "pray")
        assert answer is not None
        # What Slack repeats counts once.
        await world.event(answer.payload["event"], event_id=answer.payload["event_id"])


async def test_what_is_proposed_after_some_days_is_one_click(world: World) -> None:
    await world.command("jonas", "general", "values")
    await thank_by_emoji(world, "engineering")
    await thank_by_emoji(world, "general", times=2)
    # Jonas is not in #design, and #northlight is shared with another company.
    await thank_by_emoji(world, "design")
    await world.pass_until("2026-11-27T03:00:00")
    assert len(world.direct("jonas")) == 1
    await world.pass_until("2026-12-01T03:00:00")
    assert len(world.direct("jonas")) == 1
    await world.pass_until("2026-12-01T12:00:00")
    _, proposal = world.direct("jonas")
    assert "People already say thanks in <#C0ENGINE1>. They could read it again once a week: Friday" in (
        proposal.text
    )
    assert labels(proposal) == ["Start its digest", "🫂 empathy", "🛟 trust", "📚 learning", "No, thanks"]
    assert await rows(world) == 0

    await world.press("jonas", proposal, "first-week-digest:0")
    proposal = world.direct("jonas")[1]
    assert "<#C0ENGINE1> gets its first digest: Friday" in proposal.text
    assert "Friday" in await world.command("jonas", "engineering", "digest")
    # Days later, and pressed twice at once.
    await world.pass_time(days=5)
    twice = [
        world.practice.press(world.who("jonas"), proposal.channel, proposal.ts, "first-week-value:0")
        for _ in range(2)
    ]
    await asyncio.gather(*twice)
    await world.settled()
    proposal = world.direct("jonas")[1]
    assert "*empathy* is one of your values now." in proposal.text
    assert labels(proposal) == ["🛟 trust", "📚 learning", "No, thanks"]
    assert "empathy" in await world.command("ana", "general", "values")
    await world.press("jonas", proposal, "skip-first-week")
    await world.pass_time(days=9)
    assert [each.text for each in world.direct("jonas") if "few days" in each.text] == []
    assert world.direct("priya") == world.direct("maya") == []


@pytest.mark.parametrize(
    ("change", "proposed"),
    [({"is_admin": False}, ["Start its digest", "No, thanks"]), ({"deleted": True}, [])],
)
async def test_proposal_to_someone_who_is_no_admin_any_more_or_left(
    world: World, change: dict[str, bool], proposed: list[str]
) -> None:
    await world.command("jonas", "general", "values")
    await thank_by_emoji(world, "engineering")
    user = world.workspace.change_person("jonas", **change)
    await world.event({"type": "user_change", "user": user_object(world.workspace, user)})
    await world.pass_until("2026-12-01T12:00:00")
    assert [label for message in world.direct("jonas")[1:] for label in labels(message)] == proposed
    assert await rows(world) == 0


async def test_bot_in_no_channel_says_how_to_invite_it(world: World) -> None:
    await world.command("jonas", "general", "values")
    for channel in list(world.workspace.channels.values()):
        if channel.kind in ("public", "private") and world.workspace.bot_user_id in channel.members:
            world.workspace.leave(channel.id, world.workspace.bot_user_id)
    await world.pass_until("2026-12-01T12:00:00")
    proposal = world.direct("jonas")[-1]
    assert "I'm in no channel yet. Type `/invite @Hearten`" in proposal.text


async def test_first_digest_explains_itself_and_two_quiet_weeks_bring_one_question(world: World) -> None:
    await world.command("ana", "design", "digest on friday 15:00 Europe/Berlin")
    await world.command("ana", "design", "@maya thanks for the map")
    await world.pass_until("2026-11-27T14:00:00")
    (first,) = [text for text in world.texts("design") if text.startswith("Good words")]
    assert "This is the first digest here: once a week, you can all read again" in first
    await world.command("ana", "design", "@maya thanks for the tea")
    await world.pass_until("2026-12-04T14:00:00")
    second = [text for text in world.texts("design") if text.startswith("Good words")][1]
    assert "first digest here" not in second

    await world.pass_until("2026-12-11T14:00:00")
    assert world.direct("ana") == []
    await world.pass_until("2026-12-18T14:00:00")
    (asked,) = world.direct("ana")
    assert "<#C0DESIGN1> had two quiet weeks, and that's fine." in asked.text
    assert labels(asked) == ["Keep it", "Change it", "Stop it"]
    await world.press("ana", asked, "digest-set-up")
    assert world.form("ana") is not None
    await world.practice.close(world.who("ana"))
    await world.pass_time(days=28)
    (asked,) = world.direct("ana")
    await world.press("ana", asked, "digest-stop")
    assert "no longer gets a digest" in world.direct("ana")[0].text
    assert all(world.direct(who) == [] for who in ("priya", "tom"))


async def test_each_workspace_has_its_own_first_week(installed_town: Town) -> None:
    first, second = installed_town.worlds
    await thank_by_emoji(first, "engineering")
    await first.pass_until("2026-12-01T12:00:00")
    for world in (first, second):
        await world.settled()
    proposals = [
        [text for who in ("jonas", "priya", "ana") for text in world.direct_texts(who) if "few days" in text]
        for world in (first, second)
    ]
    assert ["C0ENGINE1" in text for texts in proposals for text in texts] == [True, False]
