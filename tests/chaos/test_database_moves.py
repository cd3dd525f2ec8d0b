"""Two processes under load while their database fails over, and behind PgBouncer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import postgresql
from tests.chaos.summary import PROPERTY
from tests.chaos.trial import Plan, Stage, run
from tests.conftest import do_without
from tests.postgresql_standby import Cluster, primary_with_standby

PROCESSES = 2
BREATH = (0.02, 0.2)
BEFORE, AFTER = 30, 30
"""Thanks that are acknowledged before the trouble, and after it."""
REACTIONS = 10
WAITING = 2
"""Transactions whose commit the standby does not have when the primary is lost."""


def server_programs() -> Path:
    return postgresql.programs() or do_without("no PostgreSQL server on this machine", postgresql.REQUIRED)


@pytest.mark.timeout(600)
async def test_failover_under_load_loses_and_repeats_nothing(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    seconds: list[float] = []

    async def fail_over(stage: Stage, cluster: Cluster) -> None:
        ledger = stage.ledger
        await ledger.has_acknowledged(BEFORE, REACTIONS)
        begun = time.monotonic()
        with stage.fleet.failing_over():
            await asyncio.to_thread(cluster.fail_over_before_commits_arrive, WAITING)
        before = ledger.acknowledged_gifts
        await ledger.has_acknowledged(before + 1, REACTIONS)
        seconds.append(time.monotonic() - begun)
        await ledger.has_acknowledged(before + AFTER, REACTIONS)

    with primary_with_standby(server_programs()) as cluster:
        plan = Plan("http", PROCESSES, senders=8, seed=5, breath=BREATH)
        figures, troubles = await run(plan, cluster.url, tmp_path, lambda stage: fail_over(stage, cluster))
    record_property(
        PROPERTY, f"{PROCESSES} processes, {troubles}, acknowledged again after {seconds[0]:.1f} s: {figures}"
    )
    assert figures.is_clean, figures.offenders
    assert figures.delivered >= BEFORE + AFTER


@pytest.mark.timeout(600)
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_processes_behind_pgbouncer_lose_and_repeat_nothing(
    database_url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    if postgresql.pgbouncer_program() is None:
        do_without("no PgBouncer on this machine", postgresql.REQUIRED)

    async def work(stage: Stage) -> None:
        await stage.ledger.has_acknowledged(BEFORE + AFTER, REACTIONS)

    with postgresql.pgbouncer(database_url) as url:
        plan = Plan("http", PROCESSES, senders=8, seed=9, breath=BREATH)
        figures, _ = await run(plan, url, tmp_path, work)
    record_property(PROPERTY, f"{PROCESSES} processes behind PgBouncer with two connections: {figures}")
    assert figures.is_clean, figures.offenders
    assert figures.delivered >= BEFORE + AFTER
