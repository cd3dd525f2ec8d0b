"""Settings and values that another process changed count at once, though each process remembers them."""

from bot.domain.ids import WorkspaceId
from bot.domain.values import Value
from bot.storage import admins, values, workspaces
from bot.storage.engine import Transaction
from tests.scenarios.world import World

COURAGE = Value("courage", "courage", "lion_face", "🦁", "Saying it although it is hard", ("brave",))


async def test_next_command_follows_what_another_process_changed(world: World) -> None:
    workspace = await world.find_workspace()
    database = world.bot.deps.database
    # This process remembers the settings and values from now on.
    await world.command("ana", "design", "@maya thanks for the #courage")
    await world.command("ana", "design", "@maya thanks for the calm")

    await database.write(add_courage, workspace.id)
    await world.command("ana", "design", "@maya thanks for saying it #courage")
    assert len(world.posts("design")) == 3
    assert ":lion_face: courage" in world.texts("design")[-1]

    engineering = world.where("engineering")
    await database.write(workspaces.update_settings, workspace.id, shout_outs_in=engineering)
    await world.command("ana", "design", "@maya thanks for the sketches")
    assert [len(world.posts(where)) for where in ("design", "engineering")] == [3, 1]
    # Nothing is remembered of who may do what.
    assert "Only admins" in await world.command("ana", "design", "settings retention 12 months")
    await database.write(admins.appoint, workspace.id, world.who("ana"))
    assert "Only admins" not in await world.command("ana", "design", "settings retention 12 months")


def add_courage(tx: Transaction, workspace: WorkspaceId) -> None:
    values.add(tx, workspace, COURAGE)
