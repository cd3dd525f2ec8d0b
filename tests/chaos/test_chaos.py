"""What Hearten acknowledges is kept and delivered, and happens once, whatever is killed meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chaos.summary import PROPERTY
from tests.chaos.trial import Plan, Stage, Transport, run
from tests.chaos.turmoil import DENSE, turmoil

SECONDS = 10
MAX_LENGTH = 1.5
"""Seconds for which a process stands still. Longer ones are for the long trial: `python -m tests.chaos`."""
GIFTS, REACTIONS = 80, 30
"""How much is acknowledged at least; where the turmoil left less, people go on after it."""


async def trouble(stage: Stage) -> None:
    async with turmoil(stage.practice, stage.fleet, seed=stage.plan.seed, tempo=DENSE, longest=MAX_LENGTH):
        await asyncio.sleep(SECONDS)
    await stage.ledger.has_acknowledged(GIFTS, REACTIONS)


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("database_url", "transport", "processes"),
    [("sqlite", "socket", 1), ("postgresql", "http", 3)],
    indirect=["database_url"],
)
async def test_nothing_is_lost_and_nothing_comes_twice(
    database_url: str,
    transport: Transport,
    processes: int,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    plan = Plan(transport, processes, senders=8, seed=7)
    figures, troubles = await run(plan, database_url, tmp_path, trouble)
    record_property(PROPERTY, f"{transport}, {processes} processes, {troubles}: {figures}")
    assert figures.is_clean, figures.offenders
