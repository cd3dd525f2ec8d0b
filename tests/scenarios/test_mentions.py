"""Thanking in a message that mentions the bot: as by command, in the thread of the message."""

import asyncio
from typing import Any

from bot.practice.records import Message
from bot.slack.manifest import OPTIONAL_SCOPES
from tests.scenarios.test_edit import words
from tests.scenarios.test_recognition import buttons, value_option
from tests.scenarios.test_recognition_form import fields
from tests.scenarios.world import World

ANA, MAYA, LI, BOT = "U0ANA0001", "U0MAYA001", "U0LIWEI01", "U0HEARTEN"


def event(world: World, text: str, **more: Any) -> dict[str, Any]:
    """A mention that stands in #design, as Slack tells it."""
    ts = world.workspace.post("C0DESIGN1", user=ANA, text=text).ts
    return {
        "type": "app_mention",
        "user": ANA,
        "text": text,
        "ts": ts,
        "channel": "C0DESIGN1",
        "event_ts": ts,
        "team": "T0BRIGHT1",
        **more,
    }


def told(world: World, who: str = "ana", where: str = "design") -> list[str]:
    """What only one person sees."""
    return [message.text for message in world.private(who, where)]


async def test_it_gives_like_the_command_in_the_thread_of_the_message(world: World) -> None:
    said = await world.say("ana", "design", "@Hearten thanks @maya for the sketches #collaboration")
    (shout_out,) = world.posts("design")
    assert shout_out.text == (
        f"From <@{ANA}> to <@{MAYA}>, for :handshake: collaboration:\n“thanks for the sketches”"
    )
    assert shout_out.thread_ts == said.ts
    (confirmation,) = world.private("ana", "design")
    assert "I'll post this in <#C0DESIGN1> for Maya." in confirmation.text
    assert confirmation.thread_ts is None
    (direct,) = world.direct("maya")
    assert world.workspace.permalink(shout_out) in direct.text.replace("&amp;", "&")
    assert f"?thread_ts={said.ts}" in world.workspace.permalink(shout_out)
    assert "thanks for the sketches" in await world.command("maya", "general", "history")


async def test_recognition_by_mention_can_be_withdrawn_and_edited(world: World) -> None:
    await world.say("ana", "design", "@Hearten thanks @maya for the sketches")
    (confirmation,) = world.private("ana", "design")
    await world.press("ana", confirmation, "add-value", value=value_option(confirmation, "creativity"))
    assert ":bulb: creativity" in world.texts("design")[0]
    await world.press("ana", confirmation, "undo")
    assert world.posts("design") == []
    assert "Your thanks to Maya is taken back." in told(world)[0]


async def test_in_a_thread_all_of_it_stays_there(world: World) -> None:
    first = await world.say("priya", "design", "The sketches are up.")
    await world.say("ana", "design", "@Hearten thanks @maya for them", below=first)
    (shout_out,) = world.posts("design")
    (confirmation,) = world.private("ana", "design")
    assert shout_out.thread_ts == confirmation.thread_ts == first.ts


async def test_recipient_outside_the_channel_gets_a_direct_message(world: World) -> None:
    await world.say("ana", "design", "@Hearten thanks @maya and @sam for the sketches")
    await world.say("ana", "design", "@Hearten thanks @maya and @sam for the colours")
    assert len(world.posts("design")) == 2
    assert len(world.direct("maya")) == 1
    assert len(world.direct("sam")) == 2


async def test_recipient_with_private_preference_is_not_named(world: World) -> None:
    await world.command("maya", "general", "privacy thanks privately")
    await world.say("ana", "design", "@Hearten thanks @maya and @priya for the sketches")
    (text,) = world.texts("design")
    assert MAYA not in text
    assert "for Priya. Maya gets it privately." in told(world)[0]
    assert "“thanks for the sketches”" in world.direct_texts("maya")[0]


async def test_bot_cannot_be_thanked(world: World) -> None:
    await world.say("ana", "design", "@Hearten thanks for the review, @maya and @Hearten")
    (text,) = world.texts("design")
    assert text.startswith(f"From <@{ANA}> to <@{MAYA}>:")
    assert "can't be thanked" not in told(world)[0]


PRIVATE_ANSWERS = [
    ("@Hearten", "Hello, I'm Hearten."),
    ("Hi @Hearten!", "Hello, I'm Hearten."),
    ("@Hearten thanks for the cake", "Who would you like to thank? Nothing was sent yet."),
    ("@Hearten thanks", "You're welcome!"),
    ("@Hearten thanks @nobody for the calm", "I couldn't tell who “@nobody” is"),
    ("@Hearten thanks @maya", "what was it for?"),
    ("@Hearten @maya #collaboration", "what was it for?"),
    ("@Hearten thanks @ana for the patience", "Thanks here go to others, so nothing was sent."),
    ("@Hearten thanks @erik for all", "this account is deactivated"),
    ("@Hearten who thanked @maya?", "A person's history is theirs, so I can't show it."),
    ("@Hearten history @maya", "A person's history is theirs, so I can't show it."),
    ("@Hearten @maya history", "A person's history is theirs, so I can't show it."),
    ("@Hearten undo @maya", "There's nothing left to undo."),
    ("@Hearten forget @maya", "I posted nothing. Only you can have your own name erased"),
    ("@Hearten report @maya", "I posted nothing. To report a shout-out"),
    ("@Hearten @maya settings", "“settings” reads like a request, so I posted nothing."),
    ("@Hearten points for @maya", "I keep words, not points"),
    ("@Hearten histroy @maya", "Did you mean `/kudos history`?"),
    ("@Hearten who are you?", "Hello, I'm Hearten."),
    ("I told @maya that @Hearten is nice", "I didn't take your message as thanks"),
    (
        "@Hearten quietly thank @maya for the calm",
        "Others can read your message here, so I saved nothing.",
    ),
    ("@Hearten help", "Here is what you can type:"),
    ("@Hearten histroy", "Did you mean `/kudos history`?"),
    ("@Hearten history", "Nothing here yet"),
]


async def test_all_else_is_answered_in_private_and_keeps_nothing(world: World) -> None:
    for typed, expected in PRIVATE_ANSWERS:
        await world.say("ana", "design", typed)
        assert expected in told(world)[-1], typed
        assert "You typed:" not in told(world)[-1]
    assert len(told(world)) == len(PRIVATE_ANSWERS)
    assert world.posts("design") == world.direct("maya") == []
    assert world.calls("views.open") == []


async def test_incomplete_recognition_continues_in_the_form(world: World) -> None:
    said = await world.say("ana", "design", "@Hearten thanks @maya #creativity")
    (answer,) = world.private("ana", "design")
    assert [button["text"]["text"] for button in buttons(answer)] == ["Thank someone"]
    await world.press("ana", answer, "give")
    form = world.form("ana")
    assert form is not None
    assert fields(form)["people"]["initial_users"] == [MAYA]
    words = {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "for the sketches"}]}
        ],
    }
    await world.submit("ana", text=words)
    (shout_out,) = world.posts("design")
    assert "“for the sketches”" in shout_out.text
    assert shout_out.thread_ts == said.ts


async def test_long_text_is_kept_for_the_form(world: World) -> None:
    await world.say("ana", "design", "@Hearten thanks for " + "so much " * 300)
    (answer,) = world.private("ana", "design")
    await world.press("ana", answer, "give")
    form = world.form("ana")
    assert form is not None
    assert "so much so much" in str(fields(form)["text"]["initial_value"])


async def test_repeated_event_is_recorded_once(world: World) -> None:
    mention = event(world, f"<@{BOT}> thanks <@{MAYA}> for the sketches")
    for number in (1, 1, 2):
        answer = await world.event(mention, event_id=f"Ev{number}")
        assert answer.status == 200
    assert len(world.posts("design")) == len(told(world)) == len(world.direct("maya")) == 1
    for _ in range(2):
        await world.event(event(world, f"<@{BOT}> help"), event_id="Ev3")
    assert len(told(world)) == 2


async def test_at_the_same_time_too(world: World) -> None:
    mention = event(world, f"<@{BOT}> thanks <@{MAYA}> for the sketches")
    await asyncio.gather(*(world.practice.deliver_event(mention, event_id="Ev1") for _ in range(5)))
    await world.practice.settled()
    await world.settled()
    assert len(world.posts("design")) == len(told(world)) == 1


async def test_an_edit_changes_nothing_that_was_kept(world: World) -> None:
    said = await world.say("ana", "design", "@Hearten thanks @maya for the skteches")
    answer = await world.edit("ana", said, "@Hearten thanks @maya for the sketches")
    assert answer is not None
    assert (answer.status, answer.payload["event"]["ts"]) == (200, said.ts)
    assert world.texts("design") == [f"From <@{ANA}> to <@{MAYA}>:\n“thanks for the skteches”"]
    # The author hears so once, whatever else they edit.
    await world.edit("ana", said, "@Hearten thanks @maya for the  best sketches")
    await world.edit("ana", said, "@Hearten thanks @maya and @priya for the skteches")
    _, hint = world.private("ana", "design")
    assert hint.text.startswith("You edited your message, but your thanks to Maya still reads as before.")
    assert hint.text.endswith("\n“thanks for the skteches”")
    assert [one["action_id"] for one in buttons(hint)] == ["undo", "edit"]
    await world.press("ana", hint, "undo")
    await world.edit("ana", said, "@Hearten thanks @maya for the lovely sketches")
    assert world.posts("design") == []
    assert len(told(world)) == 2


async def test_an_edit_of_several_thanks_is_explained_for_those_that_changed(world: World) -> None:
    said = await world.say("ana", "design", "@Hearten thanks @maya for X. Thanks @priya for Y")
    before = len(told(world))
    await world.edit("ana", said, "@Hearten thanks @maya for X. Thanks @priya for Z")
    (hint,) = told(world)[before:]
    assert hint.startswith("You edited your message, but your thanks to Priya still reads as before.")
    # One that is added to the text is not recorded, and its author hears so.
    said = await world.say("ana", "design", "@Hearten thanks @maya for it.")
    before = len(told(world))
    await world.edit("ana", said, "@Hearten thanks @maya for it. Thanks @li for that.")
    (hint,) = told(world)[before:]
    assert hint.startswith("You edited your message, but your thanks to Maya still reads as before.")
    assert not [text for text in world.texts("design") if world.who("li") in text]


async def test_an_edit_that_says_the_same_is_none(world: World) -> None:
    said = await world.say("ana", "design", "@Hearten thanks @maya for the sketches")
    await world.edit("ana", said, "Hi @Hearten: thanks @maya for the sketches")
    assert len(world.posts("design")) == len(told(world)) == 1


async def test_edit_can_turn_a_message_into_a_recognition(world: World) -> None:
    said = await world.say("ana", "design", "@Hearten thanks @maya")
    await world.edit("ana", said, "@Hearten thanks @maya for the sketches")
    assert len(world.posts("design")) == 1
    assert [text[:9] for text in told(world)] == ["One sente", "I'll post"]
    undone = await world.say("ana", "design", "@Hearten help")
    await world.edit("ana", undone, "@Hearten undo")
    assert len(world.posts("design")) == 1


async def test_undo_takes_back_one_for_each_message(world: World) -> None:
    await world.say("ana", "design", "@Hearten thanks @maya for the sketches")
    await world.say("ana", "design", "@Hearten thanks @priya for the colours")
    said = await world.say("ana", "design", "@Hearten undo")
    assert len(world.posts("design")) == 1
    await world.event(event(world, f"<@{BOT}> undo", ts=said.ts), event_id="Ev9")
    assert len(world.posts("design")) == 1


NOT_FROM_PEOPLE: list[dict[str, Any]] = [
    {"bot_id": "B0BUILD01"},
    {"user": BOT, "bot_id": "B0HEARTEN"},
    {"user": BOT},
    {"user": "U0BUILD01"},
    {"user": "USLACKBOT"},
    {"user": None, "subtype": "bot_message", "bot_id": "B0BUILD01"},
    {"subtype": "message_changed"},
    {"channel": "D0DIRECT001"},
    {"text": f"&gt; <@{BOT}> thanks <@{MAYA}> for the sketches"},
    {"text": f"`<@{BOT}> thanks <@{MAYA}> for the sketches`"},
    {"text": ""},
    {"type": "message", "channel_type": "channel"},
]


async def test_message_of_a_bot_is_not_answered(world: World) -> None:
    for more in NOT_FROM_PEOPLE:
        mention = event(world, f"<@{BOT}> thanks <@{MAYA}> for the sketches")
        answer = await world.event({**mention, **more})
        assert answer.status == 200, more
    assert world.calls("chat.postMessage") == world.calls("chat.postEphemeral") == []


async def test_unknown_privacy_limits_the_recognition_to_its_channel(world: World) -> None:
    world.practice.fail("conversations.info", status=503, times=9)
    await world.say("ana", "design", "@Hearten thanks @maya for the sketches")
    assert len(world.posts("design")) == 1
    world.practice.heal()
    assert "sketches" not in await world.command("jonas", "general", "history #design")


async def test_people_of_other_organisations_are_understood(world: World) -> None:
    await world.say("rosa", "northlight", "@Hearten thanks @ana for the website")
    (text,) = world.texts("northlight")
    assert "“thanks for the website”" in text
    assert "I'll post this in <#C0NORTHL1> for Ana." in told(world, "rosa", "northlight")[0]


async def test_in_a_group_message_it_stays_between_them(world: World) -> None:
    group = world.workspace.conversation(BOT, world.who("ana"), world.who("priya"), world.who("li"))
    await world.say("ana", group.id, "@Hearten thanks @priya for the sketches")
    assert world.posts(group.id) == []
    assert "thanked you privately" in world.direct_texts("priya")[0]
    assert "stay private" in told(world, "ana", group.id)[0]


async def test_unconfirmed_recognition_is_stored(world: World) -> None:
    world.practice.fail("chat.postEphemeral", status=500)
    await world.say("ana", "design", "@Hearten thanks @maya for the sketches")
    assert told(world) == []
    assert len(world.posts("design")) == 1


async def test_press_in_a_thread_is_answered_in_the_thread(world: World) -> None:
    """A press in the first message of a thread is answered in the channel, where that stands."""
    first = await world.say("priya", "design", "The release is out!")
    await world.say("ana", "design", "@Hearten thanks @maya for the release", below=first)
    shout_out = world.posts("design")[-1]
    assert shout_out.thread_ts == first.ts
    await world.press("maya", shout_out, "endorse")
    answer = world.private("maya", "design")[-1]
    assert answer.thread_ts == first.ts
    await world.command("ana", "design", "@priya thanks for the release")
    parent = world.posts("design")[-1]
    await world.say("maya", "design", "Indeed", below=parent)
    await world.press("priya", parent, "endorse")
    assert world.private("priya", "design")[-1].thread_ts is None
    # A form that was opened there is confirmed there.
    await world.say("ana", "design", "@Hearten hello", below=first)
    await world.press("ana", world.private("ana", "design")[-1], "give")
    await world.submit("ana", people=[world.who("maya")], text=words("thanks for the tests"))
    confirmation = world.private("ana", "design")[-1]
    assert "I'll post this in" in confirmation.text
    assert confirmation.thread_ts == first.ts


async def test_shout_out_in_a_thread_is_posted_once_if_its_answer_is_lost(world: World) -> None:
    world.workspace.scopes |= OPTIONAL_SCOPES.keys()
    world.practice.fail("chat.postMessage", cut=True, acts=True, times=1)
    await world.say("ana", "design", "@Hearten thanks @maya for the sketches")
    await world.retried()
    assert len(world.posts("design")) == 1
    assert len(world.calls("conversations.replies")) == 1
    await world.command("ana", "design", "undo")
    assert world.posts("design") == []


async def test_nothing_is_posted_below_a_deleted_message(world: World) -> None:
    world.practice.fail("chat.postMessage", status=503, times=1)
    said: Message = await world.say("ana", "design", "@Hearten thanks @maya for the sketches")
    world.workspace.delete(said.channel, said.ts)
    await world.retried()
    assert world.posts("design") == []
    assert "Slack didn't let me post your thanks in <#C0DESIGN1>." in world.direct_texts("ana")[0]
