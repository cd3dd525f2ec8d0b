"""Signatures, time-outs and repetitions of what goes to the app over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from bot.practice.company import ANA, brightside
from bot.practice.server import Practice
from tests.practice.receiver import Received, Receiver

EVENT: dict[str, Any] = {"type": "channel_archive", "channel": "C0DESIGN1", "user": ANA.id}


async def test_every_request_is_signed(practice: Practice, receiver: Receiver) -> None:
    await practice.command(ANA.id, "C0DESIGN1", "“thanks” @maya & <b>")
    await practice.deliver_event(EVENT)
    block = {
        "type": "actions",
        "elements": [{"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "A"}}],
    }
    posted = practice.workspace.post("C0DESIGN1", user="U0HEARTEN", blocks=[block])
    await practice.press(ANA.id, "C0DESIGN1", posted.ts, "a")
    assert [received.headers["content-type"] for received in receiver.received] == [
        "application/x-www-form-urlencoded",
        "application/json",
        "application/x-www-form-urlencoded",
    ]
    right, wrong = SignatureVerifier(practice.signing_secret), SignatureVerifier("guessed")
    for received in receiver.received:
        assert right.is_valid_request(received.body, received.headers)
        assert not right.is_valid_request(received.body + " ", received.headers)
        assert not wrong.is_valid_request(received.body, received.headers)


async def test_acknowledged_event_is_sent_once(practice: Practice, receiver: Receiver) -> None:
    answer = await practice.deliver_event(EVENT)
    await practice.settled()
    assert (answer.status, answer.tries, len(receiver.received)) == (200, 1, 1)
    assert "x-slack-retry-num" not in receiver.received[0].headers


async def test_event_is_sent_four_times_at_most(practice: Practice, receiver: Receiver) -> None:
    receiver.always(lambda: web.Response(status=500))
    answer = await practice.deliver_event(EVENT)
    await practice.settled()
    assert (answer.status, answer.failure, answer.tries) == (500, "http_error", 4)
    headers = [received.headers for received in receiver.received]
    assert [head.get("x-slack-retry-num") for head in headers] == [None, "1", "2", "3"]
    assert [head.get("x-slack-retry-reason") for head in headers] == [None, *["http_error"] * 3]
    assert len({received.payload["event_id"] for received in receiver.received}) == 1
    verifier = SignatureVerifier(practice.signing_secret)
    assert all(verifier.is_valid_request(received.body, received.headers) for received in receiver.received)


async def test_repetitions_end_with_an_acknowledgement(practice: Practice, receiver: Receiver) -> None:
    async def at_last(received: Received) -> web.Response:
        return web.Response(status=200 if len(receiver.received) == 3 else 503)

    receiver.answer = at_last
    answer = await practice.deliver_event(EVENT)
    assert answer.status == 503
    await practice.settled()
    assert (answer.status, answer.failure, answer.tries) == (200, "", 3)


async def test_an_app_can_decline_repetitions(practice: Practice, receiver: Receiver) -> None:
    receiver.always(lambda: web.Response(status=500, headers={"X-Slack-No-Retry": "1"}))
    answer = await practice.deliver_event(EVENT)
    await practice.settled()
    assert (answer.status, answer.tries) == (500, 1)


@pytest.mark.usefixtures("waiting_time")
async def test_unanswered_event_is_repeated() -> None:
    async with Practice(brightside(), patience=0.05, retry_delays=(0,)) as practice, Receiver() as receiver:
        receiver.never()
        practice.events_url = receiver.url
        answer = await practice.deliver_event(EVENT)
        await practice.settled()
        assert (answer.status, answer.failure, answer.tries) == (None, "http_timeout", 2)
        assert receiver.received[1].headers["x-slack-retry-reason"] == "http_timeout"


async def test_unreachable_app_is_a_failed_connection(practice: Practice) -> None:
    async with Receiver() as gone:
        practice.events_url = gone.url
    answer = await practice.deliver_event(EVENT)
    await practice.settled()
    assert (answer.status, answer.failure, answer.tries) == (None, "connection_failed", 4)


async def test_event_can_be_repeated_by_its_id(practice: Practice, receiver: Receiver) -> None:
    await practice.deliver_event(EVENT, event_id="Ev0SAME")
    await practice.deliver_event(EVENT, event_id="Ev0SAME")
    assert [received.payload["event_id"] for received in receiver.received] == ["Ev0SAME", "Ev0SAME"]


async def test_broken_json_is_kept_as_text(practice: Practice, receiver: Receiver) -> None:
    receiver.always(lambda: web.Response(text="{", content_type="application/json"))
    assert (await practice.deliver_event(EVENT)).body == "{"


async def test_stopping_gives_up_repetitions() -> None:
    async with Practice(brightside(), retry_delays=(600,)) as practice, Receiver() as receiver:
        receiver.always(lambda: web.Response(status=500))
        practice.events_url = receiver.url
        answer = await practice.deliver_event(EVENT)
    await practice.settled()
    assert answer.tries == 1
