"""How long many digests that are due in the same minute take, and how much memory."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

from bot.domain.workspace import WorkspaceIdentity
from bot.storage import migrations, workspaces
from bot.storage.engine import connect
from bot.usecases.digests import make_due_digests
from tests.bench.fake_slack import BOT_USER, TEAM, channel_id
from tests.bench.office_full import MONDAY, fill
from tests.conftest import FixedClock

RECOGNITIONS = 3
"""Recognitions of each digest."""


async def measure_due_digests(database_url: str, subscriptions: int) -> tuple[float, float]:
    """Make and queue so many digests; return the seconds, and the megabytes that memory grew at its peak."""
    clock = FixedClock(MONDAY - timedelta(minutes=1))
    database = connect(database_url, clock.now)
    try:
        migrations.migrate(database.engine)
        identity = WorkspaceIdentity("", TEAM, "Bench", "https://bench.slack.com/", BOT_USER)
        workspace = await database.write(workspaces.ensure, identity)
        channels = {channel_id(number): RECOGNITIONS for number in range(subscriptions)}
        await database.write(fill, workspace, channels)
        clock.advance(timedelta(minutes=1))
        _forget_peak()
        before, begun = _peak_memory(), time.perf_counter()
        made = 0
        while results := await database.write(make_due_digests, clock.now()):
            made += len(results)
        taken = time.perf_counter() - begun
        if made != subscriptions:
            raise RuntimeError(f"{made} of {subscriptions} digests were made")
        return taken, _peak_memory() - before
    finally:
        database.close()


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _peak_memory() -> float:
    """Return the largest resident memory since it was last forgotten, in megabytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
