"""`/kudos privacy`: one's own page, one's choices, and what follows from each."""

import asyncio
from typing import Any

import pytest

from bot.domain.audit import AuditedQuery, AuditKind
from bot.domain.preferences import TOPICS
from bot.practice.records import Message
from bot.storage import audit_entries
from tests.scenarios.test_recognition import buttons, value_option
from tests.scenarios.world import World

MONDAY = "2026-11-30T08:00"  # 09:00 in Berlin
AFTERNOON = "2026-11-25T15:01"  # just after 16:00 in Berlin


def page(world: World, who: str, where: str = "general") -> Message:
    """The page as it stands now."""
    return world.private(who, where)[-1]


async def test_preferences_page_shows_stored_data_and_choices(world: World) -> None:
    answer = await world.command("maya", "general", "privacy")
    assert answer.startswith("What I store about you: who thanked you")
    assert "No machine writes, scores or judges anybody's words." in answer
    assert "No one but you can ask for your history." in answer
    assert "No one has looked at your thanks in the last 90 days." in answer
    assert [b["text"]["text"] for b in buttons(page(world, "maya"))] == ["Send me my data", "Erase me …"]
    assert {about: chosen(page(world, "maya"), about) for about in TOPICS} == {
        "thanks": "Publicly",
        "messages": "At once",
        "digests": "With my name",
        "reactions": "Kept as thanks",
        "prompts": "Never",
    }


def menu(message: Message, about: str) -> dict[str, Any]:
    """Return the menu about a topic."""
    sections = [block for block in message.blocks if block["type"] == "section"]
    menus = {section["accessory"]["action_id"]: section["accessory"] for section in sections}
    found: dict[str, Any] = menus[f"choose:{about}"]
    return found


def chosen(message: Message, about: str) -> str:
    """Return the option that the menu about a topic shows as chosen."""
    return str(menu(message, about)["initial_option"]["text"]["text"])


async def test_preferences_page_names_known_admins(world: World) -> None:
    answer = await world.command("maya", "general", "privacy")
    assert (
        "The admins of this Slack workspace set Hearten up. That doesn't let them read anyone's history."
        in answer
    )
    await world.command("jonas", "general", "help")
    await world.command("ana", "general", "help")
    answer = await world.command("maya", "general", "privacy")
    assert (
        "Admins of this Slack workspace, Jonas, set Hearten up. That doesn't let them read anyone's history."
        in answer
    )


@pytest.mark.parametrize(
    ("typed", "now"),
    [
        ("thanks privately", "*Thanks.* They reach you in private."),
        ("thanks never", "*Thanks.* You get none"),
        ("messages daily", "*Messages.* I write to you about thanks once a day at most"),
        ("messages never", "*Messages.* I write you nothing about thanks."),
        ("digests off", "*Digests.* No digest names you."),
        ("reactions off", "*Reactions.* If you put an emoji on a message, it is just an emoji."),
    ],
)
async def test_a_choice_is_typed_or_pressed_and_taken_back(world: World, typed: str, now: str) -> None:
    answer = await world.command("maya", "general", f"privacy {typed}")
    first, last = answer.splitlines()
    assert "from now on" in first.casefold()
    assert last == "`/kudos privacy` has all your choices."
    assert now in await world.command("maya", "general", "privacy")
    about, option = typed.split()
    before = menu(page(world, "maya"), about)["options"][0]["value"]
    await world.press("maya", page(world, "maya"), f"choose:{about}", value=before)
    assert now not in page(world, "maya").text
    at_first = chosen(page(world, "maya"), about)
    await world.press("maya", page(world, "maya"), f"choose:{about}", value=f"{about}:{option}")
    assert now in page(world, "maya").text
    assert chosen(page(world, "maya"), about) != at_first
    assert now in await world.command("maya", "design", "privacy")
    assert now not in await world.command("ana", "general", "privacy")


async def test_a_double_click_is_one_click(world: World) -> None:
    await world.command("maya", "general", "privacy")
    shown = page(world, "maya")
    answers = await asyncio.gather(
        *(world.press("maya", shown, "choose:digests", value="digests:off") for _ in range(3))
    )
    assert [answer.status for answer in answers] == [200] * 3
    assert len(world.private("maya", "general")) == 1
    assert "No digest names you." in page(world, "maya").text


async def test_menu_with_an_unknown_value_changes_nothing(world: World) -> None:
    await world.command("maya", "general", "privacy")
    shown = page(world, "maya")
    menu(shown, "thanks")["options"][0]["value"] = "thanks:loudly"
    with world.no_answer_expected():
        await world.press("maya", shown, "choose:thanks", value="thanks:loudly")
    assert "*Thanks.* Anyone in the channel" in await world.command("maya", "general", "privacy")


async def test_unclear_preference_changes_nothing(world: World) -> None:
    answer = await world.command("maya", "general", "privacy thanks privatly")
    assert "nothing was changed. Did you mean “thanks privately”?" in answer
    assert "*Thanks.* Anyone in the channel" in await world.command("maya", "general", "privacy")
    await world.command("ana", "design", "privacy was great @maya")
    assert world.texts("design")[0].endswith("“privacy was great @Maya”")


async def test_in_private_from_now_on(world: World) -> None:
    await world.command("maya", "general", "privacy thanks privately")
    answer = await world.command("ana", "design", "@maya thanks for the sketches")
    assert "Maya gets it privately." in answer
    assert world.texts("design") == []
    (told,) = world.direct_texts("maya")
    assert "Ana thanked you privately:" in told


async def test_not_at_all(world: World) -> None:
    await world.command("maya", "general", "privacy thanks never")
    answer = await world.command("ana", "design", "@maya thanks for the sketches")
    assert "Maya: thanks can't be delivered there" in answer
    assert world.texts("design") == world.direct_texts("maya") == []
    assert "Nothing here yet" in await world.command("maya", "design", "history")


async def test_messages_once_a_day(world: World) -> None:
    await world.command("maya", "general", "privacy messages daily")
    answer = await world.command("ana", "general", "quietly @maya thanks for listening")
    assert "Maya gets it privately." in answer
    await world.command("ana", "design", "@maya thanks for the sketches")  # she is in #design and mentioned
    await world.command("jonas", "northlight", "@maya thanks for the answer")  # she is not in there
    assert world.direct("maya") == []
    await world.pass_until(AFTERNOON)
    (told,) = world.direct_texts("maya")
    assert "Ana thanked you · just between you two\n“thanks for listening”" in told
    assert "“thanks for the answer”" in told
    assert "sketches" not in told
    await world.pass_time(days=1)
    assert len(world.direct("maya")) == 1

    await world.command("jonas", "northlight", "undo")
    assert "thanks for the answer" not in world.direct_texts("maya")[0]
    await world.command("ana", "northlight", "@jonas thanks for something else")
    assert "thanks for listening" in world.direct_texts("maya")[0]


async def test_no_messages_at_all(world: World) -> None:
    await world.command("maya", "general", "privacy messages never")
    answer = await world.command("ana", "general", "quietly @maya thanks for listening")
    assert "Maya can read it privately in `/kudos history`." in answer
    (private,) = world.private("ana", "general")
    await world.press("ana", private, "add-value", value=value_option(private, "creativity"))
    assert "Maya can read it privately" in world.private("ana", "general")[0].text

    answer = await world.command("jonas", "northlight", "@maya thanks for the answer")
    assert "message" not in answer
    message = await world.say("maya", "engineering", "The export streams now.")
    await world.react("jonas", message, "bulb")
    await world.pass_time(days=1)
    assert world.direct("maya") == []
    history = await world.command("maya", "general", "history")
    assert "thanks for listening" in history
    assert "thanks for the answer" in history
    assert world.workspace.permalink(message) in history


async def test_in_no_digest(world: World) -> None:
    await world.command("jonas", "engineering", "digest on")
    await world.command("ana", "engineering", "@maya @li thanks for the export")
    await world.command("ana", "engineering", "@maya thanks for the patience")
    await world.command("li", "engineering", "@ana thanks for what you did with @maya")
    await world.pass_until(MONDAY)
    digest = world.texts("engineering")[-1]
    assert digest.count("Maya") == 3

    answer = await world.command("maya", "general", "privacy digests off")
    assert answer.startswith("From now on no digest names you.")
    digest = world.texts("engineering")[-1]
    assert "*Ana* thanked *Li Wei*\n“thanks for the export”" in digest
    assert "Maya" not in digest
    assert "patience" not in digest

    await world.command("ana", "engineering", "@maya thanks for next week")
    await world.command("ana", "engineering", "@li thanks for next week, too")
    await world.pass_time(minutes=1)
    preview = await world.command("ana", "engineering", "digest preview")
    assert "thanks for next week, too" in preview
    assert "Maya" not in preview
    await world.command("maya", "general", "privacy digests on")
    assert world.posts("engineering")[3].text.count("Maya") == 3
    assert "Maya" in await world.command("ana", "engineering", "digest preview")


async def test_reactions_are_just_reactions(world: World) -> None:
    await world.command("maya", "general", "privacy reactions off")
    message = await world.say("li", "engineering", "The export streams now.")
    await world.react("maya", message, "bulb")
    assert "Nothing here yet" in await world.command("li", "general", "history")
    await world.command("maya", "general", "privacy reactions on")
    await world.react("maya", message, "handshake")
    assert world.workspace.permalink(message) in await world.command("li", "general", "history")


async def test_audit_entries_are_visible_to_their_subject_only(world: World) -> None:
    workspace = await world.find_workspace()
    await world.bot.deps.database.write(
        audit_entries.record,
        workspace.id,
        [world.who("maya")],
        world.who("jonas"),
        AuditedQuery(AuditKind.PERSON),
    )
    assert "Jonas looked at your thanks on 25 Nov 2026." in await world.command("maya", "general", "privacy")
    assert "Jonas looked" not in await world.command("ana", "general", "privacy")


async def test_first_message_explains_preferences_unless_chosen_before(world: World) -> None:
    await world.command("priya", "general", "privacy messages at once")
    await world.command("ana", "design", "@maya @priya thanks for the sketches")
    assert "`/kudos privacy` has all your choices." in world.direct_texts("maya")[0]
    assert world.direct("priya") == []
    assert "`/kudos privacy`" in await world.command("ana", "general", "help")
