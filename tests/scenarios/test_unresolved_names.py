"""Names of which Slack made no mention, whole channels, and what is too long: all go on in the form."""

from typing import Any

from bot.domain.recognition import MAX_RECIPIENTS
from bot.practice.company import TEAM
from bot.practice.records import Person as PracticePerson
from tests.scenarios.test_recognition_form import fields
from tests.scenarios.world import World

JOSE = PracticePerson("U0JOSE001", "jnunez", "José Núñez", TEAM, "José Núñez")
MAYA_TWO = PracticePerson("U0MAYA002", "mbrandt", "Maya Brandt", TEAM, "Maya Brandt")


def buttons(message: Any) -> dict[str, str]:
    """Labels and actions."""
    row = [e for b in message.blocks if b["type"] == "actions" for e in b["elements"]]
    return {e["text"]["text"]: e["action_id"] for e in row if e["type"] == "button"}


def notes(world: World) -> str:
    form = world.form("ana")
    assert form is not None
    texts = [e["text"] for b in form.content["blocks"] if b["type"] == "context" for e in b["elements"]]
    return "\n".join(texts)


def chosen(world: World) -> list[str]:
    form = world.form("ana")
    assert form is not None
    return list(fields(form)["people"].get("initial_users", []))


def words(world: World) -> str:
    form = world.form("ana")
    assert form is not None
    value = fields(form)["text"].get("initial_value")
    parts = value["elements"][0]["elements"] if value else []
    return "".join(part.get("text", f"<{part['type']}>") for part in parts)


async def opened(world: World, text: str, where: str = "general") -> str:
    """Type a command that opens the form, and answer what it says."""
    answer = await world.try_command("ana", where, text)
    assert (answer.status, answer.body) == (200, None), answer
    return notes(world)


async def meet(world: World, *handles: str) -> None:
    """Let Hearten have met these people."""
    named = " ".join(f"@{handle}" for handle in handles)
    await world.command("carol", "general", f"quietly {named} thanks for all")


async def test_a_name_among_the_others_is_never_dropped(world: World) -> None:
    world.workspace.add(JOSE)
    world.workspace.join(world.where("general"), JOSE.id)
    for typed in ("@maya @jose.nunez thanks for the map", "@jose.nunez and @maya thanks for the map"):
        answer = await world.command("ana", "general", typed)
        assert "I'll post this in <#C0GENERAL> for Maya." in answer
        assert "I couldn't tell who “@jose.nunez” is, so they aren't thanked yet." in answer
    assert world.texts("general") == ["From <@U0ANA0001> to <@U0MAYA001>:\n“thanks for the map”"] * 2
    confirmation = world.private("ana", "general")[0]
    assert list(buttons(confirmation))[:3] == ["Undo", "Edit", "Add someone"]
    await world.press("ana", confirmation, "add-recipients")
    await world.submit("ana", people=[JOSE.id, world.who("li")])
    assert "<@U0JOSE001>" in world.texts("general")[0]
    assert "Li Wei" in world.private("ana", "general")[0].text.splitlines()[0]
    assert len(world.direct(JOSE.name)) == len(world.direct("li")) == 1

    # Who was met before is one click away, and a second click changes nothing.
    answer = await world.command("ana", "general", "@maya @jose.nunez thanks again #creativity")
    assert "Did you mean José Núñez, too? They aren't thanked yet." in answer
    confirmation = world.private("ana", "general")[2]
    assert "Add José Núñez" in buttons(confirmation)
    await world.press("ana", confirmation, f"add-recipient:{JOSE.id}")
    assert world.texts("general")[2].startswith("From <@U0ANA0001> to <@U0JOSE001> and <@U0MAYA001>, for")
    assert len(world.direct(JOSE.name)) == 2
    assert "thanks again" in await world.command(JOSE.name, "general", "history")

    # After half an hour the confirmation cannot change any more: the form says who was added and who was not.
    await world.press("ana", world.private("ana", "general")[1], "add-recipients")
    await world.pass_time(minutes=31)
    await world.submit("ana", people=[JOSE.id, world.who("erik")])
    shown = str(world.form("ana"))
    assert "José Núñez" in shown
    assert "Erik" in shown

    # Who is thanked already is nobody's guess.
    answer = await world.command("ana", "general", "@maya @mayaa thanks once more")
    assert "I couldn't tell who “@mayaa” is, so they aren't thanked yet." in answer

    # Nobody is added who does not wish it, and nothing is told but that.
    await world.command("sam", "general", "privacy thanks never")
    await world.command("ana", "general", "@maya @samm thanks for all")
    confirmation = world.private("ana", "general")[-1]
    await world.press("ana", confirmation, f"add-recipient:{world.who('sam')}")
    assert "Sam: thanks can't be delivered there" in world.private("ana", "general")[-1].text
    assert world.direct("sam") == []

    # Behind the names it is a word like others.
    answer = await world.command("ana", "general", "@maya thanks, write to jose@example.com or @handle")
    assert "aren't thanked" not in answer
    await opened(world, "@maya @jose.nunez")
    assert "José Núñez" in notes(world)
    assert chosen(world) == [world.who("maya"), JOSE.id]


async def test_single_name_opens_the_form_with_its_matches(world: World) -> None:
    await meet(world, "maya", "li", "tom", "erik", "rosa", "buildbot")
    for typed, name in (
        ("maya thanks for the map", "Maya"),
        ("@Maja thanks for the map", "Maya"),
        ("Maya Keller thanks for the map", "Maya"),
        ("@Lii thanks for the map", ""),
        ("danke an Maja für die Karte", "Maya"),
        ("Li Wei thanks for the map", "Li Wei"),
    ):
        said = await opened(world, typed, "general")
        assert (f"Did you mean {name}? Nothing was sent yet." in said) is bool(name), typed
        assert len(chosen(world)) == bool(name), typed
        assert words(world) in ("thanks for the map", "danke für die Karte", "Keller thanks for the map")
    await world.submit("ana", people=[world.who("li")], channel=world.where("general"))
    assert world.texts("general") == ["From <@U0ANA0001> to <@U0LIWEI01>:\n“thanks for the map”"]
    # Guests elsewhere, those who left, other organisations and apps are nobody's guess.
    for typed in ("@erikk", "@rosaa", "@buildbott", "tom", "@tomm", "@nobody"):
        await opened(world, f"{typed} thanks for the map")
        assert chosen(world) == [], typed
    assert "Did you mean Tom?" in await opened(world, "@tomm thanks for the map", "design")
    for typed in ("will the map be done?", "a lovely day"):
        assert await opened(world, typed) == "No one is named yet, so nothing was sent."
        assert words(world) == typed

    world.workspace.add(MAYA_TWO)
    await meet(world, MAYA_TWO.name)
    said = await opened(world, "@mayaa thanks for the map")
    assert "More than one person is called that: Maya and Maya Brandt." in said
    form = world.form("ana")
    assert form is not None
    assert [o["value"] for o in fields(form)["candidates"]["options"]] == [world.who("maya"), MAYA_TWO.id]
    await world.submit("ana", candidates=[MAYA_TWO.id], channel=world.where("general"))
    assert f"<@{MAYA_TWO.id}>" in world.texts("general")[-1]

    (answer,) = await world.write("ana", "li thanks for listening")
    assert "Did you mean Li Wei? Nothing was sent yet." in answer.text
    assert list(buttons(answer)) == ["Thank Li Wei"]
    await world.press("ana", answer, "give")
    assert (chosen(world), words(world)) == ([world.who("li")], "thanks for listening")
    await world.say("ana", "design", "@Hearten thanks @mayaa for the map")
    asked = world.private("ana", "design")[-1]
    assert list(buttons(asked)) == ["Thank Maya", "Thank Maya Brandt"]


async def test_everyone_without_the_name_of_a_channel_is_asked_about(world: World) -> None:
    for typed in (
        "@here thanks for the week",
        "@channel thanks for the week",
        "thanks @everyone for the week",
    ):
        said = await opened(world, typed)
        assert "Nothing was sent yet. Choose people or a team" in said
        assert "`/kudos everyone in #channel thanks for …`" in said
        assert words(world) == "thanks for the week"
    await opened(world, "thanks for the week, @here")
    assert "broadcast" not in str(world.calls("views.open")[-1])
    await world.submit("ana", people=[world.who("li")], channel=world.where("general"))
    assert "<!" not in world.texts("general")[0]

    answer = await world.command("ana", "general", "@maya @here thanks for the week")
    assert "I left out “@here”. To thank everyone in a channel, name the channel." in answer
    await world.say("ana", "design", "@Hearten @here thanks for the week")
    (asked,) = world.private("ana", "design")
    assert "Choose people or a team, or thank everyone in a channel with" in asked.text
    (answer_to_message,) = await world.write("ana", "@channel thanks for the week")
    assert "Choose people or a team, or thank everyone in a channel with" in answer_to_message.text
    for call in (*world.calls("chat.postMessage"), *world.calls("chat.postEphemeral")):
        assert "<!" not in str(call)


async def test_too_long_text_is_shortened_in_the_form(world: World) -> None:
    long = "thanks for the map " * 111
    said = await opened(world, f"@maya {long}")
    assert "Your words are too long, so nothing was sent yet." in said
    assert (chosen(world), words(world)) == ([world.who("maya")], long.strip())
    form = world.form("ana")
    assert form is not None
    hint = next(b for b in form.content["blocks"] if b.get("block_id") == "text")["hint"]["text"]
    assert hint == "That's 108 characters too long; 2000 fit. Could it be shorter?"
    await world.submit("ana", channel=world.where("general"))
    refused = world.form("ana")
    assert refused is not None
    assert refused.errors["text"] == hint
    assert world.posts("general") == []

    for text in (long, "x" * 40_000):
        world.practice.fail("views.open", error="expired_trigger_id")
        answer = await world.command("ana", "general", f"@maya {text}")
        assert "longer than 2,000 characters" in answer
        assert f"You typed:\n“/kudos @maya {text[:2_000]}" in answer

    said_long = await world.say("ana", "design", f"@Hearten @maya {long}")
    asked = world.private("ana", "design")[-1]
    await world.press("ana", asked, "give")
    assert (chosen(world), words(world)) == ([world.who("maya")], long.strip())
    short = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "thanks"}]}],
    }
    await world.submit("ana", text=short)
    (post,) = world.posts("design")
    assert post.thread_ts == said_long.ts

    crowd = [
        PracticePerson(f"U0CROWD{n:02}", f"crowd{n}", f"Crowd {n}", TEAM) for n in range(MAX_RECIPIENTS + 4)
    ]
    world.workspace.add(*crowd)
    said = await opened(world, " ".join(f"@{one.name}" for one in crowd) + " thanks for the week")
    assert "I can thank up to 30 people at once, so nothing was sent yet. Here are the first 30." in said
    assert (len(chosen(world)), words(world)) == (MAX_RECIPIENTS, "thanks for the week")
