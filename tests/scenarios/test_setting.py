"""What admins set, who leaves, and a workspace that takes the app away."""

import pytest
from sqlalchemy import select

from bot.practice.objects import user_object
from bot.storage import tables
from tests.scenarios.world import World


async def night(world: World) -> None:
    await world.bot.ticks.night()
    await world.bot.ticks.tick()
    await world.settled()


async def leave(world: World, who: str) -> None:
    """Let an account be deactivated."""
    person = world.workspace.change_person(who, deleted=True)
    await world.event({"type": "user_change", "user": user_object(world.workspace, person)})


async def test_an_admin_reads_and_changes_how_it_is_set(world: World) -> None:
    assert "Thanks are kept for 24 months." in await world.command("jonas", "general", "settings")
    answer = await world.command("jonas", "general", "settings keep 2 years")
    assert answer.startswith("Done.")
    assert "24 months" in await world.command("jonas", "general", "settings")
    await world.command("jonas", "general", "settings keep 6 months")
    await world.command("jonas", "general", "settings deactivated 30 days")
    answer = await world.command("jonas", "general", "settings")
    assert "Thanks are kept for 6 months." in answer
    assert "30 days after an account is deactivated" in answer


@pytest.mark.parametrize("typed", ["settings", "settings keep 1 month", "settings deactivated 0"])
async def test_nobody_else_does(world: World, typed: str) -> None:
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
async def test_what_cannot_be_set_is_said(world: World, typed: str, hint: str) -> None:
    answer = await world.command("jonas", "general", typed)
    assert hint in answer
    assert "nothing was changed" in answer


async def test_the_name_of_somebody_who_left_goes_in_time(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    await leave(world, "ana")
    await world.pass_time(days=89)
    await night(world)
    assert f"<@{world.who('ana')}>" in world.texts("general")[0]
    await world.pass_time(days=1)
    await night(world)
    assert world.texts("general") == [
        f"A colleague thanks <@{world.who('maya')}>:\n“thanks for the sketches”"
    ]


async def test_who_left_unheard_is_noticed_at_night(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    world.workspace.change_person("ana", deleted=True)
    world.bot.directory._memory._known.clear()
    await night(world)
    deactivated = select(tables.person.c.id).where(tables.person.c.deactivated_at.is_not(None))
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
    rows = select(tables.recognition.c.id)
    assert await world.bot.deps.database.read(lambda tx: list(tx.connection.scalars(rows))) == []


async def test_a_person_s_own_token_is_no_uninstalling(world: World) -> None:
    await world.command("ana", "general", "@maya thanks for the sketches")
    await world.event({"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}})
    uninstalled = select(tables.workspace.c.uninstalled_at)
    assert await world.bot.deps.database.read(lambda tx: tx.connection.scalar(uninstalled)) is None
