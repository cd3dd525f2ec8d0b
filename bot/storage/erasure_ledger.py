"""The ledger of erasures: a file beside the database that restored backups are checked against.

It has a line of JSON for each order, with ids and no names. Orders may be carried out again. If the disk is
full or missing, the next night adds what the ledger lacks.
"""

import json
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from bot.domain.erasure import ErasureExtent
from bot.errors import ErasureLedgerError
from bot.storage.database_url import find_path
from bot.storage.erasures import ErasureOrder
from bot.storage.files import sync_folder

LOCK_TIMEOUT = 5.0
"""Seconds to wait for another process that writes the ledger."""


def find_ledger(database_url: str, configured: str) -> Path | None:
    """Return the ledger's path: as configured, or beside an embedded database; None for a server."""
    if configured:
        return Path(configured)
    file = find_path(database_url)
    return file.with_name(file.name + ".erasures") if file else None


def read(file: Path) -> list[ErasureOrder]:
    """Return all orders in the ledger, none if the file does not exist. Raise `ErasureLedgerError`."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise ErasureLedgerError(f"the ledger of erasures cannot be read: {file}") from error
    return [_decode(file, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def write(file: Path, orders: Iterable[ErasureOrder]) -> int:
    """Add the orders that the ledger lacks, durably; return how many. Raise `ErasureLedgerError`."""
    try:
        with FileLock(file.with_name(file.name + ".lock"), timeout=LOCK_TIMEOUT):
            before = read(file)
            known = {order.id for order in before}
            missing = [order for order in orders if order.id not in known]
            if missing:
                _replace(file, [*before, *missing])
    except (OSError, ErasureLedgerError) as error:
        raise ErasureLedgerError(f"the ledger of erasures cannot be written: {file}") from error
    return len(missing)


def _replace(file: Path, orders: Iterable[ErasureOrder]) -> None:
    """Replace the file atomically: a crash leaves the old one or the new one."""
    incoming = file.with_name(file.name + ".new")
    handle = os.open(incoming, os.O_WRONLY | os.O_TRUNC | os.O_CREAT, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        opened.writelines(json.dumps(_encode(order)) + "\n" for order in orders)
        opened.flush()
        os.fsync(opened.fileno())
    incoming.replace(file)
    sync_folder(file.parent)


def _encode(order: ErasureOrder) -> dict[str, str]:
    return {
        "id": order.id,
        "enterprise_id": order.enterprise_id,
        "team_id": order.team_id,
        "user": order.user,
        "extent": order.extent.value,
        "ordered_at": order.ordered_at.isoformat(),
    }


def _decode(file: Path, number: int, line: str) -> ErasureOrder:
    try:
        fields = json.loads(line)
        return ErasureOrder(
            id=fields["id"],
            enterprise_id=fields["enterprise_id"],
            team_id=fields["team_id"],
            user=fields["user"],
            extent=ErasureExtent(fields["extent"]),
            ordered_at=datetime.fromisoformat(fields["ordered_at"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ErasureLedgerError(f"line {number} of the ledger of erasures is damaged: {file}") from error
