"""Letters of kinds that only another version of Hearten knows."""

from sqlalchemy import ColumnElement, func, select

from bot.domain.delivery import KNOWN
from bot.storage import tables
from bot.storage.engine import Transaction


def is_known() -> ColumnElement[bool]:
    """Return the condition that a letter is of a kind which this version can send."""
    return tables.outbox.c.kind.in_([kind.value for kind in KNOWN])


def count(tx: Transaction) -> dict[str, int]:
    """Return how many letters wait of each kind that this version does not know."""
    table = tables.outbox
    rows = tx.connection.execute(
        select(table.c.kind, func.count())
        .where(table.c.failed_at.is_(None), ~is_known())
        .group_by(table.c.kind)
    )
    return {row[0]: row[1] for row in rows}
