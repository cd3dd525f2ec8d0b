"""Writing to the bot: it explains itself, and understands what one would type after the command."""

import itertools
from typing import Any

import pytest

from bot.practice.records import SlackError
from tests.scenarios.test_recognition import action, buttons
from tests.scenarios.test_recognition_form import choose_reach, fields
from tests.scenarios.world import World

ANA, MAYA, BOT = "U0ANA0001", "U0MAYA001", "U0HEARTEN"


def event(world: World, **more: Any) -> dict[str, Any]:
    """A direct message as Slack tells it."""
    ts = "1795341600.000100"
    return {
        "type": "message",
        "user": ANA,
        "text": "help",
        "ts": ts,
        "channel": world.workspace.dm_channel(ANA).id,
        "channel_type": "im",
        "event_ts": ts,
        "team": "T0BRIGHT1",
        **more,
    }


async def test_it_explains_itself(world: World) -> None:
    greetings: list[str] = []
    for typed in ("hello", "Hi Hearten!", "what is this", "good morning", "who are you?", "wer bist du"):
        (answer,) = await world.write("ana", typed)
        assert "`thanks @maya for …`" in answer.text
        greetings.append(answer.text.splitlines()[0])
    assert (
        greetings[0]
        == "Hello, I'm Hearten. I keep thanks in people's own words: no points, no rankings, no AI."
    )
    assert all(one != other for one, other in itertools.pairwise(greetings))
    assert world.calls("views.open") == []


async def test_thanks_given_here_stay_between_the_two(world: World) -> None:
    for number, typed in enumerate(("thanks @priya for", "@priya thanks for", "kudos to @priya for")):
        (answer,) = await world.write("ana", f"{typed} listening")
        assert "Priya gets it privately." in answer.text
        assert "Thanks given in a direct or group message stay private." in answer.text
        assert "for listening" in world.direct_texts("priya")[number]
        assert "thanked you privately" in world.direct_texts("priya")[number]
    assert "for listening" not in await world.command("jonas", "general", "history #general")


async def test_it_can_be_undone_by_button_and_by_word(world: World) -> None:
    (answer,) = await world.write("ana", "thanks @maya for listening")
    await world.press("ana", answer, "undo")
    assert world.direct("maya") == []
    assert "Your thanks to Maya is taken back." in world.direct_texts("ana")[-1]
    await world.write("ana", "quietly thanks @maya for the tea")
    (answer,) = await world.write("ana", "undo")
    assert "is taken back." in answer.text
    assert world.direct("maya") == []


ANSWERS = [
    ("help", "Here is what you can type:"),
    ("Help.", "Here is what you can type:"),
    ("@Hearten help", "Here is what you can type:"),
    ("values", "What we celebrate here:"),
    ("privacy", "thanked"),
    ("privacy thanks privately", "From now on"),
    ("digest", "channel"),
    ("digest on friday", "channel"),
    ("undo", "There's nothing left to undo."),
    ("histroy", "Did you mean `/kudos history`?"),
    ("history @maya", "A person's history is theirs, so I can't show it."),
    ("thanks @nobody for it", "I couldn't tell who “@nobody” is"),
    ("thanks @maya", "what was it for?"),
    ("thanks @ana for it", "Thanks here go to others"),
    ("who thanked @maya?", "A person's history is theirs, so I can't show it."),
    ("undo @maya", "There's nothing left to undo."),
    ("report @maya", "I posted nothing. To report a shout-out, open its three dots"),
    ("stop", "What I store about you"),
    ("unsubscribe", "What I store about you"),
    ("lass mich in Ruhe", "What I store about you"),
    ("delete my data", "eras"),
    ("meine Daten löschen", "eras"),
    ("how do I undo?", "`/kudos undo` — takes your latest thanks back"),
    ("wie kann ich danken", "`/kudos @maya thanks for …` — thanks someone"),
    ("commands", "Here is what you can type:"),
    ("?", "Here is what you can type:"),
    ("hilfe", "Here is what you can type:"),
    ("leaderboard", "I keep words, not points, so no one is ranked"),
    ("how many thanks did I get?", "I keep words, not points, so no one is ranked"),
    ("the weather is nice", "I'm not sure what you mean."),
    ("forget me", "eras"),
]


async def test_direct_message_understands_every_command(world: World) -> None:
    for typed, expected in ANSWERS:
        (answer,) = await world.write("ana", typed)
        assert expected in answer.text, typed
        assert "You typed:" not in answer.text
    assert world.direct("maya") == []


async def test_thanks_to_the_bot_get_a_warm_line_and_never_the_same_twice_running(world: World) -> None:
    lines: list[str] = []
    for typed in (
        "thank you!",
        "Thanks a lot!",
        "danke!",
        "vielen Dank für die Hilfe",
        "good bot",
        ":heart:",
    ):
        (answer,) = await world.write("ana", typed)
        lines.append(answer.text)
    assert all(one != other for one, other in itertools.pairwise(lines))
    assert not any("Hearten" in text or "not sure" in text for text in lines)


async def test_the_history_can_be_read_and_turned_here(world: World) -> None:
    for number in range(12):
        await world.command("ana", "design", f"@maya thanks for sketch {number}")
    (answer,) = (await world.write("maya", "history"))[-1:]
    assert "sketch 11" in answer.text
    await world.press("maya", answer, action(answer, "older"))
    assert "sketch 11" not in world.direct_texts("maya")[-1]
    assert "sketch 0" in world.direct_texts("maya")[-1]


async def test_incomplete_recognition_continues_in_the_form(world: World) -> None:
    (answer,) = await world.write("ana", "for the lovely sketches")
    assert [button["text"]["text"] for button in buttons(answer)] == ["Thank someone"]
    await world.press("ana", answer, "give")
    form = world.form("ana")
    assert form is not None
    assert "for the lovely sketches" in str(fields(form)["text"]["initial_value"])
    await choose_reach(world, "ana", "channel")
    await world.submit("ana", people=[MAYA], channel=world.where("design"))
    (shout_out,) = world.posts("design")
    assert shout_out.thread_ts is None


async def test_below_a_message_it_answers_there(world: World) -> None:
    (hello,) = await world.write("ana", "hello")
    said = await world.say("ana", hello.channel, "help", below=hello)
    assert said.thread_ts == world.direct("ana")[-1].thread_ts == hello.ts


async def test_data_comes_once_for_each_message(world: World) -> None:
    for number in (1, 1, 2):
        await world.event(event(world, text="export"), event_id=f"Ev{number}")
    assert len(world.calls("files.completeUploadExternal")) == 1


async def test_each_message_is_answered_once(world: World) -> None:
    for _ in range(3):
        answer = await world.event(event(world), event_id="Ev1")
        assert answer.status == 200
    assert len(world.direct("ana")) == 1
    thanks = event(world, text=f"thanks <@{MAYA}> for it", ts="1795341601.000100")
    for number in (2, 2, 3):
        await world.event(thanks, event_id=f"Ev{number}")
    assert len(world.direct("ana")) == 2
    assert len(world.direct("maya")) == 1


NOT_FROM_PEOPLE: list[dict[str, Any]] = [
    {"bot_id": "B0HEARTEN", "user": BOT},
    {"bot_id": "B0BUILD01"},
    {"user": BOT},
    {"user": "USLACKBOT"},
    {"user": None},
    {"subtype": "message_changed", "message": {"text": "help"}, "user": None, "text": None},
    {"subtype": "message_deleted", "deleted_ts": "1.2", "user": None, "text": None},
    {"subtype": "bot_message", "user": None},
    {"type": "app_mention"},
    {"channel_type": "channel", "channel": "C0DESIGN1"},
    {"channel_type": "mpim", "channel": "C0DESIGN1", "text": f"<@{BOT}> help"},
]


async def test_bot_messages_are_not_answered(world: World) -> None:
    for more in NOT_FROM_PEOPLE:
        answer = await world.event(event(world, **more))
        assert answer.status == 200, more
    assert world.calls("chat.postMessage") == world.calls("chat.postEphemeral") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", "Hello, I'm Hearten."), (f"thanks <@{MAYA}> for this", "Maya gets it privately.")],
)
async def test_files_and_voice_notes_are_read_by_their_text(world: World, text: str, expected: str) -> None:
    files = [{"id": "F1", "mimetype": "audio/mp4", "subtype": "slack_audio"}]
    await world.event(event(world, subtype="file_share", files=files, text=text))
    (answer,) = world.direct_texts("ana")
    assert expected in answer


async def test_deleting_a_message_withdraws_each_of_its_recognitions(world: World) -> None:
    direct = world.workspace.dm_channel(ANA).id
    said = await world.say("ana", direct, "thanks @maya for X. Thanks @li for Y")
    await world.edit("ana", said, "thanks @maya for X. Thanks @li for Z")
    assert [text for text in world.direct_texts("ana") if "still reads" in text and "Li Wei" in text]
    await world.practice.delete(ANA, direct, said.ts)
    await world.practice.settled()
    await world.settled()
    still = [text for text in world.direct_texts("ana") if "is still there" in text]
    assert [name for text in still for name in ("Maya", "Li Wei") if f"thanks to {name}" in text] == [
        "Maya",
        "Li Wei",
    ]


async def test_an_edit_is_not_another_message(world: World) -> None:
    direct = world.workspace.dm_channel(ANA).id
    said = await world.say("ana", direct, "thanks @maya for listenign")
    answer = await world.edit("ana", said, "thanks @maya for listening")
    assert answer is not None
    assert answer.payload["event"]["subtype"] == "message_changed"
    (_, hint) = world.direct("ana")
    assert "thanks to Maya still reads as before. You can edit or undo it here:" in hint.text
    assert [one["action_id"] for one in buttons(hint)] == ["undo", "edit"]
    assert "listenign" in hint.text
    assert len(world.direct("maya")) == 1
    # Once for each message, however often Slack tells; what only unfurls a link is no edit.
    await world.edit("ana", said, "thanks @maya for listening again")
    assert answer.payload["event"]["message"]["ts"] == said.ts
    await world.event(answer.payload["event"])
    unfurled = {**answer.payload["event"]["message"], "ts": "1.2"}
    await world.event({**answer.payload["event"], "message": unfurled, "previous_message": unfurled})
    assert len(world.direct("ana")) == 2

    await world.practice.delete(ANA, direct, said.ts)
    await world.practice.settled()
    await world.settled()
    assert "You deleted your message, but your thanks to Maya is still there." in world.direct("ana")[2].text
    await world.press("ana", world.direct("ana")[2], "undo")
    assert world.direct("maya") == []

    # What was no thanks may become one, and what was undone stays so.
    slip = await world.say("ana", direct, "thanks @priya")
    before = len(world.direct("ana"))
    await world.edit("ana", slip, "thanks @priya for listening")
    assert "Priya gets it privately." in world.direct_texts("ana")[-1]
    await world.press("ana", world.direct("ana")[-1], "undo")
    await world.edit("ana", slip, "thanks @priya for listening so well")
    await world.practice.delete(ANA, direct, slip.ts)
    await world.practice.settled()
    await world.settled()
    assert len(world.direct("ana")) == before + 1
    assert world.direct("priya") == []


async def test_unanswerable_recognition_is_stored(world: World) -> None:
    world.practice.fail("chat.postMessage", error="internal_error", times=1)
    assert await world.write("ana", "privacy thanks never") == []
    assert "can't be delivered" in await world.command("jonas", "general", "@ana thanks for it")


async def test_disabled_messages_tab_blocks_direct_messages(world: World) -> None:
    world.workspace.messages_tab_read_only = True
    with pytest.raises(SlackError, match="messages_tab_disabled"):
        await world.write("ana", "hello")
