"""Who sees what: everybody tries every way there is to read what was said, and sees what the table says."""

from collections.abc import Awaitable, Callable

import pytest

from bot.domain.ids import RecognitionId, UserId
from bot.domain.workspace import Workspace
from bot.practice.records import Person
from bot.storage.engine import Transaction
from bot.storage.givers import find_latest_given
from bot.usecases import leads_access
from bot.usecases.withdrawals import take_down
from tests.scenarios.test_edit import words
from tests.scenarios.test_recognition import buttons
from tests.scenarios.world import World

MONDAY = "2026-11-30T15:00"  # after the digests and the leads' notes, wherever they live
SECRET = "<#C0OFFICE1|office-move>"

NINA = Person("U0NINA001", "nina", "Nina Moe", "T0BRIGHT1", "Nina", "Engineer", "Europe/Oslo")

COLUMNS = {
    "public": "@sam thanks for the wordpublic",
    "secret": "@sam thanks for the wordsecret",
    "quiet": "quietly @sam thanks for the wordquiet",
    # Maya wishes to be thanked in private.
    "mixed": "@sam @maya thanks for the wordmixed",
    "undone": "@sam thanks for the wordundone",
    "down": "@sam thanks for the worddown",
    # Nina leaves the company.
    "left": "@nina thanks for the wordleft",
    # Sam lets his leads read it.
    "opened": "quietly @sam thanks for the wordopened",
}
"""What Carol gives, all in #general but the secret one, which is of the private #office-move."""

VOICES = {"joined": ("li", "general", "public"), "hushed": ("jonas", "office-move", "secret")}
"""Who joins in which of these, where, with words of their own."""

SEES = """
way        who    public secret quiet mixed undone down left opened joined hushed
own        carol  x      x      x     x     -      -    x    x      x      x
own        sam    x      x      x     x     -      -    -    x      x      x
own        maya   -      -      -     x     -      -    -    -      -      -
own        jonas  -      -      -     -     -      -    -    -      -      -
own        priya  -      -      -     -     -      -    -    -      -      -
own        ana    -      -      -     -     -      -    -    -      -      -
own        li     -      -      -     -     -      -    -    -      -      -
own        tom    -      -      -     -     -      -    -    -      -      -
between    carol  x      x      x     x     -      -    x    x      x      x
between    sam    x      x      x     x     -      -    -    x      x      x
between    maya   -      -      -     x     -      -    -    -      -      -
between    jonas  -      -      -     -     -      -    -    -      -      -
between    priya  -      -      -     -     -      -    -    -      -      -
between    ana    -      -      -     -     -      -    -    -      -      -
between    li     -      -      -     -     -      -    -    -      -      -
between    tom    -      -      -     -     -      -    -    -      -      -
people     carol  -      -      -     -     -      -    -    -      -      -
people     sam    -      -      -     -     -      -    -    -      -      -
people     maya   -      -      -     -     -      -    -    -      -      -
people     jonas  -      -      -     -     -      -    -    -      -      -
people     priya  x      x      -     x     -      -    -    x      x      x
people     ana    x      -      -     x     -      -    -    x      x      -
people     li     -      -      -     -     -      -    -    -      -      -
people     tom    -      -      -     -     -      -    -    -      -      -
channels   carol  x      x      -     x     -      -    x    -      x      x
channels   sam    x      x      -     x     -      -    x    -      x      x
channels   maya   x      -      -     x     -      -    x    -      x      -
channels   jonas  x      x      -     x     -      -    x    -      x      x
channels   priya  x      x      -     x     -      -    x    -      x      x
channels   ana    x      -      -     x     -      -    x    -      x      -
channels   li     x      -      -     x     -      -    x    -      x      -
channels   tom    -      -      -     -     -      -    -    -      -      -
messages   carol  x      x      -     x     -      -    x    x      x      x
messages   sam    x      x      x     x     -      -    x    x      x      x
messages   maya   x      -      -     x     -      -    x    -      x      -
messages   jonas  x      x      -     x     -      -    x    -      x      x
messages   priya  x      x      -     x     -      -    x    -      x      x
messages   ana    x      -      -     x     -      -    x    -      x      -
messages   li     x      -      -     x     -      -    x    -      x      -
messages   tom    -      -      -     -     -      -    -    -      -      -
messages   rosa   -      -      -     -     -      -    -    -      -      -
note       priya  x      -      -     x     -      -    -    x      x      -
note       ana    x      -      -     x     -      -    -    x      x      -
note       jonas  -      -      -     -     -      -    -    -      -      -
export     carol  x      x      x     x     -      -    x    x      x      x
export     sam    x      x      x     x     -      -    -    x      x      x
export     maya   -      -      -     x     -      -    -    -      -      -
export     jonas  -      -      -     -     -      -    -    -      -      x
export     priya  -      -      -     -     -      -    -    -      -      -
export     ana    -      -      -     -     -      -    -    -      -      -
export     li     -      -      -     -     -      -    -    -      x      -
export     tom    -      -      -     -     -      -    -    -      -      -
privacy    carol  -      -      -     -     -      -    -    -      -      -
privacy    sam    -      -      -     -     -      -    -    -      -      -
privacy    priya  -      -      -     -     -      -    -    -      -      -
settings   jonas  -      -      -     -     -      -    -    -      -      -
settings   li     -      -      -     -     -      -    -    -      -      -
settings   carol  -      -      -     -     -      -    -    -      -      -
"""
"""Sam gave nothing. Priya and Ana are leads of Sam, of whom Ana is not in #office-move; Jonas is an admin
of Slack's, and Li one whom he let in. Tom is a guest, of #design alone; Rosa is of another organisation.
`people` are others than oneself."""

LEADS = ("priya", "ana")
KNOW_OF_MAYA = {"carol", "maya"}
"""Who may know that she was thanked: whoever thanked her, and herself."""


async def ask(world: World, who: str, question: str) -> str:
    """All that the answer shows, page by page."""
    home = "design" if who == "tom" else "general"
    await world.command(who, home, f"history {question}", escape="<" not in question)
    found = ""
    while True:
        shown = world.private(who, home)[-1]
        found += f"{shown.text}{shown.blocks}"
        if "older" not in {button["action_id"] for button in buttons(shown)}:
            return found
        await world.press(who, shown, "older")


async def ask_all(world: World, who: str, first: str, *others: str) -> str:
    """The answers to all of them, and to the first one asked in other ways that narrow nothing."""
    alike = (f'{first} "thanks for"', f"{first} until 2026-12-31")
    return "".join([await ask(world, who, question) for question in (first, *alike, *others)])


async def own(world: World, who: str) -> str:
    return await ask_all(world, who, "", "given", "me", f"@{who} given")


async def between(world: World, who: str) -> str:
    """What somebody gave to others and got from them, and what they try to read of what is between these."""
    others = [f"@{one}" for one in ("sam", "nina", "carol") if one != who]
    asked = [f"{way} {one}" for way in ("given", "from", "to") for one in others]
    return await ask_all(
        world, who, *asked, "from @carol to @sam", "@carol given to @sam", "@sam from @carol"
    )


async def people(world: World, who: str) -> str:
    named = [f"@{one}" for one in ("sam", "maya", "nina", "carol") if one != who]
    given = [f"{one} given" for one in named]
    together = [
        " ".join(named),
        "@sam @priya",
        "@office",
        "@office given",
        "@backend",
        f"#general {named[0]}",
    ]
    return await ask_all(world, who, *named, *given, *together)


async def channels(world: World, who: str) -> str:
    general = "<#C0GENERAL|general>"
    return await ask_all(world, who, general, SECRET, f"{general} {SECRET}", "<#C0LEADS01|leads>")


async def messages(world: World, who: str) -> str:
    """The bot's posts and digests that they can read, and what it wrote to them, apart from notes."""
    of = world.who(who)
    read = [
        message
        for channel in list(world.workspace.channels.values())
        if world.workspace.can_see(of, channel.id)
        for message in world.workspace.visible_messages(channel.id, of)
        if message.ephemeral_to is None and not message.text.startswith("Good morning")
    ]
    return "".join(f"{message.text}{message.blocks}" for message in read)


async def note(world: World, who: str) -> str:
    return "".join(text for text in world.direct_texts(who) if text.startswith("Good morning"))


async def privacy(world: World, who: str) -> str:
    return await world.command(who, "general", "privacy")


async def settings(world: World, who: str) -> str:
    """What admins see and everybody else asks for in vain."""
    answers = [await world.command(who, "general", f"settings{more}") for more in ("", " changes")]
    assert ("Only admins" in answers[0]) is (who not in ("jonas", "li"))
    return "".join(answers)


async def export(world: World, who: str) -> str:
    """The files that bring somebody all that is kept about them."""
    await world.command(who, "design" if who == "tom" else "general", "export")
    sent = [file for message in world.direct(who) for file in message.files]
    assert sent
    return "".join((world.workspace.files.find(file).content or b"").decode() for file in sent)


WAYS: dict[str, Callable[[World, str], Awaitable[str]]] = {
    "own": own,
    "between": between,
    "people": people,
    "channels": channels,
    "messages": messages,
    "note": note,
    "export": export,
    "privacy": privacy,
    "settings": settings,
}


async def live(world: World) -> None:
    """All that the table is about happens, and the week goes by."""
    world.workspace.add(NINA)
    world.workspace.join(world.where("general"), NINA.id)
    await world.command("maya", "general", "privacy thanks privately")
    for where in ("general", "office-move"):
        await world.command("jonas", where, "digest on monday 09:00 Europe/Berlin")
    # Being an admin opens nobody's history: Li sees what any colleague sees.
    await world.command("jonas", "general", "settings admins add @li")
    for lead in ("priya", "ana"):
        await world.command("jonas", "general", f"leads add @{lead} for @sam")
        await world.command(lead, "general", "leads note on")
    # So many that it takes several pages to come to what else there is.
    for number in range(9):
        await world.command("carol", "general", f"@sam thanks for thing {number}")
    for name, thanks in COLUMNS.items():
        await world.command("carol", "office-move" if name == "secret" else "general", thanks)
        if name == "undone":
            await world.command("carol", "general", "undo")
        if name == "down":
            await act(world, take_down)
        if name == "opened":
            await act(world, leads_access.open_to_leads)
    for name, (who, where, thanks) in VOICES.items():
        (shown,) = [post for post in world.posts(where) if f"word{thanks}" in post.text]
        await world.join_by_form(who, shown)
        await world.submit(who, text=words(f"and also word{name}"))
    await world.pass_until(MONDAY)
    world.workspace.change_person(NINA.id, deleted=True)


async def act(world: World, do: Callable[[Transaction, Workspace, UserId, RecognitionId], bool]) -> None:
    """Sam does something about the latest thanks."""
    home = await world.find_workspace()
    latest = await world.bot.deps.database.read(find_latest_given, home.id, world.who("carol"))
    assert latest
    await world.bot.deps.database.write(do, home, world.who("sam"), latest)
    world.bot.waking.set()
    await world.settled()


def rows() -> list[tuple[str, str, set[str]]]:
    """The way, who goes it, and what they see."""
    header, *lines = (line.split() for line in SEES.strip().splitlines())
    return [
        (way, who, {name for name, cell in zip(header[2:], cells, strict=True) if cell == "x"})
        for way, who, *cells in lines
    ]


@pytest.mark.parametrize("transport", ["http"], indirect=True)
async def test_every_reader_sees_exactly_the_permitted_recognitions(world: World) -> None:
    await live(world)
    for way, who, expected in rows():
        text = await WAYS[way](world, who)
        assert {name for name in (*COLUMNS, *VOICES) if f"word{name}" in text} == expected, (way, who)
        if who not in KNOW_OF_MAYA:
            assert "Maya" not in text.replace("leads add", ""), (way, who)


@pytest.mark.parametrize("transport", ["http"], indirect=True)
async def test_no_lead_sees_anything_while_leads_are_switched_off(world: World) -> None:
    await world.command("jonas", "general", "leads off")
    await live(world)
    for way, who, expected in rows():
        if way in ("people", "note") and who in LEADS:
            assert "word" not in await WAYS[way](world, who), (way, who)
        elif way == "messages":
            # Nothing can be opened to leads, so Carol does not hear that it was.
            told = expected - {"opened"} if who == "carol" else expected
            text = await messages(world, who)
            assert {name for name in (*COLUMNS, *VOICES) if f"word{name}" in text} == told, (way, who)


@pytest.mark.parametrize("transport", ["http"], indirect=True)
async def test_refusal_is_the_same_with_and_without_recognitions(world: World) -> None:
    await live(world)
    for who in ("li", "jonas", "carol", "tom"):
        home = "design" if who == "tom" else "general"
        answers = {
            await world.command(who, home, f"history {question}")
            for question in ("@sam", "@erik", "@priya given", "@sam @erik", "@backend", '@sam "thanks"')
            if who != "carol" or question != "@backend"
        }
        assert len(answers) == 1, (who, answers)
