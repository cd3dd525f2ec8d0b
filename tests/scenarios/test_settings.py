"""What admins set, who leaves, and a workspace that takes the app away."""

import pytest
from sqlalchemy import select

from bot.practice.objects import user_object
from bot.storage import schema
from tests.scenarios.world import World


async def night(world: World) -> None:
    await world.bot.ticks.night()
    await world.bot.ticks.tick()
    await world.settled()


async def go_ahead(world: World, who: str, typed: str) -> str:
    """Type what erases something, go ahead when asked, and return what is said then."""
    assert "Go ahead?" in await world.command(who, "general", typed)
    await world.press(who, world.private(who, "general")[-1], "confirm-settings:yes")
    return world.private(who, "general")[-1].text


async def leave(world: World, who: str) -> None:
    """Let an account be deactivated."""
    user = world.workspace.change_person(who, deleted=True)
    await world.event({"type": "user_change", "user": user_object(world.workspace, user)})


async def test_an_admin_reads_and_changes_how_it_is_set(world: World) -> None:
    assert "Thanks are kept for 24 months." in await world.command("jonas", "general", "settings")
    answer = await world.command("jonas", "general", "settings keep 2 years")
    assert answer == "It was set like that already, so nothing changed."
    assert "24 months" in await world.command("jonas", "general", "settings")
    # Nothing else is repeated.
    answer = await world.command("jonas", "general", "settings digests admins")
    assert answer == "Done. Admins set up the digests of the channels that they are in."
    await go_ahead(world, "jonas", "settings keep 6 months")
    await go_ahead(world, "jonas", "settings deactivated 30 days")
    answer = await world.command("jonas", "general", "settings")
    assert "Thanks are kept for 6 months." in answer
    assert "30 days after an account is deactivated" in answer


async def test_erasing_setting_asks_first_and_can_be_cancelled(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    await world.pass_time(days=200)
    question = await world.command("jonas", "general", "settings keep 3 months")
    assert "Nothing is changed yet. Go ahead?" in question
    assert "erases all thanks from before 13 Mar 2027 here, for everyone" in question
    assert "begins on 14 Jun 2027 at the earliest" in question
    await night(world)
    asked = world.private("jonas", "general")[-1]
    await world.press("jonas", asked, "confirm-settings:no")
    assert world.private("jonas", "general")[-1].text == "Nothing was changed."
    await night(world)
    assert "kept for 24 months" in await world.command("jonas", "general", "settings")

    # It is set, and erases nothing yet: any admin takes it back with one press.
    told = await go_ahead(world, "jonas", "settings keep 3 months")
    assert "kept for 3 months" in told
    assert "Until then, every admin can take it back." in told
    await night(world)
    assert "sketches" in await world.command("maya", "general", "history")
    await world.press("jonas", world.private("jonas", "general")[-1], "undo-setting")
    assert "kept for 24 months" in world.private("jonas", "general")[-1].text
    assert "take it back" not in world.private("jonas", "general")[-1].text
    await world.pass_time(days=2)
    await night(world)
    assert "sketches" in await world.command("maya", "general", "history")

    # By form it is asked, too, with all that the form says.
    await world.command("jonas", "general", "settings")
    await world.press("jonas", world.private("jonas", "general")[-1], "change-settings")
    await world.submit("jonas", months="3", deactivated_days="7", values_asked="asked")
    form = world.form("jonas")
    assert form is not None
    assert "erases all thanks from before 15 Mar 2027" in str(form.blocks)
    assert "accounts were deactivated before 8 Jun 2027" in str(form.blocks)
    assert "kept for 24 months" in await world.command("jonas", "general", "settings")
    await world.submit("jonas")
    answer = await world.command("jonas", "general", "settings")
    for expected in ("kept for 3 months", "7 days after", "asks for a value"):
        assert expected in answer

    # Longer needs no question; and what nobody takes back is erased.
    assert (await world.command("jonas", "general", "settings keep 4 months")).startswith("Done.")
    await night(world)
    assert "sketches" in await world.command("maya", "general", "history")
    await world.pass_time(days=1, seconds=1)
    await night(world)
    assert "sketches" not in await world.command("maya", "general", "history")


@pytest.mark.parametrize("typed", ["settings", "settings keep 1 month", "settings deactivated 0"])
async def test_only_admins_change_settings(world: World, typed: str) -> None:
    answer = await world.command("maya", "general", typed)
    assert answer == "Only admins of this Slack workspace can see and change Hearten's settings."
    assert "kept for 24 months" in await world.command("jonas", "general", "settings")


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("settings keep 0 months", "keep 24 months"),
        ("settings keep forever", "keep 24 months"),
        ("settings keep 999999999999 months", "1 to 120 months"),
        ("settings deactivated soon", "deactivated 90 days"),
        ("settings frobnicate", "/kudos settings keep 24 months"),
    ],
)
async def test_impossible_setting_is_explained(world: World, typed: str, hint: str) -> None:
    answer = await world.command("jonas", "general", typed)
    assert hint in answer
    assert "nothing was changed" in answer


async def test_name_of_a_former_user_is_erased_in_time(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    await leave(world, "ana")
    await world.pass_time(days=89)
    await night(world)
    assert f"<@{world.who('ana')}>" in world.texts("general")[0]
    await world.pass_time(days=1)
    await night(world)
    assert world.texts("general") == [
        f"From a colleague to <@{world.who('maya')}>:\n“thanks for the sketches”"
    ]


async def test_deactivation_without_an_event_is_noticed_at_night(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    world.workspace.change_person("ana", deleted=True)
    world.bot.directory.channels._cache._entries.clear()
    await night(world)
    deactivated = select(schema.slack_user.c.id).where(schema.slack_user.c.deactivated_at.is_not(None))
    found = await world.bot.deps.database.read(lambda tx: list(tx.connection.scalars(deactivated)))
    assert found == [world.who("ana")]


@pytest.mark.parametrize(
    "event",
    [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["UBOT"]}}],
)
async def test_a_workspace_that_takes_the_app_away_is_erased_in_time(
    world: World, event: dict[str, object]
) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    await world.event(event)
    await world.pass_time(days=30, seconds=1)
    await night(world)
    rows = select(schema.recognition.c.id)
    assert await world.bot.deps.database.read(lambda tx: list(tx.connection.scalars(rows))) == []


async def test_a_person_s_own_token_is_no_uninstalling(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    await world.event({"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}})
    uninstalled = select(schema.workspace.c.uninstalled_at)
    assert await world.bot.deps.database.read(lambda tx: tx.connection.scalar(uninstalled)) is None
