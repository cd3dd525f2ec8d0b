"""Formatting, emoji and names in words, from what is typed to where it is shown again."""

from dataclasses import replace
from typing import Any

from bot.practice.records import Message
from tests.scenarios.test_edit import user
from tests.scenarios.test_edit import words as typed_words
from tests.scenarios.world import World


def section(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


def text(words: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def rich(message: Message) -> list[dict[str, Any]]:
    """The elements of the first rich text of a message."""
    block = next(block for block in message.blocks if block["type"] == "rich_text")
    elements: list[dict[str, Any]] = block["elements"]
    return elements


def elements(message: Message) -> list[dict[str, Any]]:
    """What is inside the elements, one after the other."""
    return [inner for outer in rich(message) for inner in outer["elements"]]


async def sent_untouched(world: World, who: str) -> None:
    """Send a form with what was filled in for the words."""
    form = world.form(who)
    assert form is not None
    field = next(block for block in form.blocks if block.get("block_id") == "text")
    assert not {"user", "channel", "usergroup", "broadcast"} & set(kinds(field))
    await world.submit(who, text=form.values["text"]["text"]["rich_text_value"])
    assert world.form(who) is None


def kinds(value: object) -> list[str]:
    """Every type of element inside of blocks."""
    if isinstance(value, list):
        return [kind for one in value for kind in kinds(one)]
    if isinstance(value, dict):
        return [str(value.get("type")), *(kind for one in value.values() for kind in kinds(one))]
    return []


async def test_formatting_typed_in_a_command_is_shown_as_slack_shows_it(world: World) -> None:
    await world.command(
        "ana",
        "design",
        "@maya *huge* _quick_ ~wild~ fix in `deploy.sh` of snake_case_name and 2*3*4 in ~/bin\n"
        "• *one* that aids @li\n• two\n1. <https://evil.example|https://bank.example> <!channel>\n"
        "```rm *x*```",
    )
    (message,) = world.posts("design")
    found = elements(message)
    for words, style in (("huge", "bold"), ("quick", "italic"), ("wild", "strike"), ("deploy.sh", "code")):
        assert text(words, **{style: True}) in found
    assert text(" of snake_case_name and 2*3*4 in ~/bin") in found
    kinds_shown = [(outer["type"], outer.get("style"), outer.get("border")) for outer in rich(message)]
    assert kinds_shown[1:] == [
        ("rich_text_quote", None, None),
        ("rich_text_list", "bullet", 1),
        ("rich_text_list", "ordered", 1),
        ("rich_text_preformatted", None, 1),
    ]
    first_item = rich(message)[2]["elements"][0]
    assert first_item["elements"] == [text("one", bold=True), text(" that aids "), text("@Li Wei")]
    assert not {"broadcast", "usergroup"} & set(kinds(message.blocks))
    assert "*huge* _quick_ ~wild~ fix in `deploy.sh`" in message.text
    assert "<!channel>" not in message.text
    answer = await world.command("maya", "design", "history “huge quick wild fix”")
    assert "*huge* _quick_ ~wild~ fix in `deploy.sh`" in answer
    await world.press("ana", world.private("ana", "design")[-1], "edit")
    form = world.form("ana")
    assert form is not None
    assert {"rich_text_list", "rich_text_preformatted"} <= set(kinds(form.blocks))
    await sent_untouched(world, "ana")
    assert world.texts("design") == [message.text]


async def test_forms_filled_in_with_mentions_can_be_sent_untouched(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for helping @li and @bob in #design with @li")
    (shout_out,) = world.texts("general")
    assert "@Li Wei and" in shout_out
    await world.press("ana", world.private("ana", "general")[-1], "edit")
    await sent_untouched(world, "ana")
    assert world.texts("general") == [shout_out]
    await world.press("ana", world.private("ana", "general")[-1], "edit")
    await world.submit("ana", text=typed_words("thanks for helping @Li Wei, not @Li Weird, in #design"))
    (now,) = world.texts("general")
    assert f"<#{world.where('design')}>" in now
    assert "not @Li Weird" in now
    (message,) = world.posts("general")
    await world.join_by_form("jonas", message)
    await world.submit("jonas", text=typed_words("and ", user(world, "priya"), " too"))
    with_voice = world.texts("general")
    await world.join_by_form("jonas", world.posts("general")[0])
    await sent_untouched(world, "jonas")
    assert world.texts("general") == with_voice
    assert "and @Priya" in with_voice[0]


async def test_form_keeps_mentions_of_the_text(world: World) -> None:
    await world.try_command("ana", "design", "thanks everyone for helping #general")
    await world.settled()
    form = world.form("ana")
    assert form is not None
    value = form.values["text"]["text"]["rich_text_value"]
    entered = {"people": [world.who("maya")], "channel": world.where("design")}
    await world.submit("ana", **entered, text=value)
    assert world.form("ana") is None
    assert f"<#{world.where('general')}>" in world.texts("design")[0]


async def test_only_names_that_slack_or_the_workspace_has_are_emoji(world: World) -> None:
    world.practice.workspace.emoji.add("ありがとう", b"png")
    await world.command(
        "ana",
        "design",
        "@maya thanks for std::vector::iterator at 10:30:45, a:b:c and :nosuch: :ありがとう: "
        ":brightside: :tada: :wave::skin-tone-3: :handshake::skin-tone-2-3:",
    )
    (message,) = world.posts("design")
    names = [one["name"] for one in elements(message) if one["type"] == "emoji"]
    assert names[-5:] == ["ありがとう", "brightside", "tada", "wave", "handshake::skin-tone-2-3"]
    assert names[:-5] == ["handshake"]
    assert text("thanks for std::vector::iterator at 10:30:45, a:b:c and :nosuch: ") in elements(message)
    await world.press("ana", world.private("ana", "design")[-1], "edit")
    await sent_untouched(world, "ana")
    assert world.texts("design") == [message.text]


async def test_emoji_alias_counts_as_its_emoji(world: World) -> None:
    emoji = world.practice.workspace.emoji
    emoji.add_alias("teamwork", "shake")
    emoji.add_alias("shake", "handshake")
    emoji.add_alias("round", "about")
    emoji.add_alias("about", "round")
    await world.command("ana", "design", "@maya thanks for :teamwork: with the map, not :round: ones")
    assert "for :handshake: collaboration" in world.texts("design")[0]
    message = await world.say("maya", "general", "The map is done.")
    await world.react("ana", message, "teamwork")
    await world.react("priya", message, "handshake::skin-tone-2-3")
    await world.react("li", message, "round")
    answer = await world.command("maya", "general", "history")
    assert "Ana and Priya thanked you" in answer
    await world.unreact("ana", message, "teamwork")
    answer = await world.command("maya", "general", "history")
    assert "Priya thanked you" in answer
    assert "Ana and Priya thanked you" not in answer


async def test_names_that_look_like_marks_are_literal(world: World) -> None:
    users = world.practice.workspace.people
    for who, name in (("ana", "*Ana*"), ("li", "Li_the_Great_"), ("tom", "~tom~"), ("priya", "`code`")):
        users[world.who(who)] = replace(users[world.who(who)], display_name=name)
    await world.command("ana", "design", "@maya thanks for helping @li and @priya")
    (message,) = world.posts("design")
    assert [text("@Li_the_Great_"), text(" and "), text("@`code`")] == elements(message)[-3:]
    await world.press("tom", message, "endorse")
    (message,) = world.posts("design")
    notes = [block for block in message.blocks if block["type"] == "context"]
    assert {"type": "plain_text", "text": "~tom~ joins in.", "emoji": False} in notes[0]["elements"]
    for marked in ("*Ana*", "the_Great_", "~tom~", "`code`"):
        assert marked not in message.text
    assert "~tom~ joins in." in message.text.replace("\u200b", "")
