"""Batches whose items fail one by one, so that a broken item does not stop the others."""

import sqlite3
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import structlog
from sqlalchemy import Column, ColumnElement, and_, not_, or_
from sqlalchemy.exc import DBAPIError

from bot.storage.transaction import DATABASE_AWAY_ERRORS, Transaction

T = TypeVar("T")
R = TypeVar("R")
Key = tuple[Any, ...]
"""What an item is known by: the values of the columns that name it."""

RETRY_DELAY = 3_600.0
"""Seconds until a failed item is tried again."""
MAX_FAILED = 500
"""Failed items of one kind that are skipped. With more, the items are not the cause, and the kind waits."""

_ITEM_STATES = {"55P03", "57014"}
"""Lock or statement timeouts: the item needs too long, and the server is well.

See https://www.postgresql.org/docs/current/errcodes-appendix.html.
"""

_log = structlog.get_logger(__name__)


class FailedItems:
    """Remember which items of a kind failed lately. Thread-safe."""

    def __init__(self, kind: str, seconds: Callable[[], float] = time.monotonic) -> None:
        """Start with none. `kind` is for the log."""
        self._kind = kind
        self._seconds = seconds
        self._failed_at: dict[Key, float] = {}
        self._parts: dict[str, FailedItems] = {}

    def keys(self) -> list[Key]:
        """Return the keys of the items that are passed over now."""
        since = self._seconds() - RETRY_DELAY
        self._failed_at = {key: at for key, at in self._failed_at.items() if at > since}
        return list(self._failed_at)

    def get_part(self, name: str) -> "FailedItems":
        """Return those of a part of the work that has keys of its own."""
        return self._parts.setdefault(name, FailedItems(f"{self._kind}: {name}", self._seconds))

    @property
    def are_too_many(self) -> bool:
        """Return True if so many failed that no more should be tried."""
        return len(self.keys()) >= MAX_FAILED or any(part.are_too_many for part in self._parts.values())

    def note(self, key: Key, error: Exception) -> None:
        """Remember and log a failure."""
        self._failed_at[key] = self._seconds()
        _log.error("item failed", kind=self._kind, item=key, error=type(error).__name__)

    def build_exclusion(self, *columns: Column[Any]) -> ColumnElement[bool]:
        """Return the condition that a row is not passed over; `columns` are those of the keys."""
        keys = self.keys()
        rows = [and_(*(column == part for column, part in zip(columns, key, strict=True))) for key in keys]
        return not_(or_(*rows)) if rows else and_(True)


def work_on_each(
    tx: Transaction,
    items: Sequence[T],
    key: Callable[[T], Key],
    work: Callable[[Sequence[T]], Sequence[R]],
    failed: FailedItems,
) -> list[R]:
    """Work on all items together or, if that fails, on each alone, and note those that fail.

    Return the results. Raise errors that are the database's fault and no item's.
    """
    if not items:
        return []
    try:
        with tx.connection.begin_nested():
            return [*work(items)]
    except Exception as error:
        if not _is_of_item(error):
            raise
        if len(items) == 1:
            failed.note(key(items[0]), error)
            return []
    results: list[R] = []
    for item in items:
        results += work_on_each(tx, [item], key, work, failed)
    return results


def _is_of_item(error: Exception) -> bool:
    if isinstance(error, DBAPIError):
        if getattr(error.orig, "sqlstate", None) in _ITEM_STATES:
            return True
        # SQLite's driver calls a wrong statement by the same name as a database that is away.
        if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
            return True
    return not isinstance(error, DATABASE_AWAY_ERRORS)
