"""Private channels that the bot is not in: the form leads there, and nobody has to invite it."""

import pytest
from sqlalchemy import text

from tests.scenarios.test_edit import words
from tests.scenarios.test_recognition_form import fields, open_form, world_errors
from tests.scenarios.world import World


async def test_chosen_in_the_form_the_shout_out_appears_there(world: World) -> None:
    form = await open_form(world, "jonas", "general")
    assert fields(form)["channel"]["response_url_enabled"] is True
    entered = {"people": [world.who("priya")], "text": words("thanks for the calm")}
    await world.submit("jonas", **entered, channel=world.where("leads"))
    assert world.form("jonas") is None
    (post,) = world.posts("leads")
    assert post.via_response_url
    assert f"<@{world.who('priya')}>" in post.text
    assert world.posts("general") == []
    assert world.workspace.bot_user_id not in world.workspace.channel("leads").members
    told = world.private("jonas", "general")[-1].text
    assert "there and I can post" in told
    # Who is thanked there reads it, and nobody else; that way in is kept no longer.
    assert "the calm" in await world.command("priya", "leads", "history")
    assert "the calm" not in await world.command("ana", "general", f"history <#{world.where('leads')}>")
    assert "response_url" not in await kept(world)
    # From a shortcut that belongs to no channel, too.
    await world.practice.shortcut(world.who("jonas"), "give")
    await world.submit("jonas", **entered, channel=world.where("leads"))
    assert "there and I can post" in str(world.form("jonas"))
    assert len(world.posts("leads")) == 2


async def kept(world: World) -> str:
    """All that the database keeps of messages, sent and unsent."""
    return await world.bot.deps.database.read(
        lambda tx: str(
            [
                tx.connection.execute(text(f"SELECT * FROM {name}")).all()
                for name in ("posted_message", "outbox_message")
            ]
        )
    )


async def test_unpostable_recognition_is_explained(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    entered = {"people": [world.who("priya")], "text": words("thanks for the calm")}
    await open_form(world, "jonas", "general")
    await world.submit("jonas", **entered, channel=world.where("leads"), reach="only")
    assert world.posts("leads") == []
    assert "thanked you privately" in world.direct_texts("priya")[-1]
    # Slack takes it no longer.
    await open_form(world, "jonas", "general")
    world.practice.fail("response_url", error="expired_url", status=404, times=2)
    await world.submit("jonas", **entered, channel=world.where("leads"))
    assert world.posts("leads") == []
    assert "Slack didn't let me post" in world.direct_texts("jonas")[-1]
    # A form that brings no way in, as of an app that was installed before.
    await open_form(world, "jonas", "general")
    monkeypatch.setattr(world.practice, "_response_urls_of", lambda _: [])
    await world.submit("jonas", **entered, channel=world.where("leads"))
    assert "I'm not in that channel" in world_errors(world, "jonas")["channel"]


async def test_the_menu_offers_no_shared_channel_but_the_one_it_was_opened_in(world: World) -> None:
    chosen = fields(await open_form(world, "ana", "design"))["channel"]
    assert chosen["filter"]["include"] == ["public", "private"]
    assert chosen["filter"]["exclude_external_shared_channels"] is True
    assert chosen["filter"]["exclude_bot_users"] is True
    chosen = fields(await open_form(world, "ana", "northlight"))["channel"]
    assert not chosen["filter"].get("exclude_external_shared_channels")
    await world.submit("ana", people=[world.who("jonas")], text=words("thanks for the calm"))
    assert len(world.posts("northlight")) == 1
