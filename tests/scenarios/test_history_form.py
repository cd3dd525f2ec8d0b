"""Asking about several at once, turning pages, and changing a question by form."""

from typing import Any

from bot.practice.records import Message
from tests.scenarios.test_recognition import buttons
from tests.scenarios.world import World

NOT_YOURS = "A person's history is theirs, so I can't show it. Why not ask them directly?"
NOT_IN_THERE = (
    "I show a channel's thanks to its members, and I can't see you in that one. "
    "If you are in it, I may not be: type `/invite @Hearten` there."
)


def shown(world: World, who: str, where: str = "general") -> Message:
    """The latest answer as it stands."""
    return world.private(who, where)[-1]


def labels(message: Message) -> list[str]:
    return [button["text"]["text"] for button in buttons(message)]


async def change(world: World, who: str, **values: Any) -> dict[str, Any] | str:
    """Change the question by form; answers what is wrong at fields, or the new answer's text."""
    if not world.practice.find_view(world.who(who)):
        await world.press(who, shown(world, who), "change-question")
    answer = await world.practice.submit(world.who(who), values)
    assert answer.status == 200
    await world.settled()
    if isinstance(answer.body, dict) and "errors" in answer.body:
        return dict(answer.body["errors"])
    assert world.practice.find_view(world.who(who)) is None
    return shown(world, who).text


async def test_newer_returns_to_the_same_page(world: World) -> None:
    for number in range(12):
        await world.command("ana", "design", f"@maya thanks {number:02} " + "& so on " * 160)
    first = await world.command("maya", "general", "history")
    texts, bars = [first], [labels(shown(world, "maya"))]
    while "Older" in bars[-1]:
        await world.press("maya", shown(world, "maya"), "older")
        texts.append(shown(world, "maya").text)
        bars.append(labels(shown(world, "maya")))
    assert len(texts) > 2
    assert bars[0] == ["Older", "Change the question"]
    assert bars[-1] == ["Newer", "Change the question"]
    for text in reversed(texts[:-1]):
        await world.press("maya", shown(world, "maya"), "newer")
        assert shown(world, "maya").text == text
    assert labels(shown(world, "maya")) == bars[0]
    await world.command("ana", "design", "@maya thanks for what came meanwhile")
    await world.press("maya", shown(world, "maya"), "older")
    await world.press("maya", shown(world, "maya"), "newer")
    assert shown(world, "maya").text == first
    await world.press("maya", shown(world, "maya"), "newer")
    assert "what came meanwhile" in shown(world, "maya").text


async def test_unreadable_button_starts_at_the_first_page(world: World) -> None:
    for number in range(11):
        await world.command("ana", "design", f"@maya thanks for thing {number}")
    for name in ("older", "change-question"):
        await world.command("maya", "general", "history")
        message = shown(world, "maya")
        for button in buttons(message):
            button["value"] = '{"before": "x"}'
        await world.press("maya", message, name)
        assert shown(world, "maya").text == "I can no longer find that page. `/kudos history` starts over."


async def test_a_lead_asks_about_several_people_and_groups(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches #creativity")
    await world.command("ana", "general", "@li thanks for the export #collaboration")
    await world.command("ana", "general", "@jonas thanks for the calm")
    await world.command("jonas", "general", "leads add @priya for @maya @li")
    both = await world.command("priya", "general", "history @maya @li")
    assert both.startswith("Thanks that Li Wei and Maya received, newest first:")
    assert both.index("export") < both.index("sketches")
    assert "calm" not in both
    answer = await world.command(
        "priya", "general", "history @maya @li #design #creativity given", escape=True
    )
    assert answer.startswith("Nothing that I can show about Li Wei and Maya.")
    # Of a user group that is no circle of hers, all have to be in her care.
    assert await world.command("priya", "general", "history @backend") == NOT_YOURS
    world.workspace.group("backend").members = [world.who("maya"), world.who("li"), world.who("priya")]
    group = await world.command("priya", "general", "history @backend")
    assert "export" in group
    assert "sketches" in group
    world.workspace.group("backend").members = []
    assert await world.command("priya", "general", "history @backend") == NOT_YOURS
    for named in ("@maya @jonas", "@maya @erik", "@jonas @erik", "@maya @office"):
        assert await world.command("priya", "general", f"history {named}") == NOT_YOURS
    mixed = "Your own thanks come by themselves: `/kudos history`. For others, please ask without yourself."
    one_way = await world.command("priya", "general", "history me @maya")
    assert one_way.startswith("I can show one direction at a time: `/kudos history given @maya`")
    assert await world.command("carol", "general", "history @carol @maya") == mixed


async def test_several_channels_if_one_may_read_each(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the launch")
    await world.command("carol", "office-move", "@sam thanks for the lease")
    await world.command("ana", "design", "@maya thanks for the sketches")
    typed = "history <#C0GENERAL|general> <#C0OFFICE1|office-move>"
    answer = await world.command("jonas", "general", typed, escape=False)
    assert answer.startswith("Thanks given in <#C0GENERAL> and <#C0OFFICE1>, newest first:")
    assert answer.index("lease") < answer.index("launch")
    assert "sketches" not in answer
    assert await world.command("ana", "general", typed, escape=False) == NOT_IN_THERE


async def test_audited_user_reads_the_query(world: World) -> None:
    for number in range(12):
        await world.command("ana", "general", f"@maya thanks for map {number} #collaboration")
    await world.command("jonas", "general", "leads add @li for @backend")
    await world.command("li", "general", 'history @maya #general collaboration since 2026-11-01 "for map"')
    await world.command("li", "general", "history @backend given")
    await world.command("li", "general", "history @maya @jonas")
    page = await world.command("maya", "general", "privacy")
    for line in (
        "Li Wei looked at your thanks and those of others on 25 Nov 2026.",
        "Li Wei looked at the thanks of @backend that you are in, on 25 Nov 2026. They asked for: what was ",
        # It was November in Singapore already.
        "Li Wei looked at your thanks on 25 Nov 2026. They asked for: since 31 Oct 2026 · in <#C0GENERAL> · ",
    ):
        assert line in page
    assert "· #collaboration · “for map”.\n" in page
    # Turning pages is the same look, another question is another one.
    await world.press("li", shown(world, "li"), "older")
    assert await world.command("maya", "general", "privacy") == page
    await change(world, "li", phrases="map")
    assert (await world.command("maya", "general", "privacy")).count("Li Wei looked") == 4


async def test_the_question_is_changed_by_form(world: World) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches #creativity")
    await world.command("ana", "general", "@maya thanks for the launch #collaboration")
    await world.command("maya", "general", "@ana thanks for the patience")
    await world.command("maya", "general", 'history collaboration since 2026-11-01 until 2026-11-25 "the"')
    answers = len(world.private("maya", "general"))
    await world.press("maya", shown(world, "maya"), "change-question")
    view = world.practice.find_view(world.who("maya"))
    assert view
    assert view.content["title"]["text"] == "Change the question"
    filled = {name: entry for entries in view.values.values() for name, entry in entries.items()}
    assert filled["since"]["selected_date"] == "2026-11-01"
    assert filled["until"]["selected_date"] == "2026-11-25"
    assert filled["phrases"]["value"] == "“the”"
    assert [option["value"] for option in filled["values"]["selected_options"]] == ["collaboration"]
    assert filled["direction"]["selected_option"]["value"] == "received"
    text = await change(world, "maya", values=["creativity"], since=None, phrases="the sketches")
    assert "sketches" in text
    assert "launch" not in text
    assert "patience" in await change(world, "maya", direction="given", values=[], phrases="")
    channel = await change(world, "maya", channels=[world.where("general")], direction="received")
    assert "launch" in channel
    assert "sketches" not in channel
    # All of it in the place of the first answer.
    assert len(world.private("maya", "general")) == answers
    nothing = await change(world, "maya", phrases="cartography")
    assert str(nothing).startswith("Nothing matches that.")
    assert "launch" in await change(world, "maya", phrases="")


async def test_error_is_shown_on_its_field(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the launch")
    await world.command("maya", "general", "history")
    wrong = await change(world, "maya", since="2026-11-26", until="2026-11-25", phrases="* ( ^")
    assert wrong == {
        "until": "This is before the first day.",
        "phrases": "There is no letter or digit in it that I could look for.",
    }
    assert await change(world, "maya", since=None, phrases="&" * 60) == {
        "phrases": "That is a lot for one question. Could you ask about less at once?"
    }
    assert await change(world, "maya", phrases="", people=[world.who("ana")]) == {"people": NOT_YOURS}
    mixed = await change(world, "maya", people=[world.who("ana"), world.who("maya")])
    assert isinstance(mixed, dict)
    assert "/kudos history" in mixed["people"]
    world.workspace.leave(world.where("office-move"), world.who("maya"))
    assert "launch" in await change(world, "maya", people=[world.who("maya")])


async def test_a_lead_chooses_circles_by_form(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the launch")
    await world.command("jonas", "general", "leads add @priya for @backend")
    await world.command("priya", "general", "history @backend")
    assert "launch" in await change(world, "priya", since="2026-11-01")
    assert "Nothing here yet" in await change(world, "priya", circles=[], since=None)
    assert "launch" in await change(world, "priya", people=[world.who("maya")])


async def test_bad_questions_are_answered_precisely(world: World) -> None:
    await world.command("ana", "general", "@maya thanks AND so on, OR NOT")
    for typed, answer in [
        ("since 2026-12-01 until 2026-11-01", "The dates are the wrong way round (2026-12-01 … 2026-11-01)."),
        ('"* ( ^"', "In “* ( ^” there is no letter or digit that I could look for."),
        ("since 2026-11-01 last month", "Please give either dates or a period like `last month`"),
        ('"AND OR NOT * ( ^"', "Nothing matches that."),
        ('"OR NOT * ( ^"', "so on, OR NOT"),
        ('"NEAR(so" "and"', "Nothing matches that."),
        (" ".join(f'"{n}"' for n in range(70)) + " ".join([" creativity"] * 90), "Nothing matches that."),
    ]:
        told = await world.command("maya", "general", f"history {typed}")
        # What would be formatting is set off by blanks without width.
        assert answer in told.replace("\u200b", ""), typed
    crowd = " ".join(f"<#C{number:010}|x>" for number in range(120))
    assert "That is a lot for one question." in await world.command(
        "maya", "general", f"history {crowd}", escape=False
    )
