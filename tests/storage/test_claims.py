"""What comes by the calendar is spread, and lets go first what follows from an act."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.message_changes import MessageDeletion
from bot.domain.outbox_message import OutboxMessage
from bot.domain.outbox_messages import (
    CareNotice,
    DataExport,
    DirectMessage,
    ReportNotice,
    ShoutOut,
    WeeklyDigest,
)
from bot.domain.rate_limits import RateLimit
from bot.domain.workspace import Workspace, WorkspaceIdentity
from bot.storage import claims, deliveries, outbox, rate_limits, workspaces
from bot.storage.engine import Database, Transaction, connect
from bot.storage.ids import Ids
from tests.conftest import FixedClock
from tests.storage.executed_statements import record_statements

DESIGN = ChannelId("C1")

SECOND = timedelta(seconds=1)
LOW_PRIORITY = RateLimit(SECOND / 4, max_count=10)
CHANNELS = [ChannelId(f"C{number:03}") for number in range(200)]


async def put(
    database: Database,
    workspace: Workspace,
    *places: ChannelId | UserId,
    kind: type[OutboxMessage] = WeeklyDigest,
) -> list[str]:
    return await database.write(lambda tx: [outbox.put(tx, workspace.id, kind(place)) for place in places])


async def claim(
    database: Database, limit: int = 20, low_priority_counts: dict[WorkspaceId, int] | None = None
) -> list[str]:
    found = (
        await database.write(
            claims.claim, limit, low_priority_limit=LOW_PRIORITY, low_priority_counts=low_priority_counts
        )
    ).deliveries
    return [delivery.id for delivery in found]


async def finish(database: Database, ids: list[str]) -> None:
    for one in ids:
        await database.write(deliveries.finish, one)


async def test_burst_is_sent_slowly_and_in_order(
    database: Database, workspace: Workspace, clock: FixedClock
) -> None:
    made = await put(database, workspace, *CHANNELS)
    went = [await claim(database)]
    assert await claim(database) == []
    for _ in range(20):
        clock.advance(SECOND)
        await finish(database, went[-1])
        went.append(await claim(database))
    assert [len(some) for some in went] == [10, *[4] * 20]
    assert [one for some in went for one in some] == made[:90]
    assert not await database.read(claims.is_idle)


async def test_recognition_passes_a_digest_of_its_channel(
    database: Database, workspace: Workspace, clock: FixedClock
) -> None:
    made = await put(database, workspace, *CHANNELS)
    assert await claim(database) == made[:10]
    (fresh,) = await put(database, workspace, CHANNELS[-1], kind=ShoutOut)
    assert await claim(database) == [fresh]
    (second,) = await put(database, workspace, CHANNELS[-1], kind=ShoutOut)
    assert await claim(database) == []
    await finish(database, [fresh])
    assert await claim(database) == [second]


@pytest.mark.parametrize("kind", [CareNotice, DataExport, ReportNotice])
async def test_recognition_is_claimed_before_low_priority_messages(
    database: Database, workspace: Workspace, clock: FixedClock, kind: type[OutboxMessage]
) -> None:
    await put(database, workspace, *(UserId(f"U{number}") for number in range(3_000)), kind=kind)
    went = 0
    for number in range(5):
        went += len(await claim(database, low_priority_counts={workspace.id: went}))
        fresh = await put(
            database, workspace, ChannelId(f"C{number}"), UserId(f"U{number}"), kind=DirectMessage
        )
        # One of the persons has a message on its way; the channel's comes at once.
        assert fresh[0] in await claim(database, low_priority_counts={workspace.id: went})
        clock.advance(SECOND)
    assert went == 10


async def test_other_changes_pass_a_change_of_thousands(database: Database, workspace: Workspace) -> None:
    def write(tx: Transaction, low_priority: bool, *places: ChannelId | UserId) -> list[str]:
        return [
            outbox.put(tx, workspace.id, MessageDeletion(place, tx.new_id()), low_priority=low_priority)
            for place in places
        ]

    await database.write(write, True, *CHANNELS)
    (fresh,) = await database.write(write, False, CHANNELS[-1])
    assert (await claim(database))[0] == fresh


async def test_export_passes_thousands_of_changes(database: Database, workspace: Workspace) -> None:
    await put(database, workspace, *CHANNELS, kind=CareNotice)
    (export,) = await put(database, workspace, UserId("UANA"), kind=DataExport)
    assert (await claim(database))[0] == export


async def test_one_message_at_most_is_sent_to_a_channel(
    database: Database, workspace: Workspace, clock: FixedClock
) -> None:
    (digest,) = await put(database, workspace, DESIGN)
    assert await claim(database) == [digest]
    (thanks,) = await put(database, workspace, DESIGN, kind=ShoutOut)
    assert await claim(database) == []
    await finish(database, [digest])
    (late,) = await put(database, workspace, DESIGN)
    assert await claim(database) == [thanks]
    clock.advance(SECOND)
    assert await claim(database) == []
    await finish(database, [thanks])
    assert await claim(database) == [late]


async def test_digest_waits_for_a_recognition_that_passed_it(
    database: Database, workspace: Workspace, clock: FixedClock
) -> None:
    digest, other = await put(database, workspace, DESIGN, ChannelId("C2"))
    (thanks,) = await put(database, workspace, DESIGN, kind=ShoutOut)
    assert await claim(database) == [thanks, other]
    clock.advance(SECOND)
    assert await claim(database) == []
    await finish(database, [thanks])
    clock.advance(SECOND)
    assert await claim(database) == [digest]


async def test_messages_in_delivery_leave_room_for_others(database: Database, workspace: Workspace) -> None:
    made = await put(database, workspace, *CHANNELS)
    assert await claim(database, low_priority_counts={workspace.id: 10}) == []
    assert await claim(database, low_priority_counts={workspace.id: 8}) == made[:2]


async def test_each_workspace_has_its_own_rate(database: Database, workspace: Workspace) -> None:
    other = await database.write(workspaces.ensure, WorkspaceIdentity("", "T2", "", "", UserId("U")))
    made = await put(database, workspace, *CHANNELS)
    theirs = await put(database, other, *CHANNELS)
    taken = [one for _ in range(3) for one in await claim(database)]
    assert sorted(taken) == [*made[:10], *theirs[:10]]


@pytest.mark.parametrize("what", [rate_limits.LOW_PRIORITY_METHODS, rate_limits.POSTING])
async def test_rate_limit_of_slack_holds_the_burst(
    database: Database, workspace: Workspace, clock: FixedClock, what: str
) -> None:
    made = await put(database, workspace, *CHANNELS)
    (thanks,) = await put(database, workspace, DESIGN, kind=ShoutOut)
    until = clock.now() + 30 * SECOND
    await database.write(rate_limits.block, workspace.id, what, until)
    assert await claim(database) == ([thanks] if what == rate_limits.LOW_PRIORITY_METHODS else [])
    clock.advance(30 * SECOND)
    assert made[0] in await claim(database)


async def test_processes_share_one_limit(
    database: Database, workspace: Workspace, clock: FixedClock, database_url: str
) -> None:
    made = await put(database, workspace, *CHANNELS)
    other = connect(database_url, clock.now)
    try:
        taken = await asyncio.gather(*(claim((database, other)[turn % 2]) for turn in range(12)))
    finally:
        other.close()
    assert sorted(one for some in taken for one in some) == made[:10]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_workspace_claimed_by_another_process_is_skipped(
    database: Database, workspace: Workspace, clock: FixedClock
) -> None:
    await put(database, workspace, *CHANNELS)
    ids = Ids()
    with database.engine.begin() as one, database.engine.begin() as two:
        assert (
            len(
                claims.claim(
                    Transaction(one, clock.now(), ids), 20, low_priority_limit=LOW_PRIORITY
                ).deliveries
            )
            == 10
        )
        assert (
            claims.claim(Transaction(two, clock.now(), ids), 20, low_priority_limit=LOW_PRIORITY).deliveries
            == []
        )
        # Nor does it block writes to the workspace.
        outbox.put(Transaction(two, clock.now(), ids), workspace.id, ShoutOut(DESIGN))


async def test_number_of_queries_does_not_grow_with_messages(
    database: Database, workspace: Workspace
) -> None:
    asked = []
    for places in (CHANNELS[:30], CHANNELS):
        await put(database, workspace, *places)

        def take(tx: Transaction) -> int:
            with record_statements(tx.connection.engine) as executed:
                assert len(claims.claim(tx, 20, low_priority_limit=LOW_PRIORITY).deliveries) == 10
            rate_limits.block(tx, workspace.id, rate_limits.LOW_PRIORITY, tx.now - timedelta(hours=1))
            return len(executed)

        asked.append(await database.write(take))
    assert all(few == many for few, many in pairwise(asked))
    assert asked[0] < 10
