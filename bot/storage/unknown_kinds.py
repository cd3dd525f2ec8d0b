"""Letters of kinds that only another version of Hearten knows."""

from collections.abc import Collection
from functools import cache

from sqlalchemy import ColumnElement, FromClause, func, literal_column, select

from bot.domain.delivery import KNOWN, Kind
from bot.storage import schema
from bot.storage.engine import Transaction


@cache
def is_known() -> ColumnElement[bool]:
    """Return the condition that a letter is of a kind which this version can send."""
    return is_of_kind(KNOWN)


def is_of_kind(kinds: Collection[Kind], outbox: FromClause = schema.outbox_message) -> ColumnElement[bool]:
    """Return the condition that a letter in `outbox` (or an alias of it) is of one of these kinds.

    They stand in the statement: SQLAlchemy would put a list of parameters into its text at each execution.
    """
    names = [kind.value.replace("'", "''") for kind in kinds]
    return outbox.c.kind.in_([literal_column(f"'{name}'") for name in names])


def count(tx: Transaction) -> dict[str, int]:
    """Return how many letters wait of each kind that this version does not know."""
    table = schema.outbox_message
    rows = tx.connection.execute(
        select(table.c.kind, func.count())
        .where(table.c.failed_at.is_(None), ~is_known())
        .group_by(table.c.kind)
    )
    return {row[0]: row[1] for row in rows}
