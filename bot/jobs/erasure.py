"""Carrying out what people ordered to be erased, and keeping nothing too long."""

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


class Erasing:
    """Erases in batches; between them others write, and a process that dies leaves the rest to the next."""

    def __init__(self, deps: Deps) -> None:
        """Prepare. The ledger is where the settings say."""
        self._deps = deps
        settings = deps.settings
        self._ledger = erasure_ledger.path(settings.database_url, settings.erasures)
        self._failed_orders = FailedItems("order to erase", deps.monotonic)
        self._failed_deletions = FailedItems("deletion", deps.monotonic)
        self._is_unclean = False
        """Whether something was erased, and the files still have to be cleaned of it."""

    async def take_up_ledger(self) -> None:
        """Order anew what the ledger knows and this database does not: it is a restored backup.

        Raises `ErasureLedgerError`: what nobody can read may name people who must not come back.
        """
        if self._ledger is None:
            return
        orders = await asyncio.to_thread(erasure_ledger.read, self._ledger)

        def take_up(tx: Transaction) -> int:
            return sum(erasures.add(tx, order) for order in orders)

        if again := await self._deps.database.write(take_up):
            _log.warning("erasures are carried out again", orders=again)

    async def run(self, is_ending: Callable[[], bool]) -> None:
        """Carry out what is ordered, until nothing is left or `is_ending` says so.

        An order that fails does not stop the others; its error is raised after them.
        """
        orders = await self._deps.database.read(erasures.open_ids)
        if not orders and not self._is_unclean:
            return
        await self.write_ledger()
        failures: list[Exception] = []
        for order in orders:
            try:
                if not await self._carry_out(order, is_ending):
                    return
            # Whatever it is, it concerns this order alone.
            except Exception as error:  # noqa: BLE001
                failures.append(error)
        # What another process erases is cleaned up by that one.
        if self._is_unclean:
            await self.clean()
            _log.info("erased")
        if failures:
            raise failures[0]

    async def _carry_out(self, order: str, is_ending: Callable[[], bool]) -> bool:
        """Carry out one order; return False if `is_ending` said so before all was done."""
        while not is_ending():
            if not await self._deps.database.write(erasure.proceed, order=order):
                return True
            self._is_unclean = True
        return False

    async def night(self, is_ending: Callable[[], bool]) -> None:
        """Delete what has been kept for long enough. A step that fails does not stop the others."""
        for name, step in (
            ("order what is due", self._order_due),
            ("write the ledger", self.write_ledger),
            ("delete what is old", partial(self._expire, is_ending)),
            ("clean the files", self.clean),
        ):
            if not is_ending():
                await run_step("night failed", name, step)

    async def _order_due(self) -> None:
        await self._deps.database.write(retention.order_due, failed=self._failed_orders)

    async def _expire(self, is_ending: Callable[[], bool]) -> None:
        deleted = 1
        while deleted and not is_ending():
            deleted = await self._deps.database.write(retention.expire, failed=self._failed_deletions)

    async def write_ledger(self) -> None:
        """Write down the orders that the ledger lacks. One that cannot be written holds up nothing."""
        if self._ledger is None:
            return
        orders = await self._deps.database.read(erasures.every)
        try:
            await asyncio.to_thread(erasure_ledger.write, self._ledger, orders)
        except ErasureLedgerError as error:
            _log.error("ledger of erasures not written", error=str(error))

    async def clean(self) -> None:
        """Let nothing of what was erased stay in the index of words, or in the files of the database."""
        self._is_unclean = False
        await self._deps.database.write(search.purge)
        if not await self._deps.database.scrub():
            _log.info("files are in use, and cleaned in the next night")
