"""Deliveries are claimed in order, once, and after what they wait for."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from bot.domain.delivery import MIN_SEARCH_DELAY
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.message_changes import MessageChange, MessageDeletion, MessageUpdate
from bot.domain.outbox_message import OutboxMessage
from bot.domain.outbox_messages import DirectMessage, ShoutOut
from bot.domain.workspace import Workspace, WorkspaceIdentity
from bot.storage import claims, deliveries, leases, outbox, rate_limits, schema, workspaces
from bot.storage.deliveries import Delivery
from bot.storage.engine import Database, Transaction, connect
from bot.storage.ids import Ids
from bot.storage.leases import LEASE
from bot.storage.rate_limits import POSTING
from tests.conftest import FixedClock

SECOND = timedelta(seconds=1)
DESIGN, OFFICE, SALES = ChannelId("C1"), ChannelId("C2"), ChannelId("C3")


class Outbox:
    """The outbox of one workspace, a transaction at a time."""

    def __init__(self, database: Database, workspace: Workspace) -> None:
        self.database = database
        self.workspace = workspace
        self.claimed: dict[str, Delivery] = {}

    async def put(
        self,
        destination: ChannelId | UserId,
        *,
        kind: type[OutboxMessage] = ShoutOut,
        target: str | None = None,
    ) -> str:
        """Put a change of `target`, or a post that waits for it."""
        if issubclass(kind, MessageChange):
            message: OutboxMessage = kind(destination, target or str(uuid4()))
        else:
            message = DirectMessage(UserId(destination), target=target) if target else kind(destination)
        return await self.database.write(outbox.put, self.workspace.id, message)

    async def take(self, limit: int = 100, full: tuple[WorkspaceId, ...] = ()) -> list[Delivery]:
        found = (await self.database.write(claims.claim, limit, full)).deliveries
        self.claimed |= {delivery.id: delivery for delivery in found}
        return found

    async def claim(self, limit: int = 100, full: tuple[WorkspaceId, ...] = ()) -> list[str]:
        return [delivery.id for delivery in await self.take(limit, full)]

    async def finish(self, delivery: str) -> None:
        await self.database.write(deliveries.finish, delivery)

    async def postpone(self, delivery: str, until: datetime) -> None:
        claimed = self.claimed[delivery]
        await self.database.write(deliveries.postpone, claimed, until, "ratelimited")

    async def die(self, clock: FixedClock) -> None:
        """Let the process that took something be dead, and what it sent have arrived."""
        clock.advance(LEASE + SECOND)
        assert await self.claim() == []
        clock.advance(MIN_SEARCH_DELAY)

    async def give_up(self, delivery: str) -> None:
        claimed = self.claimed[delivery]
        await self.database.write(deliveries.give_up, claimed, "is_archived")


@pytest.fixture
def box(database: Database, workspace: Workspace) -> Outbox:
    return Outbox(database, workspace)


async def test_destination_gets_its_messages_in_order(box: Outbox) -> None:
    first, second, third = [await box.put(DESIGN) for _ in range(3)]
    assert await box.claim() == [first]
    assert await box.claim() == []
    await box.finish(first)
    assert await box.claim() == [second]
    await box.finish(second)
    assert await box.claim() == [third]


async def test_destinations_are_independent(box: Outbox) -> None:
    made = [await box.put(ChannelId(f"C{n}")) for n in range(5)]
    await box.put(ChannelId("C0"))
    assert await box.claim(limit=3) == made[:3]
    assert await box.claim(limit=3) == made[3:]


async def test_destinations_of_workspaces_are_independent(box: Outbox, database: Database) -> None:
    other = await database.write(workspaces.ensure, WorkspaceIdentity("", "T2", "", "", UserId("U")))
    mine, theirs = await box.put(DESIGN), await Outbox(database, other).put(DESIGN)
    assert await box.claim() == [mine, theirs]


async def test_message_is_claimed_as_it_was_put(database: Database, workspace: Workspace) -> None:
    letter = DirectMessage(UserId("U1"), is_first=True, unless_in=DESIGN)
    made = await database.write(outbox.put, workspace.id, letter)
    (delivery,) = (await database.write(claims.claim, 1)).deliveries
    assert (delivery.id, delivery.workspace_id, delivery.message) == (made, workspace.id, letter)
    assert delivery.attempt == 1


async def test_change_waits_for_its_post(box: Outbox) -> None:
    post = await box.put(DESIGN)
    link, deletion = (
        await box.put(UserId("U1"), target=post),
        await box.put(ChannelId("D1"), kind=MessageDeletion, target=post),
    )
    assert await box.claim() == [post]
    assert await box.claim() == []
    await box.finish(post)
    assert await box.claim() == [link, deletion]


async def test_change_is_claimed_after_its_post_failed(box: Outbox) -> None:
    post = await box.put(DESIGN)
    link = await box.put(UserId("U1"), target=post)
    assert await box.claim() == [post]
    await box.give_up(post)
    assert await box.claim() == [link]
    assert await box.claim() == []


async def test_permanent_failure_releases_the_next_message(box: Outbox) -> None:
    first, second = await box.put(DESIGN), await box.put(DESIGN)
    assert await box.claim() == [first]
    await box.give_up(first)
    assert await box.claim() == [second]


async def test_postponed_delivery_blocks_its_destination(box: Outbox, clock: FixedClock) -> None:
    first, second = await box.put(DESIGN), await box.put(DESIGN)
    assert await box.claim() == [first]
    await box.postpone(first, clock.now() + SECOND)
    assert await box.claim() == []
    clock.advance(SECOND)
    assert await box.claim() == [first]
    await box.finish(first)
    assert await box.claim() == [second]


async def test_attempts_are_counted(box: Outbox, database: Database, clock: FixedClock) -> None:
    await box.put(DESIGN)
    for attempt in (1, 2, 3):
        (delivery,) = await box.take()
        assert delivery.attempt == attempt
        await box.postpone(delivery.id, clock.now())


async def test_delivery_of_a_dead_process_is_claimed_again(box: Outbox, clock: FixedClock) -> None:
    made = await box.put(DESIGN)
    assert await box.claim() == [made]
    clock.advance(LEASE)
    assert await box.claim() == []
    await box.die(clock)
    assert await box.claim() == [made]


async def test_two_processes_claim_different_deliveries(
    box: Outbox, database: Database, workspace: Workspace, database_url: str, clock: FixedClock
) -> None:
    made = [await box.put(ChannelId(f"C{n}")) for n in range(60)]
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
async def test_concurrent_claims_take_different_rows(
    box: Outbox, database: Database, clock: FixedClock
) -> None:
    """Neither has committed while the other looks, and the order within a place holds all the same."""
    made = [
        await box.put(destination)
        for destination in (
            DESIGN,
            OFFICE,
            DESIGN,
            SALES,
            OFFICE,
        )
    ]
    ids = Ids()
    with database.engine.begin() as one, database.engine.begin() as two:
        mine = [d.id for d in claims.claim(Transaction(one, clock.now(), ids), 1).deliveries]
        theirs = [d.id for d in claims.claim(Transaction(two, clock.now(), ids), 10).deliveries]
        assert mine == [made[0]]
        assert theirs == [made[1], made[3]]
    assert await box.claim() == []


async def test_depth_counts_waiting_messages(box: Outbox, database: Database, clock: FixedClock) -> None:
    assert await database.read(outbox.measure_depth) == (0, None)
    begun = clock.now()
    first = await box.put(DESIGN)
    clock.advance(SECOND)
    await box.put(OFFICE)
    assert await database.read(outbox.measure_depth) == (2, begun)
    await box.claim()
    await box.give_up(first)
    assert await database.read(outbox.measure_depth) == (1, begun + SECOND)


async def test_failed_delivery_keeps_no_text(database: Database, workspace: Workspace) -> None:
    letter = ShoutOut(DESIGN, response_url="https://hooks.example/key")
    await database.write(outbox.put, workspace.id, letter)
    (claimed,) = (await database.write(claims.claim, 1)).deliveries
    await database.write(deliveries.give_up, claimed, "is_archived")
    row = await database.read(
        lambda tx: tx.connection.exec_driver_sql("SELECT payload, error FROM outbox_message").one()
    )
    assert (row.payload in ({}, "{}"), row.error) == (True, "is_archived")


async def test_first_try_is_recorded_until_the_delivery_restarts(box: Outbox, clock: FixedClock) -> None:
    await box.put(DESIGN)
    begun = clock.now()
    (first,) = await box.take()
    assert (first.tried_at, first.first_tried_at) == (begun, begun)
    clock.advance(SECOND)
    await box.postpone(first.id, clock.now())
    (second,) = await box.take()
    assert (second.tried_at, second.first_tried_at) == (begun + SECOND, begun)
    await box.database.write(
        lambda tx: deliveries.postpone(tx, second, tx.now, "invalid_auth", forgets_attempts=True)
    )
    (third,) = await box.take()
    assert third.first_tried_at == begun + SECOND


async def test_post_of_a_dead_process_has_to_be_looked_up(box: Outbox, clock: FixedClock) -> None:
    await box.put(DESIGN)
    begun = clock.now()
    await box.take()
    await box.die(clock)
    (again,) = await box.take()
    assert (again.unanswered, again.verify_since) == (1, begun)
    # It died again, while it looked: nothing more was posted.
    await box.die(clock)
    (again,) = await box.take()
    assert (again.unanswered, again.verify_since) == (1, begun)


async def test_change_of_a_dead_process_is_repeated(box: Outbox, clock: FixedClock) -> None:
    await box.put(DESIGN, kind=MessageUpdate)
    await box.put(OFFICE, kind=MessageDeletion)
    await box.take()
    await box.die(clock)
    assert [(d.unanswered, d.verify_since) for d in await box.take()] == [(0, None), (0, None)]


async def test_missing_post_is_repeated_and_counted_as_uncertain(box: Outbox, clock: FixedClock) -> None:
    await box.put(DESIGN)
    begun = clock.now()
    (post,) = await box.take()
    at = clock.now() + 5 * SECOND
    await box.database.write(deliveries.verify, post, at, "timeout")
    assert await box.claim() == []
    clock.advance(5 * SECOND)
    (look,) = await box.take()
    assert (look.unanswered, look.verify_since) == (1, begun)
    await box.database.write(lambda tx: deliveries.post_again(tx, look, tx.now, is_certain=False))
    (post,) = await box.take()
    assert (post.unanswered, post.verify_since) == (1, None)
    await box.database.write(lambda tx: deliveries.verify(tx, post, tx.now, "timeout"))
    (look,) = await box.take()
    # The first one may still appear: it is looked for from its own beginning.
    assert (look.unanswered, look.verify_since) == (2, begun)


async def test_late_result_changes_nothing(box: Outbox, clock: FixedClock) -> None:
    """A process that slept longer than its lease finds that another one has the delivery."""
    await box.put(DESIGN)
    (late,) = await box.take()
    await box.die(clock)
    (now,) = await box.take()
    await box.database.write(lambda tx: deliveries.postpone(tx, late, tx.now, "timeout"))
    await box.database.write(lambda tx: deliveries.verify(tx, late, tx.now, "timeout"))
    await box.database.write(lambda tx: deliveries.post_again(tx, late, tx.now, is_certain=False))
    assert not await box.database.write(deliveries.give_up, late, "is_archived")
    assert await box.claim() == []
    assert await box.database.write(deliveries.give_up, now, "is_archived")


async def test_all_leases_can_be_ended(box: Outbox, database: Database, clock: FixedClock) -> None:
    made = [await box.put(DESIGN), await box.put(OFFICE)]
    await box.claim()
    assert await database.write(leases.expire) == 2
    assert await box.claim() == []
    clock.advance(MIN_SEARCH_DELAY)
    assert [(d.id, d.unanswered) for d in await box.take()] == [(made[0], 1), (made[1], 1)]


async def test_busy_workspace_is_skipped(box: Outbox, database: Database) -> None:
    other = await database.write(workspaces.ensure, WorkspaceIdentity("", "T2", "", "", UserId("U")))
    mine, theirs = await box.put(DESIGN), await Outbox(database, other).put(DESIGN)
    assert await box.claim(full=(box.workspace.id,)) == [theirs]
    assert await box.claim() == [mine]


@pytest.mark.parametrize("what", ["C1", POSTING, rate_limits.EVERYTHING])
async def test_only_held_messages_wait(box: Outbox, clock: FixedClock, what: str) -> None:
    waiting = await box.put(DESIGN)
    elsewhere, change = await box.put(OFFICE), await box.put(SALES, kind=MessageUpdate)
    until = clock.now() + 30 * SECOND
    await box.database.write(rate_limits.block, box.workspace.id, what, until)
    free = {"C1": [elsewhere, change], POSTING: [change], rate_limits.EVERYTHING: []}[what]
    assert await box.claim() == free
    for delivery in free:
        await box.finish(delivery)
    assert await box.database.read(claims.is_idle)
    clock.advance(29 * SECOND)
    # It is about to be sent: the outbox is not idle.
    assert not await box.database.read(claims.is_idle)
    clock.advance(SECOND)
    assert (await box.claim())[0] == waiting


async def test_held_messages_can_be_released(box: Outbox, clock: FixedClock) -> None:
    made = await box.put(DESIGN)
    until = clock.now() + timedelta(days=1)
    await box.database.write(rate_limits.block, box.workspace.id, rate_limits.EVERYTHING, until)
    assert await box.claim() == []
    await box.database.write(rate_limits.unblock, box.workspace.id)
    assert await box.claim() == [made]


def _hold_now(tx: Transaction, workspace_id: WorkspaceId, what: str) -> None:
    rate_limits.block(tx, workspace_id, what, tx.now)


async def test_expired_holds_are_deleted(box: Outbox, database: Database, clock: FixedClock) -> None:
    for what in (DESIGN, OFFICE):
        await box.put(what)
        await database.write(_hold_now, workspace_id=box.workspace.id, what=what)
    clock.advance(SECOND)
    first, _ = await box.claim()
    await box.give_up(first)
    clock.advance(SECOND)
    assert await database.write(lambda tx: rate_limits.delete_before(tx, tx.now - SECOND)) == 2
    assert await database.write(lambda tx: outbox.delete_failed_before(tx, tx.now - SECOND)) == 0
    assert await database.write(lambda tx: outbox.delete_failed_before(tx, tx.now)) == 1
    assert (await database.read(outbox.measure_depth))[0] == 1


# -- clocks that are set, and processes that are not what they were


HOUR = timedelta(hours=1)


async def test_new_process_waits_for_messages_that_may_arrive(
    box: Outbox, database: Database, clock: FixedClock
) -> None:
    await box.put(DESIGN)
    (post,) = await box.take()
    await database.write(lambda tx: deliveries.verify(tx, post, tx.now, "cut"))
    await database.write(leases.take_over, is_alone=True)
    assert await box.claim() == []
    clock.advance(MIN_SEARCH_DELAY)
    (look,) = await box.take()
    assert look.verify_since is not None


@pytest.mark.parametrize("back", [timedelta(minutes=3), HOUR, timedelta(days=400)])
async def test_clock_set_back_blocks_no_channel(
    box: Outbox, database: Database, workspace: Workspace, clock: FixedClock, back: timedelta
) -> None:
    """One delivery waits for its next try, one has a lease, one channel its pause, and one is due."""
    waiting, leased, paused = [await box.put(place) for place in (DESIGN, OFFICE, SALES)]
    retry_at = clock.now() + 30 * SECOND
    assert await box.claim(2) == [waiting, leased]
    await box.postpone(waiting, retry_at)
    await database.write(lambda tx: rate_limits.block(tx, workspace.id, "C3", tx.now + SECOND))
    due = await box.put(ChannelId("C4"))
    clock.moment -= back
    late = await box.put(DESIGN)
    await database.write(leases.follow_clock)
    assert await box.claim() == [due]
    await box.finish(due)
    clock.advance(SECOND)
    assert await box.claim() == [paused]
    await box.finish(paused)
    clock.advance(15 * SECOND)
    # The process with the lease is dead, and there is the doubt whether it had posted.
    assert await box.claim() == []
    clock.advance(14 * SECOND)
    assert await box.claim() == [waiting, leased]
    await box.finish(waiting)
    assert await box.claim() == [late]


async def test_change_with_an_earlier_id_does_not_block_its_post(
    box: Outbox, database: Database, workspace: Workspace, database_url: str, clock: FixedClock
) -> None:
    """Another process writes the change, after the clock was set back."""
    post = await box.put(DESIGN)
    clock.moment -= HOUR
    other = connect(database_url, clock.now)
    try:
        change = await Outbox(other, workspace).put(DESIGN, kind=MessageUpdate, target=post)
        between = await Outbox(other, workspace).put(DESIGN)
    finally:
        other.close()
    assert change < between < post
    await database.write(leases.follow_clock)
    assert await box.claim() == [between]
    await box.finish(between)
    assert await box.claim() == [post]
    await box.finish(post)
    assert await box.claim() == [change]


async def test_small_clock_differences_are_ignored(
    box: Outbox, database: Database, clock: FixedClock
) -> None:
    made = await box.put(DESIGN)
    assert await box.claim() == [made]
    await box.postpone(made, clock.now() + 5 * SECOND)
    clock.moment -= SECOND
    await database.write(leases.follow_clock)
    clock.advance(5 * SECOND)
    assert await box.claim() == []
    clock.advance(SECOND)
    assert await box.claim() == [made]


async def test_changed_clock_ends_no_lease(box: Outbox, database: Database, clock: FixedClock) -> None:
    """Neither that a process died, nor that a post had time to arrive."""
    leased, doubtful = await box.put(DESIGN), await box.put(OFFICE)
    await box.take()
    await database.write(
        lambda tx: deliveries.verify(tx, box.claimed[doubtful], tx.now + MIN_SEARCH_DELAY, "timeout")
    )
    clock.advance(HOUR)
    fresh = await box.put(SALES)

    async def unsure() -> list[str]:
        found = (await database.write(claims.claim, 100, ends_leases=False, verifies=False)).deliveries
        return [delivery.id for delivery in found]

    assert await unsure() == [fresh]
    assert await unsure() == []
    assert await box.claim() == [doubtful]
    clock.advance(MIN_SEARCH_DELAY)
    assert await box.claim() == [leased]


async def test_own_deliveries_are_not_taken_over(box: Outbox, database: Database, clock: FixedClock) -> None:
    made = await box.put(DESIGN)
    await box.claim()
    clock.advance(HOUR)
    assert await database.write(lambda tx: leases.expire(tx, tx.now, [made])) == 0
    assert await database.write(lambda tx: leases.expire(tx, tx.now)) == 1


async def make_unknown(database: Database, delivery: str, **values: Any) -> None:
    """Change a row to a kind or version that only a newer version of Hearten knows."""
    table = schema.outbox_message
    await database.write(
        lambda tx: tx.connection.execute(update(table).where(table.c.id == delivery).values(**values))
    )


async def test_message_of_another_version_is_skipped(
    box: Outbox, database: Database, clock: FixedClock
) -> None:
    dead = await box.put(SALES)
    assert await box.claim() == [dead]
    unknown = await box.put(DESIGN)
    change = await box.put(OFFICE, kind=MessageUpdate, target=unknown)
    after, behind = [await box.put(place) for place in (DESIGN, OFFICE)]
    await make_unknown(database, unknown, kind="balloon")
    await make_unknown(database, dead, version=ShoutOut.version + 1)
    await database.write(leases.expire)
    clock.advance(HOUR)
    assert await box.claim() == [after, behind]
    await box.finish(after)
    await box.finish(behind)
    clock.advance(HOUR)
    assert await box.claim() == []
    assert await database.read(claims.is_idle)
    assert await database.read(outbox.count_unknown) == {"balloon": 1, "shout-out": 1}
    # It is all there for the version that knows it.
    kept = await database.read(
        lambda tx: (
            tx.connection.execute(select(schema.outbox_message.c.id).order_by(schema.outbox_message.c.id))
            .scalars()
            .all()
        )
    )
    assert kept == [dead, unknown, change]
