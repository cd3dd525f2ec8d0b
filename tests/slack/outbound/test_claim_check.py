"""A process that was stopped for longer than its lease does not call Slack."""

import math
import time
from datetime import timedelta

import pytest
from msgspec.structs import replace

from bot.clock import elapsed
from bot.deps import Deps
from bot.domain.ids import ChannelId, UserId
from bot.domain.outbox_messages import ShoutOut
from bot.domain.workspace import WorkspaceIdentity
from bot.errors import SlackUnavailableError
from bot.metrics import Metrics
from bot.settings import Settings
from bot.slack.outbound.claim_check import TRUSTED_ABOVE, check_claim
from bot.storage import claims, leases, outbox, workspaces
from bot.storage.deliveries import Delivery
from bot.storage.engine import Database, Transaction
from bot.storage.leases import LEASE
from tests.conftest import FixedClock


@pytest.fixture
def deps(database: Database, clock: FixedClock) -> Deps:
    return Deps(Settings(), database, clock, time.monotonic, Metrics())


@pytest.fixture
async def delivery(database: Database) -> Delivery:
    def put(tx: Transaction) -> Delivery:
        workspace = workspaces.ensure(tx, WorkspaceIdentity("", "T1", "Brightside", "", UserId("U0BOT")))
        outbox.put(tx, workspace.id, ShoutOut(ChannelId("C1")))
        (claimed,) = claims.claim(tx, 1).deliveries
        return claimed

    return await database.write(put)


@pytest.mark.parametrize("left", [math.inf, LEASE.total_seconds(), TRUSTED_ABOVE / 2])
async def test_call_is_allowed_during_the_lease(deps: Deps, delivery: Delivery, left: float) -> None:
    await check_claim(deps, replace(delivery, deadline=elapsed() + left))


async def test_call_is_refused_after_the_lease(deps: Deps, delivery: Delivery) -> None:
    with pytest.raises(SlackUnavailableError):
        await check_claim(deps, replace(delivery, deadline=elapsed() - 0.001))


async def test_call_is_refused_if_another_process_claimed(
    deps: Deps, delivery: Delivery, clock: FixedClock
) -> None:
    slow = replace(delivery, deadline=elapsed() + TRUSTED_ABOVE / 2)
    clock.advance(timedelta(hours=1))
    assert await deps.database.write(lambda tx: leases.expire(tx, tx.now)) == 1
    with pytest.raises(SlackUnavailableError):
        await check_claim(deps, slow)
    clock.advance(timedelta(hours=1))
    (taken,) = (await deps.database.write(claims.claim, 1)).deliveries
    assert taken.id == slow.id
    with pytest.raises(SlackUnavailableError):
        await check_claim(deps, slow)
