"""The job that erases: the ledger first, and again on a restored backup."""

import asyncio
import contextlib
import shutil
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.deps import Deps
from bot.domain.erasure import ErasureExtent
from bot.domain.ids import ChannelId, UserId
from bot.domain.new_recognition import NewRecognition
from bot.domain.recognition import Source
from bot.domain.user import User
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace, WorkspaceIdentity
from bot.errors import ErasureLedgerError
from bot.jobs.erasure import ErasureJob
from bot.metrics import Metrics
from bot.settings import Settings
from bot.storage import erasure_ledger, erasures, files, schema, workspaces
from bot.storage.engine import Database, Transaction, connect
from bot.usecases import erasure, recognitions
from tests.conftest import FixedClock

ANA = UserId("UANA")

IDENTITY = WorkspaceIdentity("", "T1", "Brightside", "https://brightside.slack.com/", UserId("UBOT"))


def erasing(database: Database, clock: FixedClock, file: Path, url: str = "") -> ErasureJob:
    settings = Settings(database_url=url or "postgresql://host/db", erasures=str(file))
    return ErasureJob(Deps(settings, database, clock, time.monotonic, Metrics()))


async def fill(database: Database) -> None:
    """Ana thanks Maya."""
    workspace = await database.write(workspaces.ensure, IDENTITY)
    gift = NewRecognition(
        workspace=workspace,
        giver=ANA,
        named=(User(UserId("UMAYA")),),
        text="for the sketches",
        values=(),
        channel=ChannelId("C1"),
        channel_kind=ChannelKind.PUBLIC,
        is_private=False,
        source=Source.COMMAND,
        deduplication_key="command:1",
    )
    await database.write(recognitions.give, gift)


async def order(database: Database) -> None:
    workspace = await database.write(workspaces.ensure, IDENTITY)
    assert await database.write(erasure.order_erasure, workspace, ANA, ErasureExtent.EVERYTHING)


async def words(database: Database) -> list[str]:
    return await database.read(lambda tx: list(tx.connection.scalars(select(schema.recognition.c.text))))


async def test_order_is_in_the_ledger_before_it_is_executed(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    file = tmp_path / "ledger"
    await fill(database)
    await order(database)
    job = erasing(database, clock, file)
    await job.run(lambda: True)
    assert [one.user for one in erasure_ledger.read(file)] == ["UANA"]
    assert await words(database) == ["for the sketches"]
    clock.advance(timedelta(seconds=1))
    await job.run(lambda: False)
    assert await words(database) == []


async def test_restored_backup_is_erased_again(
    clock: FixedClock, tmp_path: Path, sqlite_template: Path
) -> None:
    url, backup = f"sqlite:///{tmp_path / 'hearten.db'}", tmp_path / "backup.db"
    await asyncio.to_thread(shutil.copy, sqlite_template, tmp_path / "hearten.db")
    with contextlib.closing(connect(url, clock.now)) as database:
        await fill(database)
        await asyncio.to_thread(files.back_up, url, backup)
        await order(database)
        clock.advance(timedelta(seconds=1))
        await erasing(database, clock, tmp_path / "ledger").run(lambda: False)
    await asyncio.to_thread(files.restore, url, backup, clock.now())
    with contextlib.closing(connect(url, clock.now)) as database:
        assert await words(database) == ["for the sketches"]
        job = erasing(database, clock, tmp_path / "ledger")
        await job.order_from_ledger()
        await job.run(lambda: False)
        assert await words(database) == []
        await job.order_from_ledger()
        assert await database.read(erasures.list_open_ids) == []


async def test_unwritable_ledger_delays_no_erasure(
    database: Database, clock: FixedClock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await fill(database)
    await order(database)
    clock.advance(timedelta(seconds=1))
    folder = tmp_path / "folder"
    folder.write_text("no folder")
    job = erasing(database, clock, folder / "ledger")
    await job.run(lambda: False)
    assert await words(database) == []
    folder.unlink()
    await job.run_nightly(lambda: False)
    assert len(erasure_ledger.read(folder / "ledger")) == 1


async def test_damaged_ledger_stops_the_start(database: Database, clock: FixedClock, tmp_path: Path) -> None:
    (tmp_path / "ledger").write_text("{")
    with pytest.raises(ErasureLedgerError, match="line 1"):
        await erasing(database, clock, tmp_path / "ledger").order_from_ledger()


async def test_next_run_cleans_files_of_an_interrupted_erasure(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    job = erasing(database, clock, tmp_path / "erasures")
    scrubbed: list[bool] = []

    async def scrub() -> bool:
        scrubbed.append(True)
        return True

    database.scrub = scrub  # type: ignore[method-assign]  # the test counts its calls
    await fill(database)
    await order(database)
    pieces = 0
    while await database.read(erasures.list_open_ids):
        asked = iter([False, True])
        await job.run(asked.__next__)
        pieces += 1
    assert (pieces > 0, scrubbed) == (True, [])
    await job.run(lambda: False)
    assert scrubbed == [True]


async def test_failing_order_does_not_stop_the_others(
    database: Database, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = erasing(database, clock, tmp_path / "erasures")
    await fill(database)
    workspace = await database.write(workspaces.ensure, IDENTITY)
    for user in (UserId("UBROKEN"), ANA):
        await database.write(order_name, workspace=workspace, user=user)
        clock.advance(timedelta(seconds=1))
    carry_out = erasure.erase_next_batch

    def fail_for_one(tx: Transaction, order: str = "") -> bool:
        claimed = erasures.claim(tx, order)
        if claimed and claimed.user == "UBROKEN":
            raise RuntimeError("broken")
        return carry_out(tx, order)

    monkeypatch.setattr(erasure, "erase_next_batch", fail_for_one)
    for _ in range(2):
        with pytest.raises(RuntimeError, match="broken"):
            await job.run(lambda: False)
    assert await words(database) == []
    left = await database.read(erasures.list_open_ids)
    assert [one.user for one in await database.read(erasures.list_orders) if one.id in left] == ["UBROKEN"]


def order_name(tx: Transaction, workspace: Workspace, user: UserId) -> bool:
    return erasure.order_erasure(tx, workspace, user, ErasureExtent.EVERYTHING)
