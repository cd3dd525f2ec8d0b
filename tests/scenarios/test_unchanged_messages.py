"""What was taken away goes from Slack, or whoever took it away is told where it stays."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.practice.records import Message
from bot.storage import schema
from bot.storage.engine import Transaction
from tests.scenarios.test_edit import words
from tests.scenarios.test_erasure import forget
from tests.scenarios.world import World

MONDAY = "2026-11-30T08:00"
FOR_GOOD = (
    *("msg_too_long", "edit_window_closed", "cant_update_message", "invalid_blocks"),
    "an_error_of_next_year",
)


def digest(world: World, where: str = "general") -> list[Message]:
    return [message for message in world.posts(where) if "Good words" in message.text]


async def week(world: World, *names: str) -> None:
    """A digest of #general in which people are thanked, one by each of these."""
    await world.command("maya", "general", "digest on monday 09:00 Europe/Berlin picture off")
    for name in names:
        await world.command(name, "general", f"@priya thanks from {name}s heart")
    await world.pass_until(MONDAY)
    assert len(digest(world)) == 1


def unchanged(world: World) -> float:
    found = 0.0
    for kind in ("update", "deletion"):
        counted = world.bot.deps.metrics.registry.get_sample_value(
            "hearten_unchanged_messages_total", {"kind": kind}
        )
        found += counted or 0
    return found


async def held(world: World) -> int:
    def count(tx: Transaction) -> int:
        return len(tx.connection.execute(select(schema.held_change)).all())

    return await world.bot.deps.database.read(count)


async def places_with(world: World, text: str) -> set[str]:
    """The tables in which a text occurs anywhere."""

    def look(tx: Transaction) -> set[str]:
        return {
            table.name
            for table in schema.metadata.sorted_tables
            for row in tx.connection.execute(select(table))
            if any(text in str(column) for column in row)
        }

    return await world.bot.deps.database.read(look)


async def test_a_digest_is_posted_again_where_it_cannot_be_changed(world: World) -> None:
    givers = ("ana", "li", "jonas", "carol", "maya")
    await week(world, "sam", *givers)
    for giver, error in zip(givers, FOR_GOOD, strict=True):
        ts = digest(world)[0].ts
        world.practice.fail("chat.update", error=error, times=20)
        assert "is taken back." in await world.command(giver, "general", "undo")
        world.practice.heal()
        (after,) = digest(world)
        assert after.ts != ts, error
        assert f"from {giver}s heart" not in after.text, error
        assert "from sams heart" in after.text
        assert unchanged(world) == 0
    # From now on it is changed where it stands.
    (before,) = digest(world)
    await world.command("sam", "general", "@ana thanks for something else")
    await world.command("sam", "general", "undo")
    assert digest(world) == [before]
    # Nothing is posted where nothing is left.
    world.practice.fail("chat.update", error="edit_window_closed", times=9)
    await world.command("sam", "general", "undo")
    assert digest(world) == []


async def test_every_other_message_is_posted_again_too(world: World) -> None:
    """A shout-out, a direct message about it, and what gathers a day."""
    await world.command("ana", "general", "@maya @li thanks for the sketches")
    shout_out = world.posts("general")[-1]
    await world.join_by_form("jonas", shout_out)
    await world.submit("jonas", text=words("they saved my week"))
    await world.pass_time(hours=6)
    assert "they saved my week" in world.direct_texts("maya")[-1]
    world.practice.fail("chat.update", error="cant_update_message", times=20)
    await world.join_by_form("jonas", shout_out)
    await world.submit("jonas", **{"withdraw-endorsement": ["withdraw-endorsement"]})
    (after,) = world.posts("general")
    assert after.ts != shout_out.ts
    for text in (after.text, *world.direct_texts("maya"), *world.direct_texts("li")):
        assert "they saved my week" not in text
    assert "thanks for the sketches" in world.direct_texts("li")[0]
    # Maya takes it down: Li stays thanked, in a message that is posted once more.
    menu = after.blocks[-1]["elements"][-1]["options"]
    value = next(o["value"] for o in menu if o["value"].startswith("take-down"))
    await world.press("maya", after, "more", value=value)
    await world.submit("maya")
    (last,) = world.posts("general")
    assert last.ts != after.ts
    assert world.who("maya") not in last.text
    assert world.who("li") in last.text
    # Undone, all of it goes, although nothing can be changed.
    await world.command("ana", "general", "undo")
    assert world.posts("general") == []
    assert not any("sketches" in text for text in world.direct_texts("li"))


@pytest.mark.parametrize("fault", [{"cut": True, "acts": True}, {"status": 500, "acts": False}], ids=str)
async def test_a_deletion_without_an_answer_leaves_no_gap(world: World, fault: dict[str, bool]) -> None:
    await week(world, "ana", "li")
    world.practice.fail("chat.update", error="edit_window_closed", times=1)
    world.practice.fail("chat.delete", **fault, times=2)
    await world.command("li", "general", "undo")
    await world.retried()
    (after,) = digest(world)
    assert "from anas heart" in after.text
    assert "from lis heart" not in after.text


async def test_requester_is_told_once_which_messages_stay_for_now(world: World) -> None:
    await week(world, "ana", "li", "jonas")
    before = digest(world)[0]
    world.practice.fail("chat.update", error="edit_window_closed", times=1)
    world.practice.fail("chat.delete", error="cant_delete_message", times=2)
    await world.command("li", "general", "undo")
    assert digest(world) == [before]
    assert "lis heart" in world.texts("general")[1]
    await world.pass_time(minutes=1)
    assert unchanged(world) == 2
    (told,) = [text for text in world.direct_texts("li") if "couldn't change everything" in text]
    assert told.count("<#C0GENERAL>, where Slack refuses the change") == 2
    for message in (before, world.posts("general")[1]):
        assert f"p{message.ts.replace('.', '')}|a message>" in told
    assert not any("couldn't change" in text for text in world.direct_texts("ana"))
    # It is tried again by itself.
    await world.pass_time(days=1, minutes=1)
    assert len(digest(world)) == 1
    assert "lis heart" not in "".join(world.texts("general"))
    assert await held(world) == 0
    assert len([text for text in world.direct_texts("li") if "couldn't change" in text]) == 1


async def test_message_in_a_closed_channel_is_changed_when_it_opens(world: World) -> None:
    for number, (where, word) in enumerate((("support", "archived"), ("office-move", "not a member"))):
        giver, thanked = ("ana", "maya") if number == 0 else ("carol", "sam")
        await world.command(giver, where, f"@{thanked} thanks for the calm")
        await world.command(giver, where, f"@{thanked} thanks for the sketches")
        await world.command("priya", where, f"@{thanked} thanks for the talk")
        shown, channel, bot = world.posts(where), world.where(where), world.workspace.bot_user_id
        if number == 0:
            await world.practice.archive(world.who("priya"), channel)
        else:
            await world.practice.leave(bot, channel, is_withheld=True)
        await world.command(giver, "general", "undo")
        await world.press("jonas" if number else "li", shown[2], "endorse")
        assert world.posts(where) == shown
        assert await held(world) == 2
        await world.pass_time(minutes=1)
        (told,) = [text for text in world.direct_texts(giver) if "couldn't change" in text]
        assert word in told
        # Whoever only added something is not bothered.
        assert not any("couldn't change" in text for text in world.direct_texts("jonas"))
        if number == 0:
            await world.practice.unarchive(world.who("priya"), channel)
        else:
            world.workspace.join(channel, bot)
            event = {"type": "member_joined_channel", "channel": channel, "user": bot, "channel_type": "G"}
            await world.event({**event, "team": world.workspace.team_id})
        await world.practice.settled()
        await world.settled()
        assert ["sketches" in text for text in world.texts(where)] == [False, False]
        assert world.texts(where)[-1].endswith("joins in.")
        assert await held(world) == 0


async def test_erased_user_is_told_which_messages_stay(world: World) -> None:
    users = world.workspace.people
    users[world.who("ana")] = replace(users[world.who("ana")], locale="de-DE")
    await world.command("ana", "support", "@maya thanks for the sketches")
    await world.command("ana", "general", "quietly @maya thanks for the tea")
    await week(world, "ana", "li")
    ana = world.who("ana")
    await world.practice.archive(world.who("priya"), world.where("support"))
    world.practice.fail("chat.update", error="edit_window_closed", times=3)
    world.practice.fail("chat.delete", error="cant_delete_message", times=30)
    await forget(world, "ana", "everything")
    assert "sketches" in world.texts("support")[0]
    assert not any("konnte ich dich" in text for text in world.direct_texts("ana"))
    await world.pass_time(minutes=1)
    (told,) = [text for text in world.direct_texts("ana") if "Noch konnte ich dich nicht" in text]
    for where in ("support", "general"):
        assert f"<#{world.where(where)}>, wo Slack die Änderung ablehnt" in told
    assert "eine meiner Direktnachrichten" in told
    assert await places_with(world, ana) <= {"erasure", "rate_limit"}
    world.practice.heal()
    await world.practice.unarchive(world.who("priya"), world.where("support"))
    await world.practice.settled()
    await world.settled()
    assert world.posts("support") == []
    await world.pass_time(days=1, minutes=2)
    assert "anas heart" not in "".join(world.texts("general"))
    assert "lis heart" in digest(world)[0].text
    assert not any("thanks for the tea" in text for text in world.direct_texts("maya"))
    assert await held(world) == 0


async def test_a_deleted_channel_holds_nothing(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    world.practice.fail("chat.delete", error="channel_not_found", times=2)
    await world.command("ana", "general", "undo")
    assert await held(world) == 2
    await world.event({"type": "channel_deleted", "channel": world.where("general")})
    # A direct message is in no channel that can be deleted.
    assert await held(world) == 1


async def test_change_refused_for_a_day_is_kept(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    world.practice.fail("chat.delete", status=500, times=10_000)
    await world.try_command("ana", "general", "undo")
    await world.settled()
    await world.pass_time(days=1)
    assert await held(world) == 2
    await world.pass_time(minutes=1)
    assert "couldn't change everything" in world.direct_texts("ana")[-1]
    world.practice.heal()
    await world.pass_time(days=1, minutes=2)
    assert world.posts("general") == world.direct("maya") == []
