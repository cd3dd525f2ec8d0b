"""Many digests due at once, and long ones: what is asked of the database does not grow with them."""

import asyncio
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import delete, update

from bot.domain.audience import Audience, Coverage
from bot.domain.delivery import MIN_SEARCH_DELAY, Failure
from bot.domain.ids import ChannelId, UserId
from bot.domain.new_recognition import NewRecognition
from bot.domain.outbox_messages import ShoutOut
from bot.domain.visibility import ChannelKind
from bot.storage import claims, schema
from bot.storage.deliveries import Delivery
from bot.storage.engine import Transaction, connect
from bot.usecases import digests, recognitions
from bot.usecases.delivery_results import Failed, Posted
from bot.usecases.digest_drafts import DueDigestResult
from tests.storage.executed_statements import record_statements
from tests.usecases.office import Office, compose_delivery
from tests.usecases.weekly import MONDAY, WEEK, go_to, list_texts, switch_on, tick

COUNTS = (1, 10, 200)


async def give_all(office: Office, gifts: list[NewRecognition]) -> None:
    """Let people thank each other, and the messages about that be no matter here."""

    def write(tx: Transaction) -> None:
        for gift in gifts:
            recognitions.give(tx, gift)
        tx.connection.execute(delete(schema.outbox_message))

    await office.database.write(write)


def week(office: Office, channel: ChannelId, count: int) -> list[NewRecognition]:
    """So many users thank two others each, none of them beyond the limit."""
    return [
        office.new_recognition(
            UserId(f"UTO{number}"),
            UserId(f"UAND{number}"),
            giver=UserId(f"UBY{number}{channel}"),
            words=f"{number} in {channel}",
            values=("collaboration",),
            channel=channel,
        )
        for number in range(count)
    ]


async def make(
    office: Office, due_at: datetime, audiences: digests.Audiences
) -> tuple[list[DueDigestResult], int]:
    """Make what is due; return the number of statements, too."""

    def run(tx: Transaction) -> tuple[list[DueDigestResult], int]:
        with record_statements(tx.connection.engine) as executed:
            made = digests.make_due_digests(tx, due_at, audiences)
        return made, len(executed)

    return await office.database.write(run)


@pytest.mark.parametrize("covers", list(Coverage))
async def test_long_week_needs_no_more_queries_than_a_short_one(office: Office, covers: Coverage) -> None:
    made_by, composed_by = [], []
    for hour, count in enumerate(COUNTS):
        await switch_on(office, channel=ChannelId(f"C{count}"), at=time(9 + hour), covers=covers)
        await give_all(office, week(office, ChannelId(f"C{count}"), count))
    for hour, count in enumerate(COUNTS):
        audience = Audience(frozenset({UserId("UNOBODY")}), sees_public=True)
        go_to(office, MONDAY + timedelta(hours=hour))
        (made,), statements = await make(
            office, office.clock.now(), {(office.workspace.id, ChannelId(f"C{count}")): audience}
        )
        assert made.recognitions == (sum(COUNTS) if covers is Coverage.WORKSPACE else count)
        made_by.append(statements)
        (delivery,) = await office.claim()

        def compose(tx: Transaction, claimed: Delivery = delivery) -> int:
            with record_statements(tx.connection.engine) as executed:
                assert compose_delivery(tx, claimed).content
            return len(executed)

        composed_by.append(await office.database.read(compose))
        await office.record_result(delivery, await office.send(delivery))
    assert len(set(made_by)) == len(set(composed_by)) == 1
    # Two of them are a savepoint, so that one digest can fail alone.
    assert made_by[0] <= 15
    assert composed_by[0] <= 13


async def test_batch_needs_no_more_queries_than_one_digest(office: Office) -> None:
    counts, executed = (1, 41), []
    for hour, count in enumerate(counts):
        for number in range(count):
            channel = ChannelId(f"C{hour}{number}")
            await switch_on(office, channel=channel, at=time(9 + hour))
            await give_all(office, week(office, channel, 2))
    for hour, count in enumerate(counts):
        go_to(office, MONDAY + timedelta(hours=hour))
        made, statements = await make(office, office.clock.now(), digests.NO_AUDIENCES)
        assert [one.recognitions for one in made] == [2] * count
        executed.append(statements)
    assert executed[0] == executed[1]


async def test_batch_reads_each_channel_from_its_own_begin(office: Office) -> None:
    """Together, channels are read from the earliest begin, and only those that are behind from longer ago."""
    begins = {
        ChannelId("CBEHIND"): MONDAY - WEEK,
        ChannelId("CEARLY"): MONDAY,
        ChannelId("CLATE"): MONDAY + timedelta(days=2),
    }
    for channel in begins:
        await switch_on(office, channel=channel)
    for moment in (office.clock.now(), MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)):
        go_to(office, moment)
        for channel in begins:
            await give_all(office, week(office, channel, 1))
    table = schema.subscription

    def change_begins(tx: Transaction) -> None:
        for channel, begin in begins.items():
            times = {"starts_at": begin, "covered_until": begin}
            tx.connection.execute(update(table).filter_by(channel_id=channel).values(times))

    await office.database.write(change_begins)
    go_to(office, MONDAY + WEEK)
    made, _ = await make(office, office.clock.now(), digests.NO_AUDIENCES)
    assert {one.channel: one.recognitions for one in made} == dict(zip(begins, (3, 2, 1), strict=True))


async def test_concurrent_makers_make_each_digest_once(
    office: Office, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "BATCH", 20)
    channels = [ChannelId(f"C{number:03}") for number in range(300)]
    for channel in channels:
        await switch_on(office, channel=channel)
    await give_all(office, [gift for channel in channels for gift in week(office, channel, 1)])
    go_to(office, MONDAY)
    other = connect(database_url, office.clock.now)
    batches: list[list[DueDigestResult]] = []

    async def keep_making(maker: int) -> None:
        database = (office.database, other)[maker % 2]
        while batch := await database.write(digests.make_due_digests, MONDAY):
            batches.append(batch)

    try:
        await asyncio.gather(*map(keep_making, range(6)))
        # Where rows were locked by the others, a maker ends early.
        await keep_making(0)
    finally:
        other.close()
    assert max(map(len, batches)) == 20
    assert sorted(one.channel for batch in batches for one in batch) == channels
    await office.deliver()
    assert sorted(list_texts(office)) == [[f"0 in {channel}"] for channel in channels]


async def test_giving_does_not_wait_for_all_digests(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "BATCH", 5)
    for number in range(100):
        await switch_on(office, channel=ChannelId(f"C{number}"))
    go_to(office, MONDAY)
    made = 0

    async def keep_making() -> None:
        nonlocal made
        while batch := await office.make_digests():
            made += len(batch)

    making = asyncio.create_task(keep_making())
    await asyncio.sleep(0)
    (gift,) = week(office, ChannelId("C0GIFT"), 1)
    await office.give(gift)
    assert made < 100
    await making
    assert made == 100


async def test_digests_without_audience_do_not_delay_others(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "BATCH", 5)
    for number in range(12):
        await switch_on(office, channel=ChannelId(f"CWIDE{number}"), covers=Coverage.WORKSPACE)
    await switch_on(office, channel=ChannelId("CNARROW"), at=time(10))
    await office.give(
        office.new_recognition(
            UserId("UMAYA"), channel=ChannelId("CNARROW"), words="here", kind=ChannelKind.PRIVATE
        )
    )
    await tick(office, MONDAY + timedelta(hours=1))
    assert list_texts(office) == [["here"]]
    looked: digests.Audiences = {(office.workspace.id, ChannelId("CWIDE7")): None}
    (made,) = await office.database.write(digests.make_due_digests, office.clock.now(), looked)
    assert made.channel == "CWIDE7"


async def test_rate_limit_during_preparation_holds_other_digests(office: Office) -> None:
    """They would ask the same of Slack; what people do meanwhile asks less."""
    for number in range(3):
        await switch_on(office, channel=ChannelId(f"C{number}"))
        await give_all(office, week(office, ChannelId(f"C{number}"), 1))
    go_to(office, MONDAY)
    await office.make_digests()
    (first,) = (await office.database.write(claims.claim, 1)).deliveries
    pause = timedelta(seconds=30)
    await office.record_result(first, Failed(Failure.RATE_LIMITED, "rate limited", retry_after=pause))
    await office.give(office.new_recognition(UserId("UTO0"), giver=UserId("UBY0"), channel=ChannelId("C2")))
    assert {type(delivery.message) for delivery in await office.claim()} == {ShoutOut}
    office.clock.advance(pause)
    # The process that had taken the thanks is gone, and may have posted it: that is looked for later.
    weekly = {delivery.message.destination: delivery for delivery in await office.claim()}
    assert weekly.keys() == {"C0", "C1", "C2"}
    await office.record_result(weekly[ChannelId("C2")], Posted(ChannelId("C2"), "9.9"))
    office.clock.advance(MIN_SEARCH_DELAY)
    assert [type(one.message) for one in await office.claim()] == [ShoutOut]
