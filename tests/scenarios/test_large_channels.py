"""Channels of fifty thousand, and groups of ten."""

import itertools
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from bot.domain.ids import ChannelId
from bot.practice.directory import crowd_id
from bot.practice.records import UserGroup
from bot.storage import schema
from tests.conftest import FixedClock
from tests.scenarios.world import World
from tests.scenarios.world import world as open_world

CROWD = 50_000
MONDAY = "2026-11-30T08:00"


@pytest.fixture
async def unhurried(database_url: str, clock: FixedClock, transport: str) -> AsyncIterator[World]:
    """One whose Slack finds that a minute has passed since the last call: none comes too often."""
    minutes = itertools.count(0, 61)
    async with open_world(database_url, clock, transport, monotonic=lambda: float(next(minutes))) as opened:
        yield opened


async def test_digest_of_a_large_channel_is_posted_and_respects_a_joining_guest(unhurried: World) -> None:
    world = unhurried
    world.workspace.channel("general").crowd = CROWD
    await meet(world, CROWD)
    await world.command("jonas", "general", "digest on monday 9:00 Europe/Berlin all")
    await world.bot.ticks.read_ahead()
    await world.command("ana", "support", "@priya thanks for the calm")
    await world.command("ana", "general", "@maya thanks for the sketches")
    before = len(world.practice.calls)
    await world.pass_until(MONDAY)
    digest = world.texts("general")[-1]
    assert digest.startswith("Good words")
    assert "the calm" in digest
    assert "the sketches" in digest
    # Nobody was read anew for it.
    assert {call.method for call in world.practice.calls[before:]}.isdisjoint(
        ("conversations.members", "users.list", "users.info")
    )
    # An update of it waits for nobody, either.
    await world.command("ana", "general", "undo")
    digest = world.texts("general")[-1]
    assert "the calm" in digest
    assert "the sketches" not in digest
    # A guest comes; Slack tells us so.
    joined = {"user": world.who("tom"), "channel": world.where("general"), "channel_type": "C"}
    await world.event({"type": "member_joined_channel", **joined})
    await world.command("ana", "general", "@maya thanks for the second week")
    await world.command("ana", "support", "@priya thanks for the plan")
    await world.pass_until("2026-12-07T08:00")
    digest = world.texts("general")[-1]
    assert "the second week" in digest
    assert "the plan" not in digest


async def meet(world: World, many: int) -> None:
    """Know this crowd as members like Ana, as after an earlier digest: listing them takes Slack's time."""
    await world.command("ana", "general", "privacy")
    ordinary = [column.name for column in schema.slack_user.c if column.name != "id"]
    copied = ", ".join(f"slack_user.{name}" for name in ordinary)
    statement = (
        f"WITH RECURSIVE crowd(number) AS "
        f"(SELECT 0 UNION ALL SELECT number + 1 FROM crowd WHERE number < {many - 1}) "
        f"INSERT INTO slack_user (id, {', '.join(ordinary)}) "
        f"SELECT 'U0CROWD' || substr(CAST(100000 + number AS TEXT), 2), {copied} "
        f"FROM crowd, slack_user WHERE slack_user.id = '{world.who('ana')}'"
    )
    await world.bot.deps.database.write(lambda tx: tx.connection.execute(text(statement)))


async def test_members_digest_includes_recognitions_from_elsewhere(unhurried: World) -> None:
    world = unhurried
    world.workspace.channel("general").crowd = 3_000
    await world.command("jonas", "general", "digest on monday 9:00 Europe/Berlin members")
    await world.command("ana", "support", f"<@{crowd_id(2_999)}> thanks for the calm", escape=False)
    await world.pass_until(MONDAY)
    assert "the calm" in world.texts("general")[-1]


async def test_group_recognition_looks_up_the_channel_members_once(world: World) -> None:
    channel = world.workspace.channel("general")
    channel.crowd = 40
    members = [crowd_id(number) for number in range(9)]
    world.workspace.add(UserGroup("S0CROWD01", "crowd", "Crowd", [*members, world.who("tom")]))
    # Nobody is thanked for the first time, who would hear of it anyway.
    await world.command("ana", "design", "@crowd thanks for the sketches")
    before = {method: len(world.calls(method)) for method in ("conversations.members", "users.conversations")}
    posted = len(world.calls("chat.postMessage"))
    world.bot.directory.memberships.forget_members(await world.find_workspace(), ChannelId(channel.id))
    await world.command("ana", "general", "@crowd thanks for the calm")
    after = {method: len(world.calls(method)) - count for method, count in before.items()}
    assert after == {"conversations.members": 1, "users.conversations": 0}
    # The shout-out, and a word to the one who is not in the channel.
    assert len(world.calls("chat.postMessage")) == posted + 2
    assert "the calm" in world.direct_texts("tom")[-1]
