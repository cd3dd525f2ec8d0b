"""An update while people work: one process after the other ends, and its successor takes over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chaos.summary import PROPERTY
from tests.chaos.trial import Plan, Stage, Transport, run

PROCESSES = 2
ROUNDS = 1
BREATH = 0.5
"""Seconds of work between two restarts."""
GIFTS, REACTIONS = 40, 15


async def restarts(stage: Stage) -> None:
    for _ in range(ROUNDS):
        for slot in range(PROCESSES):
            await asyncio.sleep(BREATH)
            await stage.fleet.replace(slot)
            await stage.connected()
    await stage.ledger.has_acknowledged(GIFTS, REACTIONS)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("transport", ["http", "socket"])
async def test_an_update_loses_nothing_and_repeats_nothing(
    database_url: str, transport: Transport, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    plan = Plan(transport, PROCESSES, senders=4, seed=11)
    # Every process that is asked to end has to, in time and with success: see `Bot.terminate`.
    figures, _ = await run(plan, database_url, tmp_path, restarts)
    record_property(PROPERTY, f"{PROCESSES * ROUNDS} restarted: {figures}")
    assert figures.is_clean, figures.offenders
