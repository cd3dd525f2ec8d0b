"""Giving by form: opened by the bare command, by one that lacks something, or by a button."""

import asyncio
from typing import Any

import pytest

from bot.domain.recognition import MAX_PER_PERIOD
from bot.practice.views import View
from tests.scenarios.test_edit import user, words
from tests.scenarios.world import World


def section(*parts: dict[str, Any]) -> dict[str, Any]:
    """A line of rich text."""
    return {"type": "rich_text_section", "elements": list(parts)}


async def open_form(world: World, who: str, where: str, text: str = "") -> View:
    """Type a command that opens the form; nothing else is said."""
    answer = await world.try_command(who, where, text)
    assert (answer.status, answer.body or "") == (200, "")
    form = world.form(who)
    assert form is not None
    return form


def fields(form: View) -> dict[str, Any]:
    """The elements of the form, by name."""
    return {block["block_id"]: block["element"] for block in form.blocks if block["type"] == "input"}


async def test_a_thanks_by_form_is_like_one_typed(world: World) -> None:
    form = await open_form(world, "ana", "design")
    assert form.title == "Thank someone"
    assert list(fields(form)) == ["people", "teams", "text", "values", "reach", "channel"]
    await world.submit(
        "ana",
        people=[world.who("maya"), world.who("priya")],
        text=words("thanks for the sketches, and ", user(world, "li"), " says so too"),
        values=["creativity"],
        channel=world.where("design"),
    )
    assert world.form("ana") is None
    ana, maya, priya = (world.who(one) for one in ("ana", "maya", "priya"))
    (text,) = world.texts("design")
    assert text.startswith(f"From <@{ana}> to <@{maya}> and <@{priya}>, for :bulb: creativity:\n")
    assert text.endswith("“thanks for the sketches, and @Li Wei says so too”")
    (told,) = world.private("ana", "design")
    assert told.text.startswith("I'll post this in <#C0DESIGN1> for Maya and Priya.")
    assert "creativity" in await world.command("maya", "general", "history")


async def choose_reach(world: World, who: str, chosen: str) -> None:
    """Choose in the form who gets it: everyone in a channel, or only they."""
    answer = await world.practice.press_in_view(world.who(who), "reach", chosen)
    assert answer.status == 200
    await world.settled()


async def test_a_channel_is_asked_for_only_if_one_is_wanted(world: World) -> None:
    form = await open_form(world, "ana", "design", "quietly @maya #creativity")
    assert fields(form)["reach"]["initial_option"]["value"] == "only"
    assert "channel" not in fields(form)
    await world.practice.close(world.who("ana"))
    await open_form(world, "ana", "design", "@maya #creativity")
    world.practice.fill(world.who("ana"), {"text": words("thank you for listening")})
    await choose_reach(world, "ana", "only")
    assert "channel" not in shown_fields(world, "ana")
    await choose_reach(world, "ana", "channel")
    await choose_reach(world, "ana", "channel")
    assert shown_fields(world, "ana") == ["people", "teams", "text", "values", "reach", "channel"]
    # What Slack could not hide counts for nothing.
    world.practice.fail("views.update", error="internal_error", times=1)
    await choose_reach(world, "ana", "only")
    assert "channel" in shown_fields(world, "ana")
    await world.submit("ana")
    assert world.posts("design") == []
    assert "thank you for listening" in world.direct_texts("maya")[0]
    assert "Maya gets it privately." in world.private("ana", "design")[-1].text


def shown_fields(world: World, who: str) -> list[str]:
    """Return the names of the fields that somebody has before them."""
    form = world.form(who)
    assert form is not None
    return list(fields(form))


async def test_it_can_be_between_two_people(world: World) -> None:
    await open_form(world, "ana", "design")
    await world.submit("ana", people=[world.who("maya")], text=words("thank you for listening"), reach="only")
    assert world.texts("design") == []
    assert "thanked you privately" in world.direct_texts("maya")[0]
    assert "Maya gets it privately." in world.private("ana", "design")[-1].text


async def test_opened_in_a_direct_message_it_stays_private_unless_a_channel_is_chosen(world: World) -> None:
    direct = world.workspace.dm_channel(world.who("ana")).id
    await open_form(world, "ana", direct)
    await send(world, people=["maya"], text="thank you for listening")
    assert "thanked you privately" in world.direct_texts("maya")[0]
    form = await open_form(world, "ana", direct)
    assert "channel" not in fields(form)
    await choose_reach(world, "ana", "channel")
    await send(world, people=["maya"], text="thanks for the sketches", channel="general")
    assert len(world.texts("general")) == 1


def world_errors(world: World, who: str = "ana") -> dict[str, str]:
    form = world.form(who)
    assert form is not None
    return dict(form.errors)


@pytest.mark.parametrize(
    ("typed", "why", "initial"),
    [
        ("thanks for the sketches #creativity", "No one is named yet", "thanks for the sketches"),
        ("@nobody thanks a lot", "I couldn't tell who “@nobody” is", "thanks a lot"),
        ("@maya", "what was it for?", ""),
        ("@maya #collaboration", "what was it for?", ""),
    ],
)
async def test_form_contains_the_typed_text(world: World, typed: str, why: str, initial: str) -> None:
    form = await open_form(world, "ana", "design", typed)
    assert why in str(form.blocks)
    assert initial in str(fields(form)["text"].get("initial_value", ""))
    users = fields(form)["people"].get("initial_users", [])
    assert users == ([world.who("maya")] if "@maya" in typed else [])
    chosen = [option["value"] for option in fields(form)["values"].get("initial_options", [])]
    assert chosen == [name for name in ("creativity", "collaboration") if f"#{name}" in typed]
    assert world.posts("design") == []


@pytest.mark.parametrize(
    ("wrong", "field", "complaint"),
    [
        ({"people": ["ana", "maya"]}, "people", "Please take yourself out."),
        ({"people": ["buildbot", "maya"]}, "people", "Apps can't be thanked. Please take out: Build bot."),
        ({"people": ["erik"]}, "people", "This account is deactivated. Please take out: Erik."),
        ({"text": "🎉"}, "text", "what was it for?"),
        ({"text": "x" * 2_001}, "text", "1 character too long; 2000 fit"),
    ],
)
async def test_error_is_shown_on_its_field_and_keeps_the_input(
    world: World, wrong: dict[str, Any], field: str, complaint: str
) -> None:
    await open_form(world, "ana", "design")
    good: dict[str, Any] = {"people": ["maya"], "text": "thanks for the sketches", "channel": "design"}
    await send(world, **{**good, **wrong})
    assert complaint in world_errors(world)[field]
    assert world.posts("design") == world.direct("maya") == []
    await send(world, **{name: good[name] for name in wrong})
    assert world.form("ana") is None
    assert len(world.posts("design")) == 1


async def send(world: World, **entered: Any) -> None:
    """Submit the form with people, words and the channel by their names."""
    values = dict(entered)
    if "people" in values:
        values["people"] = [world.who(one) for one in values["people"]]
    if "text" in values:
        values["text"] = words(values["text"])
    if values.get("channel"):
        values["channel"] = world.where(values["channel"])
    await world.submit("ana", **values)


async def test_form_opened_outside_the_bot_channels_posts_through_the_command(world: World) -> None:
    await open_form(world, "jonas", "leads")
    chosen = {"people": [world.who("priya")], "text": words("thanks for the calm")}
    await world.submit("jonas", **chosen, channel=world.where("leads"))
    (post,) = world.posts("leads")
    assert post.via_response_url


async def test_channel_of_non_members_is_refused(world: World) -> None:
    """Slack's menu offers more public channels than those one is in."""
    world.workspace.leave(world.where("engineering"), world.who("carol"))
    await open_form(world, "carol", "general")
    await world.submit(
        "carol",
        people=[world.who("maya")],
        text=words("thanks for the sketches"),
        channel=world.where("engineering"),
    )
    assert "one that you are in" in world_errors(world, "carol")["channel"]
    assert world.posts("engineering") == []


async def test_why_a_channel_cannot_be_chosen_is_true(world: World) -> None:
    await open_form(world, "ana", "design")
    entered: dict[str, Any] = {"people": ["maya"], "text": "thanks for the sketches"}
    world.practice.fail("users.conversations", error="internal_error", times=1)
    await send(world, **entered, channel="support")
    assert world_errors(world)["channel"].startswith("Slack didn't tell me whether you're in that channel.")
    await world.practice.archive(world.who("priya"), world.where("engineering"))
    await world.submit("ana", channel=world.where("engineering"))
    assert world_errors(world)["channel"].startswith("That channel is archived.")
    await world.submit("ana", channel=world.where("design"))
    assert len(world.posts("design")) == 1


async def test_a_form_sent_twice_is_one_thanks(world: World) -> None:
    await open_form(world, "ana", "design")
    entered = {"people": ["maya"], "text": "thanks for the sketches", "channel": "design"}
    await asyncio.gather(send(world, **entered), send(world, **entered))
    assert world.form("ana") is None
    assert len(world.posts("design")) == 1
    assert (await world.command("maya", "general", "history")).count("sketches") == 1
    assert len(world.direct("maya")) == 1


TYPED: list[dict[str, Any]] = [
    section(
        {"type": "text", "text": "Thanks to "},
        {"type": "user", "user_id": "U0LIWEI01"},
        {"type": "text", "text": " & you for "},
        {"type": "text", "text": "SELECT * FROM <rows>", "style": {"code": True}},
        {"type": "emoji", "name": "brightside"},
        {"type": "text", "text": "\n"},
    ),
    {
        "type": "rich_text_list",
        "style": "bullet",
        "indent": 0,
        "elements": [
            section({"type": "text", "text": "the "}, {"type": "link", "url": "https://a.example/?b=1&c=2"}),
            section({"type": "text", "text": "words by "}, {"type": "user", "user_id": "U0PRIYA01"}),
        ],
    },
    {
        "type": "rich_text_list",
        "style": "ordered",
        "indent": 1,
        "elements": [section({"type": "channel", "channel_id": "C0GENERAL"})],
    },
    {
        "type": "rich_text_quote",
        "elements": [{"type": "user", "user_id": "U0JONAS01"}, {"type": "text", "text": " said so"}],
    },
    {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x = 1\ny = 2"}]},
]


async def test_typed_text_is_kept_even_if_it_is_too_long(world: World) -> None:
    """Three thousand characters with lists, code, links, an emoji of the workspace's own and mentions."""
    long = section({"type": "text", "text": "and so on " * 300})
    await open_form(world, "ana", "design")
    entered = {"people": [world.who("maya")], "channel": world.where("design")}
    await world.submit("ana", **entered, text={"type": "rich_text", "elements": [*TYPED, long]})
    assert "characters too long; 2000 fit" in world_errors(world)["text"]
    assert world.posts("design") == world.direct("maya") == []
    await world.submit("ana", text={"type": "rich_text", "elements": [*TYPED, section(AND_SO_ON)]})
    assert world.form("ana") is None
    (text,) = world.texts("design")
    for line in (
        "“Thanks to @Li Wei &amp; you for `SELECT * FROM &lt;rows&gt;`\u200b:brightside:\n• the ",
        "\n• words by @Priya",
        "\n    1. <#C0GENERAL>\n@Jonas said so\n```x = 1\ny = 2```\nand so on and so on",
    ):
        assert line in text
    assert "a.example/?b=1&amp;c=2" in text
    assert "<@U0LIWEI01>" not in text
    await world.press("ana", world.private("ana", "design")[-1], "edit")
    form = world.form("ana")
    assert form is not None
    await world.submit("ana", text=form.values["text"]["text"]["rich_text_value"])
    assert world.texts("design") == [text]


AND_SO_ON = {"type": "text", "text": "and so on " * 150}


async def test_where_the_form_does_not_open_it_is_said_as_text(world: World) -> None:
    for typed, expected in (
        ("", "Hello, I'm Hearten."),
        ("thanks for all", "Who would you like to thank? Nothing was sent yet."),
        ("thanks everyone", "Nothing was sent yet. Choose people or a team"),
        ("@maya 🎉", "One sentence more, please: what was it for?"),
    ):
        world.practice.fail("views.open", error="expired_trigger_id")
        answer = await world.command("ana", "design", typed)
        assert expected in answer


async def test_a_prompt_leads_to_it(world: World) -> None:
    await world.command("ana", "general", "privacy prompts on")
    await world.pass_until("2026-11-27T16:01")
    (prompt,) = world.direct("ana")
    await world.press("ana", prompt, "give")
    await world.submit(
        "ana",
        people=[world.who("maya")],
        text=words("thanks for the sketches"),
        channel=world.where("general"),
    )
    assert len(world.texts("general")) == 1


async def test_too_many_in_an_hour_wait_in_the_form_or_are_given_back(world: World) -> None:
    for number in range(MAX_PER_PERIOD):
        answer = await world.command("ana", "design", f"@maya thanks for thing {number}")
        assert answer.startswith("I'll post this")
    answer = await world.command("ana", "design", "@priya thanks for the calm")
    assert "more thanks in an hour than I can pass on" in answer
    assert "/kudos @priya thanks for the calm" in answer.replace("@Priya", "@priya")
    await open_form(world, "ana", "design")
    await send(world, people=["priya"], text="thanks for the sketches", channel="design")
    assert "Please send this a little later" in world_errors(world)["text"]
    assert len(world.posts("design")) == MAX_PER_PERIOD
    await world.pass_time(hours=1)
    await world.submit("ana")
    assert len(world.posts("design")) == MAX_PER_PERIOD + 1
