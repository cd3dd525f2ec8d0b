"""Orders to erase. Completed ones are kept, to be carried out again after a backup is restored.

They hold ids and no names, and belong to no workspace's row, which may be what is erased.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Row, func, select, update

from bot.domain.erasure import ErasureExtent
from bot.domain.ids import UserId, WorkspaceId
from bot.domain.workspace import WorkspaceIdentity
from bot.storage import schema
from bot.storage.conditions import is_one_of
from bot.storage.conflicts import insert_once
from bot.storage.engine import Transaction

ADVISORY_LOCK = 1_164_857_957
"""The first number of PostgreSQL's advisory lock; the second is the workspace's.

Migrations lock a single number, which cannot collide with a pair.
"""


class ErasureOrder(Struct, frozen=True):
    """An order to erase what existed at `ordered_at` (UTC) of a user.

    An empty user means the whole workspace. Slack's ids name the workspace: its row may be deleted, and
    another one may take its place.
    """

    id: str
    enterprise_id: str
    team_id: str
    user: UserId
    extent: ErasureExtent
    ordered_at: datetime


def add(tx: Transaction, order: ErasureOrder) -> bool:
    """Write an order; return False if it exists or the same one is open."""
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
    tx: Transaction, enterprise_id: str, team_id: str, user: UserId, extents: Iterable[ErasureExtent]
) -> bool:
    """Return True if such an order about a user is open."""
    table = schema.erasure
    query = select(table.c.id).where(
        table.c.enterprise_id == enterprise_id,
        table.c.team_id == team_id,
        table.c.user_id == user,
        table.c.extent.in_([extent.value for extent in extents]),
        table.c.completed_at.is_(None),
    )
    return tx.connection.scalar(query.limit(1)) is not None


def list_erased(tx: Transaction, identity: WorkspaceIdentity, users: Iterable[UserId]) -> set[UserId]:
    """Return those of these users (ids) who were ever erased in a workspace, or will be."""
    table = schema.erasure
    query = select(table.c.user_id).where(
        table.c.enterprise_id == identity.enterprise_id,
        table.c.team_id == identity.team_id,
        is_one_of(table.c.user_id, users),
    )
    return set(tx.connection.scalars(query))


def claim(tx: Transaction, order: str = "") -> ErasureOrder | None:
    """Return the oldest open order, or the one with this id, for this transaction alone.

    Return None if there is none.
    """
    table = schema.erasure
    which = [table.c.id == order] if order else []
    row = tx.connection.execute(
        select(table)
        .where(table.c.completed_at.is_(None), *which)
        .order_by(table.c.requested_at, table.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    return _read_order(row) if row else None


def lock(tx: Transaction, workspace_id: WorkspaceId) -> None:
    """Make the other erasures of a workspace wait until the transaction ends.

    Two of them change the same rows in an order that depends on the erased users, and would deadlock. SQLite
    has one writer anyway.
    """
    if tx.connection.dialect.name == "postgresql":
        tx.connection.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK, workspace_id)))


def finish(tx: Transaction, order: ErasureOrder) -> None:
    """Mark an order as completed."""
    tx.connection.execute(update(schema.erasure).filter_by(id=order.id).values(completed_at=tx.now))


def list_open_ids(tx: Transaction) -> list[str]:
    """Return the ids of the open orders, oldest first."""
    table = schema.erasure
    query = (
        select(table.c.id).where(table.c.completed_at.is_(None)).order_by(table.c.requested_at, table.c.id)
    )
    return list(tx.connection.scalars(query))


def list_orders(tx: Transaction) -> list[ErasureOrder]:
    """Return all orders, completed ones included, oldest first."""
    table = schema.erasure
    return [
        _read_order(row)
        for row in tx.connection.execute(select(table).order_by(table.c.requested_at, table.c.id))
    ]


def _read_order(row: Row[Any]) -> ErasureOrder:
    return ErasureOrder(
        row.id, row.enterprise_id, row.team_id, row.user_id, ErasureExtent(row.extent), row.requested_at
    )
