"""Executes orders to erase, and deletes what is older than its retention period."""

import asyncio
from collections.abc import Callable
from functools import partial

import structlog

from bot.deps import Deps
from bot.errors import ErasureLedgerError
from bot.jobs.steps import run_step
from bot.storage import erasure_ledger, erasures, search
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems
from bot.usecases import erasure, retention

_log = structlog.get_logger(__name__)


class ErasureJob:
    """Erases in batches, so that others can write in between, and another process can continue."""

    def __init__(self, deps: Deps) -> None:
        """Use the ledger of erasures that the settings name."""
        self._deps = deps
        settings = deps.settings
        self._ledger = erasure_ledger.find_ledger(settings.database_url, settings.erasures)
        self._failed_orders = FailedItems("order to erase", deps.monotonic)
        self._failed_deletions = FailedItems("deletion", deps.monotonic)
        self._needs_cleaning = False
        """True from an erasure until the database's files are cleaned of it."""

    async def order_from_ledger(self) -> None:
        """Order what the ledger has and the database lacks, as a restored backup does.

        Raise `ErasureLedgerError` if it cannot be read: it may name people who must not come back.
        """
        if self._ledger is None:
            return
        orders = await asyncio.to_thread(erasure_ledger.read, self._ledger)

        def order_missing(tx: Transaction) -> int:
            return sum(erasures.add(tx, order) for order in orders)

        if ordered := await self._deps.database.write(order_missing):
            _log.warning("erasures of a restored backup are carried out", orders=ordered)

    async def run(self, is_stopping: Callable[[], bool]) -> None:
        """Execute all orders, unless `is_stopping` returns True in between.

        An order that fails does not stop the others. Its error is raised after them.
        """
        orders = await self._deps.database.read(erasures.list_open_ids)
        if not orders and not self._needs_cleaning:
            return
        await self.write_ledger()
        failures: list[Exception] = []
        for order in orders:
            try:
                if not await self._execute(order, is_stopping):
                    return
            # An order must not stop the others.
            except Exception as error:  # noqa: BLE001
                failures.append(error)
        # Another process cleans what it erased itself.
        if self._needs_cleaning:
            await self.clean_files()
            _log.info("erased")
        if failures:
            raise failures[0]

    async def _execute(self, order: str, is_stopping: Callable[[], bool]) -> bool:
        """Execute one order. Return False if it was stopped before its end."""
        while not is_stopping():
            if not await self._deps.database.write(erasure.erase_next_batch, order=order):
                return True
            self._needs_cleaning = True
        return False

    async def run_nightly(self, is_stopping: Callable[[], bool]) -> None:
        """Delete what is older than its retention period. A step that fails does not stop the others."""
        for name, step in (
            ("order what is due", self._order_due),
            ("write the ledger", self.write_ledger),
            ("delete what is old", partial(self._expire, is_stopping)),
            ("clean the files", self.clean_files),
        ):
            if not is_stopping():
                await run_step("night failed", name, step)

    async def _order_due(self) -> None:
        await self._deps.database.write(retention.order_due_erasures, failed=self._failed_orders)

    async def _expire(self, is_stopping: Callable[[], bool]) -> None:
        deleted = 1
        while deleted and not is_stopping():
            deleted = await self._deps.database.write(retention.delete_expired, failed=self._failed_deletions)

    async def write_ledger(self) -> None:
        """Add the orders that the ledger lacks. A ledger that cannot be written is logged only."""
        if self._ledger is None:
            return
        orders = await self._deps.database.read(erasures.list_orders)
        try:
            await asyncio.to_thread(erasure_ledger.write, self._ledger, orders)
        except ErasureLedgerError as error:
            _log.error("ledger of erasures not written", error=str(error))

    async def clean_files(self) -> None:
        """Remove erased text from the search index and from the files of the database."""
        self._needs_cleaning = False
        await self._deps.database.write(search.purge)
        if not await self._deps.database.scrub():
            _log.info("files are in use, and will be cleaned the next night")
