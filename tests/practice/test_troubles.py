"""Events that come more than once, and out of order."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiohttp import web

from bot.practice.company import ANA, brightside
from bot.practice.server import Practice
from tests.practice.receiver import Receiver

EVENT: dict[str, Any] = {"type": "channel_archive", "channel": "C0DESIGN1", "user": ANA.id}


def event_ids(receiver: Receiver) -> list[str]:
    return [received.payload["event_id"] for received in receiver.received]


async def test_acknowledged_events_are_repeated(practice: Practice, receiver: Receiver) -> None:
    practice.disturb(repeat=2)
    assert practice.is_disturbed
    answer = await practice.deliver_event(EVENT, event_id="Ev1")
    await practice.settled()
    assert event_ids(receiver) == ["Ev1", "Ev1", "Ev1"]
    assert (answer.status, answer.tries) == (200, 3)
    first, *again = [received.headers for received in receiver.received]
    assert "x-slack-retry-num" not in first
    assert sorted(headers["x-slack-retry-num"] for headers in again) == ["1", "2"]
    assert {headers["x-slack-retry-reason"] for headers in again} == {"http_timeout"}


async def test_only_events_are_disturbed(practice: Practice, receiver: Receiver) -> None:
    practice.disturb(repeat=3, within=600)
    async with asyncio.timeout(60):
        assert (await practice.command(ANA.id, "C0DESIGN1", "help")).tries == 1
        await practice.settled()
    assert len(receiver.received) == 1


async def test_unacknowledged_events_are_repeated_too(practice: Practice, receiver: Receiver) -> None:
    practice.disturb(repeat=1)
    receiver.always(lambda: web.Response(status=500))
    answer = await practice.deliver_event(EVENT)
    await practice.settled()
    assert answer.tries == 5


@pytest.mark.usefixtures("waiting_time")
async def test_events_overtake_each_other(practice: Practice, receiver: Receiver) -> None:
    sent = [f"Ev{number}" for number in range(12)]
    practice.disturb(repeat=1, within=0.2, seed=1)
    answers = await asyncio.gather(*(practice.deliver_event(EVENT, event_id=each) for each in sent))
    assert {answer.status for answer in answers} == {200}
    first = [
        received.payload["event_id"]
        for received in receiver.received
        if "x-slack-retry-num" not in received.headers
    ]
    assert first != sent
    assert sorted(first) == sorted(sent)
    await practice.settled()
    assert sorted(event_ids(receiver)) == sorted(sent * 2)


async def test_disturbance_can_be_ended(practice: Practice, receiver: Receiver) -> None:
    practice.disturb(repeat=1, within=0.01)
    practice.disturb()
    assert not practice.is_disturbed
    await practice.deliver_event(EVENT)
    await practice.settled()
    assert len(receiver.received) == 1


async def test_stop_gives_up_repetitions() -> None:
    async with Practice(brightside()) as practice, Receiver() as receiver:
        practice.events_url = receiver.url
        practice.disturb(repeat=1)
        answer = await practice.deliver_event(EVENT)
        practice.disturb(within=600)
        await asyncio.sleep(0)
    await practice.settled()
    assert answer.tries == 1
