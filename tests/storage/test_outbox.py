"""Deliveries are claimed in order, once, and after what they wait for."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.domain.delivery import Kind
from bot.domain.workspace import Identity, Workspace
from bot.storage import outbox, workspaces
from bot.storage.engine import Database, Transaction, connect
from bot.storage.ids import Ids
from bot.storage.outbox import LEASE, Letter
from tests.conftest import FixedClock

SECOND = timedelta(seconds=1)


class Outbox:
    """The outbox of one workspace, a transaction at a time."""

    def __init__(self, database: Database, workspace: Workspace) -> None:
        self.database = database
        self.workspace = workspace

    async def put(self, destination: str, *, kind: Kind = Kind.SHOUT_OUT, target: str | None = None) -> str:
        letter = Letter(kind, destination, target=target)
        return await self.database.write(lambda tx: outbox.put(tx, self.workspace.id, letter))

    async def claim(self, limit: int = 100) -> list[str]:
        return [d.id for d in await self.database.write(lambda tx: outbox.claim(tx, limit))]

    async def finish(self, delivery: str) -> None:
        await self.database.write(lambda tx: outbox.finish(tx, delivery))

    async def postpone(self, delivery: str, until: datetime) -> None:
        await self.database.write(lambda tx: outbox.postpone(tx, delivery, until, "ratelimited"))

    async def give_up(self, delivery: str) -> None:
        await self.database.write(lambda tx: outbox.give_up(tx, delivery, "is_archived"))


@pytest.fixture
def box(database: Database, workspace: Workspace) -> Outbox:
    return Outbox(database, workspace)


async def test_one_place_gets_its_messages_in_order(box: Outbox) -> None:
    first, second, third = [await box.put("C1") for _ in range(3)]
    assert await box.claim() == [first]
    assert await box.claim() == []
    await box.finish(first)
    assert await box.claim() == [second]
    await box.finish(second)
    assert await box.claim() == [third]


async def test_different_places_are_served_side_by_side(box: Outbox) -> None:
    made = [await box.put(f"C{n}") for n in range(5)]
    await box.put("C0")
    assert await box.claim(limit=3) == made[:3]
    assert await box.claim(limit=3) == made[3:]


async def test_the_same_place_in_another_workspace_is_another_place(box: Outbox, database: Database) -> None:
    other = await database.write(lambda tx: workspaces.ensure(tx, Identity("", "T2", "", "", "U")))
    mine, theirs = await box.put("C1"), await Outbox(database, other).put("C1")
    assert await box.claim() == [mine, theirs]


async def test_a_letter_comes_back_as_it_was_put(database: Database, workspace: Workspace) -> None:
    letter = Letter(Kind.DIRECT, "U1", payload={"first": True, "unless_in": "C1"})
    made = await database.write(lambda tx: outbox.put(tx, workspace.id, letter))
    (delivery,) = await database.write(lambda tx: outbox.claim(tx, 1))
    assert (delivery.id, delivery.workspace_id, delivery.letter) == (made, workspace.id, letter)
    assert delivery.attempt == 1


async def test_a_change_waits_for_the_post_that_it_changes(box: Outbox) -> None:
    post = await box.put("C1")
    link, deletion = await box.put("U1", target=post), await box.put("D1", kind=Kind.DELETION, target=post)
    assert await box.claim() == [post]
    assert await box.claim() == []
    await box.finish(post)
    assert await box.claim() == [link, deletion]


async def test_what_waits_for_a_post_goes_on_after_its_final_failure(box: Outbox) -> None:
    post = await box.put("C1")
    link = await box.put("U1", target=post)
    assert await box.claim() == [post]
    await box.give_up(post)
    assert await box.claim() == [link]
    assert await box.claim() == []


async def test_a_failure_for_good_lets_the_next_one_through(box: Outbox) -> None:
    first, second = await box.put("C1"), await box.put("C1")
    assert await box.claim() == [first]
    await box.give_up(first)
    assert await box.claim() == [second]


async def test_a_postponed_delivery_holds_its_place(box: Outbox, clock: FixedClock) -> None:
    first, second = await box.put("C1"), await box.put("C1")
    assert await box.claim() == [first]
    await box.postpone(first, clock.now() + SECOND)
    assert await box.claim() == []
    clock.advance(SECOND)
    assert await box.claim() == [first]
    await box.finish(first)
    assert await box.claim() == [second]


async def test_attempts_are_counted(box: Outbox, database: Database, clock: FixedClock) -> None:
    await box.put("C1")
    for attempt in (1, 2, 3):
        (delivery,) = await database.write(lambda tx: outbox.claim(tx, 1))
        assert delivery.attempt == attempt
        await box.postpone(delivery.id, clock.now())


async def test_a_delivery_whose_process_died_is_taken_up_again(box: Outbox, clock: FixedClock) -> None:
    made = await box.put("C1")
    assert await box.claim() == [made]
    clock.advance(LEASE)
    assert await box.claim() == []
    clock.advance(SECOND)
    assert await box.claim() == [made]


async def test_two_processes_never_get_the_same(
    box: Outbox, database: Database, workspace: Workspace, database_url: str, clock: FixedClock
) -> None:
    made = [await box.put(f"C{n}") for n in range(60)]
    other = connect(database_url, clock.now)
    try:
        boxes = (box, Outbox(other, workspace))
        batches = await asyncio.gather(*(boxes[n % 2].claim(limit=7) for n in range(20)))
    finally:
        other.close()
    claimed = [delivery for batch in batches for delivery in batch]
    assert len(claimed) == len(set(claimed))
    claimed += await box.claim()
    assert sorted(claimed) == made


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_claims_at_the_same_moment_are_of_different_rows(
    box: Outbox, database: Database, clock: FixedClock
) -> None:
    """Neither has committed while the other looks, and the order within a place holds all the same."""
    made = [await box.put(destination) for destination in ("C1", "C2", "C1", "C3", "C2")]
    ids = Ids()
    with database.engine.begin() as one, database.engine.begin() as two:
        mine = [d.id for d in outbox.claim(Transaction(one, clock.now(), ids), 1)]
        theirs = [d.id for d in outbox.claim(Transaction(two, clock.now(), ids), 10)]
        assert mine == [made[0]]
        assert theirs == [made[1], made[3]]
    assert await box.claim() == []


async def test_the_depth_is_what_waits(box: Outbox, database: Database, clock: FixedClock) -> None:
    assert await database.read(outbox.depth) == (0, None)
    begun = clock.now()
    first = await box.put("C1")
    clock.advance(SECOND)
    await box.put("C2")
    assert await database.read(outbox.depth) == (2, begun)
    await box.claim()
    await box.give_up(first)
    assert await database.read(outbox.depth) == (1, begun + SECOND)


async def test_a_failed_delivery_keeps_no_words(database: Database, workspace: Workspace) -> None:
    letter = Letter(Kind.SHOUT_OUT, "C1", payload={"response_url": "https://hooks.example/key"})
    made = await database.write(lambda tx: outbox.put(tx, workspace.id, letter))
    await database.write(lambda tx: outbox.give_up(tx, made, "is_archived"))
    row = await database.read(
        lambda tx: tx.connection.exec_driver_sql("SELECT payload, error FROM outbox").one()
    )
    assert (row.payload in ({}, "{}"), row.error) == (True, "is_archived")
