"""One trial: a crowd at work, trouble meanwhile, rest afterwards, and the verdict."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.practice.server import Practice
from tests.chaos import rows
from tests.chaos.balancer import Balancer
from tests.chaos.crowd import BREATH, Crowd
from tests.chaos.fleet import Fleet
from tests.chaos.ledger import Ledger
from tests.chaos.town import town
from tests.chaos.verdict import Figures, judge

Transport = Literal["http", "socket"]

RETRY_DELAYS = (0.2, 0.5, 1, 2, 4, 8)
"""Seconds before each repetition of an event: Slack's are minutes."""
MAX_REST_LENGTH = 240
"""Seconds within which everything has to be delivered once the trouble is over."""
_LOOK = 0.1


@dataclass(frozen=True, slots=True)
class Plan:
    transport: Transport
    processes: int
    senders: int
    seed: int
    post_interval: float = 0.05
    """Seconds between two posts to one channel."""
    breath: tuple[float, float] = BREATH
    """Seconds, from and to, that a sender pauses between two acts."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What those need who make trouble."""

    plan: Plan
    database_url: str
    practice: Practice
    fleet: Fleet
    ledger: Ledger

    async def connected(self) -> None:
        """Wait until Slack reaches every process."""
        if self.plan.transport == "socket":
            await self.practice.connected(self.fleet.size)

    def judged(self) -> Figures:
        """What can be said now; before all is at rest, what is missing may still be under way."""
        return judge(
            self.ledger,
            self.practice.workspace,
            rows.read(self.database_url),
            self.practice.refused_frames,
        )


async def run(
    plan: Plan, database_url: str, folder: Path, trouble: Callable[[Stage], Awaitable[None]]
) -> tuple[Figures, str]:
    """Let people act for as long as the trouble takes; return the figures, and what was done to processes."""
    async with _staged(plan, database_url, folder) as stage:
        await stage.connected()
        crowd = Crowd(stage.practice, stage.ledger, senders=plan.senders, seed=plan.seed, breath=plan.breath)
        resting = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(crowd.act(resting))
            await trouble(stage)
            resting.set()
        await stage.practice.settled()
        await stage.practice.acknowledged()
        await delivered(database_url)
        await stage.fleet.stop()
        return stage.judged(), stage.fleet.troubles


async def delivered(database_url: str) -> None:
    """Wait until nothing is left to be sent."""
    async with asyncio.timeout(MAX_REST_LENGTH):
        while await asyncio.to_thread(rows.waiting, database_url):  # noqa: ASYNC110 -- others write to it
            await asyncio.sleep(_LOOK)


@asynccontextmanager
async def _staged(plan: Plan, database_url: str, folder: Path) -> AsyncIterator[Stage]:
    async with Practice(town(), retry_delays=RETRY_DELAYS) as practice, Balancer() as balancer:
        if plan.transport == "http":
            practice.events_url = f"http://127.0.0.1:{balancer.port}/slack/events"
        settings = environment(practice, plan.transport, database_url)
        settings["HEARTEN_POST_INTERVAL"] = str(plan.post_interval)
        async with Fleet(folder, settings, balancer, plan.processes) as fleet:
            yield Stage(plan, database_url, practice, fleet, Ledger())


def environment(practice: Practice, transport: Transport, database_url: str) -> dict[str, str]:
    """How a process finds its Slack and its database."""
    by_transport = (
        {"SLACK_APP_TOKEN": practice.app_token}
        if transport == "socket"
        else {"SLACK_SIGNING_SECRET": practice.signing_secret}
    )
    return {
        "SLACK_API_URL": practice.api_url,
        "SLACK_BOT_TOKEN": practice.bot_token,
        "DATABASE_URL": database_url,
        "HEARTEN_LOG_FORMAT": "json",
        "HEARTEN_CALENDAR_INTERVAL": "0.01",
        "PORT": "0",
        **by_transport,
    }
