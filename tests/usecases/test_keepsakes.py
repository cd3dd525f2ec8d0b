"""Yearly keepsakes: once a year, on their own day, to those who chose it."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ids import UserId
from bot.domain.keepsake import YearDay
from bot.domain.outbox_messages import Keepsake
from bot.domain.user import User
from bot.domain.visibility import ThanksPreference
from bot.storage import users
from bot.storage.engine import connect
from bot.usecases import keepsakes
from bot.usecases.delivery_results import DeliveryDone
from bot.usecases.keepsakes import KeepsakePeriod, KeepsakeRequest
from tests.usecases.office import ANA, LI, MAYA, TOM, Office

BERLIN, TOKYO, LOS_ANGELES = "Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles"
FRIDAY = YearDay(11, 27)
SECOND = timedelta(seconds=1)


async def choose(office: Office, user: UserId, chosen: YearDay = FRIDAY, zone: str = BERLIN) -> datetime:
    await move(office, user, zone)
    return await office.database.write(
        keepsakes.switch_on, office.workspace, User(user, timezone=zone), chosen
    )


async def move(office: Office, user: UserId, zone: str, *, has_left: bool = False) -> None:
    known = User(user, name=user.lower(), timezone=zone, is_deactivated=has_left)
    await office.database.write(users.save_users, office.workspace.id, [known])


async def list_sent(office: Office, moment: str) -> list[tuple[UserId, datetime | None, datetime | None]]:
    """Return the keepsakes that are sent at a moment (UTC), and what they are about."""
    office.clock.advance(datetime.fromisoformat(moment).replace(tzinfo=UTC) - office.clock.now())
    while await office.database.write(keepsakes.make_due_keepsakes):
        pass
    sent = []
    while claimed := await office.claim():
        for delivery in claimed:
            if isinstance(delivery.message, Keepsake):
                assert delivery.message.is_yearly
                sent.append((delivery.message.destination, delivery.message.since, delivery.message.until))
            await office.record_result(delivery, DeliveryDone())
    return sorted(sent)


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


async def test_once_a_year_on_their_own_day(office: Office) -> None:
    await office.give(office.new_recognition(MAYA, LI, TOM))
    assert await choose(office, MAYA) == at("2026-11-27T08:00")
    await choose(office, LI, YearDay(11, 28))
    assert await list_sent(office, "2026-11-27T07:59:59") == []
    maya = (MAYA, at("2025-11-27T08:00"), at("2026-11-27T08:00"))
    assert await list_sent(office, "2026-11-27T08:00") == [maya]
    assert await list_sent(office, "2026-11-27T08:01") == []
    assert [user for user, *_ in await list_sent(office, "2026-11-28T08:00")] == [LI]
    await office.give(office.new_recognition(MAYA))
    assert await list_sent(office, "2027-11-27T07:59:59") == []
    maya = (MAYA, at("2026-11-27T08:00"), at("2027-11-27T08:00"))
    assert await list_sent(office, "2027-11-27T08:00") == [maya]


async def test_only_those_who_chose_it_and_have_good_words(office: Office) -> None:
    await office.give(office.new_recognition(MAYA, LI, TOM))
    for user in (ANA, MAYA, LI):
        await choose(office, user)
    await office.database.write(keepsakes.switch_off, office.workspace, MAYA)
    await move(office, LI, BERLIN, has_left=True)
    # Ana received nothing; Tom chose nothing.
    assert await list_sent(office, "2026-11-27T08:00") == []
    assert await list_sent(office, "2027-11-27T08:00") == []


async def test_who_wants_no_thanks_still_gets_what_they_have(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    await choose(office, MAYA)
    await office.set_thanks_preference(MAYA, ThanksPreference.NEVER)
    assert len(await list_sent(office, "2026-11-27T08:00")) == 1


async def test_leap_day(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    assert await choose(office, MAYA, YearDay(2, 29)) == at("2027-02-28T08:00")
    assert len(await list_sent(office, "2027-02-28T08:00")) == 1
    await office.give(office.new_recognition(MAYA))
    assert await list_sent(office, "2028-02-28T08:00") == []
    assert len(await list_sent(office, "2028-02-29T08:00")) == 1


@pytest.mark.parametrize(
    ("before", "after", "hour"),
    [
        (TOKYO, LOS_ANGELES, "2026-11-27T17:00"),
        (LOS_ANGELES, TOKYO, "2026-11-27T00:00"),
        (BERLIN, "Pacific/Kiritimati", "2026-11-26T19:00"),
    ],
)
async def test_it_follows_those_who_move(office: Office, before: str, after: str, hour: str) -> None:
    """It comes at nine in the morning of their day, where they live then."""
    await office.give(office.new_recognition(MAYA))
    await choose(office, MAYA, zone=before)
    await move(office, MAYA, after)
    eve = at(hour) - SECOND
    assert await list_sent(office, f"{eve:%FT%T}") == []
    assert len(await list_sent(office, hour)) == 1
    assert await list_sent(office, "2026-11-29T00:00") == []


async def test_chosen_on_the_day_itself(office: Office) -> None:
    await office.give(office.new_recognition(MAYA, LI))
    await list_sent(office, "2026-11-27T07:00")
    assert await choose(office, MAYA) == at("2026-11-27T08:00")
    await list_sent(office, "2026-11-27T07:30")
    assert len(await list_sent(office, "2026-11-27T08:00")) == 1
    assert await choose(office, LI) == at("2027-11-27T08:00")
    assert await list_sent(office, "2026-11-27T09:00") == []


async def test_late_by_days_it_comes_and_by_weeks_it_does_not(office: Office) -> None:
    await office.give(office.new_recognition(MAYA, LI))
    await choose(office, MAYA)
    await choose(office, LI, YearDay(12, 7))
    late = (MAYA, at("2025-11-27T08:00"), at("2026-11-27T08:00"))
    assert await list_sent(office, "2026-12-03T08:00") == [late]
    assert await list_sent(office, "2026-12-14T09:00") == []
    await office.give(office.new_recognition(MAYA))
    assert len(await list_sent(office, "2027-11-27T08:00")) == 1


async def test_two_processes_write_it_once(office: Office, database_url: str) -> None:
    await office.give(office.new_recognition(MAYA, LI))
    for user in (MAYA, LI):
        await choose(office, user)
    await list_sent(office, "2026-11-27T07:00")
    office.clock.advance(timedelta(hours=1))
    second = connect(database_url, office.clock.now)
    both = (office.database, second) * 3
    await asyncio.gather(*(database.write(keepsakes.make_due_keepsakes) for database in both))
    second.close()
    assert [user for user, *_ in await list_sent(office, "2026-11-27T08:00")] == [LI, MAYA]


async def test_request_that_slack_repeats_makes_one(office: Office) -> None:
    await office.give(office.new_recognition(MAYA))
    requests = [
        await office.database.write(keepsakes.request_keepsake, office.workspace, MAYA, KeepsakePeriod(), key)
        for key in ("1", "1", "2")
    ]
    assert requests == [KeepsakeRequest.STARTED, KeepsakeRequest.STARTED, KeepsakeRequest.UNDER_WAY]
    assert sum(isinstance(one.message, Keepsake) for one in await office.claim()) == 1
