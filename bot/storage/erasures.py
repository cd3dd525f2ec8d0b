"""Orders to erase: kept when they are done, too, so that they can be carried out again on a restored backup.

Ids and no names. They are of no workspace's row, which may be what is erased.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from bot.domain.erasure import ErasureExtent
from bot.storage import schema
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction

ADVISORY_LOCK = 1_164_857_957
"""The first of the two numbers of PostgreSQL's advisory lock; the second is the workspace's. Migrations lock
a single number, which is another space."""


@dataclass(frozen=True, slots=True)
class ErasureOrder:
    """What is to be erased: all that was there at `ordered_at` (UTC) of a person; "" for a whole workspace.

    The workspace is named by Slack's ids: its row may have gone, and another come in its place.
    """

    id: str
    enterprise_id: str
    team_id: str
    user: str
    extent: ErasureExtent
    ordered_at: datetime


def add(tx: Transaction, order: ErasureOrder) -> bool:
    """Write an order; answers False where it is there, or the same waits to be carried out."""
    return insert_once(
        tx.connection,
        schema.erasure,
        id=order.id,
        enterprise_id=order.enterprise_id,
        team_id=order.team_id,
        user_id=order.user,
        extent=order.extent.value,
        requested_at=order.ordered_at,
    )


def is_open(
    tx: Transaction, enterprise_id: str, team_id: str, user: str, extents: Iterable[ErasureExtent]
) -> bool:
    """Whether such an order of a person waits to be carried out."""
    table = schema.erasure
    found = select(table.c.id).where(
        table.c.enterprise_id == enterprise_id,
        table.c.team_id == team_id,
        table.c.user_id == user,
        table.c.extent.in_([extent.value for extent in extents]),
        table.c.completed_at.is_(None),
    )
    return tx.connection.scalar(found.limit(1)) is not None


def claim(tx: Transaction, order: str = "") -> ErasureOrder | None:
    """The oldest order that is not done, or the one with this id, for this transaction alone."""
    table = schema.erasure
    which = [table.c.id == order] if order else []
    row = tx.connection.execute(
        select(table)
        .where(table.c.completed_at.is_(None), *which)
        .order_by(table.c.requested_at, table.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    return _order(row) if row else None


def lock(tx: Transaction, workspace_id: int) -> None:
    """Make the other erasures of a workspace wait until the transaction ends.

    Two of them change the same messages, Homes, settings and looks, in an order that depends on whom they
    erase: without this they wait for each other in a circle. SQLite has one writer anyway.
    """
    if tx.connection.dialect.name == "postgresql":
        tx.connection.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK, workspace_id)))


def finish(tx: Transaction, order: ErasureOrder) -> None:
    """Nothing of it is left to do."""
    tx.connection.execute(update(schema.erasure).filter_by(id=order.id).values(completed_at=tx.now))


def list_open_ids(tx: Transaction) -> list[str]:
    """Return the ids of the orders that are not done, oldest first."""
    table = schema.erasure
    query = (
        select(table.c.id).where(table.c.completed_at.is_(None)).order_by(table.c.requested_at, table.c.id)
    )
    return list(tx.connection.scalars(query))


def list_orders(tx: Transaction) -> list[ErasureOrder]:
    """All orders there ever were, oldest first."""
    table = schema.erasure
    return [
        _order(row) for row in tx.connection.execute(select(table).order_by(table.c.requested_at, table.c.id))
    ]


def _order(row: Row[Any]) -> ErasureOrder:
    return ErasureOrder(
        row.id, row.enterprise_id, row.team_id, row.user_id, ErasureExtent(row.extent), row.requested_at
    )
