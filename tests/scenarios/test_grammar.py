"""What people type: who is thanked in public, and what is asked first."""

from bot.practice.views import View
from bot.slack.features.recognition.form_views import PEOPLE, REACH
from tests.scenarios.test_pending_recognitions import words
from tests.scenarios.test_recognition import buttons
from tests.scenarios.test_recognition_form import choose_reach, fields
from tests.scenarios.world import World

ANA, MAYA, LI, PRIYA = "<@U0ANA0001>", "<@U0MAYA001>", "<@U0LIWEI01>", "<@U0PRIYA01>"


def form(world: World) -> View:
    shown = world.form("ana")
    assert shown is not None
    return shown


POSTED = [
    ("@maya :tada: thanks for it", f"From {ANA} to {MAYA}:\n“:tada: thanks for it”"),
    (
        "@maya :handshake: for the help",
        f"{ANA} thanks {MAYA} for :handshake: collaboration:\n“:handshake: for the help”",
    ),
    ("@maya und @li danke für alles", f"From {ANA} to {LI} and {MAYA}:\n“danke für alles”"),
    ("@maya — thanks for all", f"From {ANA} to {MAYA}:\n“thanks for all”"),
    ("*@maya* thanks for it", f"From {ANA} to {MAYA}:\n“thanks for it”"),
    (
        "@maya great work ＃creativity#collaboration",
        f"{ANA} thanks {MAYA} for :bulb: creativity and :handshake: collaboration:\n“great work”",
    ),
    ("to @maya for the help", f"{ANA} thanks {MAYA}:\n“for the help”"),
    ("give @maya a big hug", f"{ANA} thanks {MAYA}:\n“give @Maya a big hug”"),
    ("@maya's help was great", f"{ANA} thanks {MAYA}:\n“@Maya's help was great”"),
    ("thanks @maya for covering for @li", f"From {ANA} to {MAYA}:\n“thanks for covering for @Li Wei”"),
    ("thanks for the review @maya", f"From {ANA} to {MAYA}:\n“thanks for the review @Maya”"),
]


async def test_commands_and_mentions_are_read_the_same_way(world: World) -> None:
    for number, (typed, expected) in enumerate(POSTED):
        if number % 2:
            await world.say("ana", "design", f"@Hearten {typed}")
        else:
            await world.command("ana", "design", typed)
        first, quote = world.texts("design")[-1].split("\n")
        # The order of the people is of no importance.
        wanted, words = expected.split("\n")
        assert (sorted(first.split()), quote) == (sorted(wanted.split()), words), typed
    assert len(world.texts("design")) == len(POSTED)


DISCREET = [
    "privately @maya",
    "(private) @maya",
    "leise @maya",
    "@maya quietly",
    "privatly @maya",
    "dm @maya",
]


async def test_request_for_discretion_is_private_or_asked_about(world: World) -> None:
    for typed in DISCREET:
        answer = await world.command("ana", "design", f"{typed} thanks for listening")
        assert "Maya gets it privately." in answer, typed
    assert len(world.direct("maya")) == len(DISCREET)
    await world.say("ana", "design", "@Hearten privately @maya thanks for listening")
    assert "Others can read your message here, so I saved nothing." in world.private("ana", "design")[-1].text

    # What may be a part of the sentence is asked about in the form.
    await world.say("ana", "design", "@Hearten thanks @maya for handling it quietly")
    assert "This may be meant to stay private" in world.private("ana", "design")[-1].text
    await world.try_command("ana", "design", "@maya quietly fixed it")
    assert "This may be meant to stay private" in str(form(world).content)
    assert fields(form(world))[PEOPLE]["initial_users"] == ["U0MAYA001"]
    assert fields(form(world))[REACH]["initial_option"]["value"] == "only"
    await world.submit("ana")
    assert len(world.direct("maya")) == len(DISCREET) + 1

    answer = await world.command("ana", "design", "anonymous @maya thanks for listening")
    assert "Thanks here carry your name, so nothing was sent yet. Send it privately to Maya?" in answer
    assert len(world.direct("maya")) == len(DISCREET) + 1
    await world.press("ana", world.private("ana", "design")[-1], "answer-question:privately")
    assert "Ana thanked you privately" in world.direct_texts("maya")[-1]
    assert world.posts("design") == []


async def test_form_text_asking_for_discretion_is_not_posted(world: World) -> None:
    for typed, expected in [
        ("privately: thanks for it", "This asks to stay private, so nothing was sent yet."),
        (
            "thanks for it, please don't post this publicly",
            "This asks to stay private, so nothing was sent yet.",
        ),
        ("danke, das muss sonst niemand wissen", "This asks to stay private, so nothing was sent yet."),
        ("thanks for it, don't tell anyone", "This asks to stay private, so nothing was sent yet."),
        ("Danke für alles (vertraulich)", "This asks to stay private, so nothing was sent yet."),
        ("anonymous thanks for it", "Thanks here carry your name, so nothing was sent yet."),
    ]:
        await world.try_command("ana", "design", "")
        written = words(typed)
        await world.submit("ana", people=["U0MAYA001"], text=written, channel="C0DESIGN1")
        assert form(world).errors["text"].startswith(expected), typed
        await world.submit("ana", people=["U0MAYA001"], text=written, channel="C0DESIGN1", reach="only")
        assert typed in world.direct_texts("maya")[-1]
    assert world.posts("design") == []
    # What may be a part of the sentence was asked about before the form opened.
    for typed in ("quietly fixed the build", "thanks for the quiet week", "thanks for handling it quietly"):
        await world.try_command("ana", "design", "")
        await world.submit("ana", people=["U0MAYA001"], text=words(typed), channel="C0DESIGN1")
        assert typed in world.texts("design")[-1]
    # The giver who was asked about a clause may post it.
    await world.try_command("ana", "design", "@maya thanks for a secret that nobody else should carry")
    await choose_reach(world, "ana", "channel")
    await world.submit("ana", channel="C0DESIGN1")
    assert "nobody else should carry" in world.texts("design")[-1]


async def test_in_doubt_about_the_people_the_giver_is_asked(world: World) -> None:
    await world.try_command("ana", "design", "thanks for covering for @li @maya")
    assert "I'm not sure who you're thanking" in str(form(world).content)
    assert fields(form(world))[PEOPLE]["initial_users"] == ["U0MAYA001"]
    await world.say("ana", "design", "@Hearten thanks @maya for the plan and @li for the build")
    answer = world.private("ana", "design")[-1]
    assert "This may be more than one thanks, so nothing was sent yet." in answer.text
    await world.press("ana", answer, buttons(answer)[0]["action_id"])
    assert sorted(fields(form(world))[PEOPLE]["initial_users"]) == ["U0LIWEI01", "U0MAYA001"]
    assert world.posts("design") == world.direct("maya") == world.direct("li") == []


async def test_two_thanks_in_one_text_are_two(world: World) -> None:
    said = await world.say("ana", "design", "@Hearten thanks @maya for the plan. Thanks @li for the build!")
    assert world.texts("design") == [
        f"From {ANA} to {MAYA}:\n“thanks for the plan.”",
        f"From {ANA} to {LI}:\n“Thanks for the build!”",
    ]
    first, second = world.private("ana", "design")
    assert first.text.startswith("I'll post this in <#C0DESIGN1> for Maya.")
    assert "Li Wei isn't in that channel and gets it in a message." in second.text
    await world.press("ana", second, "undo")
    assert len(world.posts("design")) == 1
    # What Slack repeats, and an edit, thank nobody again.
    await world.event(
        {
            "type": "app_mention",
            "user": "U0ANA0001",
            "channel": said.channel,
            "team": "T0BRIGHT1",
            "text": said.text,
            "ts": said.ts,
            "event_ts": said.ts,
        }
    )
    await world.edit("ana", said, "@Hearten thanks @maya for the plan. Thanks @priya for the build!")
    assert len(world.posts("design")) == 1
    assert world.direct("priya") == []

    answer = await world.command("ana", "design", "@maya for the tea\n@priya for the cake")
    assert "for Maya." in answer
    # The second answer goes another way than the first, so either may come first.
    answers = [message.text for message in world.private("ana", "design")[-2:]]
    assert sum("for Priya." in text for text in answers) == 1
    assert [text.split("\n")[1] for text in world.texts("design")[1:]] == ["“for the tea”", "“for the cake”"]


async def test_a_direct_message_is_read_the_same_way(world: World) -> None:
    await world.write("ana", "thanks @maya for the plan\nthanks @li for the build")
    assert "“thanks for the plan”" in world.direct_texts("maya")[0]
    assert "“thanks for the build”" in world.direct_texts("li")[0]
    (answer,) = await world.write("ana", "thanks for covering for @priya")
    assert "I'm not sure who you're thanking" in answer.text
    assert world.direct("priya") == []
