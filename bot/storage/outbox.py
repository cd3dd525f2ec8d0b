"""Messages that must reach Slack, written in the transaction that causes them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from bot.domain.delivery import POSTS, Kind
from bot.storage import pace, tables
from bot.storage.engine import Transaction

LEASE = timedelta(seconds=15)
"""How long a process may take over one delivery before another takes it up."""
SOON = timedelta(seconds=2)
"""What may go out within this time is about to: a channel's next message waits a second for its turn."""
POSTING = "post"
"""The action of all kinds that make a message. An update or a deletion is an action by its own name."""


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
    """A letter that this process is sending now, since `tried_at`. `attempt` is 1 the first time.

    `unanswered` is how many posts of it had no answer; where it has to be looked for before it is posted
    again, `verify_since` is when the first of them began.
    """

    id: str
    workspace_id: int
    letter: Letter
    attempt: int
    tried_at: datetime
    first_tried_at: datetime
    unanswered: int
    verify_since: datetime | None


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


def claim(tx: Transaction, limit: int, full: Collection[int] = ()) -> list[Delivery]:
    """Take up to `limit` deliveries that are due: in order for each destination, and after their target.

    Workspaces that are `full` have enough under way. What a process left behind when it died is taken up.
    """
    expire(tx, tx.now)
    table = tables.outbox
    due = (
        select(table)
        .where(_is_due(tx, tx.now), table.c.workspace_id.not_in(full))
        .order_by(table.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=table)
    )
    rows = tx.connection.execute(due).all()
    if rows:
        tx.connection.execute(
            update(table)
            .where(table.c.id.in_([row.id for row in rows]))
            .values(
                leased_until=tx.now + LEASE,
                attempt=table.c.attempt + 1,
                first_tried_at=func.coalesce(table.c.first_tried_at, tx.now),
            )
        )
    return [_delivery(row, tx.now) for row in rows]


def expire(tx: Transaction, moment: datetime | None = None) -> int:
    """End the leases that run out before an instant, or all; answers how many.

    Whoever held one may have posted and died before it could tell.
    """
    table = tables.outbox
    is_over = table.c.leased_until.is_not(None) if moment is None else table.c.leased_until < moment
    rows = tx.connection.execute(
        select(table).where(is_over).with_for_update(skip_locked=True, of=table)
    ).all()
    for row in rows:
        doubtful = Kind(row.kind) in POSTS and not row.must_verify
        tx.connection.execute(
            update(table)
            .filter_by(id=row.id)
            .values(
                leased_until=None,
                unanswered=row.unanswered + doubtful,
                unanswered_since=row.unanswered_since or row.leased_until - LEASE,
                must_verify=row.must_verify or doubtful,
            )
        )
    return len(rows)


def _is_due(tx: Transaction, free_at: datetime) -> ColumnElement[bool]:
    """Due now, and not held back at this instant."""
    table, earlier, target = tables.outbox, tables.outbox.alias("earlier"), tables.outbox.alias("target")
    action = case((_is_post(), literal(POSTING)), else_=table.c.kind)
    return and_(
        table.c.failed_at.is_(None),
        table.c.retry_at <= tx.now,
        table.c.leased_until.is_(None),
        ~exists().where(
            earlier.c.workspace_id == table.c.workspace_id,
            earlier.c.destination == table.c.destination,
            earlier.c.id < table.c.id,
            earlier.c.failed_at.is_(None),
        ),
        ~exists().where(target.c.id == table.c.target_id, target.c.failed_at.is_(None)),
        ~pace.is_held(free_at, table.c.workspace_id, table.c.destination, action),
    )


def is_idle(tx: Transaction) -> bool:
    """Whether nothing is under way and nothing is due or about to be: what is left waits for its next try."""
    table = tables.outbox
    under_way = and_(table.c.failed_at.is_(None), table.c.leased_until.is_not(None))
    return not tx.connection.scalar(select(exists().where(or_(under_way, _is_due(tx, tx.now + SOON)))))


def finish(tx: Transaction, delivery: str) -> None:
    """Take away what was sent, or need not be sent any more."""
    tx.connection.execute(delete(tables.outbox).filter_by(id=delivery))


def postpone(tx: Transaction, delivery: Delivery, until: datetime, error: str, *, anew: bool = False) -> None:
    """Give a delivery back, to be tried again at this instant; `anew` as if it had not been tried before."""
    first_tried_at = None if anew else delivery.first_tried_at
    _give_back(tx, delivery, retry_at=until, error=error, first_tried_at=first_tried_at)


def verify(tx: Transaction, delivery: Delivery, at: datetime, error: str, *, doubtful: bool = True) -> None:
    """Give back a post that may stand, to be looked for at this instant; `doubtful` if it had no answer."""
    _give_back(
        tx,
        delivery,
        retry_at=at,
        error=error,
        unanswered=tables.outbox.c.unanswered + int(doubtful),
        unanswered_since=func.coalesce(tables.outbox.c.unanswered_since, delivery.tried_at),
        must_verify=True,
    )


def post_again(tx: Transaction, delivery: Delivery, at: datetime) -> None:
    """Give back a post that was looked for and not seen."""
    _give_back(tx, delivery, retry_at=at, must_verify=False)


def _give_back(tx: Transaction, delivery: Delivery, **values: Any) -> None:
    """End this attempt's lease. Another process may hold one by now, which is none of ours."""
    tx.connection.execute(
        update(tables.outbox)
        .filter_by(id=delivery.id, attempt=delivery.attempt, failed_at=None)
        .values(leased_until=None, **values)
    )


def give_up(tx: Transaction, delivery: Delivery, error: str) -> bool:
    """End a delivery that cannot succeed; it stays for the operator to see. False where another has it."""
    ended = tx.connection.execute(
        update(tables.outbox)
        .filter_by(id=delivery.id, attempt=delivery.attempt, failed_at=None)
        .values(failed_at=tx.now, leased_until=None, error=error, payload={})
    )
    return ended.rowcount == 1


def recall(tx: Transaction, recognition: str) -> list[Letter]:
    """Take back the posts about a recognition that were never tried, and answer them.

    A prompt that would remind of it is about more.
    """
    table = tables.outbox
    rows = tx.connection.execute(
        delete(table)
        .where(
            table.c.recognition_id == recognition,
            _is_post(),
            table.c.kind != Kind.PROMPT.value,
            table.c.attempt == 0,
        )
        .returning(table)
    )
    return [_letter(row) for row in rows]


def under_way(tx: Transaction, recognition: str) -> list[tuple[str, Letter]]:
    """The posts about a recognition that were tried and have no end yet, by the ids of their deliveries."""
    table = tables.outbox
    rows = tx.connection.execute(
        select(table).where(
            table.c.recognition_id == recognition,
            _is_post(),
            table.c.attempt > 0,
            table.c.failed_at.is_(None),
        )
    )
    return [(row.id, _letter(row)) for row in rows]


def _is_post() -> ColumnElement[bool]:
    return tables.outbox.c.kind.in_([kind.value for kind in POSTS])


def has_update_waiting(tx: Transaction, target: str) -> bool:
    """Whether the message will be rendered anew anyway: with what this transaction writes, too."""
    table = tables.outbox
    waiting = (
        select(table.c.id)
        .where(table.c.target_id == target, table.c.kind == Kind.UPDATE.value, table.c.attempt == 0)
        .limit(1)
        # Locked, it is claimed only after this transaction has ended.
        .with_for_update()
    )
    return tx.connection.execute(waiting).first() is not None


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


def forget_failed_before(tx: Transaction, moment: datetime) -> int:
    """Forget deliveries that were given up before this instant; answers how many."""
    return tx.connection.execute(delete(tables.outbox).where(tables.outbox.c.failed_at < moment)).rowcount


def _delivery(row: Row[Any], now: datetime) -> Delivery:
    return Delivery(
        id=row.id,
        workspace_id=row.workspace_id,
        letter=_letter(row),
        attempt=row.attempt + 1,
        tried_at=now,
        first_tried_at=row.first_tried_at or now,
        unanswered=row.unanswered,
        verify_since=row.unanswered_since if row.must_verify else None,
    )


def _letter(row: Row[Any]) -> Letter:
    return Letter(
        kind=Kind(row.kind),
        destination=row.destination,
        recognition=row.recognition_id,
        digest=row.digest_id,
        target=row.target_id,
        payload=row.payload,
    )
