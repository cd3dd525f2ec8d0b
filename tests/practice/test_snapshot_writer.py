"""Keeping a workspace while it runs."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.practice.company import ANA, brightside
from bot.practice.snapshots import INTERVAL, SnapshotWriter, from_json
from bot.practice.workspace import Workspace

DESIGN = "C0DESIGN1"


class Store:
    """A disk that can be full, and the real time."""

    def __init__(self) -> None:
        self.stored: list[bytes] = []
        self.is_full = False
        self.told: list[str] = []
        self.time = datetime(2026, 11, 25, 10, tzinfo=UTC)
        self.more = asyncio.Event()
        self.loop = asyncio.get_running_loop()

    def write(self, written: bytes) -> None:
        if self.is_full:
            raise OSError("No space left on device")
        self.stored.append(written)
        self.loop.call_soon_threadsafe(self.more.set)

    def texts(self) -> list[str]:
        return [message.text for message in from_json(self.stored[-1]).messages.get(DESIGN, {}).values()]


@pytest.fixture
def workspace() -> Workspace:
    return brightside()


@pytest.fixture
async def store() -> Store:
    return Store()


@pytest.fixture
def keeping(workspace: Workspace, store: Store) -> SnapshotWriter:
    return SnapshotWriter(
        workspace, store.write, lambda error: store.told.append(str(error)), real=lambda: store.time
    )


async def test_each_change_is_written_once(
    workspace: Workspace, store: Store, keeping: SnapshotWriter
) -> None:
    await keeping.keep()
    await keeping.keep()
    assert len(store.stored) == 1
    workspace.post(DESIGN, user=ANA.id, text="Hello")
    await keeping.keep()
    await keeping.keep()
    assert len(store.stored) == 2
    assert store.texts() == ["Hello"]
    workspace.read_marks.seen[ANA.id] = {DESIGN: "1.0"}
    await keeping.keep()
    workspace.read_marks.seen[ANA.id][DESIGN] = "2.0"
    await keeping.keep()
    assert len(store.stored) == 4


async def test_clock_is_written_every_interval(store: Store, keeping: SnapshotWriter) -> None:
    await keeping.keep()
    store.time += INTERVAL - timedelta(seconds=1)
    await keeping.keep()
    assert len(store.stored) == 1
    store.time += timedelta(seconds=1)
    await keeping.keep()
    assert len(store.stored) == 2


async def test_full_disk_is_reported_once_and_retried(
    workspace: Workspace, store: Store, keeping: SnapshotWriter
) -> None:
    store.is_full = True
    for _ in range(3):
        await keeping.keep()
    assert store.told == ["No space left on device"]
    workspace.post(DESIGN, user=ANA.id, text="Hello")
    store.is_full = False
    await keeping.keep()
    assert store.texts() == ["Hello"]
    store.is_full = True
    workspace.post(DESIGN, user=ANA.id, text="More")
    await keeping.keep()
    assert len(store.told) == 2


async def test_writer_runs_until_it_is_stopped(
    workspace: Workspace, store: Store, keeping: SnapshotWriter
) -> None:
    over = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(keeping.run(over, pause=0.01))
    async with asyncio.timeout(60):
        await store.more.wait()
        store.more.clear()
        workspace.post(DESIGN, user=ANA.id, text="Hello")
        await store.more.wait()
        over.set_result(None)
        await running
    assert store.texts() == ["Hello"]
