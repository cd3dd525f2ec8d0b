"""A channel with another id: everything is found under it, and what was there first stays."""

from datetime import timedelta

from sqlalchemy import select

from bot.domain.circle import CircleSource
from bot.domain.ids import ChannelId, UserId
from bot.domain.recognition import Source
from bot.domain.team import NewTeam, Team
from bot.domain.user import User
from bot.storage import channels, schema
from bot.storage.engine import Transaction
from bot.usecases import leads, workspace_settings
from bot.usecases.leads import CircleAssignment
from bot.usecases.workspace_settings import SettingsChange
from tests.usecases.office import ANA, DESIGN, LI, MAYA, Office
from tests.usecases.test_erasure import places_with
from tests.usecases.test_teams import to_teams
from tests.usecases.weekly import MONDAY, switch_on

NEW = ChannelId("C0SHARED")
ADMIN = User(ANA, "Ana", is_admin=True)


async def move(office: Office) -> None:
    """Change the id of a channel."""
    await office.database.write(channels.change_id, office.workspace.id, DESIGN, NEW)


async def test_old_channel_id_is_replaced_everywhere(office: Office) -> None:
    await office.save_users(ANA, LI, MAYA)
    await switch_on(office)
    await office.give(office.new_recognition(MAYA))
    await office.give(to_teams(office, NewTeam(Team(UserId(DESIGN), "design"), (User(LI), User(MAYA)))))
    await office.react(office.make_reaction(LI, MAYA))
    await office.database.write(
        workspace_settings.change_settings, office.workspace, ADMIN, SettingsChange(shout_outs_in=DESIGN)
    )
    team = CircleAssignment(User(LI, "Li"), CircleSource.CHANNEL, DESIGN, "design", (User(MAYA, "Maya"),))
    await office.database.write(leads.appoint_lead, office.workspace, ADMIN, team)
    office.clock.advance(MONDAY - office.clock.now() + timedelta(hours=1))
    await office.make_digests()
    assert {"subscription", "workspace", "setting_change"} <= await places_with(office, DESIGN)
    await move(office)
    assert await places_with(office, DESIGN) == set()
    assert [view.teams for view in await office.list_received(LI)][:1] == [(Team(UserId(NEW), "design"),)]


async def test_emoji_removed_after_the_change_counts(office: Office) -> None:
    await office.react(office.make_reaction(LI, MAYA))
    await move(office)
    await office.react(office.make_reaction(LI, MAYA, channel=NEW, added=False))
    assert await office.list_received(MAYA) == []


async def test_existing_rows_of_the_new_id_stay(office: Office) -> None:
    await switch_on(office, channel=NEW, weekday=4)
    await switch_on(office, weekday=1)
    await move(office)

    def days(tx: Transaction) -> list[tuple[str, int]]:
        table = schema.subscription
        return [(row.channel_id, row.weekday) for row in tx.connection.execute(select(table))]

    assert await office.database.read(days) == [(NEW, 4)]


async def test_recognition_with_text_keeps_its_origin(office: Office) -> None:
    gift = office.new_recognition(MAYA, deduplication_key=f"command:{DESIGN}:1")
    await office.give(gift)
    await move(office)
    assert await office.try_to_give(gift)
    assert len(await office.list_received(MAYA)) == 1
    assert Source.COMMAND in {recognition.source for recognition in await office.list_received(MAYA)}
