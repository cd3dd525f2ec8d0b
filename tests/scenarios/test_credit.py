"""Sharing the credit: a colleague is thanked, too, and everything about the thanks follows."""

from typing import Any

import pytest

from bot.practice.records import Message
from tests.scenarios.test_edit import user, words
from tests.scenarios.test_recipient_actions import shout_out
from tests.scenarios.test_recognition import choose
from tests.scenarios.world import World

WHY = "she found the bug"


async def share(world: World, who: str, post: Message, colleague: str, *why: str | dict[str, Any]) -> None:
    await choose(world, who, post, "Share the credit …")
    await world.submit(who, colleague=world.who(colleague), text=words(*(why or (WHY,))))


def now(world: World) -> Message:
    """The shout-out as it stands."""
    return world.posts("general")[-1]


def errors(world: World, who: str = "maya") -> dict[str, str]:
    form = world.form(who)
    assert form is not None
    return dict(form.errors)


def said(world: World, who: str = "maya") -> str:
    """What the form became."""
    form = world.form(who)
    assert form is not None
    assert not form.content["submit"]
    return str(form.blocks)


async def test_shout_out_is_updated_and_the_colleague_is_notified(world: World) -> None:
    post = await shout_out(world)
    await share(world, "maya", post, "li")
    ana, maya, li = (world.who(one) for one in ("ana", "maya", "li"))
    assert now(world).text == (
        f"From <@{ana}> to <@{maya}>:\n“thanks for the sketches”\n"
        f"<@{maya}> shares this with <@{li}>:\n“{WHY}”"
    )
    assert "Li Wei reads it in a direct message" in said(world)
    (text,) = world.direct_texts("li")
    assert text.startswith(
        f"Maya shares a thanks with you:\n“{WHY}”\nAna thanked Maya:\n“thanks for the sketches”\n"
    )
    history = await world.command("li", "general", "history")
    assert "Ana thanked Maya · <#C0GENERAL>" in history
    assert f"Maya shares this with you:\n“{WHY}”" in history
    assert "You share this with Li Wei" in await world.command("maya", "general", "history")
    assert WHY in await world.command("ana", "general", "history given")
    assert len(world.direct("maya")) == 1


async def test_giver_withdraws_shared_credit_too(world: World) -> None:
    await share(world, "maya", await shout_out(world), "li")
    await world.command("ana", "general", "undo")
    assert all("sketches" not in text for text in world.texts("general"))
    assert world.direct("li") == []
    assert "Nothing here yet" in await world.command("li", "general", "history")


async def test_sharer_withdraws_the_credit_and_all_based_on_it(world: World) -> None:
    post = await shout_out(world)
    await share(world, "maya", post, "li")
    await share(world, "li", now(world), "priya", "and she tested it")
    assert "shares this with" in now(world).text
    await choose(world, "maya", now(world), "Share the credit …")
    form = world.form("maya")
    assert form is not None
    assert "Li Wei" in str(form.blocks)
    await world.submit("maya", withdraw=[world.who("li")])
    assert "Taken back." in said(world)
    assert now(world).text == post.text
    assert world.direct("li") == world.direct("priya") == []
    assert "Nothing here yet" in await world.command("priya", "general", "history")


async def test_sharer_taking_it_down_removes_the_credit_too(world: World) -> None:
    await share(world, "maya", await shout_out(world, "@maya @carol thanks for the sketches"), "li")
    await choose(world, "maya", now(world), "Take it down …")
    await world.submit("maya")
    text = now(world).text
    assert f"<@{world.who('carol')}>" in text
    assert world.who("maya") not in text
    assert world.who("li") not in text
    assert world.direct("li") == []


async def test_a_colleague_takes_it_down_and_it_stays_down(world: World) -> None:
    await share(world, "maya", await shout_out(world), "li")
    await choose(world, "li", world.direct("li")[0], "Take it down …")
    await world.submit("li")
    assert "shares this" not in now(world).text
    assert world.direct("li") == []
    await share(world, "maya", now(world), "li")
    assert "can't be delivered there" in errors(world)["colleague"]
    assert "shares this" not in now(world).text


async def test_colleague_with_private_preference_is_not_shown(world: World) -> None:
    await world.command("li", "general", "privacy thanks privately")
    post = await shout_out(world)
    await share(world, "maya", post, "li")
    assert now(world) == post
    assert "in private, as they prefer" in said(world)
    assert "Maya shares a thanks with you" in world.direct_texts("li")[0]
    assert "Li" not in await world.command("maya", "general", "history")
    assert "Li Wei" in await world.command("ana", "general", "history given")
    assert "in private" in await world.command("li", "general", "history")


async def test_colleague_without_messages_gets_none(world: World) -> None:
    await world.command("li", "general", "privacy messages never")
    await share(world, "maya", await shout_out(world), "li")
    assert "in their own time" in said(world)
    assert world.direct("li") == []
    assert "shares this with you" in await world.command("li", "general", "history")


@pytest.mark.parametrize(
    ("colleague", "complaint"),
    [
        ("maya", "You are thanked already"),
        ("ana", "They said this thanks themselves"),
        ("carol", "They are thanked here already"),
        ("erik", "this account is deactivated"),
        ("buildbot", "an app can't be thanked"),
        ("rosa", "people of other organisations"),
        ("sam", "can't be delivered there"),
        # A guest, who is in #design alone.
        ("tom", "can't read the channel"),
    ],
)
async def test_ineligible_colleague_is_refused(world: World, colleague: str, complaint: str) -> None:
    await world.command("sam", "general", "privacy thanks never")
    post = await shout_out(world, "@maya @carol thanks for the sketches")
    await share(world, "maya", post, colleague)
    assert complaint in errors(world)["colleague"]
    assert now(world) == post
    await world.submit("maya", colleague=world.who("li"), text=words(WHY))
    assert WHY in now(world).text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_unknown_user_counts_as_a_guest(world: World) -> None:
    post = await shout_out(world)
    world.practice.fail("users.info", status=500, times=100)
    await share(world, "maya", post, "tom")
    assert "can't read the channel" in errors(world)["colleague"]
    assert now(world) == post
    # Who is in the channel can read it, whoever they are.
    await world.submit("maya", colleague=world.who("li"), text=words(WHY))
    assert WHY in now(world).text


async def test_invalid_text_is_shown_on_its_field(world: World) -> None:
    await world.command("priya", "general", "privacy thanks privately")
    post = await shout_out(world)
    for why, complaint in (
        (("🎉",), "what did they do?"),
        (("x" * 301,), "longer than 300"),
        (("as ", user(world, "priya"), " says"), "I can't show every name in a channel."),
    ):
        await share(world, "maya", post, "li", *why)
        assert complaint in errors(world)["text"]
    assert now(world) == post


async def test_private_recognition_cannot_be_shared(world: World) -> None:
    await world.command("maya", "general", "privacy thanks privately")
    await world.command("ana", "general", "@maya @carol thanks for the sketches")
    (message,) = world.direct("maya")
    assert "Share the credit" not in str(message.blocks)
    await choose(world, "maya", now(world), "Share the credit …")
    assert world.form("maya") is None
    assert "private to you" in world.private("maya", "general")[-1].text


async def test_private_channel_credit_stays_among_its_members(world: World) -> None:
    await world.command("carol", "office-move", "@sam thanks for the boxes")
    post = world.posts("office-move")[-1]
    await share(world, "sam", post, "maya")
    assert "can't read the channel" in errors(world, "sam")["colleague"]
    assert world.direct("maya") == []
    await world.submit("sam", colleague=world.who("priya"), text=words(WHY))
    assert WHY in world.posts("office-move")[-1].text


async def test_edited_text_keeps_the_credit(world: World) -> None:
    await share(world, "maya", await shout_out(world), "li", "with ", user(world, "jonas"))
    given = world.private("ana", "general")[-1]
    await world.press("ana", given, "edit")
    await world.submit("ana", text=words("thanks for the drawings"))
    assert "thanks for the drawings" in now(world).text
    assert "with @Jonas" in now(world).text


async def test_colleague_named_in_the_credit_is_omitted_from_digests(world: World) -> None:
    await world.command("jonas", "general", "privacy digests off")
    await world.command("priya", "general", "digest on monday 09:00 Europe/Berlin")
    await share(world, "maya", await shout_out(world), "li", "with ", user(world, "jonas"))
    await world.pass_until("2026-11-30T09:30")
    assert "cake" in world.texts("general")[-1]
    assert "sketches" not in world.texts("general")[-1]
