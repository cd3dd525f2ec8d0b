"""Teams that are thanked as themselves, without a Slack."""

from msgspec.structs import replace
from sqlalchemy import func, select

from bot.domain.ids import UserId
from bot.domain.new_recognition import NewRecognition
from bot.domain.recognition import RefusalReason, Rejection
from bot.domain.team import MAX_TEAM_SIZE, NewTeam, Team
from bot.domain.user import User
from bot.domain.visibility import ThanksPreference
from bot.storage import schema
from bot.storage.engine import Transaction
from tests.usecases.office import ANA, LI, MAYA, TOM, Office
from tests.usecases.test_erasure import places_with
from tests.usecases.test_retention import keep, night

MOVERS, PACKERS = Team(UserId("S0MOVERS"), "Movers"), Team(UserId("S0PACKERS"), "Packers")


def to_teams(office: Office, *teams: NewTeam, words: str = "thanks a lot") -> NewRecognition:
    return replace(office.new_recognition(words=words), teams=teams)


def count_recipients(tx: Transaction) -> int:
    return tx.connection.scalar(select(func.count()).select_from(schema.recipient)) or 0


async def test_old_thanks_to_teams_are_deleted_with_all_their_rows(office: Office) -> None:
    teams = [NewTeam(MOVERS, (User(LI), User(MAYA))), NewTeam(PACKERS, (User(MAYA), User(TOM)))]
    await office.give(to_teams(office, *teams, words="in the old days"))
    await office.deliver()
    # Two teams, and each of three people once.
    assert await office.database.read(count_recipients) == 5
    office.pass_time(days=40)
    await keep(office, 1)
    assert await night(office) > 0
    assert await office.database.read(count_recipients) == 0
    assert await places_with(office, "in the old days") == set()
    assert await places_with(office, "Movers") == set()


async def test_only_those_who_wish_it_are_members(office: Office) -> None:
    await office.set_thanks_preference(LI, ThanksPreference.NEVER)
    await office.set_thanks_preference(MAYA, ThanksPreference.PRIVATELY)
    given = await office.give(to_teams(office, NewTeam(MOVERS, (User(LI), User(MAYA), User(TOM)))))
    assert given.private_recipients == ()
    assert given.excluded == {}
    assert given.recognition.recipients == ()
    assert [len(await office.list_received(one)) for one in (LI, MAYA, TOM)] == [0, 1, 1]
    # Neither Maya nor Tom finds the other one there.
    for one in (MAYA, TOM, ANA):
        seen = await (office.list_given(one) if one == ANA else office.list_received(one))
        assert [(view.recipients, view.teams) for view in seen] == [((), (MOVERS,))]


async def test_teams_have_so_many_members_together(office: Office) -> None:
    crowd = tuple(User(UserId(f"U{number}")) for number in range(MAX_TEAM_SIZE))
    refused = await office.try_to_give(
        to_teams(office, NewTeam(MOVERS, crowd), NewTeam(PACKERS, (User(TOM),)))
    )
    assert refused == Rejection(RefusalReason.TOO_LARGE_TEAM, {})
    await office.give(to_teams(office, NewTeam(MOVERS, crowd), NewTeam(PACKERS, crowd[:10])))
    assert await office.database.read(count_recipients) == MAX_TEAM_SIZE + 2
