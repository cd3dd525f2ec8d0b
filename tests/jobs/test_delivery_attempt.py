"""Attempts to deliver a message, alone or after the shout-out that it follows."""

import asyncio
import time
from collections.abc import Coroutine, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.deps import Deps
from bot.domain.delivery import Failure
from bot.domain.ids import ChannelId, RecognitionId, UserId, WorkspaceId
from bot.domain.outbox_message import OutboxMessage
from bot.domain.outbox_messages import DirectMessage, ShoutOut
from bot.jobs import delivery_attempt
from bot.jobs.deliveries import Deliveries
from bot.jobs.delivery_attempt import DeliveryAttempt
from bot.metrics import Metrics
from bot.settings import Settings
from bot.storage import outbox
from bot.storage.deliveries import Delivery
from bot.storage.engine import Transaction
from bot.usecases.deliveries import Composed, SeenMention
from bot.usecases.delivery_results import (
    Deferred,
    DeliveryDone,
    DeliveryResult,
    EndedDelivery,
    Failed,
    NotFound,
    NotTried,
    Posted,
)
from tests.usecases.conftest import office as office
from tests.usecases.office import MAYA, Office

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
POSTED = Posted(ChannelId("C1"), "1.1")
NOT_POSTED: tuple[DeliveryResult, ...] = (
    DeliveryDone(),
    Deferred(),
    NotTried(),
    NotFound(is_certain=True),
    *(Failed(failure, "error") for failure in Failure),
)


def make_delivery(message: OutboxMessage) -> Delivery:
    return Delivery(message.destination, WorkspaceId(1), message, 1, NOW, NOW, 0, None)


SHOUT_OUT = make_delivery(ShoutOut(ChannelId("C1"), RecognitionId("R1")))
DIRECT_MESSAGE = make_delivery(DirectMessage(UserId("U1"), RecognitionId("R1"), target=SHOUT_OUT.id))


async def end(result: DeliveryResult) -> EndedDelivery:
    return EndedDelivery(SHOUT_OUT, result)


async def wait_forever() -> EndedDelivery:
    await asyncio.Event().wait()
    raise AssertionError("it never ends")


async def send(_delivery: Delivery, _composed: Composed | None) -> DeliveryResult:
    return Posted(ChannelId("D1"), "1.2")


@pytest.mark.parametrize(
    ("target", "composed", "is_sent"),
    [
        (end(POSTED), SeenMention(), True),
        (end(Posted(ChannelId("C1"), None)), SeenMention(), True),
        # It could not be composed with its shout-out.
        (end(POSTED), None, False),
        *((end(result), SeenMention(), False) for result in NOT_POSTED),
        (wait_forever(), SeenMention(), False),
    ],
)
async def test_message_is_sent_only_after_its_posted_shout_out(
    target: Coroutine[Any, Any, EndedDelivery],
    composed: Composed | None,
    is_sent: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delivery_attempt, "TARGET_TIMEOUT", 0.01)
    task = asyncio.create_task(target)
    ended = await DeliveryAttempt(DIRECT_MESSAGE, composed, task).run(send, 5)
    assert isinstance(ended.result, Posted) == is_sent
    assert is_sent or ended.result == NotTried()
    # A shout-out that takes longer goes on.
    assert task.done() or not task.cancelling()
    task.cancel()


@pytest.mark.parametrize("is_timeout", [True, False])
async def test_message_that_waits_is_untried_when_its_time_is_over(is_timeout: bool) -> None:
    target = asyncio.create_task(wait_forever())
    attempt = DeliveryAttempt(DIRECT_MESSAGE, SeenMention(), target).run(send, 0.01 if is_timeout else 5)
    task = asyncio.create_task(attempt)
    await asyncio.sleep(0)
    if not is_timeout:
        # The process stops.
        task.cancel()
    assert (await task).result == NotTried()
    assert not target.done()
    target.cancel()


async def test_shout_out_that_never_began_is_not_posted() -> None:
    target = asyncio.create_task(wait_forever())
    target.cancel()
    ended = await DeliveryAttempt(DIRECT_MESSAGE, SeenMention(), target).run(send, 5)
    assert ended.result == NotTried()


@pytest.mark.parametrize(
    ("result", "sent", "waiting"),
    [
        (POSTED, ["C0DESIGN", "UMAYA"], 0),
        # The direct message is sent in the next turn.
        (Failed(Failure.REFUSED, "is_archived"), ["C0DESIGN", "UMAYA", "UANA"], 0),
        (Failed(Failure.UNAVAILABLE, "timeout"), ["C0DESIGN"], 2),
    ],
)
async def test_one_turn_delivers_a_shout_out_and_its_direct_message(
    office: Office, result: DeliveryResult, sent: list[str], waiting: int
) -> None:
    arrived: list[str] = []

    def compose(_tx: Transaction, claimed: Sequence[Delivery]) -> dict[str, Composed]:
        return {delivery.id: SeenMention() for delivery in claimed}

    async def answer(delivery: Delivery, _composed: Composed | None) -> DeliveryResult:
        arrived.append(delivery.message.destination)
        return result if isinstance(delivery.message, ShoutOut) else DeliveryDone()

    deps = Deps(Settings(), office.database, office.clock, time.monotonic, Metrics())
    deliveries = Deliveries(deps, answer, asyncio.Event(), compose)
    await office.give(office.new_recognition(MAYA))
    assert await deliveries.deliver_due() == 2
    while await deliveries.deliver_due():
        pass
    assert arrived == sent
    assert (await office.database.read(outbox.measure_depth))[0] == waiting
