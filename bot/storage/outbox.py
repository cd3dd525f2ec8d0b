"""Messages that must reach Slack, written in the transaction that causes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, exists, func, insert, or_, select, update

from bot.domain.delivery import POSTS, Kind
from bot.storage import tables
from bot.storage.engine import Transaction

LEASE = timedelta(seconds=15)
"""How long a process may take over one delivery before another takes it up."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Something to be sent: data, not blocks. `destination` is a channel or, for a direct message, a person.

    `target` is the post that comes first: the one to be changed, deleted or linked to.
    """

    kind: Kind
    destination: str
    recognition: str | None = None
    digest: str | None = None
    target: str | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A letter that this process is sending now. `attempt` is 1 the first time."""

    id: str
    workspace_id: int
    letter: Letter
    attempt: int
    created_at: datetime


def put(tx: Transaction, workspace_id: int, letter: Letter, *, delivery: str | None = None) -> str:
    """Write a letter and answer the id of its delivery: a new one, or the one given."""
    new_id = delivery or tx.new_id()
    tx.connection.execute(
        insert(tables.outbox).values(
            id=new_id,
            workspace_id=workspace_id,
            kind=letter.kind.value,
            destination=letter.destination,
            recognition_id=letter.recognition,
            digest_id=letter.digest,
            payload=dict(letter.payload),
            target_id=letter.target,
            retry_at=tx.now,
            created_at=tx.now,
        )
    )
    return new_id


def claim(tx: Transaction, limit: int) -> list[Delivery]:
    """Take up to `limit` deliveries that are due: in order for each destination, and after their target."""
    table = tables.outbox
    due = (
        select(table)
        .where(_is_due(tx))
        .order_by(table.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=table)
    )
    rows = tx.connection.execute(due).all()
    if rows:
        tx.connection.execute(
            update(table)
            .where(table.c.id.in_([row.id for row in rows]))
            .values(leased_until=tx.now + LEASE, attempt=table.c.attempt + 1)
        )
    return [_delivery(row) for row in rows]


def _is_due(tx: Transaction) -> ColumnElement[bool]:
    table, earlier, target = tables.outbox, tables.outbox.alias("earlier"), tables.outbox.alias("target")
    return and_(
        table.c.failed_at.is_(None),
        table.c.retry_at <= tx.now,
        or_(table.c.leased_until.is_(None), table.c.leased_until < tx.now),
        ~exists().where(
            earlier.c.workspace_id == table.c.workspace_id,
            earlier.c.destination == table.c.destination,
            earlier.c.id < table.c.id,
            earlier.c.failed_at.is_(None),
        ),
        ~exists().where(target.c.id == table.c.target_id, target.c.failed_at.is_(None)),
    )


def is_idle(tx: Transaction) -> bool:
    """Whether nothing is under way and nothing is due: what is left waits for its next try."""
    table = tables.outbox
    under_way = and_(table.c.failed_at.is_(None), table.c.leased_until >= tx.now)
    return not tx.connection.scalar(select(exists().where(or_(under_way, _is_due(tx)))))


def finish(tx: Transaction, delivery: str) -> None:
    """Take away what was sent, or need not be sent any more."""
    tx.connection.execute(delete(tables.outbox).filter_by(id=delivery))


def postpone(tx: Transaction, delivery: str, until: datetime, error: str) -> None:
    """Give a delivery back, to be tried again at this instant."""
    tx.connection.execute(
        update(tables.outbox).filter_by(id=delivery).values(retry_at=until, leased_until=None, error=error)
    )


def give_up(tx: Transaction, delivery: str, error: str) -> None:
    """End a delivery that cannot succeed; it stays for the operator to see."""
    tx.connection.execute(
        update(tables.outbox)
        .filter_by(id=delivery)
        .values(failed_at=tx.now, leased_until=None, error=error, payload={})
    )


def recall(tx: Transaction, recognition: str) -> list[Letter]:
    """Take back the posts about a recognition that were never tried, and answer them."""
    table = tables.outbox
    rows = tx.connection.execute(
        delete(table)
        .where(table.c.recognition_id == recognition, _is_post(), table.c.attempt == 0)
        .returning(table)
    )
    return [_delivery(row).letter for row in rows]


def under_way(tx: Transaction, recognition: str) -> list[Delivery]:
    """The posts about a recognition that were tried and have no end yet."""
    table = tables.outbox
    rows = tx.connection.execute(
        select(table).where(
            table.c.recognition_id == recognition,
            _is_post(),
            table.c.attempt > 0,
            table.c.failed_at.is_(None),
        )
    )
    return [_delivery(row) for row in rows]


def _is_post() -> ColumnElement[bool]:
    return tables.outbox.c.kind.in_([kind.value for kind in POSTS])


def has_update_waiting(tx: Transaction, target: str) -> bool:
    """Whether the message will be rendered anew anyway."""
    table = tables.outbox
    return bool(
        tx.connection.scalar(
            select(
                exists().where(
                    table.c.target_id == target, table.c.kind == Kind.UPDATE.value, table.c.attempt == 0
                )
            )
        )
    )


def is_posting(tx: Transaction, workspace_id: int, destinations: tuple[str, ...]) -> bool:
    """Whether a post to one of these is under way, so that a message of ours may not be known yet."""
    table = tables.outbox
    return bool(
        tx.connection.scalar(
            select(
                exists().where(
                    table.c.workspace_id == workspace_id,
                    table.c.destination.in_(destinations),
                    _is_post(),
                    table.c.attempt > 0,
                    table.c.failed_at.is_(None),
                )
            )
        )
    )


def depth(tx: Transaction) -> tuple[int, datetime | None]:
    """How many letters wait, and since when the oldest does."""
    table = tables.outbox
    row = tx.connection.execute(
        select(func.count(), func.min(table.c.created_at)).where(table.c.failed_at.is_(None))
    ).one()
    return row[0], row[1]


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        workspace_id=row.workspace_id,
        letter=Letter(
            kind=Kind(row.kind),
            destination=row.destination,
            recognition=row.recognition_id,
            digest=row.digest_id,
            target=row.target_id,
            payload=row.payload,
        ),
        attempt=row.attempt + 1,
        created_at=row.created_at,
    )
