"""The database and the ledger of erasures."""

import asyncio
import os
from collections.abc import AsyncIterator

from bot.clock import Clock
from bot.doctor.finding import Finding, failure, note, well
from bot.errors import DatabaseUnavailableError, ErasureLedgerError
from bot.settings import Settings
from bot.storage import erasure_ledger, migrations
from bot.storage.engine import NO_LOG_ADVICE, Database, connect, has_log

_DATABASE = "database"
_LEDGER = "ledger of erasures"


async def check_database(settings: Settings) -> AsyncIterator[Finding]:
    """Yield whether the database answers, has the tables of this version, and takes writes."""
    try:
        database = connect(settings.database_url, Clock().now)
    except DatabaseUnavailableError as error:
        yield failure(_DATABASE, str(error))
        return
    try:
        yield await _check_connected(database)
    finally:
        await asyncio.to_thread(database.close)


async def _check_connected(database: Database) -> Finding:
    try:
        if not await asyncio.to_thread(has_log, database.engine):
            return failure(_DATABASE, NO_LOG_ADVICE)
        if not await asyncio.to_thread(migrations.is_current, database.engine):
            return note(_DATABASE, "`hearten run` or `hearten migrate` brings it up to date")
    except DatabaseUnavailableError as error:
        return failure(_DATABASE, str(error))
    # Each driver has errors of its own; the operator needs to know that there is one, and its kind.
    except Exception as error:  # noqa: BLE001 -- see above
        return failure(_DATABASE, f"does not answer ({type(error).__name__})")
    try:
        is_writable = await database.is_writable()
    except Exception:  # noqa: BLE001 -- as above
        is_writable = False
    if not is_writable:
        return failure(
            _DATABASE,
            "takes no writes: look at the disk's room, the permissions, or which server is the primary",
        )
    return well(_DATABASE)


async def check_ledger(settings: Settings) -> Finding:
    """Return whether erasures can be written down outside the database."""
    file = erasure_ledger.find_ledger(settings.database_url, settings.erasures)
    if file is None:
        return note(
            _LEDGER, "set HEARTEN_ERASURES to a file, or a restored backup brings back what was erased"
        )
    if not os.access(file.parent, os.W_OK):
        return failure(
            _LEDGER, f"erasures cannot be written down: there is no folder {file.parent} that can be written"
        )
    try:
        await asyncio.to_thread(erasure_ledger.read, file)
    except ErasureLedgerError as error:
        return failure(_LEDGER, str(error))
    return well(_LEDGER)
