"""What names somebody and does not thank them is answered in private: nothing is posted or kept."""

from tests.scenarios.test_grammar import form
from tests.scenarios.test_pending_recognitions import words
from tests.scenarios.test_recognition import buttons
from tests.scenarios.test_recognition_form import fields
from tests.scenarios.world import World

GREETING = "That reads like a greeting, so I posted nothing. To thank someone, say what for: `/kudos @maya"
MESSAGE = "I only pass on thanks, so I posted nothing. For anything else, please write to them directly."
COMPLAINT = (
    "That doesn't read like thanks, so I posted nothing. If something's wrong, talk to them or to someone"
)
QUESTION = "That reads like a question, so I posted nothing."
ANSWERED = [
    ("@maya hi", GREETING),
    ("@maya guten Morgen", GREETING),
    ("@maya bonjour", GREETING),
    ("tell @maya the build is red", MESSAGE),
    ("remind @maya to vote", MESSAGE),
    ("frag @maya ob sie Zeit hat", MESSAGE),
    ("@maya is annoying", COMPLAINT),
    ("@maya nervt", COMPLAINT),
    ("@maya gracias por nada", COMPLAINT),
    ("how is @maya doing", QUESTION),
    ("wo ist @maya", QUESTION),
    ("supprimer @maya", "I posted and removed nothing."),
    ("history me @maya", "I can show one direction at a time: `/kudos history given @maya` is what you gave"),
    (
        "digest in #design on friday",
        "so nothing was changed. Type `/kudos digest on friday` in #design.",
    ),
    ("rewards", "I keep words, not points, so no one is ranked"),
    ("oops", "`/kudos undo` — takes your latest thanks back"),
    ("language deutsch", "I write to you in your Slack's language."),
    ("thanks", "You're welcome!"),
    ("danke", "Gladly."),
    ("good bot", "That's good to read, thank you."),
]


async def test_other_messages_are_answered_privately(world: World) -> None:
    for typed, expected in ANSWERED:
        assert expected in await world.command("ana", "design", typed), typed
    for typed, expected in [("tell @maya the build is red", MESSAGE), ("@maya is annoying", COMPLAINT)]:
        await world.say("ana", "design", f"@Hearten {typed}")
        assert expected in world.private("ana", "design")[-1].text, typed
        (answer,) = await world.write("ana", typed)
        assert expected in answer.text, typed
    assert world.posts("design") == world.direct("maya") == []
    assert world.calls("views.open") == []
    assert "haven't thanked" in await world.command("ana", "design", "history given @maya")


async def test_doubtful_text_is_posted_once_the_giver_confirms(world: World) -> None:
    unsure = "I'm not sure that this is thanks, so nothing was sent yet. If it is, you can send it."
    await world.try_command("ana", "design", "@maya the demo moved to friday")
    assert unsure in str(form(world).content)
    assert fields(form(world))["people"]["initial_users"] == ["U0MAYA001"]
    assert world.posts("design") == world.direct("maya") == []
    await world.submit("ana")
    assert "“the demo moved to friday”" in world.texts("design")[-1]

    await world.say("ana", "design", "@Hearten @maya and the whole team")
    asked = world.private("ana", "design")[-1]
    assert unsure in asked.text
    await world.press("ana", asked, buttons(asked)[0]["action_id"])
    await world.submit("ana", channel="C0DESIGN1")
    assert "“and the whole team”" in world.texts("design")[-1]

    await world.try_command("ana", "design", "thanks all")
    assert "Nothing was sent yet. Choose people or a team" in str(form(world).content)
    for typed in ("undo", "Rückgängig!"):
        await world.try_command("ana", "design", "")
        await world.submit("ana", people=["U0MAYA001"], text=words(typed), channel="C0DESIGN1")
        assert "reads like a request to me, so nothing was sent." in form(world).errors["text"], typed
    assert len(world.posts("design")) == 2

    # The latest thanks went to Maya alone.
    answer = await world.command("ana", "design", "undo @maya @li")
    assert "Your latest thanks went to Maya, so I undid nothing." in answer
    assert len(world.posts("design")) == 2
    assert "is taken back." in await world.command("ana", "design", "undo @maya")
