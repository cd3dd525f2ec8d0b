"""Reading back what was said."""

from bot.practice.records import Message
from tests.scenarios.test_history_form import NOT_IN_THERE
from tests.scenarios.test_recognition import buttons
from tests.scenarios.world import World


async def give(world: World, number: int, who: str = "ana", to: str = "maya", where: str = "design") -> None:
    await world.command(who, where, f"@{to} thanks for thing number {number:02} #creativity")


def labels(message: Message) -> list[str]:
    """The buttons below the answer."""
    return [button["text"]["text"] for button in buttons(message)]


async def test_ten_at_a_time_newest_first_with_an_older_button(world: World) -> None:
    for number in range(23):
        await give(world, number)
    first = await world.command("maya", "general", "history")
    assert first.startswith("Thanks you received, newest first:")
    assert [n for n in range(23) if f"number {n:02}" in first] == list(range(13, 23))
    assert first.index("number 22") < first.index("number 13")

    shown = world.private("maya", "general")[-1]
    # What comes in between does not shift the pages.
    await give(world, 23)
    await world.press("maya", shown, "older")
    second = world.private("maya", "general")[-1].text
    assert [n for n in range(24) if f"number {n:02}" in second] == list(range(3, 13))
    await world.press("maya", world.private("maya", "general")[-1], "older")
    third = world.private("maya", "general")[-1]
    assert [n for n in range(24) if f"number {n:02}" in third.text] == list(range(3))
    assert labels(third) == ["Newer", "Change the question"]


async def test_history_shows_given_and_received_recognitions(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches")
    await world.command("maya", "design", "@ana thanks for the patience")
    received = await world.command("ana", "general", "history")
    assert "Maya thanked you" in received
    assert "sketches" not in received
    given = await world.command("ana", "general", "history given")
    assert "you thanked Maya" in given
    assert "patience" not in given
    assert received == await world.command("ana", "general", "history me")
    assert received == await world.command("ana", "general", "history @ana")
    assert received == await world.command("ana", "general", "history received")


async def test_history_line_has_date_people_text_and_one_link(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches #creativity")
    (shout_out,) = world.posts("design")
    answer = await world.command("maya", "general", "history")
    link = world.workspace.permalink(shout_out)
    assert "25 Nov 2026" in answer
    assert "Ana thanked you for :bulb: creativity" in answer
    assert "<#C0DESIGN1>" in answer
    assert answer.count(link) == 1


async def test_history_can_be_filtered_by_value_date_phrase_and_channel(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches #creativity")
    await world.command("ana", "general", "@maya thanks for the ÜBERGABE, 100% #collaboration")
    await world.pass_time(days=40)
    await world.command("priya", "support", "@maya thanks for the patience #problem-solving")

    for typed, expected in [
        ("history creativity", {"sketches"}),
        ("history value:problem-solving", {"patience"}),
        ("history problem solving", {"patience"}),
        ("history #creativity", {"sketches"}),
        ("history 🤝", {"ÜBERGABE"}),
        ("history creativity collaboration", {"sketches", "ÜBERGABE"}),
        ("history since 2026-12-01", {"patience"}),
        ("history until 2026-11-25", {"sketches", "ÜBERGABE"}),
        ("history since 2026-11-25 until 2026-11-25", {"sketches", "ÜBERGABE"}),
        ("history last 30 days", {"patience"}),
        ("history last 7 weeks", {"sketches", "ÜBERGABE", "patience"}),
        ('history "übergabe"', {"ÜBERGABE"}),
        ("history “100%”", {"ÜBERGABE"}),
        ("history „the s”", {"sketches"}),
        ("history “for the” «Patience!»", {"patience"}),
        ('history "the :tada:"', {"sketches", "ÜBERGABE", "patience"}),
        ('history "10"', {"ÜBERGABE"}),
        ('history "10 %"', set()),
        ("history me <#C0GENERAL|general>", {"ÜBERGABE"}),
    ]:
        answer = await world.command("maya", "general", typed, escape=False)
        found = {word for word in ("sketches", "ÜBERGABE", "patience") if word in answer}
        assert found == expected, (typed, answer)
        if not expected:
            assert "Nothing matches that." in answer


async def test_days_begin_where_the_asker_lives(world: World) -> None:
    await world.pass_until("2026-11-30T17:00")  # 1 December, 01:00 in Singapore
    await world.command("ana", "engineering", "@li @maya thanks for the night shift")
    assert "night shift" in await world.command("li", "general", "history since 2026-12-01")
    assert "night shift" not in await world.command("maya", "general", "history since 2026-12-01")


async def test_channel_history_omits_private_recognitions(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches")
    await world.command("ana", "design", "quietly @maya thanks for listening")
    await world.command("ana", "general", "@maya thanks for the launch")
    answer = await world.command("sam", "general", "history #design")
    assert "Thanks given in <#C0DESIGN1>, newest first:" in answer
    assert "sketches" in answer
    assert "listening" not in answer
    assert "launch" not in answer


async def test_refused_history_reveals_nothing(world: World) -> None:
    await world.command("carol", "office-move", "@sam thanks for the lease")
    await world.command("jonas", "leads", "@priya thanks for the calm")
    for typed in (
        "history @maya",
        "history @sam given",
        "history <#C0DESIGN1|design> <@U0MAYA001>",
        "history @backend",
    ):
        with_things = await world.command("ana", "general", typed, escape=not typed.startswith("history <"))
        assert (
            with_things == "A person's history is theirs, so I can't show it. Why not ask them directly?"
        ), typed
    # A private channel that one is not in, one the bot is not in, one that does not exist: the same words.
    answers = {
        await world.command("ana", "general", f"history <#{channel}|x>", escape=False)
        for channel in ("C0OFFICE1", "C0LEADS01", "C0NOWHERE")
    }
    assert answers == {NOT_IN_THERE}
    # A guest reads only where they are in.
    assert "I show a channel's thanks" in await world.command(
        "tom", "design", "history <#C0GENERAL|general>", escape=False
    )
    assert "No one has been thanked" in await world.command(
        "tom", "design", "history <#C0DESIGN1|design>", escape=False
    )


async def test_members_read_a_private_channel(world: World) -> None:
    await world.command("carol", "office-move", "@sam thanks for the lease")
    assert "thanks for the lease" in await world.command(
        "jonas", "general", "history <#C0OFFICE1|office-move>", escape=False
    )
    await world.command("jonas", "leads", "@priya thanks for the calm")
    assert "thanks for the calm" in await world.command(
        "priya", "leads", "history <#C0LEADS01|leads>", escape=False
    )


async def test_access_is_checked_for_every_page(world: World) -> None:
    for number in range(12):
        await world.command("carol", "office-move", f"@sam thanks for box {number:02}")
    await world.command("jonas", "general", "history <#C0OFFICE1|office-move>", escape=False)
    shown = world.private("jonas", "general")[-1]
    world.workspace.leave(world.where("office-move"), world.who("jonas"))
    await world.press("jonas", shown, "older")
    assert "I show a channel's thanks to its members" in world.private("jonas", "general")[-1].text


async def test_values_and_help(world: World) -> None:
    values = await world.command("tom", "design", "values")
    for name in ("creativity", "collaboration", "problem-solving"):
        assert f"*{name}*" in values
    assert "/kudos quietly" in await world.command("tom", "design", "help")


async def test_a_first_word_is_a_subcommand_only_if_the_rest_is_one(world: World) -> None:
    await world.command("ana", "design", "history was great @maya")
    await world.command("ana", "design", "help me thank @maya for the sketches")
    await world.command("ana", "design", "digest was lovely @maya")
    assert [text.splitlines()[1] for text in world.texts("design")] == [
        "“history was great @Maya”",
        "“help me thank @Maya for the sketches”",
        "“digest was lovely @Maya”",
    ]
    assert "Did you mean since?" in await world.command("ana", "design", "history @maya sice 2026-09-01")
    assert len(world.posts("design")) == 3


async def test_long_stories_come_in_shorter_pages(world: World) -> None:
    for number in range(8):
        await world.command("ana", "design", f"@maya thanks {number:02} " + "& so on " * 200)
    first = await world.command("maya", "general", "history")
    assert first.startswith("Thanks you received")
    shown = [n for n in range(8) if f"thanks {n:02}" in first]
    assert 1 <= len(shown) < 8
    seen = set(shown)
    for _ in range(4):
        message = world.private("maya", "general")[-1]
        if "Older" not in labels(message):
            break
        await world.press("maya", message, "older")
        seen |= {n for n in range(8) if f"thanks {n:02}" in world.private("maya", "general")[-1].text}
    assert seen == set(range(8))


async def test_too_long_phrase_is_refused(world: World) -> None:
    answer = await world.command("maya", "general", 'history "' + "x" * 201 + '"')
    assert "is too long to look for" in answer


async def test_stretches_of_the_calendar_are_those_of_the_reader(world: World) -> None:
    """Maya lives in Berlin, and it is Wednesday, 25 November."""
    await world.command("ana", "design", "@maya thanks for this week")
    await world.pass_until("2026-12-01T00:30:00")
    await world.command("ana", "design", "@maya thanks for the new month")
    this = await world.command("maya", "general", "history this month")
    assert "new month" in this
    assert "this week" not in this
    last = await world.command("maya", "general", "history last month")
    assert "thanks for this week" in last
    assert "new month" not in last
    assert "new month" in await world.command("maya", "general", "history this quarter")
    puzzled = await world.command("maya", "general", "history last 0 weeks")
    assert "I don't know the period “last 0 weeks”" in puzzled
