"""Payloads on their way to Bolt: too many, and malformed ones."""

import asyncio
import time
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.metrics import Metrics
from bot.settings import Settings
from bot.slack.dispatcher import Dispatcher
from bot.storage.engine import Database
from tests.conftest import FixedClock

EVENT = {"type": "event_callback", "team_id": "T1", "event": {"type": "reaction_added"}}
MALFORMED: list[dict[str, Any]] = [
    {},
    {"a": "b"},
    {"type": 7},
    {"type": None, "command": ["/kudos"]},
    {**EVENT, "event": "reaction_added"},
    {**EVENT, "event": {"type": 7}},
    {**EVENT, "event": {}},
    {**EVENT, "team_id": ["T1"]},
    {"type": "block_actions", "team": "T1"},
    {"type": "block_actions", "user": 7},
    {**EVENT, "authorizations": [7]},
    {**EVENT, "authorizations": 7},
]
"""Payloads that Slack would not send; Bolt fails on them before it calls a listener."""


async def _anyone() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-none", bot_user_id="UBOT")


class Slow:
    """An app whose listener waits until a test lets it go on."""

    def __init__(self, database: Database, clock: FixedClock) -> None:
        self.begun = 0
        self.go_on = asyncio.Event()
        self.deps = Deps(Settings(), database, clock, time.monotonic, Metrics())
        self.app = AsyncApp(
            process_before_response=True,
            client=AsyncWebClient(base_url="http://127.0.0.1:1/"),
            request_verification_enabled=False,
            authorize=_anyone,
        )
        self.app.event("reaction_added")(self._listener())

    def _listener(self) -> object:
        async def on_event(ack: AsyncAck) -> None:
            self.begun += 1
            await self.go_on.wait()
            await ack()

        return on_event

    def answered(self, outcome: str) -> float | None:
        labels = {"kind": "event_callback" if outcome == "200" else "other", "outcome": outcome}
        return self.deps.metrics.registry.get_sample_value("hearten_requests_total", labels)


@pytest.mark.usefixtures("waiting_time")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_payloads_beyond_the_limit_are_refused_at_once(database: Database, clock: FixedClock) -> None:
    slow = Slow(database, clock)
    dispatcher = Dispatcher(slow.app, slow.deps, max_concurrent=2, queue_timeout=0.05)
    served = [asyncio.ensure_future(dispatcher.dispatch(EVENT, {})) for _ in range(2)]
    async with asyncio.timeout(60):
        refused = await asyncio.gather(*(dispatcher.dispatch(EVENT, {}) for _ in range(50)))
        assert {response.status for response in refused} == {503}
        slow.go_on.set()
        assert [response.status for response in await asyncio.gather(*served)] == [200, 200]
        # There is room again.
        assert (await dispatcher.dispatch(EVENT, {})).status == 200
    assert slow.begun == 3
    assert (slow.answered("503"), slow.answered("200")) == (50, 3)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_waiting_payload_is_answered(database: Database, clock: FixedClock) -> None:
    slow = Slow(database, clock)
    dispatcher = Dispatcher(slow.app, slow.deps, max_concurrent=1, queue_timeout=60)
    both = [asyncio.ensure_future(dispatcher.dispatch(EVENT, {})) for _ in range(2)]
    await asyncio.sleep(0)
    assert dispatcher.count_under_way() == 2
    slow.go_on.set()
    assert [response.status for response in await asyncio.gather(*both)] == [200, 200]
    assert dispatcher.count_under_way() == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_malformed_payload_is_refused_before_listeners(database: Database, clock: FixedClock) -> None:
    slow = Slow(database, clock)
    slow.go_on.set()
    dispatcher = Dispatcher(slow.app, slow.deps)
    for payload in MALFORMED:
        assert (await dispatcher.dispatch(payload, {})).status == 400, payload
    assert slow.begun == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("text", "status"),
    [("\x00", 400), ("a\\\x00", 400), ("\ud800", 400), ("\\u0000", 200), ("\\\\u0000", 200), ("🤝", 200)],
    ids=ascii,
)
async def test_nul_and_surrogates_are_refused(
    database: Database, clock: FixedClock, text: str, status: int
) -> None:
    slow = Slow(database, clock)
    slow.go_on.set()
    body = {**EVENT, "event": {"type": "reaction_added", "user": text}}
    assert (await Dispatcher(slow.app, slow.deps).dispatch(body, {})).status == status


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("number", "status"), [(2**63, 200), (2**64, 400)])
async def test_numbers_above_64_bits_are_refused(
    database: Database, clock: FixedClock, number: int, status: int
) -> None:
    slow = Slow(database, clock)
    slow.go_on.set()
    body = {**EVENT, "event": {"type": "reaction_added", "count": number}}
    assert (await Dispatcher(slow.app, slow.deps).dispatch(body, {})).status == status
