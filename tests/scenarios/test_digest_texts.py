"""A digest's words as text to copy, and the digests of several channels at once."""

from typing import Any

from tests.scenarios.test_digest_requests import POST, look
from tests.scenarios.world import World
from tests.slack.showing import find_leaves, leaf_text

COPY = "digest-copy"


def shown(world: World, who: str) -> str:
    """Return all that a form says."""
    form = world.form(who)
    assert form is not None
    return str(form.blocks) + "".join(leaf_text(leaf) for leaf in find_leaves(form.blocks))


def fields(world: World, who: str) -> dict[str, Any]:
    form = world.form(who)
    assert form is not None
    return {one["block_id"]: one["element"] for one in form.blocks if one["type"] == "input"}


def files(world: World) -> dict[str, str]:
    """Return the text files by the ending of their name."""
    return {
        file.name.rpartition(".")[2]: (file.content or b"").decode()
        for file in world.workspace.files.announced.values()
        if file.name.endswith((".md", ".html"))
    }


async def test_words_leave_slack_only_where_everyone_may_read_them(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for *the map* & <the way> #collaboration")
    await world.command("jonas", "general", "@li thanks for two")
    await world.command("priya", "general", "quietly @jonas thanks for listening")
    await world.command("priya", "general", "@jonas thanks for three")
    await world.command("li", "general", "privacy digests off")
    await world.pass_time(minutes=1)
    await world.command("ana", "general", "digest now")
    await world.press("ana", look(world, "ana", "general"), POST)
    digest = world.posts("general")[-1]

    await world.press("maya", digest, COPY)
    await world.settled()
    text = {name: element["initial_value"] for name, element in fields(world, "maya").items()}
    assert "## Good words from" in text["markdown"]
    assert (
        "Ana thanked Maya for 🤝 collaboration\n\n> thanks for **the map** \\& \\<the way\\>"
        in text["markdown"]
    )
    assert "<blockquote>\n<p>thanks for <strong>the map</strong> &amp; &lt;the way&gt;</p>" in text["html"]
    assert "thanks for three" in text["markdown"]
    for word in ("Li", "two", "listening"):
        assert word not in str(text)

    # Withdrawn meanwhile, it is not in the files; sent twice, they come once.
    await world.command("priya", "general", "undo")
    await world.submit("maya")
    assert "on their way" in shown(world, "maya")
    sent = files(world)
    assert sent.keys() == {"md", "html"}
    assert "the map" in sent["md"]
    assert "three" not in sent["md"]
    assert sent["html"].startswith('<!doctype html>\n<html lang="en">')


async def test_words_of_a_private_channel_stay_there(world: World) -> None:
    world.workspace.join(world.where("leads"), world.workspace.bot_user_id)
    await world.command("jonas", "leads", "@priya thanks for the calm")
    await world.pass_time(minutes=1)
    await world.command("priya", "leads", "digest now")
    private = look(world, "priya", "leads")
    assert COPY not in str(private.blocks)


async def test_several_channels_get_their_digest_at_once(world: World) -> None:
    await world.command("jonas", "engineering", "digest on monday 09:00 Europe/Berlin, with empty weeks")
    answer = await world.command("jonas", "general", "digest")
    assert "has no digest" in answer
    await world.press("jonas", world.private("jonas", "general")[-1], "digest-channels")
    await world.settled()
    assert fields(world, "jonas")["channels"]["initial_conversations"] == [world.where("general")]
    assert f"<#{world.where('engineering')}>: every Monday at 09:00" in shown(world, "jonas")
    chosen = [world.where(name) for name in ("general", "engineering", "leads")]
    await world.submit("jonas", channels=chosen, day="4", at="15:00", zone="Europe/Berln")
    form = world.form("jonas")
    assert form is not None
    assert form.errors.keys() == {"zone"}
    await world.submit("jonas", channels=chosen, day="4", at="15:00", zone="Europe/Berlin")
    result = shown(world, "jonas")
    assert "Every Friday at 15:00 (Europe/Berlin), from now on:" in result
    assert "gets its first one on 27 Nov 2026" in result
    assert "and no longer every Monday at 09:00" in result
    assert "In these, nothing was changed:" in result
    assert "/invite @Hearten" in result
    status = await world.command("jonas", "engineering", "digest")
    assert "every Friday at 15:00" in status
    assert "A week without thanks gets a gentle line" in status
    assert "has no digest" in await world.command("jonas", "leads", "digest")


async def test_the_form_opens_in_words_and_where_there_is_no_channel(world: World) -> None:
    await world.write("ana", "digest for several channels")
    await world.settled()
    assert "belongs to a channel" in (await world.write("ana", "digest"))[-1].text
    await world.press("ana", world.direct("ana")[-1], "digest-channels")
    await world.settled()
    assert fields(world, "ana")["channels"].get("initial_conversations") is None
    world.practice.fail("users.conversations", error="internal_error", times=5)
    await world.submit("ana", channels=[world.where("general")])
    assert "couldn't see who is in it" in shown(world, "ana")
    assert "has no digest" in await world.command("ana", "general", "digest")
