"""A running practice workspace with a clock that tests move, a real Slack client, and an app to reach."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.practice.company import brightside
from bot.practice.server import Practice
from tests.practice.receiver import Receiver


@dataclass
class Clock:
    time: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 10, 0, tzinfo=UTC))

    def now(self) -> datetime:
        return self.time

    async def advance(self, delta: timedelta) -> None:
        self.time += delta


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def practice(clock: Clock) -> AsyncIterator[Practice]:
    async with Practice(
        brightside(), now=clock.now, advance=clock.advance, retry_delays=(0, 0, 0), patience=60
    ) as running:
        # More than an app needs by default: every method is looked at.
        running.workspace.scopes.add("im:write")
        yield running


@pytest.fixture
async def receiver(practice: Practice) -> AsyncIterator[Receiver]:
    """An app that `practice` delivers to over HTTP."""
    async with Receiver() as running:
        practice.events_url = running.url
        yield running


@pytest.fixture
def client(practice: Practice) -> AsyncWebClient:
    return AsyncWebClient(practice.bot_token, base_url=practice.api_url)


Refused = Callable[[Awaitable[AsyncSlackResponse]], Awaitable[dict[str, Any]]]


@pytest.fixture
def refused() -> Refused:
    """The body of a refusal, from a call that must be refused."""

    async def body(call: Awaitable[AsyncSlackResponse]) -> dict[str, Any]:
        with pytest.raises(SlackApiError) as refusal:
            await call
        found: dict[str, Any] = refusal.value.response.data
        return found

    return body
