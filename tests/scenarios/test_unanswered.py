"""Posts whose answer never came: they are looked for, and stand once."""

import re
from datetime import timedelta
from typing import Any

import pytest

from bot.slack.manifest import OPTIONAL_SCOPES
from tests.conftest import FixedClock
from tests.scenarios.world import World

SKETCHES = "From <@U0ANA0001> to <@U0MAYA001>:\n“thanks for the sketches”"
AFTER: list[dict[str, Any]] = [
    {"cut": True, "acts": True},
    {"status": 500, "acts": True},
    {"error": "internal_error", "acts": True},
    {"error": "fatal_error", "acts": True},
]
BEFORE: list[dict[str, Any]] = [{**fault, "acts": False} for fault in AFTER]


@pytest.fixture
async def open_eyed(world: World) -> World:
    """A bot that may look for its own posts."""
    world.workspace.scopes |= OPTIONAL_SCOPES.keys()
    return world


def unverified(world: World) -> float:
    counted = world.bot.deps.metrics.registry.get_sample_value("hearten_unverified_posts_total")
    assert counted is not None
    return counted


@pytest.mark.parametrize("fault", AFTER + BEFORE, ids=str)
async def test_shout_out_is_posted_once(open_eyed: World, fault: dict[str, Any]) -> None:
    world = open_eyed
    world.practice.fail("chat.postMessage", **fault, times=3)
    await world.try_command("ana", "design", "@maya thanks for the sketches")
    await world.retried()
    assert world.texts("design") == [SKETCHES]
    assert len(world.direct("maya")) == 1
    assert unverified(world) == 0


@pytest.mark.parametrize("fault", [AFTER[0], BEFORE[0]], ids=str)
async def test_direct_message_is_posted_once(world: World, fault: dict[str, Any]) -> None:
    world.practice.fail("chat.postMessage", **fault, times=2)
    await world.try_command("ana", "design", "quietly @maya thanks for the sketches")
    await world.retried()
    assert len(world.direct("maya")) == 1
    assert unverified(world) == 0


async def test_a_found_post_is_known_as_if_it_had_been_answered(open_eyed: World) -> None:
    world = open_eyed
    world.practice.fail("chat.postMessage", cut=True, acts=True, times=1)
    await world.try_command("ana", "design", "@maya thanks for the sketches")
    await world.retried()
    (shout_out,) = world.posts("design")
    await world.react("li", shout_out, "handshake")
    assert "Li Wei joins in." in world.texts("design")[0]
    await world.command("ana", "design", "undo")
    assert world.posts("design") == []
    assert world.direct("maya") == []


async def test_unverified_post_is_deleted_after_a_withdrawal(open_eyed: World) -> None:
    world = open_eyed
    world.practice.fail("chat.postMessage", cut=True, acts=True, times=1)
    await world.try_command("ana", "design", "@maya thanks for the sketches")
    await world.settled()
    assert world.texts("design") == [SKETCHES]
    assert "is taken back." in await world.command("ana", "design", "undo")
    await world.retried()
    assert world.posts("design") == []
    assert world.direct("maya") == []


async def test_a_post_is_found_among_many(open_eyed: World) -> None:
    world = open_eyed
    world.practice.fail("chat.postMessage", cut=True, acts=True, times=1)
    await world.try_command("ana", "design", "@maya thanks for the sketches")
    await world.settled()
    for number in range(450):
        world.workspace.post(world.where("design"), user=world.who("li"), text=f"message {number}")
    await world.retried()
    assert world.texts("design") == [SKETCHES]
    assert len(world.calls("conversations.history")) == 3


async def test_a_clock_that_is_an_hour_ahead_of_slacks_hides_no_post(
    open_eyed: World, clock: FixedClock
) -> None:
    world, design = open_eyed, open_eyed.where("design")
    world.workspace.now = lambda: clock.now() - timedelta(hours=4)
    for number in range(450):
        world.workspace.post(design, user=world.who("li"), text=f"message {number}")
    world.workspace.now = lambda: clock.now() - timedelta(hours=1)
    world.practice.fail("chat.postMessage", cut=True, acts=True, times=1)
    await world.try_command("ana", "design", "@maya thanks for the sketches")
    await world.settled()
    await world.retried()
    assert world.texts("design") == [SKETCHES]
    world.practice.fail("chat.postMessage", cut=True, acts=False, times=1)
    await world.try_command("ana", "design", "@maya thanks for the colours")
    await world.retried()
    assert world.texts("design") == [SKETCHES, SKETCHES.replace("sketches", "colours")]
    # The old messages are on the first page: no more are read.
    assert len(world.calls("conversations.history")) == 2


@pytest.mark.parametrize(
    "fault", [{"status": 500}, {"retry_after": 7}, {"cut": True}, {"error": "internal_error"}], ids=str
)
async def test_a_look_that_fails_is_taken_again(open_eyed: World, fault: dict[str, Any]) -> None:
    world = open_eyed
    world.practice.fail("chat.postMessage", cut=True, acts=True, times=1)
    world.practice.fail("conversations.history", **fault, times=3)
    await world.try_command("ana", "design", "@maya thanks for the sketches")
    await world.retried()
    assert world.texts("design") == [SKETCHES]


# -- where the bot may not look


@pytest.mark.parametrize("fault", BEFORE, ids=str)
async def test_without_the_scope_it_is_posted_once_more(world: World, fault: dict[str, Any]) -> None:
    world.practice.fail("chat.postMessage", **fault, times=1)
    await world.try_command("ana", "design", "@maya thanks for the sketches")
    await world.retried()
    assert world.texts("design") == [SKETCHES]
    assert unverified(world) == 1


async def test_without_the_scope_it_is_posted_at_most_twice(world: World) -> None:
    world.practice.fail("chat.postMessage", cut=True, acts=True, times=2)
    await world.try_command("ana", "design", "@maya thanks for the sketches")
    await world.retried()
    assert world.texts("design") == [SKETCHES] * 2
    assert world.direct_texts("ana") == [
        (
            "I couldn't find out whether your thanks was posted in <#C0DESIGN1>. The people you thanked can "
            "read it either way:\n“thanks for the sketches”"
        )
    ]
    assert len(world.direct("maya")) == 1


async def test_giver_is_warned_that_a_withdrawn_post_may_remain(world: World) -> None:
    world.practice.fail("chat.postMessage", cut=True, acts=True, times=2)
    await world.try_command("ana", "design", "@maya thanks for the sketches")
    await world.settled()
    assert "is taken back." in await world.command("ana", "design", "undo")
    await world.retried()
    (told,) = world.direct_texts("ana")
    assert "perhaps a message in <#C0DESIGN1>: Slack never told me whether it's there" in told


async def test_without_the_scope_a_server_error_is_tried_until_it_is_over(world: World) -> None:
    world.practice.fail("chat.postMessage", status=500, times=3)
    await world.try_command("ana", "design", "@maya thanks for the sketches")
    await world.retried()
    assert world.texts("design") == [SKETCHES]


async def test_through_a_response_url_it_is_posted_twice_at_most(open_eyed: World) -> None:
    world = open_eyed
    world.practice.fail("response_url", cut=True, acts=True, times=3)
    await world.try_command("jonas", "leads", "@priya thanks for the notes")
    await world.retried()
    assert len(world.posts("leads")) == 2
    assert re.search("couldn't find out whether your thanks was posted", world.direct_texts("jonas")[-1])


# -- what has to wait, and what ends


async def test_a_refusal_as_too_many_slows_all_posts_of_the_workspace(world: World) -> None:
    world.practice.fail("chat.postMessage", retry_after=30, times=1)
    await world.try_command("ana", "design", "@maya thanks for the sketches")
    await world.settled()
    tried = len(world.calls("chat.postMessage"))
    assert tried == 1
    await world.try_command("li", "engineering", "@maya thanks for the review")
    await world.settled()
    await world.pass_time(seconds=27)
    assert len(world.calls("chat.postMessage")) == 1
    await world.pass_time(seconds=3)
    assert len(world.posts("design")) == len(world.posts("engineering")) == 1
    limits = world.bot.deps.metrics.registry.get_sample_value(
        "hearten_rate_limits_total", {"method": "chat.postMessage"}
    )
    assert limits == 1


@pytest.mark.parametrize(
    "error", ["invalid_auth", "accesslimited", "ekm_access_denied", "two_factor_setup_required"]
)
async def test_a_workspace_that_refuses_us_rests_and_loses_nothing(world: World, error: str) -> None:
    world.practice.fail("chat.postMessage", error=error, times=100)
    await world.try_command("ana", "design", "@maya thanks for the sketches")
    await world.settled()
    await world.try_command("li", "engineering", "@maya thanks for the review")
    await world.settled()
    assert len(world.calls("chat.postMessage")) == 1
    await world.pass_time(days=3)
    assert len(world.calls("chat.postMessage")) > 1
    assert world.posts("design") == []
    world.practice.heal()
    await world.pass_time(minutes=10)
    assert world.texts("design") == [SKETCHES]
    assert len(world.posts("engineering")) == 1
    assert len(world.direct("maya")) == 1


async def test_archived_channel_loses_no_recognition(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the first sketches")
    world.practice.fail("chat.postMessage", error="is_archived", times=1)
    await world.command("ana", "design", "@maya thanks for the sketches")
    assert len(world.posts("design")) == 1
    assert world.direct_texts("ana") == [
        (
            "<#C0DESIGN1> is archived, so your thanks couldn't be posted there. Those you thanked can "
            "read it all the same:\n“thanks for the sketches”"
        )
    ]
    # Maya is in the channel and has been thanked before: a mention there would have been all.
    assert "thanks for the sketches" in world.direct_texts("maya")[-1]


async def test_digest_owner_is_told_that_it_could_not_be_posted(world: World) -> None:
    await world.command("maya", "design", "digest on friday 15:00 Europe/Berlin")
    await world.command("ana", "design", "@maya thanks for the sketches")
    world.practice.fail("chat.postMessage", error="channel_not_found", times=1)
    await world.pass_until("2026-11-27T14:00:00")
    assert len(world.posts("design")) == 1
    assert world.direct_texts("maya")[-1] == (
        "I'm not in <#C0DESIGN1>, so its weekly digest couldn't be posted. Type `/invite @Hearten` there, "
        "and the next one comes."
    )


async def test_giver_is_told_that_a_private_recognition_did_not_arrive(world: World) -> None:
    world.practice.fail("chat.postMessage", error="user_disabled", times=1)
    await world.command("ana", "design", "quietly @maya thanks for the sketches")
    assert world.direct("maya") == []
    assert world.direct_texts("ana") == [
        (
            "I couldn't deliver your thanks to Maya. It's saved, and they can read it in `/kudos history`:\n"
            "“thanks for the sketches”"
        )
    ]
