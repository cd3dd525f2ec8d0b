"""How long many digests that are due in the same minute take, and how much memory."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
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


@dataclass(frozen=True)
class DigestFigures:
    """What was measured while digests were made and queued."""

    seconds: float
    longest_ms: float
    """The longest transaction, in milliseconds: what people do meanwhile waits for no more than one."""
    megabytes: float
    """How much memory grew at its peak."""


async def measure_due_digests(database_url: str, subscriptions: int) -> DigestFigures:
    """Make and queue so many digests, all due at once."""
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
        made, ended = 0, [begun]
        while results := await database.write(make_due_digests, clock.now()):
            made += len(results)
            ended.append(time.perf_counter())
        if made != subscriptions:
            raise RuntimeError(f"{made} of {subscriptions} digests were made")
        longest = max(end - begin for begin, end in pairwise(ended))
        return DigestFigures(ended[-1] - begun, 1_000 * longest, _peak_memory() - before)
    finally:
        database.close()


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _peak_memory() -> float:
    """Return the largest resident memory since it was last forgotten, in megabytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
