"""A team's thanks with people beside it, edited, refused in private, and as its members change."""

import pytest

from bot.domain.recognition import MAX_RECIPIENTS
from bot.domain.team import MAX_TEAM_SIZE
from bot.practice.records import UserGroup
from tests.scenarios.test_edit import edit, give, user, words
from tests.scenarios.test_pending_recognitions import actions
from tests.scenarios.test_recognition import choose
from tests.scenarios.test_teams import NAMED, add_group, read_history
from tests.scenarios.world import World

PRIVATELY = "answer-question:privately"
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what does not depend on the database."""


async def test_two_teams_and_people_are_one_shout_out(world: World) -> None:
    add_group(world, 20, *NAMED)
    world.workspace.add(UserGroup("S0PACKER1", "packers", "Pack *&* Co", [world.who(one) for one in NAMED]))
    await world.command("li", "general", "privacy thanks privately")
    answer = await world.command(
        "ana", "general", "@carol and @maya and everyone in @movers and everyone in @packers thanks for it"
    )
    assert "for Carol, Maya, the Movers team and the Pack" in answer
    (post,) = world.posts("general")
    assert post.text.startswith("From <@U0ANA0001> to <@U0CAROL01>, <@U0MAYA001>, the Movers team and the ")
    assert str(post.blocks).count("'user_id'") == 3
    # Who is in both teams, or named beside them, finds it once.
    for who in ("maya", "priya", "li", "tom", "carol"):
        history = await read_history(world, who)
        assert history.count("thanks for it") == 1, who
    assert "Ana thanked Carol, you, the Movers team" in await read_history(world, "maya")
    # Only those who were named can share it.
    await choose(world, "priya", post, "Share the credit …")
    assert "to a whole team" in world.private("priya", "general")[-1].text
    await choose(world, "maya", post, "Share the credit …")
    assert world.form("maya")
    # Maya leaves: the others and both teams stay.
    await world.practice.close(world.who("maya"))
    await choose(world, "maya", post, "Take it down …")
    await world.submit("maya")
    (post,) = world.posts("general")
    assert post.text.startswith("From <@U0ANA0001> to <@U0CAROL01>, the Movers team and the Pack ")
    assert "thanks for it" not in await read_history(world, "maya")


async def test_team_of_two_groups_together_is_at_most_as_large_as_one(world: World) -> None:
    add_group(world, MAX_TEAM_SIZE)
    crowd = world.workspace.groups["S0MOVERS1"].members
    world.workspace.add(UserGroup("S0PACKER1", "packers", "Packers", [*crowd[:10], world.who("maya")]))
    answer = await world.command("ana", "design", "@movers and @packers thanks for the move")
    assert answer.startswith("I can thank a team of up to 1,500 people, so nothing was sent.")
    assert world.posts("design") == []
    world.workspace.groups["S0PACKER1"].members.pop()
    world.bot.directory.groups._cache._entries.clear()
    await world.command("ana", "design", "@movers and everyone in @packers thanks for the move")
    assert "to the Movers team and the Packers team:" in world.texts("design")[-1]


@ON_SQLITE
async def test_edited_words_are_new_for_each_member(world: World) -> None:
    add_group(world, 20, *NAMED)
    await world.command("li", "general", "privacy thanks privately")
    given = await give(world, "ana", "design", "@movers thanks for the quik move")
    await edit(world, "ana", given, "thanks for the quick move")
    (text,) = world.texts("design")
    assert text.startswith("From <@U0ANA0001> to the Movers team:\n“thanks for the quick move”")
    for who in ("tom", "li"):
        history = await read_history(world, who)
        assert "quick move" in history
        assert "quik" not in history
    # A name that no channel may show is not for a team's shout-out either.
    await world.press("ana", world.private("ana", "design")[-1], "edit")
    await world.submit("ana", text=words("thanks, above all to ", user(world, "li")))
    form = world.form("ana")
    assert form is not None
    assert "I can't show that name" in str(form.errors)
    assert "above all" not in world.texts("design")[-1]


@ON_SQLITE
async def test_message_to_a_team_is_edited_and_deleted(world: World) -> None:
    add_group(world, 20, *NAMED)
    message = await world.say("ana", "design", "@Hearten everyone in @movers thanks for the quik move")
    await world.settled()
    (post,) = [one for one in world.posts("design") if one.text.startswith("From ")]
    assert "to the Movers team:" in post.text
    await world.edit("ana", message, "@Hearten everyone in @movers thanks for the quick move")
    await world.settled()
    asked = world.private("ana", "design")[-1]
    assert "your thanks to the Movers team still reads as before" in asked.text
    await edit(world, "ana", asked, "thanks for the quick move")
    assert "quick move" in await read_history(world, "tom")


@ON_SQLITE
async def test_private_thanks_to_a_large_team_are_not_offered(world: World) -> None:
    add_group(world, MAX_RECIPIENTS + 1, "li", "priya")
    await world.command("li", "general", "privacy thanks never")
    asked = "@movers thanks for the move, above all to @sam"
    await world.command("sam", "general", "privacy thanks privately")
    answer = await world.command("ana", "general", asked)
    assert "\nPost it like this?\n" in answer
    question = world.private("ana", "general")[-1]
    assert actions(question) == ["answer-question:without-names", "answer-question:cancel"]
    await world.press("ana", question, "answer-question:cancel")
    refusal = (
        "Privately I can thank up to 30 people, so nothing was sent. In a channel, I can thank the whole"
    )
    for text in (
        "quietly @movers thanks for the move",
        "anonymously @movers thanks for the move",
        "@maya and everyone in @movers thanks for the move, privately",
    ):
        assert (await world.command("ana", "general", text)).startswith(refusal), text
    assert (await world.write("ana", "@movers thanks for the move"))[-1].text.startswith(refusal)
    await world.try_command("ana", "general", "")
    await world.submit("ana", teams=["S0MOVERS1"], text=words("Thanks"), reach="only")
    form = world.form("ana")
    assert form is not None
    assert form.errors == {
        "teams": "Privately I can thank up to 30 people. Choose a channel to thank the whole team."
    }
    assert world.posts("general") == world.direct("priya") == world.direct("li") == []


@ON_SQLITE
async def test_team_that_grew_since_the_question_is_refused(world: World) -> None:
    add_group(world, MAX_RECIPIENTS, "li", "priya")
    await world.command("sam", "general", "privacy thanks privately")
    await world.command("ana", "general", "everyone in @movers thanks for the move, above all to @sam")
    question = world.private("ana", "general")[-1]
    assert PRIVATELY in actions(question)
    world.workspace.groups["S0MOVERS1"].members.append(world.who("maya"))
    world.bot.directory.groups._cache._entries.clear()
    await world.press("ana", question, PRIVATELY)
    refused = world.private("ana", "general")[-1].text
    assert refused.startswith("Privately I can thank up to 30 people, so nothing was sent.")
    assert "thanks for the move, above all to @Sam" in refused
    assert world.direct("priya") == world.posts("general") == []


async def test_members_are_those_of_the_moment(world: World) -> None:
    await world.command("ana", "design", "everyone in #support thanks for the calm")
    support = world.where("support")
    assert "thanks for the calm" in await read_history(world, "priya")
    assert "thanks for the calm" not in await read_history(world, "carol")
    # Who joins later wasn't thanked, and who leaves keeps what they were thanked for.
    await world.practice.join(world.who("carol"), support)
    await world.practice.leave(world.who("priya"), support)
    assert "thanks for the calm" in await read_history(world, "priya")
    assert "thanks for the calm" not in await read_history(world, "carol")
    await world.command("ana", "design", "everyone in #support thanks for the second week")
    assert "second week" in await read_history(world, "carol")
    assert "second week" not in await read_history(world, "priya")


@ON_SQLITE
async def test_person_beside_a_team_is_shown_as_they_wish(world: World) -> None:
    add_group(world, 20, *NAMED)
    await world.command("li", "general", "privacy digests off")
    await world.command("priya", "general", "privacy thanks privately")
    await world.command("ana", "general", "@li and everyone in @movers thanks for the boxes")
    await world.command("ana", "general", "@priya and everyone in @movers thanks for the labels")
    labels = world.posts("general")[-1]
    assert labels.text.startswith("From <@U0ANA0001> to the Movers team:")
    assert "Priya" not in labels.text
    # What was kept private beside the team is hers: in private, and once.
    assert "the labels" in world.direct_texts("priya")[-1]
    assert (await read_history(world, "priya")).count("the labels") == 1
    assert "Priya" not in await read_history(world, "tom")
    await world.pass_time(minutes=1)
    digest = await world.command("jonas", "general", "digest now")
    assert "the boxes" in digest
    assert "Li Wei" not in digest
    assert "Priya" not in digest
