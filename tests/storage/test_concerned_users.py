"""Preferences, welcomes and open Homes of users are read together."""

from datetime import timedelta

from bot.domain.home import OPEN_PERIOD, HomeSection
from bot.domain.ids import UserId
from bot.domain.preferences import MessagePreference, Preferences
from bot.domain.visibility import ThanksPreference
from bot.domain.workspace import Workspace
from bot.storage import homes, users
from bot.storage.concerned_users import find_concerned_users
from bot.storage.engine import Database
from tests.conftest import FixedClock

ANA, LI, MAYA, TOM = (UserId(id_) for id_ in ("UANA", "ULI", "UMAYA", "UTOM"))


async def test_each_user_has_their_own(database: Database, workspace: Workspace, clock: FixedClock) -> None:
    of, section = workspace.id, next(iter(HomeSection))
    await database.write(homes.record_opening, of, TOM, section, "")
    clock.advance(OPEN_PERIOD + timedelta(seconds=1))
    for user in (ANA, MAYA):
        await database.write(homes.record_opening, of, user, section, "")
    await database.write(users.set_preference, of, MAYA, ThanksPreference.PRIVATELY)
    await database.write(users.set_preference, of, LI, MessagePreference.NEVER)
    await database.write(users.mark_first_times, of, [LI, TOM], "welcomed_at")

    found = await database.read(find_concerned_users, of, [ANA, LI, MAYA, TOM, UserId("UNEW")])
    assert found.with_open_home == {ANA, MAYA}
    assert found.welcomed == {LI, TOM}
    assert found.preferences[MAYA] == Preferences(thanks=ThanksPreference.PRIVATELY)
    assert found.preferences[LI] == Preferences(messages=MessagePreference.NEVER)
    assert found.preferences[ANA] == found.preferences[UserId("UNEW")] == Preferences()

    alone = await database.read(find_concerned_users, of, [MAYA])
    assert alone.with_open_home == {MAYA}
    assert not alone.welcomed
    assert dict(alone.preferences) == {MAYA: found.preferences[MAYA]}
