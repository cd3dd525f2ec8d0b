"""Leads: about which users they may read, who is notified, and who reads the audit entries."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.circle import Circle, CircleSource
from bot.domain.history import Cursor, HistoryFilters, PageSide
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.outbox_messages import CareNotice
from bot.domain.scopes import CircleScope, HistoryReader, ScopeRefusal
from bot.domain.user import User, make_unknown_user
from bot.domain.visibility import ChannelKind, ThanksPreference
from bot.storage import circles, claims, schema, workspaces
from bot.storage.engine import Transaction
from bot.usecases import history, leads
from bot.usecases.history import HistoryOfUsers, HistoryPage
from bot.usecases.leads import (
    CircleAssignment,
    CircleOverview,
    LeadsRefusal,
    list_unthanked_users,
    make_overview,
)
from tests.usecases.office import ANA, DESIGN, LI, MAYA, TOM, Office, answer, list_view_texts

CAROL, NEW = UserId("UCAROL"), UserId("UNEW")

ADMIN = User(UserId("UADMIN"), is_admin=True)
JONAS = UserId("UJONAS")
SECRET = ChannelId("C0SECRET")
TEAM = (ANA, LI, MAYA, TOM)


def make_assignment(
    *users: UserId | User,
    lead: UserId | User = JONAS,
    source: CircleSource = CircleSource.CHANNEL,
    of: str = DESIGN,
) -> CircleAssignment:
    lead = lead if isinstance(lead, User) else User(lead)
    return CircleAssignment(lead, source, of, "", tuple(p if isinstance(p, User) else User(p) for p in users))


async def appoint(office: Office, want: CircleAssignment, by: User = ADMIN) -> Circle | LeadsRefusal:
    return await office.database.write(leads.appoint_lead, office.workspace, by, want)


async def dismiss(office: Office, want: CircleAssignment, by: User = ADMIN) -> LeadsRefusal | None:
    return await office.database.write(leads.dismiss_lead, office.workspace, by, want)


async def look(
    office: Office,
    about: HistoryOfUsers,
    reader: HistoryReader | UserId = JONAS,
    *,
    channels: frozenset[ChannelId] = frozenset(),
    place: Cursor | None = None,
) -> HistoryPage | ScopeRefusal:
    reader = reader if isinstance(reader, HistoryReader) else HistoryReader(reader)
    return await office.database.write(
        answer, office.workspace, reader, about, HistoryFilters(), place, channels=channels
    )


async def read(office: Office, about: HistoryOfUsers, **options: Any) -> list[str]:
    page = await look(office, about, **options)
    assert isinstance(page, HistoryPage)
    return list_view_texts(page.recognitions)


async def not_thanked(office: Office, lead: UserId = JONAS) -> tuple[str, ...] | None:
    return await office.database.read(list_unthanked_users, office.workspace, lead)


async def overview(office: Office, circle: str, reader: UserId = JONAS) -> CircleOverview | None:
    def read(tx: Transaction) -> CircleOverview | None:
        scope = history.authorize(tx, office.workspace, HistoryReader(reader), HistoryOfUsers((), (circle,)))
        return make_overview(tx, office.workspace, scope) if isinstance(scope, CircleScope) else None

    return await office.database.read(read)


async def list_notified(office: Office) -> list[str]:
    """Return the users who are to be notified that a lead looks after them."""
    table = schema.outbox_message
    query = select(table.c.destination).where(table.c.kind == CareNotice.kind).order_by(table.c.destination)
    return await office.database.read(lambda tx: list(tx.connection.scalars(query)))


async def list_audit_entries(office: Office) -> list[tuple[str, str, str]]:
    table = schema.audit_entry
    query = select(table.c.user_id, table.c.viewer_id, table.c.query).order_by(table.c.user_id, table.c.id)
    rows = await office.database.read(lambda tx: tx.connection.execute(query).all())
    return [(row.user_id, row.viewer_id, row.query["kind"]) for row in rows]


async def give_of_every_kind(office: Office, to: UserId = MAYA) -> None:
    await office.give(office.new_recognition(to, words="in public"))
    await office.give(office.new_recognition(to, words="in secret", channel=SECRET, kind=ChannelKind.PRIVATE))
    await office.give(office.new_recognition(to, words="between us", is_private=True))
    await office.give(
        office.new_recognition(to, words="in a message", channel=ChannelId("D0"), kind=ChannelKind.DIRECT)
    )
    taken = (await office.give(office.new_recognition(to, words="taken down"))).recognition
    await office.take_down(to, taken)
    await office.give(office.new_recognition(to, words="taken back"))
    await office.undo()


@pytest.fixture
async def team(office: Office) -> str:
    """The circle of #design, which Jonas cares for."""
    made = await appoint(office, make_assignment(*TEAM))
    assert isinstance(made, Circle)
    return made.id


async def test_only_leads_read_about_a_user(office: Office) -> None:
    await give_of_every_kind(office)
    for reader in (JONAS, LI, ADMIN.id):
        assert await look(office, HistoryOfUsers((MAYA,)), reader) is ScopeRefusal.PERSON
    assert await list_audit_entries(office) == []


@pytest.mark.parametrize(
    ("channels", "seen"),
    [(frozenset[str](), ["in public"]), (frozenset({SECRET}), ["in secret", "in public"])],
)
async def test_lead_reads_public_recognitions_and_those_of_shared_channels(
    office: Office, team: str, channels: frozenset[str], seen: list[str]
) -> None:
    await give_of_every_kind(office)
    assert await read(office, HistoryOfUsers((MAYA,)), channels=channels) == seen
    assert await read(office, HistoryOfUsers((), (team,)), channels=channels) == seen
    assert await read(office, HistoryOfUsers((ANA,), given=True), channels=channels) == seen
    assert await read(office, HistoryOfUsers((), (team,), given=True), channels=channels) == seen


async def test_lead_reads_only_about_their_circle(office: Office, team: str) -> None:
    await give_of_every_kind(office, to=UserId("UELSE"))
    assert await look(office, HistoryOfUsers((UserId("UELSE"),))) is ScopeRefusal.PERSON
    assert await read(office, HistoryOfUsers((), (team,))) == []
    # The circle of another lead gives no access to its members.
    assert await look(office, HistoryOfUsers((), (team,)), LI) is ScopeRefusal.PERSON
    assert (
        await look(office, HistoryOfUsers((), ("019936a0-0000-7000-8000-000000000001",)))
        is ScopeRefusal.PERSON
    )


async def test_private_co_recipient_is_hidden_from_leads(office: Office, team: str) -> None:
    await office.set_thanks_preference(LI, ThanksPreference.PRIVATELY)
    await office.give(office.new_recognition(MAYA, LI, words="both of you"))
    page = await look(office, HistoryOfUsers((MAYA,)))
    assert isinstance(page, HistoryPage)
    assert [recognition.recipients for recognition in page.recognitions] == [(MAYA,)]
    assert await read(office, HistoryOfUsers((LI,))) == []


async def test_recognition_of_two_members_is_shown_once(office: Office, team: str) -> None:
    await office.give(office.new_recognition(MAYA, LI, words="both of you"))
    assert await read(office, HistoryOfUsers((), (team,))) == ["both of you"]


@pytest.mark.parametrize(
    ("asker", "answer"),
    [
        (HistoryReader(JONAS, is_guest=True), ScopeRefusal.PERSON),
        (HistoryReader(JONAS, is_foreign=True), ScopeRefusal.FOREIGN),
    ],
)
async def test_only_full_members_are_leads(
    office: Office, team: str, asker: HistoryReader, answer: ScopeRefusal
) -> None:
    for about in (HistoryOfUsers((MAYA,)), HistoryOfUsers((), (team,))):
        assert await look(office, about, asker) is answer


async def test_switch_ends_access_for_all_leads(office: Office, team: str) -> None:
    switch = leads.switch_leads
    assert (
        await office.database.write(switch, office.workspace, User(JONAS), on=False) is LeadsRefusal.NO_ADMIN
    )
    await office.database.write(switch, office.workspace, ADMIN, on=False)
    assert await look(office, HistoryOfUsers((MAYA,))) is ScopeRefusal.PERSON
    assert await look(office, HistoryOfUsers((), (team,))) is ScopeRefusal.PERSON
    assert await overview(office, team) is None
    await office.database.write(switch, office.workspace, ADMIN, on=True)
    assert await read(office, HistoryOfUsers((MAYA,))) == []


async def test_every_query_is_an_audit_entry_of_the_user(office: Office, team: str) -> None:
    for number in range(12):
        await office.give(office.new_recognition(MAYA, words=f"no. {number}"))
    page = await look(office, HistoryOfUsers((MAYA,)))
    assert isinstance(page, HistoryPage)
    # Going on is the same look.
    await look(office, HistoryOfUsers((MAYA,)), place=Cursor(PageSide.OLDER, page.recognitions[-1].id))
    assert await list_audit_entries(office) == [(MAYA, JONAS, "person")]
    await look(office, HistoryOfUsers((), (team,)))
    assert await list_audit_entries(office) == [
        (ANA, JONAS, "circle"),
        (LI, JONAS, "circle"),
        (MAYA, JONAS, "person"),
        (MAYA, JONAS, "circle"),
        (TOM, JONAS, "circle"),
    ]


async def test_another_query_or_day_is_another_audit_entry(office: Office, team: str) -> None:
    for number in range(12):
        await office.give(office.new_recognition(MAYA, words=f"no. {number}"))
    maya = HistoryOfUsers((MAYA,))
    page = await look(office, maya)
    assert isinstance(page, HistoryPage)
    further = Cursor(PageSide.OLDER, page.recognitions[-1].id)
    await look(office, HistoryOfUsers((MAYA,), given=True), place=further)
    assert await list_audit_entries(office) == 2 * [(MAYA, JONAS, "person")]
    office.pass_time(days=1, seconds=1)
    await look(office, maya, place=further)
    assert len(await list_audit_entries(office)) == 3
    # Of a circle, those who came to it since then have not been looked at.
    await look(office, HistoryOfUsers((), (team,)))
    users = [User(one) for one in (*TEAM, NEW)]
    await office.database.write(leads.update_members, office.workspace.id, team, users)
    await look(office, HistoryOfUsers((), (team,)), place=further)
    newcomer = [look for look in await list_audit_entries(office) if look[0] == "UNEW"]
    assert newcomer == [("UNEW", JONAS, "circle")]
    assert len([look for look in await list_audit_entries(office) if look[0] == LI]) == 1


async def test_own_history_leaves_no_audit_entry(office: Office) -> None:
    await appoint(office, make_assignment(*TEAM, JONAS))
    await look(office, HistoryOfUsers((JONAS,)))
    assert await list_audit_entries(office) == []


async def test_members_are_notified_once_for_each_lead(office: Office, team: str) -> None:
    assert await list_notified(office) == sorted(TEAM)
    await appoint(office, make_assignment(*TEAM))
    assert await list_notified(office) == sorted(TEAM)
    await appoint(office, make_assignment(*TEAM, NEW, lead=CAROL))
    assert await list_notified(office) == sorted([*TEAM, *TEAM, "UNEW"])


async def test_new_members_are_notified_and_former_ones_are_removed(office: Office, team: str) -> None:
    users = [User(LI), User(NEW), User(UserId("UBOT2"), is_bot=True)]
    await office.database.write(leads.update_members, office.workspace.id, team, users)
    assert await list_notified(office) == sorted([*TEAM, "UNEW"])
    assert await office.database.read(circles.list_members, team) == {LI, "UNEW"}
    assert await look(office, HistoryOfUsers((MAYA,))) is ScopeRefusal.PERSON


@pytest.mark.parametrize(
    ("want", "by", "why"),
    [
        (make_assignment(*TEAM), User(JONAS), LeadsRefusal.NO_ADMIN),
        (make_assignment(*TEAM), User(UserId("U"), is_admin=True, is_guest=True), LeadsRefusal.NO_ADMIN),
        (make_assignment(*TEAM, lead=User(JONAS, is_guest=True)), ADMIN, LeadsRefusal.NO_LEAD),
        (make_assignment(*TEAM, lead=make_unknown_user(JONAS)), ADMIN, LeadsRefusal.UNKNOWN_LEAD),
        (make_assignment(*TEAM, lead=User(JONAS, is_bot=True)), ADMIN, LeadsRefusal.NO_LEAD),
        (make_assignment(*TEAM, lead=User(JONAS, is_foreign=True)), ADMIN, LeadsRefusal.NO_LEAD),
        (make_assignment(*TEAM, lead=User(JONAS, is_deactivated=True)), ADMIN, LeadsRefusal.NO_LEAD),
        (make_assignment(), ADMIN, LeadsRefusal.NOBODY),
        (make_assignment(JONAS), ADMIN, LeadsRefusal.NOBODY),
        (
            make_assignment(User(UserId("UBOT2"), is_bot=True), User(UserId("UROSA"), is_foreign=True)),
            ADMIN,
            LeadsRefusal.NOBODY,
        ),
    ],
)
async def test_impossible_appointments_are_refused(
    office: Office, want: CircleAssignment, by: User, why: LeadsRefusal
) -> None:
    assert await appoint(office, want, by) is why
    assert await office.count_rows("circle", "circle_lead", "circle_member", "outbox_message") == {
        "circle": 0,
        "circle_lead": 0,
        "circle_member": 0,
        "outbox_message": 0,
    }


async def test_former_lead_reads_nothing(office: Office, team: str) -> None:
    await appoint(office, make_assignment(*TEAM, lead=CAROL))
    assert await dismiss(office, make_assignment(), User(JONAS)) is LeadsRefusal.NO_ADMIN
    assert await dismiss(office, make_assignment()) is None
    assert await dismiss(office, make_assignment()) is LeadsRefusal.NOT_KNOWN
    assert await look(office, HistoryOfUsers((MAYA,))) is ScopeRefusal.PERSON
    assert await read(office, HistoryOfUsers((MAYA,)), reader="UCAROL") == []
    assert await dismiss(office, make_assignment(lead=CAROL)) is None
    assert await office.count_rows("circle", "circle_member") == {"circle": 0, "circle_member": 0}


async def test_circle_of_named_users(office: Office) -> None:
    named = CircleSource.NAMED
    await appoint(office, make_assignment(ANA, source=named, of=JONAS))
    await appoint(office, make_assignment(LI, source=named, of=JONAS))
    assert await list_notified(office) == [ANA, LI]
    assert await read(office, HistoryOfUsers((LI,))) == []
    assert await dismiss(office, make_assignment(LI, source=named, of=JONAS)) is None
    assert await dismiss(office, make_assignment(LI, source=named, of=JONAS)) is LeadsRefusal.NOT_KNOWN
    assert await look(office, HistoryOfUsers((LI,))) is ScopeRefusal.PERSON
    assert await read(office, HistoryOfUsers((ANA,))) == []
    assert await dismiss(office, make_assignment(ANA, source=named, of=JONAS)) is None
    assert await office.count_rows("circle") == {"circle": 0}


async def test_outdated_care_notice_is_not_sent(office: Office, team: str) -> None:
    await dismiss(office, make_assignment())
    await office.deliver()
    assert office.messages == {}
    assert await office.database.read(claims.is_idle)


async def test_circle_overview(office: Office, team: str) -> None:
    await office.give(office.new_recognition(MAYA, values=("creativity",)))
    await office.give(office.new_recognition(LI, giver=JONAS, values=("collaboration",)))
    await office.give(office.new_recognition(TOM, values=("problem-solving",), is_private=True))
    await office.set_thanks_preference(ANA, ThanksPreference.NEVER)
    seen = await overview(office, team)
    assert seen is not None
    assert set(seen.values) == {"creativity", "collaboration"}
    # Li was thanked by Jonas, and Ana does not wish to be thanked.
    assert await not_thanked(office) == tuple(sorted([MAYA, TOM]))
    assert await not_thanked(office, LI) is None
    assert await overview(office, team, LI) is None
    office.clock.advance(timedelta(days=31))
    seen = await overview(office, team)
    assert seen is not None
    assert seen.values == ()
    assert await not_thanked(office) == tuple(sorted([LI, MAYA, TOM]))
    for user in (LI, MAYA, TOM):
        await office.give(office.new_recognition(user, giver=JONAS))
    assert await not_thanked(office) == ()
    await office.database.write(workspaces.set_leads, office.workspace.id, on=False)
    assert await not_thanked(office) is None


async def test_small_circle_has_no_overview(office: Office) -> None:
    made = await appoint(office, make_assignment(ANA, LI, MAYA, JONAS))
    assert isinstance(made, Circle)
    await office.give(office.new_recognition(MAYA, values=("creativity",)))
    seen = await overview(office, made.id)
    assert seen is not None
    assert seen.values == ()


async def test_circles_of_another_workspace_do_not_count(office: Office, team: str) -> None:
    def elsewhere(tx: Transaction) -> frozenset[str]:
        return circles.list_led_users(tx, WorkspaceId(office.workspace.id + 1), JONAS)

    assert await office.database.read(elsewhere) == frozenset()
