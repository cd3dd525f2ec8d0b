"""Homes: when they are published, and how long they count as open."""

from datetime import timedelta

import pytest

from bot.domain.delivery import MAX_IMMEDIATE
from bot.domain.home import RETENTION_PERIOD, HomeSection
from bot.domain.ids import UserId
from bot.domain.outbox_messages import HomePublication
from bot.domain.preferences import MessagePreference
from bot.domain.user import User
from bot.domain.workspace import Workspace
from bot.storage import claims, deliveries, homes
from bot.storage.engine import Transaction
from bot.usecases import endorsements, home
from tests.usecases.office import ANA, LI, MAYA, TOM, Office


async def open_home(office: Office, *users: UserId) -> None:
    def open_all(tx: Transaction) -> None:
        for user in users:
            home.open_home(tx, office.workspace, user)

    await office.database.write(open_all)


async def to_homes(office: Office) -> list[str]:
    """Return the users whose Homes are about to be published, and publish them."""
    found = []
    while claimed := await office.claim():
        for delivery in claimed:
            await office.record_result(delivery, await office.send(delivery))
        found += [one.message.destination for one in claimed if isinstance(one.message, HomePublication)]
    return sorted(found)


async def test_recognition_refreshes_homes_of_giver_and_recipients_only(office: Office) -> None:
    await open_home(office, ANA, LI, MAYA, TOM)
    given = await office.give(office.new_recognition(MAYA, LI))
    assert await to_homes(office) == [ANA, LI, MAYA]
    await office.add_value(given.recognition, "creativity")
    assert await to_homes(office) == [ANA, LI, MAYA]
    await office.take_down(MAYA, given.recognition)
    assert await to_homes(office) == [ANA, LI, MAYA]
    await office.withdraw(ANA, given.recognition)
    assert await to_homes(office) == [ANA, LI, MAYA]


async def test_unopened_home_is_not_published(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    assert await to_homes(office) == []


async def test_one_publication_at_most_waits_for_each_user(office: Office) -> None:
    await open_home(office, MAYA)
    for _ in range(3):
        await office.give(office.new_recognition(MAYA))
    assert await to_homes(office) == [MAYA]


async def test_home_of_the_acting_user_is_published_first(office: Office) -> None:
    many = [UserId(f"U{number:03}") for number in range(MAX_IMMEDIATE + 5)]
    await open_home(office, *many)

    async def behind() -> set[str]:
        claimed = (await office.database.write(claims.claim, 100)).deliveries
        for one in claimed:
            await office.database.write(deliveries.postpone, delivery=one, until=office.clock.now(), error="")
        return {delivery.message.destination for delivery in claimed if delivery.is_low_priority}

    await office.database.write(homes.refresh, office.workspace.id, many)
    await office.database.write(homes.refresh, office.workspace.id, many[:1])
    assert await behind() == set(many[1:])


@pytest.mark.parametrize(("minutes", "follows"), [(59, True), (60, False)])
async def test_home_counts_as_open_for_an_hour(office: Office, minutes: int, follows: bool) -> None:
    await open_home(office, MAYA)
    office.pass_time(minutes=minutes)
    await office.give(office.new_recognition(MAYA))
    assert await to_homes(office) == ([MAYA] if follows else [])


async def test_own_action_on_the_home_needs_no_publication(office: Office) -> None:
    await open_home(office, MAYA)
    await office.set_preference(MAYA, MessagePreference.DAILY)
    assert await to_homes(office) == [MAYA]

    def refresh(tx: Transaction, workspace: Workspace, user: UserId, _: object) -> None:
        homes.refresh(tx, workspace.id, [user])

    await office.database.write(
        home.run_on_home, office.workspace, MAYA, HomeSection.PREFERENCES, "", refresh, None
    )
    assert await to_homes(office) == []


@pytest.mark.parametrize(("minutes", "section"), [(59, HomeSection.GIVEN), (61, HomeSection.RECEIVED)])
async def test_home_reopens_at_its_last_section(office: Office, minutes: int, section: HomeSection) -> None:
    await office.database.write(home.record_open_page, office.workspace, MAYA, HomeSection.GIVEN, "")
    office.pass_time(minutes=minutes)
    assert await office.database.write(home.open_home, office.workspace, MAYA) is section


async def test_open_section_is_deleted_after_a_day(office: Office) -> None:
    await open_home(office, MAYA)
    office.pass_time(hours=12)
    await open_home(office, ANA)
    office.pass_time(hours=12, seconds=1)
    gone = await office.database.write(lambda tx: homes.delete_before(tx, tx.now - RETENTION_PERIOD))
    assert gone == 1
    assert await office.database.read(homes.get, office.workspace.id, MAYA) is None
    assert await office.database.read(homes.get, office.workspace.id, ANA)


async def test_home_unused_for_long_is_not_open(office: Office) -> None:
    await open_home(office, MAYA)
    office.pass_time(hours=2)

    def lately(tx: Transaction) -> homes.Home | None:
        return homes.get(tx, office.workspace.id, MAYA, since=tx.now - timedelta(hours=1))

    assert await office.database.read(lately) is None


@pytest.mark.parametrize(
    ("person", "offered"),
    [
        (User(MAYA), "received given values choices"),
        (User(MAYA, is_guest=True), "received given values choices"),
        (User(MAYA, is_admin=True), "received given values choices settings"),
        (User(MAYA, is_foreign=True), ""),
    ],
)
async def test_sections_of_each_kind_of_user(office: Office, person: User, offered: str) -> None:
    shown = await office.database.read(home.read_home, office.workspace, person, HomeSection.RECEIVED, None)
    assert " ".join(shown.offered) == offered


async def test_endorsers_home_omits_comments_of_others(office: Office) -> None:
    await office.save_users(ANA, LI, MAYA)
    given = await office.give(office.new_recognition(MAYA, words="what Ana said"))
    for user, words in ((LI, "mine"), (TOM, "what Tom added")):
        await office.database.write(
            endorsements.endorse_with_form,
            office.workspace,
            user,
            given.recognition.id,
            words,
            f"V{user}",
        )
    await office.deliver()
    await open_home(office, LI)
    shown = await office.database.read(home.read_home, office.workspace, User(LI), HomeSection.GIVEN, None)
    (told,) = shown.joined
    assert "what" not in repr(told)
    assert [one.text for one in told.comments] == ["mine"]
    await office.add_value(given.recognition, "creativity")
    assert await to_homes(office) == [LI]
