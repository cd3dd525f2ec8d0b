"""Leases: how long a process has a delivery for itself, and what follows if it dies or the clock is set."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update

from bot.domain.delivery import MIN_SEARCH_DELAY
from bot.domain.outbox_messages import POSTS
from bot.storage import rate_limits, schema
from bot.storage.engine import Transaction
from bot.storage.outbox_codec import is_known
from bot.storage.statements import PreparedStatement

LEASE = timedelta(seconds=15)
"""How long a process may take over one delivery before another takes it over."""
CLOCK_TOLERANCE = timedelta(seconds=2)
"""By how much the clocks of two processes may differ."""
_SELECT_FROM_FUTURE = PreparedStatement(
    select(schema.outbox_message)
    .where(
        schema.outbox_message.c.failed_at.is_(None),
        schema.outbox_message.c.waiting_since > bindparam("latest"),
    )
    .with_for_update(skip_locked=True, of=schema.outbox_message)
)
_UPDATE = PreparedStatement(
    update(schema.outbox_message).where(schema.outbox_message.c.id == bindparam("delivery"))
)
"""The values that it sets are passed when it is executed."""
_POST_KINDS = frozenset(kind.kind for kind in POSTS)


def follow_clock(tx: Transaction) -> None:
    """Restart waits that began in the future, because the clock was set back since.

    Without this a channel would be blocked for as long as the clock was set back.
    """
    latest = tx.now + CLOCK_TOLERANCE
    rows = _SELECT_FROM_FUTURE.fetch_all(tx.connection, {"latest": latest})
    changes = []
    for row in rows:
        forward = row.waiting_since - tx.now
        changes.append(
            {
                "delivery": row.id,
                "waiting_since": tx.now,
                # One that was due already stays due.
                "retry_at": min(row.retry_at, max(row.retry_at - forward, tx.now)),
                "leased_until": row.leased_until and row.leased_until - forward,
            }
        )
    if changes:
        _UPDATE.execute_many(tx.connection, changes)
    rate_limits.follow_clock(tx, latest)


def take_over(tx: Transaction, *, is_alone: bool) -> None:
    """Prepare a process's start: postpone searches, so that posts of other processes have time to arrive.

    If the process `is_alone`, no other sends anything: the holders of leases are gone.
    """
    table = schema.outbox_message
    follow_clock(tx)
    doubtful_until = tx.now + MIN_SEARCH_DELAY
    tx.connection.execute(
        update(table)
        .where(
            table.c.failed_at.is_(None),
            table.c.must_verify,
            table.c.leased_until.is_(None),
            table.c.retry_at < doubtful_until,
        )
        .values(retry_at=doubtful_until, waiting_since=tx.now)
    )
    if is_alone:
        expire(tx)


def expire(tx: Transaction, moment: datetime | None = None, under_way: Collection[str] = ()) -> int:
    """End the leases that run out before an instant, or all, and return how many.

    A holder may have posted and died before it recorded that. Its post may still be on its way,
    so it is looked for only after a while. Leases on what is `under_way` in this process (ids) stay.
    """
    table = schema.outbox_message
    is_over = table.c.leased_until.is_not(None) if moment is None else table.c.leased_until < moment
    rows = tx.connection.execute(
        select(table)
        .where(is_over, is_known(), table.c.id.not_in(under_way))
        .with_for_update(skip_locked=True, of=table)
    ).all()
    changes = []
    for row in rows:
        is_doubtful = row.kind in _POST_KINDS and not row.must_verify
        changes.append(
            {
                "delivery": row.id,
                "leased_until": None,
                "retry_at": max(row.retry_at, tx.now + MIN_SEARCH_DELAY),
                "waiting_since": tx.now,
                "unanswered": row.unanswered + is_doubtful,
                "unanswered_since": row.unanswered_since or row.leased_until - LEASE,
                "must_verify": row.must_verify or is_doubtful,
            }
        )
    if changes:
        _UPDATE.execute_many(tx.connection, changes)
    return len(rows)
