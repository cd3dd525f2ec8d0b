"""The regular look at what is due, and how it ends."""

from __future__ import annotations

import asyncio
import math
import time
from datetime import datetime, timedelta
from datetime import time as hour
from typing import NoReturn

import pytest
from structlog.testing import capture_logs

from bot.deps import Deps
from bot.domain.audience import Coverage
from bot.domain.erasure import ErasureExtent
from bot.domain.ids import ChannelId, UserId
from bot.domain.workspace import WorkspaceIdentity
from bot.jobs.ticks import Ticks
from bot.metrics import Metrics
from bot.settings import Settings
from bot.storage import deduplication, due_digests, erasures, workspaces
from bot.storage.engine import Database, Transaction
from bot.usecases import daily_summary, erasure, lead_notes, prompts, refused_changes, retention, values
from bot.usecases.digest_drafts import DueDigestResult
from bot.usecases.digests import Audiences
from tests.conftest import FixedClock
from tests.usecases.office import Office
from tests.usecases.weekly import MONDAY, go_to, switch_on


class SlowTicks(Ticks):
    """A tick that takes its time."""

    def __init__(self, deps: Deps) -> None:
        super().__init__(deps)
        self.begun = asyncio.Event()
        self.may_end = asyncio.Event()
        self.has_ended = False

    async def make_due_digests(self, due_at: datetime, looking: float = math.inf) -> list[DueDigestResult]:
        self.begun.set()
        await self.may_end.wait()
        self.has_ended = True
        return await super().make_due_digests(due_at, looking)


async def test_running_tick_is_finished_at_shutdown(
    database: Database, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    ticks = SlowTicks(Deps(Settings(), database, clock, time.monotonic, Metrics()))
    stopping = asyncio.Event()
    running = asyncio.create_task(ticks.run(stopping))
    await ticks.begun.wait()
    stopping.set()
    for _ in range(10):
        await asyncio.sleep(0)
    assert not running.done()
    ticks.may_end.set()
    await running
    assert ticks.has_ended
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_shutdown_before_the_first_tick(
    database: Database, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    ticks = Ticks(Deps(Settings(), database, clock, time.monotonic, Metrics()))
    stopping = asyncio.Event()
    stopping.set()
    await ticks.run(stopping)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.parametrize("name", ["tick", "night", "prune"])
async def test_endless_job_is_cancelled_at_shutdown(
    database: Database, clock: FixedClock, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Slack is silent, say, while the nightly round reads circles."""
    begun = asyncio.Event()

    async def never() -> None:
        begun.set()
        await asyncio.Event().wait()

    deps = Deps(Settings(), database, clock, time.monotonic, Metrics())
    ticks = Ticks(deps, nightly=never, grace=0.01)
    if name != "night":
        setattr(ticks, f"_{name}", never)
    stopping = asyncio.Event()
    working = asyncio.create_task(getattr(ticks, name)())
    async with asyncio.timeout(60):
        await begun.wait()
        running = asyncio.create_task(ticks.run(stopping))
        stopping.set()
        await running
        await working
    assert "broken off" in capsys.readouterr().out


async def test_stopped_erasure_does_not_clean_files(database: Database, clock: FixedClock) -> None:
    scrubbed: list[bool] = []

    async def scrub() -> bool:
        scrubbed.append(True)
        return True

    deps = Deps(Settings(), database, clock, time.monotonic, Metrics())
    erasure = Ticks(deps).erasure
    database.scrub = scrub  # type: ignore[method-assign]  # the test counts its calls
    await erasure.run_nightly(lambda: True)
    assert scrubbed == []
    await erasure.run_nightly(lambda: False)
    assert scrubbed == [True]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_failing_step_does_not_stop_the_others(
    database: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = WorkspaceIdentity("", "T1", "Brightside", "https://brightside.slack.com/", UserId("UBOT"))
    workspace = await database.write(workspaces.ensure, identity)

    def fail(_: Transaction) -> NoReturn:
        raise LookupError

    async def fail_to_look(_: datetime, __: float) -> NoReturn:
        raise LookupError

    for module, name in (
        (daily_summary, "make_due_summaries"),
        (lead_notes, "make_due_notes"),
        (prompts, "make_due_prompts"),
        (refused_changes, "retry_due"),
        (values, "rewrite_merged"),
    ):
        monkeypatch.setattr(module, name, fail)
    settings = Settings(database_url="postgresql://host/db")
    deps = Deps(settings, database, clock, time.monotonic, Metrics())
    ticks = Ticks(deps, read_audiences=fail_to_look)
    await database.write(erasure.order_erasure, workspace, UserId("UANA"), ErasureExtent.EVERYTHING)
    clock.advance(timedelta(seconds=1))
    with capture_logs() as logs:
        await ticks.tick()
    assert await database.read(erasures.list_open_ids) == []
    assert [entry["step"] for entry in logs if entry["event"] == "tick failed"] == [
        "digests",
        "gathered messages",
        "lead notes",
        "prompts",
        "refused changes",
        "merges of values",
    ]
    for module, name in ((retention, "order_due_erasures"), (retention, "delete_expired")):
        monkeypatch.setattr(module, name, fail)
    monkeypatch.setattr(deduplication, "delete_before", fail)
    with capture_logs() as logs:
        await ticks.night()
        await ticks.prune()
    assert [entry["step"] for entry in logs if entry["log_level"] == "error"] == [
        "order what is due",
        "delete what is old",
        "requests",
    ]


async def digests_made(office: Office) -> int:
    return (await office.count_rows("digest"))["digest"]


class Looks:
    """Looks up audiences in four seconds."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.seconds = 0.0
        self.made_before: list[int] = []

    def monotonic(self) -> float:
        return self.seconds

    async def read_audiences(self, due_at: datetime, patience: float) -> Audiences:
        self.seconds += 4
        self.made_before.append(await digests_made(self.office))
        channels = await self.office.database.read(due_digests.list_due_beyond_channel, due_at, 2)
        return {(workspace.id, channel): None for workspace, channel in channels}


async def test_slow_audience_look_up_delays_nothing_else(database: Database, clock: FixedClock) -> None:
    identity = WorkspaceIdentity("", "T1", "Brightside", "https://brightside.slack.com/", UserId("UBOT"))
    office = Office(database, clock, await database.write(workspaces.ensure, identity))
    for number in range(8):
        await switch_on(
            office, channel=ChannelId(f"CWIDE{number}"), covers=Coverage.WORKSPACE, quiet_weeks=True
        )
        await switch_on(office, channel=ChannelId(f"C{number}"), at=hour(10), quiet_weeks=True)
    go_to(office, MONDAY + timedelta(hours=1))
    looks = Looks(office)
    deps = Deps(Settings(), database, clock, looks.monotonic, Metrics())
    ticks = Ticks(deps, read_audiences=looks.read_audiences)
    await ticks.tick()
    assert looks.made_before == [8, 10, 12]
    assert await digests_made(office) == 14
    await ticks.tick()
    assert await digests_made(office) == 16
