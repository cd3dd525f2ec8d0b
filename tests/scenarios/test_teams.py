"""Teams that are thanked as themselves: user groups and channels of up to 1,500 people."""

import json

import pytest
from sqlalchemy import func, select

from bot.domain.ids import UserId
from bot.domain.team import MAX_TEAM_SIZE
from bot.domain.user import ERASED
from bot.practice.delivery import Payload
from bot.practice.directory import crowd_id
from bot.practice.records import UserGroup
from bot.storage import schema
from bot.storage.engine import Transaction
from tests.scenarios.test_edit import words
from tests.scenarios.test_erasure import forget
from tests.scenarios.test_export import files
from tests.scenarios.test_recognition import choose
from tests.scenarios.world import World
from tests.storage.executed_statements import record_statements

MONDAY = "2026-11-30T08:00"
NAMED = ("ana", "maya", "li", "priya", "tom", "erik", "buildbot")


def add_group(world: World, size: int, *others: str, name: str = "Movers") -> None:
    """Add a user group `@movers` with these people, and so many more that it has this size."""
    world.workspace.channel("general").crowd = size
    named = [world.who(one) for one in others]
    crowd = [crowd_id(number) for number in range(size - len(named))]
    world.workspace.add(UserGroup("S0MOVERS1", "movers", name, [*named, *crowd]))


async def read_history(world: World, who: str) -> str:
    """Return what someone reads of what they received, in a channel where they are."""
    return await world.command(who, "design" if who == "tom" else "general", "history")


def count_rows(tx: Transaction, user: UserId) -> int:
    table = schema.recipient
    return tx.connection.scalar(select(func.count()).select_from(table).where(table.c.user_id == user)) or 0


async def test_group_of_1500_is_one_shout_out_and_in_the_history_of_each(world: World) -> None:
    add_group(world, MAX_TEAM_SIZE + 1, *NAMED)
    await world.command("maya", "general", "privacy thanks never")
    await world.command("li", "general", "privacy thanks privately")
    posted = len(world.calls("chat.postMessage"))
    answer = await world.command("ana", "design", "@movers thanks for the quick move")
    assert answer.startswith("I'll post this in <#C0DESIGN1> for the Movers team.")
    assert "find it in their `/kudos history`, and no one is notified." in answer
    # Nobody learns from the answer who wishes what.
    assert not any(name in answer for name in ("Maya", "Li Wei", "Priya", "Erik", "1,5"))
    assert len(world.calls("chat.postMessage")) == posted + 1
    (post,) = world.posts("design")
    assert post.text.startswith("From <@U0ANA0001> to the Movers team:\n“thanks for the quick move”")
    written = json.dumps(post.blocks)
    assert written.count("user_id") == 1
    assert "usergroup" not in written
    for who, finds_it in (("priya", True), ("tom", True), ("li", True), ("maya", False)):
        history = await read_history(world, who)
        assert ("Ana thanked the Movers team" in history) is finds_it, who
        assert "in private" not in history
    assert len(world.calls("users.list")) == 2
    given = await world.command("ana", "design", "history given")
    assert "you thanked the Movers team" in given
    assert "Ana thanked the Movers team" in await world.command("priya", "design", "history #design")
    # Whoever gave it can't find out who was in it, either.
    for person in ("@priya", "@maya", "@tom"):
        assert "Movers" not in await world.command("ana", "design", f"history given {person}")
    assert "Movers" in await world.command("ana", "design", "history given @movers")
    rows = [await world.bot.deps.database.read(count_rows, world.who(one)) for one in NAMED]
    assert rows == [0, 0, 1, 1, 1, 0, 0]


async def test_members_take_themselves_out_and_the_giver_takes_it_back(world: World) -> None:
    add_group(world, 20, *NAMED)
    await world.command("ana", "design", "@movers and @carol thanks for the move")
    (post,) = world.posts("design")
    assert post.text.startswith("From <@U0ANA0001> to <@U0CAROL01> and the Movers team:")
    assert "Carol and the Movers team" in await world.command("tom", "design", "history")
    await world.settled()
    updates = len(world.calls("chat.update"))
    await choose(world, "priya", post, "Take it down …")
    await world.submit("priya")
    await choose(world, "priya", post, "Take it down …")
    assert "Movers" not in await read_history(world, "priya")
    assert len(world.calls("chat.update")) == updates
    await choose(world, "tom", post, "Share the credit …")
    assert "to a whole team" in world.private("tom", "design")[-1].text
    await world.press("lena", post, "endorse")
    await world.react("sam", post, "handshake")
    await world.pass_time(days=1)
    # Endorsements are told to Carol alone, who was named.
    assert [who for who in ("tom", "li", "maya") if world.direct(who)] == []
    await world.command("ana", "design", "undo @carol @movers")
    assert world.posts("design") == []
    assert "Movers" not in await world.command("tom", "design", "history")


async def test_wishes_of_all_members_change_nothing_that_others_see(world: World) -> None:
    seen = []
    for wish in ("publicly", "privately", "never"):
        members = ("maya", "li", "priya", "tom")
        if not world.workspace.groups.get("S0MOVERS1"):
            world.workspace.add(UserGroup("S0MOVERS1", "movers", "Movers", [world.who(m) for m in members]))
        for member in members:
            await world.command(member, "design" if member == "tom" else "general", f"privacy thanks {wish}")
        before = len(world.posts("design"))
        answer = await world.command("ana", "design", "everyone in @movers thanks for the move")
        (post,) = world.posts("design")[before:]
        given = await world.command("ana", "design", "history given")
        seen.append((answer, post.text, given.split("\n")[0]))
        await world.command("ana", "design", "undo")
    assert len(set(seen)) == 1, seen
    assert all(world.direct(one) == [] for one in ("maya", "li", "priya", "tom"))


async def test_small_group_is_its_people_unless_the_giver_asks_for_the_team(world: World) -> None:
    add_group(world, 10)
    await world.command("ana", "general", "@movers thanks for the move")
    assert world.texts("general")[-1].count("<@U0CROWD") == 10
    await world.command("ana", "general", "the whole @movers thanks for the move again")
    assert "to the Movers team:" in world.texts("general")[-1]
    # A team of three would be a name for its people.
    await world.command("ana", "general", "everyone in @backend thanks for the build")
    assert "to <@U0JONAS01>, <@U0LIWEI01> and <@U0MAYA001>:" in world.texts("general")[-1]
    # In private, there are only people.
    answer = await world.command("ana", "general", "quietly everyone in @movers thanks for the move")
    assert "privately" in answer
    assert "Movers" not in answer


async def test_channel_is_thanked_as_itself_where_its_giver_may_know_it(world: World) -> None:
    await world.command("ana", "design", "thanks to everyone in #general for the summer party")
    assert world.texts("design")[-1].startswith("From <@U0ANA0001> to everyone in <#C0GENERAL>:")
    assert "thanked everyone in <#C0GENERAL>" in await world.command("sam", "general", "history")
    await world.command("ana", "general", "#engineering thanks for the build #collaboration")
    assert "to everyone in <#C0ENGINE1>, for :handshake:" in world.texts("general")[-1]
    before = world.texts("general")
    # A private channel elsewhere is like one that doesn't exist, also for its members.
    answers = [
        await world.command(who, "general", f"<#{channel}|x> thanks for it", escape=False)
        for who, channel in (("ana", "C0LEADS01"), ("jonas", "C0LEADS01"), ("ana", "C0NOWHERE"))
    ]
    for answer in answers:
        assert answer.startswith("I couldn't read who is in that group or channel, so nothing was sent.")
    # A guest can't name a public one that they aren't in.
    answer = await world.command("tom", "design", "<#C0SUPPRT1|support> thanks for it", escape=False)
    assert "I couldn't read" in answer
    assert world.texts("general") == before
    # In a private channel, its members thank each other.
    world.workspace.join("C0OFFICE1", world.who("lena"))
    await world.command("jonas", "office-move", "everyone in #office-move thanks for the boxes")
    assert "to everyone in <#C0OFFICE1>" in world.texts("office-move")[-1]
    assert "boxes" not in await world.command("ana", "general", "history #general")


async def test_too_large_unread_and_empty_teams(world: World) -> None:
    add_group(world, MAX_TEAM_SIZE + 1)
    answer = await world.command("ana", "general", "@movers thanks for the move")
    assert answer.startswith("I can thank a team of up to 1,500 people, so nothing was sent.")
    answer = await world.command("ana", "design", "everyone in #general thanks for the move")
    assert answer.startswith("I can thank a team of up to 1,500 people, so nothing was sent.")
    world.practice.fail("conversations.members", retry_after=30, times=3)
    answer = await world.command("ana", "design", "#support thanks for the calm")
    assert answer.startswith("I couldn't read who is in that group or channel, so nothing was sent.")
    world.practice.fail("usergroups.users.list", error="missing_scope", times=1)
    answer = await world.command("ana", "general", "@maya and the whole @office thanks for the calm")
    assert "I couldn't read who is in that group or channel, so its members are left out." in answer
    world.workspace.add(UserGroup("S0LONELY1", "lonely", "Lonely", [world.who("ana")]))
    world.workspace.add(UserGroup("S0EMPTY01", "empty", "Empty", []))
    for handle in ("lonely", "empty"):
        answer = await world.command("ana", "general", f"everyone in @{handle} thanks for the move")
        assert answer.startswith("No one else is in that group or channel, so nothing was sent.")
    assert len(world.texts("general")) == 1


async def test_number_of_statements_does_not_depend_on_members_and_repeats_change_nothing(
    world: World,
) -> None:
    counts = []
    for size in (20, MAX_TEAM_SIZE):
        world.workspace.groups.pop("S0MOVERS1", None)
        add_group(world, size)
        await world.pass_time(minutes=5)
        # What is said of users is stored by then.
        await world.command("ana", "design", "@movers thanks for the first move")
        with record_statements() as executed:
            await world.command("ana", "design", "@movers thanks for the second move")
        counts.append(sum("INSERT INTO recipient" in statement for statement, _ in executed))
        if size == MAX_TEAM_SIZE:
            assert len(executed) < 100
    assert counts == [2, 2]
    answer = await world.try_command("ana", "design", "@movers thanks for the third move")
    await world.settled()
    posted = world.texts("design")
    again = await world.practice.deliver(Payload("slash_commands", answer.payload))
    await world.settled()
    assert again.status == 200
    assert world.texts("design") == posted
    # Each is in hundreds of histories, so there are few of them.
    await world.command("ana", "design", "#general thanks for one more")
    refused = await world.command("ana", "design", "@movers thanks for another move")
    assert "more thanks in an hour than I can pass on" in refused
    await world.command("ana", "design", "@maya thanks for the sketches")


async def test_team_by_form_in_the_digest_and_in_exports(world: World) -> None:
    add_group(world, 20, *NAMED)
    await world.command("ana", "design", "digest on monday 9:00 Europe/Berlin")
    await world.try_command("ana", "design", "")
    assert world.form("ana")
    await world.submit(
        "ana", teams=["S0MOVERS1"], text=words("Thanks for the quick move"), channel="C0DESIGN1"
    )
    assert world.texts("design")[-1].startswith("From <@U0ANA0001> to the Movers team:")
    for who in ("tom", "ana"):
        await world.command(who, "design", "export")
        data = files(world, who)
        assert '"name": "Movers"' in data["json"].decode()
        assert "@Movers" in data["csv"].decode()
        assert "U0CROWD" not in data["json"].decode()
    await world.pass_until(MONDAY)
    digest = world.texts("design")[-1]
    assert digest.count("the Movers team") == 1
    assert "quick move" in digest


@pytest.mark.parametrize("extent", ["name", "everything"])
async def test_erased_member_leaves_no_trace_and_the_shout_out_stays(world: World, extent: str) -> None:
    add_group(world, 20, *NAMED)
    await world.command("ana", "design", "@movers thanks for the quick move")
    await forget(world, "priya", extent)
    assert await world.bot.deps.database.read(count_rows, world.who("priya")) == 0
    assert await world.bot.deps.database.read(count_rows, ERASED) == 0
    (post,) = world.posts("design")
    assert "to the Movers team:" in post.text
    assert "Movers" in await read_history(world, "tom")
    await forget(world, "ana", "everything")
    assert world.posts("design") == []
    assert await world.bot.deps.database.read(count_rows, world.who("tom")) == 0
