"""A card from many, from its start to its end."""

import json
from typing import Any

import pytest

from bot.practice.records import Message
from tests.scenarios.test_edit import words
from tests.scenarios.test_recognition import buttons
from tests.scenarios.world import World

CARD = "card @carol until friday 16:00 for your farewell"
HOUR = "2026-11-27T16:00"
"""Ana lives in Lisbon."""


def labels(message: Message) -> list[str]:
    return [button["text"]["text"] for button in buttons(message)]


async def sign(world: World, who: str, message: Message, text: str, **more: Any) -> None:
    await world.press(who, message, "card-sign")
    await world.submit(who, text=words(text), **more)


def readers_of(world: World, text: str) -> set[str]:
    """Return the channels in which a text is, and who alone can read it there."""
    return {
        f"{channel} {message.ephemeral_to}"
        for channel, shown in world.workspace.messages.items()
        for message in shown.values()
        if text in message.text or text in json.dumps(message.blocks)
    }


async def test_from_three_people_to_its_end(world: World) -> None:
    answer = await world.command("ana", "design", CARD)
    assert answer.startswith(
        "Your card for Carol can be signed until Friday, 27 Nov 2026, 16:00. It's given in private"
    )
    assert "I've invited everyone in <#C0DESIGN1> to sign it." in answer
    (invitation,) = world.posts("design")
    assert invitation.text.startswith("Ana is collecting words for Carol, for one card from many.")
    assert "Friday, 27 Nov 2026, 16:00 (Europe/Lisbon)" in invitation.text
    assert "<@" not in invitation.text

    await sign(world, "maya", invitation, "a draft")
    await sign(world, "maya", invitation, "for every birthday", values=["creativity"])
    confirmation = world.private("maya", "design")[-1]
    assert "Nobody else can read them before Friday, 27 Nov 2026, 17:00." in confirmation.text
    assert labels(confirmation) == ["Change your words", "Remove your words"]
    await sign(world, "priya", invitation, "for the quiet office")
    await sign(world, "tom", invitation, "on second thoughts")
    await world.press("tom", world.private("tom", "design")[-1], "card-unsign")
    await sign(world, "ana", invitation, "for the plants")

    started = await world.command("ana", "design", "cards")
    assert "Signed by Ana, Maya and Priya." in started
    assert "birthday" not in started
    assert "“for every birthday”" in await world.command("maya", "general", "cards")
    assert "You have no open cards." in await world.command("carol", "general", "cards")
    assert readers_of(world, "birthday") == {f"C0GENERAL {world.who('maya')}"}
    assert "birthday" not in await world.command("ana", "design", "history #design")

    await world.pass_until("2026-11-27T15:59")
    assert world.direct("carol") == []
    await world.pass_until(HOUR)
    (card,) = world.direct("carol")
    assert card.text == (
        "A card for you\n"
        "Your colleagues wrote this for you.\n"
        "“for your farewell”\n"
        "*Ana*\n“for the plants”\n"
        "*Maya* :bulb:\n“for every birthday”\n"
        "*Priya*\n“for the quiet office”\n"
        "Ana started this card. You find these words again with `/kudos history`.\n"
        "The card's picture: a patch for everyone who signed it. Its patterns show creativity. "
        "A heart is a thanks without a value."
    )
    assert [block["type"] for block in card.blocks or ()][:2] == ["header", "image"]
    (invitation,) = world.posts("design")
    assert invitation.text == "The card for Carol was given. Thank you to everyone who signed it."
    assert buttons(invitation) == []
    assert "“for every birthday”" in await world.command("carol", "general", "history")
    assert "“for every birthday”" in await world.command("maya", "general", "history given")

    await world.command("maya", "general", "undo")
    (card,) = world.direct("carol")
    assert "birthday" not in json.dumps(card.blocks)
    assert "for the plants" in card.text
    await world.pass_time(days=7)
    assert len(world.direct("carol")) == 1


async def test_surprise_in_the_recipients_own_channel(world: World) -> None:
    answer = await world.command("ana", "general", "card @maya until friday 16:00 & thanks")
    assert "Maya can read <#C0GENERAL>, so I don't invite anyone there." in answer
    assert "Then everyone in <#C0GENERAL> can read it." in answer
    assert world.posts("general") == []
    await world.press("ana", world.private("ana", "general")[-1], "card-invite")
    await world.submit("ana", invited=[world.who("li"), world.who("maya"), world.who("jonas")])
    assert world.direct("maya") == []
    (request,) = world.direct("li")
    assert "Saturday, 28 Nov 2026, 00:00" in request.text
    await sign(world, "li", request, "for the export")
    await sign(world, "jonas", world.direct("jonas")[-1], "for the calm")
    await world.pass_until(HOUR)
    (card,) = world.posts("general")
    maya = world.who("maya")
    assert card.text.startswith(f"A card for Maya\n<@{maya}>, your colleagues wrote this for you.")
    assert "“for the export”" in card.text
    assert world.direct("maya") == []
    await world.press("sam", card, "card-take-down")
    assert "Only the people the card is for" in world.private("sam", "general")[-1].text
    await world.press("maya", card, "card-take-down")
    assert world.posts("general") == []
    assert "for the export" not in await world.command("maya", "general", "history")


async def test_by_form_and_changed_by_form(world: World) -> None:
    assert not (await world.try_command("ana", "design", "card")).body
    chosen = {"people": [world.who("carol")], "occasion": "for the <move>", "at": "09:00"}
    for day, field, sentence in (
        ("2026-11-25", "at", "That is over already."),
        ("2027-06-25", "day", "more than half a year ahead"),
    ):
        await world.submit("ana", day=day, **chosen)
        form = world.form("ana")
        assert form is not None
        assert sentence in form.errors[field]
    await world.submit("ana", day="2026-11-30", invited=[world.who("sam")], **chosen)
    assert world.form("ana") is None
    (invitation,) = world.posts("design")
    assert "“for the &lt;move&gt;”" in invitation.text
    assert len(world.direct("sam")) == 1

    await world.press("ana", world.private("ana", "design")[-1], "card-change")
    await world.submit("ana", day="2026-12-01", at="10:30", occasion="")
    (invitation,) = world.posts("design")
    assert "Tuesday, 1 Dec 2026, 10:30 (Europe/Lisbon)" in invitation.text
    assert "move" not in invitation.text
    await world.press("ana", world.private("ana", "design")[-1], "card-cancel")
    assert world.posts("design")[-1].text == "This card is closed."


async def test_what_is_not_clear_opens_the_form(world: World) -> None:
    for text in ("card @carol for your farewell", "card @carol until 2020-01-01", "card until friday 16:00"):
        await world.try_command("ana", "design", text)
        form = world.form("ana")
        assert form is not None, text
        assert form.title == "A card from many"
        await world.practice.close(world.who("ana"))
    assert world.posts("design") == []


async def test_from_a_messages_menu(world: World) -> None:
    message = await world.say("carol", "general", "I leave on Friday.")
    await world.practice.message_action(world.who("ana"), "card", message.channel, message.ts)
    form = world.form("ana")
    assert form is not None
    assert world.who("carol") in json.dumps(form.blocks)
    await world.submit("ana")
    assert "Your card for Carol can be signed until" in world.private("ana", "general")[-1].text
    assert "Carol can read" in world.private("ana", "general")[-1].text


async def test_recipient_joins_the_channel_that_is_invited(world: World) -> None:
    await world.command("ana", "design", CARD)
    (invitation,) = world.posts("design")
    await sign(world, "priya", invitation, "for the quiet office")
    await world.practice.join(world.who("carol"), world.where("design"))
    await world.settled()
    assert world.posts("design") == []
    (notice,) = world.direct("ana")
    assert notice.text == (
        "To keep the card for Carol a surprise, I removed its invitation from <#C0DESIGN1>, which they can "
        "read now. Every signature stays. Please invite others by name."
    )
    assert world.direct("carol") == []
    await world.press("ana", notice, "card-invite")
    await world.submit("ana", invited=[world.who("tom")])
    await sign(world, "tom", world.direct("tom")[-1], "for the plants")
    again = await world.command("ana", "design", CARD)
    assert "Carol can read <#C0DESIGN1>, so I don't invite anyone there." in again
    await world.pass_until(HOUR)
    (card,) = world.direct("carol")
    assert "for the quiet office" in card.text
    assert "for the plants" in card.text
    assert world.posts("design") == []


@pytest.mark.parametrize("is_bot_there", [True, False])
async def test_joining_is_noticed_without_an_event(world: World, is_bot_there: bool) -> None:
    """It may be lost, and Slack sends none where the bot is not a member."""
    design, bot = world.where("design"), world.workspace.bot_user_id
    if not is_bot_there:
        await world.practice.leave(bot, design, by=world.who("ana"))
    await world.command("ana", "design", CARD)
    (invitation,) = world.posts("design")
    world.workspace.join(design, world.who("carol"))
    await world.pass_time(minutes=2)
    assert len(world.posts("design")) == 1
    await sign(world, "priya", invitation, "for the quiet office")
    assert world.posts("design") == []
    assert world.direct("ana")[-1].text.startswith("To keep the card for Carol a surprise")


async def test_recipient_leaves_the_channel_before_the_hour(world: World) -> None:
    await world.command("ana", "design", "card @maya until friday 16:00 & thanks")
    await world.press("ana", world.private("ana", "design")[-1], "card-invite")
    await world.submit("ana", invited=[world.who("li")])
    (request,) = world.direct("li")
    assert "everyone in <#C0DESIGN1> can read it" in request.text
    await sign(world, "li", request, "for the export")
    await world.practice.leave(world.who("maya"), world.where("design"))
    await world.pass_until(HOUR)
    assert world.posts("design") == []
    (card,) = world.direct("maya")
    assert "for the export" in card.text
    (notice,) = world.direct("ana")
    assert notice.text == "I gave the card for Maya in private, and not in <#C0DESIGN1>."
    assert "for the export" not in await world.command("tom", "design", "history #design")
