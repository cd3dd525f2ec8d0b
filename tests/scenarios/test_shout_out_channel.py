"""A channel for shout-outs: thanks from public channels stand there, nothing leaks out of private ones."""

import pytest

from bot.practice.records import Channel
from tests.scenarios.test_edit import words
from tests.scenarios.test_recognition_form import fields, open_form, world_errors
from tests.scenarios.world import World

KUDOS = "<#C0KUDOS01|kudos>"


async def choose(world: World) -> None:
    """Let admins choose the new channel #kudos, which only Jonas and Hearten are in."""
    world.workspace.add(
        Channel("C0KUDOS01", "kudos", "public", {world.who("jonas"), world.workspace.bot_user_id})
    )
    answer = await world.command("jonas", "general", f"settings shoutouts {KUDOS}", escape=False)
    assert "I post shout-outs from public channels in <#C0KUDOS01>" in answer


def everywhere(world: World) -> dict[str, int]:
    """How many of the bot's posts stand in which channel."""
    names = [channel.name for channel in world.workspace.channels.values() if channel.kind != "im"]
    return {name: len(world.posts(name)) for name in names if world.posts(name)}


async def test_recognition_from_a_public_channel_is_posted_in_the_target_channel(world: World) -> None:
    await choose(world)
    answer = await world.command("ana", "design", "@maya thanks for the sketches")
    assert "I'll post this in <#C0KUDOS01>. Maya isn't in that channel and gets it in a message." in answer
    assert "Shout-outs from public channels go there." in answer
    assert everywhere(world) == {"kudos": 1}
    assert world.posts("kudos")[0].via_response_url is False
    # Maya is not in that channel, and so hears of it.
    (direct,) = world.direct_texts("maya")
    assert "in <#C0KUDOS01>" in direct
    assert "sketches" in await world.command("jonas", "general", f"history {KUDOS}", escape=False)
    await world.command("ana", "design", "undo")
    assert everywhere(world) == {}


@pytest.mark.parametrize(
    ("who", "where", "expected"),
    [
        ("carol", "office-move", "This channel is private, so your words stay in it."),
        ("jonas", "leads", "This channel is private, so your words stay in it."),
        ("ana", "northlight", "People of other organisations are in this channel"),
        ("tom", "design", "I'll post this in <#C0DESIGN1> for Priya."),
    ],
)
async def test_other_thanks_stay_where_they_were_typed(
    world: World, who: str, where: str, expected: str
) -> None:
    await choose(world)
    answer = await world.command(who, where, "@priya thanks for the wordsecret")
    assert expected in answer
    assert everywhere(world) == {where: 1}
    assert "wordsecret" not in await world.command("jonas", "general", f"history {KUDOS}", escape=False)


async def test_private_recognition_is_posted_nowhere(world: World) -> None:
    await choose(world)
    direct = world.workspace.dm_channel(world.who("ana")).id
    await world.command("ana", direct, "@maya thanks for the wordsecret")
    await world.command("ana", "design", "quietly @maya thanks for the wordquiet")
    assert everywhere(world) == {}
    assert len(world.direct("maya")) == 2


async def test_recognition_typed_in_the_target_channel_is_posted_there(world: World) -> None:
    await choose(world)
    answer = await world.command("jonas", "kudos", "@maya thanks for the sketches")
    assert everywhere(world) == {"kudos": 1}
    assert "That is where" not in answer


@pytest.mark.parametrize("change", [{"is_archived": True}, {"kind": "private"}, {"is_ext_shared": True}])
async def test_changed_target_channel_is_not_used(world: World, change: dict[str, object]) -> None:
    await choose(world)
    channel = world.workspace.channel("kudos")
    for name, value in change.items():
        setattr(channel, name, value)
    await world.pass_time(seconds=61)
    world.bot.directory.channels._cache._entries.clear()
    answer = await world.command("ana", "design", "@maya thanks for the sketches")
    assert "I can't post in the channel for shout-outs at the moment" in answer
    assert everywhere(world) == {"design": 1}


async def test_here_again(world: World) -> None:
    await choose(world)
    assert "where someone gives thanks" in await world.command("jonas", "general", "settings shoutouts here")
    await world.command("ana", "design", "@maya thanks for the sketches")
    assert everywhere(world) == {"design": 1}


@pytest.mark.parametrize(
    ("who", "where", "initial"),
    [("ana", "design", "C0KUDOS01"), ("carol", "office-move", None), ("ana", "northlight", None)],
)
async def test_the_form_offers_it_where_it_may(
    world: World, who: str, where: str, initial: str | None
) -> None:
    await choose(world)
    form = await open_form(world, who, where)
    assert fields(form)["channel"].get("initial_conversation") == initial
    await world.submit(who, people=[world.who("priya")], text=words("thanks for the sketches"))
    assert everywhere(world) == {"kudos" if initial else where: 1}


async def test_in_the_form_another_channel_can_be_chosen(world: World) -> None:
    await choose(world)
    await open_form(world, "ana", "design")
    await world.submit(
        "ana",
        people=[world.who("maya")],
        text=words("thanks for the sketches"),
        channel=world.where("design"),
    )
    assert everywhere(world) == {"design": 1}


async def test_the_form_asks_for_a_value_where_admins_wish_so_and_commands_never_do(world: World) -> None:
    await world.command("jonas", "general", "settings values asked")
    form = await open_form(world, "ana", "design")
    (block,) = [block for block in form.blocks if block["block_id"] == "values"]
    assert not block.get("optional")
    entered = {"people": [world.who("maya")], "text": words("thanks for the sketches")}
    with pytest.raises(ValueError, match="values"):
        await world.submit("ana", **entered)
    await world.submit("ana", values=["creativity"])
    assert everywhere(world) == {"design": 1}
    answer = await world.command("ana", "design", "@priya thanks for the calm")
    assert "for Priya." in answer
    assert everywhere(world) == {"design": 2}


async def test_a_form_that_was_open_before_is_asked_at_the_field(world: World) -> None:
    await open_form(world, "ana", "design")
    await world.command("jonas", "general", "settings values asked")
    await world.submit("ana", people=[world.who("maya")], text=words("thanks for the sketches"))
    assert "What did they show?" in world_errors(world)["values"]
    await world.submit("ana", values=["creativity"])
    assert everywhere(world) == {"design": 1}
